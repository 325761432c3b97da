"""Finding a customer, a reference, and words in any case, by what somebody remembers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.desk.cases.actions import note
from answerable.desk.cases.models import Case
from answerable.desk.customers.actions import add_address, new_customer, rename
from answerable.desk.incoming.record import record_contact
from answerable.desk.outbox.actions import Saying, speak
from answerable.desk.outbox.models import Means
from answerable.desk.search.actions import rebuild_search
from answerable.desk.search.finding import MOST_CASES, find_customers, search, the_case
from answerable.desk.search.models import CaseWords, CustomerWords
from answerable.desk.search.words import around, asked
from tests.cast import Town, moment
from tests.desk.triage.post import an_email_arrives
from tests.laws import ONE_FIXTURE

pytestmark = pytest.mark.django_db
MONDAY = "Monday 3 March 2025 09:00"


@pytest.fixture
def lamp(town: Town) -> Case:
    return an_email_arrives(
        town,
        "The lamp outside is out",
        at=MONDAY,
        text="Dear council,\nthe street lamp by the café in Mill Lane, number 14-B, flickers. It’s been ten days!",
    )


def cases(typed: str) -> list[Case]:
    return [found.case for found in search(typed).cases]


def customers(typed: str) -> list[str]:
    return [customer.name for customer in search(typed).customers]


@pytest.mark.parametrize(
    "typed", ["Lee", "mrs le", "LEE", "lee@exam", "lee@example.org", "01632 960123", "01632960123", "+44 1632 960123"]
)
def test_mrs_lee_is_found_by(town: Town, typed: str) -> None:
    assert customers(typed) == ["Mrs Lee"]


def test_while_an_officer_types_who_it_is_customers_stand_by_name(town: Town) -> None:
    ann = new_customer(name="Ann Lee", addresses={}, at=moment(MONDAY))
    assert find_customers("lee") == [ann, town.mrs_lee]
    assert find_customers("lee", 1) == [ann]  # the newest, if there are too many
    assert find_customers("l") == find_customers("") == []


def test_a_customer_with_two_numbers_is_found_once(town: Town) -> None:
    add_address(town.mrs_lee, kind="telephone", value="01632 960124")
    assert find_customers("01632 9601") == [town.mrs_lee]


@pytest.mark.parametrize("typed", ["eel", "Lee Adeyemi", "02 960", "x" * 300])
def test_mrs_lee_is_not_found_by(town: Town, typed: str) -> None:
    assert customers(typed) == []


@pytest.mark.parametrize(
    "typed",
    ["lamp", "LAMP mill", "flick", "cafe", "café", "mill lee", "14-B", "lamp, mill; lane!", "ten days", "council"],
)
def test_a_case_is_found_by_words_in_any_order_the_last_as_a_beginning(lamp: Case, typed: str) -> None:
    assert cases(typed) == [lamp]


@pytest.mark.parametrize("typed", ["lam mill", "pothole", "flickers tomorrow"])
def test_a_case_is_not_found_by_words_that_do_not_all_stand_in_it(lamp: Case, typed: str) -> None:
    assert cases(typed) == []


def test_a_case_is_found_by_its_reference_with_and_without_the_dash_and_by_its_beginning(lamp: Case) -> None:
    whole = lamp.reference
    for typed in (whole, whole.lower(), whole.replace("-", ""), whole.replace("-", " "), whole[:6]):
        assert cases(typed) == [lamp]
    assert the_case(f" {whole.lower()} ") == lamp
    assert the_case(whole[:6]) is None


def test_a_case_is_found_by_what_was_answered_noted_and_said_later(town: Town, lamp: Case) -> None:
    at = moment("Monday 3 March 2025 10:00")
    speak(lamp, Saying(means=Means.ANSWER, text="A fitter comes on Thursday"), spoken_at=at, at=at, by=town.bob)
    note(lamp, text="Column 4711 is the county’s", at=at, by=town.bob)
    record_contact(
        channel="telephone", text="Still dark", received_at=at, at=at, by=town.bob, customer=town.mrs_lee, cases=[lamp]
    )
    for typed in ("fitter", "column 4711", "still dark", "dark fitter column"):
        assert cases(typed) == [lamp]


def test_a_customer_and_their_cases_are_found_by_the_name_they_have_now(town: Town, lamp: Case) -> None:
    rename(town.mrs_lee, name="Mrs Łukasiewicz-Lee", organisation="Friends of the Mill")
    add_address(town.mrs_lee, kind="telephone", value="07700 900461")
    assert customers("friends") == customers("07700 900") == customers("lee fri") == [town.mrs_lee.name]
    assert cases("friends lamp") == [lamp]
    rename(town.mrs_lee, name="Mrs Green", organisation="")
    assert customers("friends") == []
    assert cases("friends lamp") == []


def test_marks_on_letters_do_not_matter_either_way(town: Town) -> None:
    new_customer(name="Zoë Brontë", addresses={}, at=moment(MONDAY))
    new_customer(name="Sian Ŵyn", addresses={}, at=moment(MONDAY))
    assert customers("zoe bronte") == customers("ZOË") == customers("Zoe\u0308") == ["Zoë Brontë"]
    assert customers("wyn") == ["Sian Ŵyn"]
    assert customers("Siân") == ["Sian Ŵyn"]


def test_the_newest_come_first_and_what_is_too_many_is_said(town: Town) -> None:
    made = [an_email_arrives(town, f"Pothole {number}", at=MONDAY) for number in range(MOST_CASES + 2)]
    found = search("pothole")
    assert [one.case for one in found.cases] == list(reversed(made))[:MOST_CASES]
    assert found.more


def test_the_place_where_the_words_stand_is_quoted_with_the_words_marked(lamp: Case) -> None:
    [found] = search("mill flick").cases
    assert "Mill Lane, number 14-B" in "".join(text for text, _ in found.quote)
    assert {text for text, is_it in found.quote if is_it} >= {"Mill", "flick"}
    assert around("The bin was not emptied", ["lamp"]) == []


@pytest.mark.parametrize(
    "typed",
    [
        '"', '""', "'", "lamp'", 'lamp"', "*", "lamp*", "-lamp", "^lamp", "lamp OR", "AND", "NOT lamp",
        "NEAR(lamp mill)",
        "words:lamp", "lamp:", "(lamp", "lamp)", "%", "lamp%", "_", "\\", "lamp\\", "&", "lamp & ! | mill", "<->", ":*",
        "💡", "lamp 💡", "\x00", "lamp\x00", "\n", "𞤀𞤁 lamp", "²", "a" * 10_000, "lamp " * 2_000, "“lamp”", "--",
        "; DROP TABLE", "ß", "ﬁ", "İ", "한국", "العربية", "\u0301", "\ud7ff", "1e5", "3.14", "0001", "+44", "lee@@",
        "http://x.org/?q=1&r",
    ],
)  # fmt: skip
def test_nothing_that_people_type_breaks_the_search(lamp: Case, typed: str) -> None:
    found = search(typed)
    assert set(cases(typed)) <= {lamp}
    assert found.too_short == (bool(typed.strip()) and not asked(typed))


@settings(max_examples=150, suppress_health_check=ONE_FIXTURE)
@given(typed=st.text(st.characters(codec="utf-8"), max_size=60))
def test_no_text_at_all_breaks_the_search(lamp: Case, typed: str) -> None:
    assert set(cases(typed)) <= {lamp}


def test_one_letter_finds_nothing_and_says_why(lamp: Case) -> None:
    assert search("l").too_short
    assert search("l").cases == ()
    assert not search("  ").too_short


def test_rebuilt_the_words_are_what_they_were(town: Town, lamp: Case) -> None:
    note(lamp, text="Column 4711", at=moment(MONDAY), by=town.bob)
    before = list(CaseWords.objects.values()), list(CustomerWords.objects.order_by("pk").values())
    CaseWords.objects.all().delete()
    CustomerWords.objects.all().delete()
    assert cases("lamp") == [] and customers("lee") == []
    assert rebuild_search() == 1
    assert (list(CaseWords.objects.values()), list(CustomerWords.objects.order_by("pk").values())) == before
    assert cases("column lamp") == [lamp] and customers("lee") == ["Mrs Lee"]


def test_an_erased_customer_is_found_no_longer(town: Town, lamp: Case) -> None:
    town.mrs_lee.delete()
    assert customers("lee") == []
