"""What a customer needs is kept, told in words, heeded where we write and meet, and kept when it ends."""

import pytest

from answerable.desk.customers.models import Customer
from answerable.desk.models import Need
from answerable.desk.needs.actions import Told, end_need, keep_needs
from answerable.desk.needs.known import for_meeting, interpreted, needs_now, type_size
from answerable.desk.needs.models import Adjustment, Format
from tests.cast import Town, moment

pytestmark = pytest.mark.django_db
MONDAY, FRIDAY = moment("Monday 2 March 2026 10:00"), moment("Friday 6 March 2026 10:00")
FORMAT, LANGUAGE, ADJUSTMENT = Need.Kind.FORMAT, Need.Kind.LANGUAGE, Need.Kind.ADJUSTMENT


def needing(town: Town, *told: Told) -> Customer:
    keep_needs(town.mrs_lee, told, at=MONDAY, by=town.bob)
    return town.mrs_lee


def in_words(customer: Customer) -> list[str]:
    return [str(need) for need in needs_now(customer)]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (Told(FORMAT, Format.LARGE_PRINT), "Large print, 18 point"),
        (Told(LANGUAGE, "Polish"), "Speaks Polish"),
        (Told(LANGUAGE, "British Sign Language", interpreter=True), "British Sign Language, with an interpreter"),
        (Told(ADJUSTMENT, Adjustment.LONG_RING), "Let it ring long"),
        (Told(ADJUSTMENT, "Ring before coming"), "Ring before coming"),
    ],
)
def test_a_need_is_told_in_words(town: Town, told: Told, words: str) -> None:
    assert in_words(needing(town, told)) == [words]


def test_formats_stand_before_languages_and_those_before_adjustments(town: Town) -> None:
    customer = needing(town, Told(ADJUSTMENT, "seat"), Told(LANGUAGE, "Urdu"), Told(FORMAT, "braille"))
    assert in_words(customer) == ["Braille", "Speaks Urdu", "A seat while waiting"]


def test_what_is_told_twice_is_kept_once_as_it_was_first(town: Town) -> None:
    needing(town, Told(LANGUAGE, "Polish"), Told(FORMAT, "audio"))
    keep_needs(town.mrs_lee, [Told(LANGUAGE, "polish"), Told(FORMAT, "audio")], at=FRIDAY, by=town.carol)
    assert set(Need.objects.values_list("what", "recorded_at", "recorded_by__name")) == {
        ("Polish", MONDAY, "Bob Baker"),
        ("audio", MONDAY, "Bob Baker"),
    }


def test_a_language_that_now_needs_an_interpreter_takes_the_place_of_the_same_without(town: Town) -> None:
    needing(town, Told(LANGUAGE, "Polish"))
    keep_needs(town.mrs_lee, [Told(LANGUAGE, "Polish", interpreter=True)], at=FRIDAY, by=town.carol)
    assert in_words(town.mrs_lee) == ["Polish, with an interpreter"]
    assert Need.objects.filter(ended_at=FRIDAY, interpreter=False).count() == 1


def test_a_need_that_ended_is_kept_and_may_come_back(town: Town) -> None:
    [need] = needs_now(needing(town, Told(FORMAT, "audio")))
    end_need(need, at=FRIDAY, by=town.carol)
    end_need(need, at=MONDAY, by=town.bob)
    need.refresh_from_db()
    assert (need.ended_at, need.ended_by, in_words(town.mrs_lee)) == (FRIDAY, town.carol, [])
    assert in_words(needing(town, Told(FORMAT, "audio"))) == ["Audio"]


@pytest.mark.parametrize(
    ("formats", "size"),
    [([], 12), (["audio"], 12), (["clear print"], 14), (["large print"], 18), (["giant print"], 24)],
)
def test_P14_letters_are_proposed_in_the_size_that_they_can_read(town: Town, formats: list[str], size: int) -> None:
    assert type_size(needing(town, *(Told(FORMAT, what) for what in formats)), usual=12) == size


def test_P15_an_interpreter_and_what_else_a_meeting_heeds_are_told_apart(town: Town) -> None:
    customer = needing(
        town,
        Told(LANGUAGE, "Polish", interpreter=True),
        *(Told(ADJUSTMENT, what) for what in ("step-free", "long ring")),
        *(Told(FORMAT, what) for what in ("audio", "e-mail only")),
    )
    assert interpreted(customer) == "Polish"
    assert for_meeting(customer, 300) == "Audio; A way without steps"
    assert for_meeting(customer, 20) == "Audio"


def test_of_nobody_nothing_is_known() -> None:
    assert (needs_now(None), interpreted(None), for_meeting(None, 300), type_size(None, 12)) == ([], "", "", 12)


def test_a_customer_who_is_erased_takes_their_needs_along(town: Town) -> None:
    needing(town, Told(FORMAT, "audio")).delete()
    assert not Need.objects.exists()
