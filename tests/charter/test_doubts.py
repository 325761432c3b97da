"""What the check doubts in a charter, and what settles it."""

from datetime import date

import pytest

from answerable.charter.doubts import Doubt, doubts
from answerable.charter.reader import read_charter
from tests.charter.anytown import HEAD, NOTHING_OPEN, charter, clock, problem, promise
from tests.charter.stories import CHARTERS, charter_of

TODAY = date(2026, 11, 27)


def doubts_of(council: str, more: str = "", today: date = TODAY) -> dict[str, Doubt]:
    text = (CHARTERS / council / "charter.toml").read_text() + more
    return {doubt.clause: doubt for doubt in doubts(read_charter(text), today)}


def ruling(on: str, when: str = "2026-03-01", voids: str = "") -> str:
    return (
        f'\n[[ruling]]\non = "{on}"\nsays = "So it is."\nby = "full council"\nwhen = {when}\n'
        + (f'voids = ["{voids}"]\n' if voids else "")
    )  # fmt: skip


def test_cuckfield_gives_two_times_for_an_email() -> None:
    doubt = doubts_of("cuckfield")["K06 and K18"]
    assert doubt.readings == ("2 working days (K06)", "10 working days (K18)")
    assert "by email is answered" in doubt.says
    assert "the earlier" in doubt.used
    assert 'on = "K06"' in doubt.write and 'voids = ["K18"]' in doubt.write


def test_the_council_may_set_one_of_two_times_aside_from_a_day_on() -> None:
    voided = ruling("K06", "2026-03-01", "K18")
    assert "K06 and K18" not in doubts_of("cuckfield", voided)
    assert "K06 and K22" in doubts_of("cuckfield", voided)
    assert "K06 and K18" in doubts_of("cuckfield", voided, date(2026, 2, 28))


def test_the_council_may_let_both_times_stand() -> None:
    found = doubts_of("cuckfield", ruling("K06"))
    assert "K06 and K18" not in found and "K06 and K22" not in found


def test_cuckfields_review_date_is_long_past() -> None:
    assert "January 2023" in doubts_of("cuckfield")["review"].says
    assert "review" not in doubts_of("cuckfield", today=date(2023, 1, 31))


@pytest.mark.parametrize(
    ("council", "clauses"),
    [
        ("flitwick", {"counting", "day ends", "F02", "F07", "F08", "complaints policy"}),
        ("cuckfield", {"counting", "day ends", "weekday hours", "written", "K05", "K10", "K18a"}),
        ("customer-promise", {"nation", "counting", "day ends", "written", "P20", "P22a", "P27a", "P31a"}),
    ],
)
def test_our_readings_are_doubted_until_the_council_rules(council: str, clauses: set[str]) -> None:
    assert clauses <= doubts_of(council).keys()
    for clause in clauses:
        assert clause not in doubts_of(council, ruling(clause))


def test_every_doubt_names_a_promise_or_a_heading_and_what_to_write() -> None:
    for council in ("flitwick", "cuckfield", "customer-promise"):
        for clause, doubt in doubts_of(council).items():
            assert str(doubt).startswith(f"{clause}: ")
            assert doubt.says and doubt.write.startswith(("Write ", "Review "))


def test_a_complaint_by_voicemail_has_two_times_but_one_by_letter_has_one() -> None:
    conflicts = {clause for clause in doubts_of("customer-promise") if " and " in clause}
    assert conflicts == {"P26 and P28"}


CHARTER = """
[charter]
council = "Anytown Town Council"
kind = "town"
nation = "england"
[hours]
counting = "{counting}"
day_ends = "midnight"
[[promise]]
id = "A1"
title = "Contacts are answered"
where = "First point"
from = "received"
until = "answered"
within = "{within}"
"""


@pytest.mark.parametrize(
    ("counting", "within", "clauses"),
    [
        ("clear days", "2 working days", []),
        ("clear days", "not stated", ["A1"]),
        ("clear days", "48 weekday hours", ["weekday hours"]),
        ("clear days", "5 rings", ["ring"]),
        ("receipt out of hours rolls forward", "2 working days", ["counting"]),
    ],
)
def test_a_charter_that_says_what_it_means_is_doubted_only_where_it_must(
    counting: str, within: str, clauses: list[str]
) -> None:
    read = read_charter(CHARTER.format(counting=counting, within=within))
    assert [doubt.clause for doubt in doubts(read, TODAY)] == clauses


def test_a_charter_that_says_nothing_of_counting_is_doubted() -> None:
    text = CHARTER.format(counting="clear days", within="2 working days")
    silent = text.replace('counting = "clear days"\nday_ends = "midnight"\n', "")
    found = {doubt.clause: doubt for doubt in doubts(read_charter(silent), TODAY)}
    assert set(found) == {"counting", "day ends"}
    assert found["counting"].used == "the day after receipt is day 1."


@pytest.mark.parametrize("council", ["flitwick", "cuckfield", "customer-promise"])
def test_every_doubt_is_told_once(council: str) -> None:
    found = [str(doubt) for doubt in doubts(charter_of(council), TODAY)]
    assert sorted(set(found)) == sorted(found)


def only(text: str, ruling_text: str = "") -> Doubt:
    (found,) = doubts(charter(text, ruling_text), TODAY)
    return found


def none(*text: str) -> bool:
    return not doubts(charter(*text), TODAY)


def test_ten_days_may_be_working_days_or_not_and_the_council_is_held_to_the_stricter() -> None:
    doubt = only(clock("A1", within="10 days"))
    assert doubt.readings == ("10 working days", "10 calendar days")
    assert doubt.used == "10 calendar days, which is the stricter for the council."
    assert "Write within = “10 working days” or “10 calendar days”." in doubt.write
    for on in ("days", "A1"):
        assert none(clock("A1", within="10 days"), ruling(on))


def test_days_before_a_meeting_are_longer_as_working_days_and_so_stricter() -> None:
    papers = promise("A1", 'from = "meeting called"\nuntil = "papers sent"\nbefore = "3 days"')
    assert only(papers).used.startswith("3 working days, which is the stricter")


@pytest.mark.parametrize("word", ["immediately", "at once", "as soon as possible", "straight away"])
def test_immediately_can_not_be_measured(word: str) -> None:
    doubt = only(clock("A1", within=word))
    assert word in doubt.says and doubt.readings and doubt.used == "it is not measured."
    assert none(clock("A1", within=word), ruling("immediately"))


def test_48_hours_may_run_over_a_bank_holiday() -> None:
    doubt = only(clock("A1", within="48 hours"))
    assert "a bank holiday" in doubt.says and len(doubt.readings) == 3
    assert "48 weekday hours" in doubt.write
    assert none(clock("A1", within="48 hours"), ruling("hours"))
    assert none(clock("A1", within="4 hours"))


def test_rings_and_weekday_hours_are_doubted_once_for_all_promises() -> None:
    found = doubts(charter(clock("A1", within="5 rings"), clock("A2", within="4 rings")), TODAY)
    (ring,) = (doubt for doubt in found if doubt.clause == "ring")
    assert ring.says == "A1, A2 count rings."


@pytest.mark.parametrize(
    "title",
    ["Calls are answered where possible", "Letters are normally answered", "If practicable you are seen", "Usually so"],
)
def test_exception_words_leave_open_when_a_promise_binds(title: str) -> None:
    doubt = only(clock("A1", title=title))
    assert "leaves open when it does not bind" in doubt.says and len(doubt.readings) == 2
    assert none(clock("A1", title=title), ruling("exceptions"))
    assert none(clock("A1", 'exceptions = "severe weather"', title=title))


def test_a_strength_that_is_an_exception_is_doubted_too() -> None:
    assert "“where possible”" in only(clock("A1", 'strength = "where possible"')).says
    assert none(clock("A1", 'strength = "where requested"'))


def test_the_word_of_an_aim_in_a_promise_given_firmly() -> None:
    doubt = only(clock("A1", title="We aim to answer"))
    assert doubt.readings == ("it is given firmly", "it is an aim")
    assert none(clock("A1", 'strength = "aim"', title="We aim to answer"))


def test_one_thing_promised_once_as_an_aim_and_once_firmly() -> None:
    doubt = only(clock("A1") + clock("A2", 'strength = "aim"'))
    assert doubt.clause == "A1 and A2" and doubt.readings == ("“will” (A1)", "“aim” (A2)")


@pytest.mark.parametrize(
    ("where", "heading"),
    [
        ("See Appendix 1", "appendix"),
        ("As in our complaints policy", "complaints policy"),
        ("The Staff Charter has the times", "staff charter"),
    ],
)
def test_a_paper_that_is_missing_is_doubted(where: str, heading: str) -> None:
    text = clock("A1", f'words = "{where}"')
    assert "which is a paper of its own" in only(text).says
    assert none(text, ruling(heading))


def test_a_promise_with_a_time_for_one_service_only_says_so() -> None:
    by_service = 'limit = { for = { service = "bins" }, within = "2 working days" }'
    assert only(clock("A1", by_service, within="not stated")).used == "those that no limit covers are not measured."


def test_a_promise_that_counts_in_its_own_way_needs_no_ruling_on_counting() -> None:
    own = clock("A1", 'counting = "clear days"\nday_ends = "midnight"')
    assert not doubts(charter(own, head=HEAD), TODAY)


def test_a_ruling_that_is_not_yet_in_force_or_ours_silences_nothing() -> None:
    days = clock("A1", within="10 days")
    assert only(days, ruling("days", when="2027-01-01")).clause == "A1"
    ours = ruling("days").replace("full council", "ours")
    assert {doubt.clause for doubt in doubts(charter(days, ours), TODAY)} == {"A1", "days"}


@pytest.mark.parametrize(
    ("on", "more"),
    [
        ("hours", clock("A1", within="48 hours")),
        ("weekday hours", clock("A1", within="48 weekday hours")),
        ("A1", clock("A1", title="We aim to answer")),
        ("appendix", clock("A1", title="As Appendix 1 says")),
        ("written", clock("A1", title="Written enquiries are answered")),
    ],
)
def test_a_ruling_settles_nothing_before_its_day(on: str, more: str) -> None:
    ruled = charter(more, ruling(on, "2026-03-01"))
    assert len(doubts(charter(more), TODAY)) == len(doubts(ruled, date(2026, 2, 28))) == 1
    assert not doubts(ruled, date(2026, 3, 1))


@pytest.mark.parametrize(
    ("on", "says", "more", "told"),
    [
        (
            "immediately",
            "The same working day is meant.",
            clock("A1", within="immediately"),
            "By this ruling “immediately” is the same working day, but A1 is not measured. "
            "Write within = “the same working day” there.",
        ),
        (
            "ring",
            "A ring takes 3 seconds.",
            promise("A1", 'from = "rang"\nuntil = "picked up"\nwithin = "5 rings"'),
            "This ruling says “3 seconds”, but the charter reads “6 seconds”. Write ring_seconds under [hours].",
        ),
        (
            "counting",
            "Receipt is day 1.",
            clock("A1"),
            "This ruling says “receipt is day 1”, but the charter reads “the day after receipt is day 1”. "
            "Write counting under [hours].",
        ),
        (
            "day ends",
            "At close of business.",
            clock("A1"),
            "This ruling says “close of business”, but the charter reads “midnight”. Write day_ends under [hours].",
        ),
        (
            "weekday hours",
            "They don't.",
            clock("A1", within="48 weekday hours"),
            "This ruling says “they don't”, but the charter reads “weekday hours run on bank holidays too”. "
            "Write office hours there, by [[other_hours]] that are open from 00:00 to 24:00.",
        ),
    ],
)
def test_a_ruling_that_the_charter_does_not_follow_is_refused(on: str, says: str, more: str, told: str) -> None:
    ruled = ruling(on).replace("So it is.", says)
    assert problem(more, ruled, head=NOTHING_OPEN).endswith(f"the ruling on {on}: {told}")


def test_what_the_other_promise_alone_is_for_is_named_before_it_is_set_aside() -> None:
    mail = clock("A1", 'for = { channel = "email" }')
    both = clock("A2", 'for = { channel = ["email", "web"] }', within="10 working days")
    (doubt,) = doubts(charter(mail, both), TODAY)
    assert "That leaves web without it: to keep it there, take email out of its for instead." in doubt.write
    (doubt,) = doubts(charter(mail, clock("A2", within="10 working days")), TODAY)
    assert "That leaves every other channel without it" in doubt.write


def test_forty_eight_hours_may_be_two_working_days() -> None:
    (doubt,) = doubts(charter(clock("A1", within="48 hours")), TODAY)
    assert doubt.readings[-1] == "2 working days"


def test_our_reading_of_how_days_are_counted_stands_among_the_others() -> None:
    found = doubts_of("cuckfield")
    assert "receipt is day 1" in found["counting"].readings
    assert found["day ends"].readings == ("midnight", "close of business")
