"""Why a clock is due when it is, in words."""

import pytest

from answerable.charter.clauses import Timed
from answerable.charter.explain import NoClock, explain, when_due
from answerable.charter.span import read_span
from answerable.charter.worktime import Calendar
from tests.charter.calendars import CHRISTMAS_CLOSURE, NINE_TO_FIVE, calendar
from tests.charter.stories import calendar_of, charter_of, when


def told(span: str, start: str, by: Calendar | None = None) -> str:
    clause = Timed(id="A1", title="", where="", start="received", stops=("answered",), within=read_span(span))
    return "; ".join(explain(charter_of("flitwick"), clause, when(start), by or calendar()))


def test_christmas() -> None:
    assert told("1 working day", "Thursday 24 December 2026 16:40") == (
        "received Thursday 24 December 2026 at 16:40, which is day 0; Friday 25 is a bank holiday (Christmas Day); "
        "Saturday 26 and Sunday 27 are a weekend; Monday 28 is a bank holiday (Boxing Day); Tuesday 29 is day 1; "
        "it ends on Tuesday 29 December 2026 at midnight"
    )


def test_a_long_closure_is_told_as_one() -> None:
    closed = calendar(closures=(CHRISTMAS_CLOSURE,))
    assert told("2 working days", "Tuesday 22 December 2026 09:00", closed) == (
        "received Tuesday 22 December 2026 at 09:00, which is day 0; Wednesday 23 is day 1; "
        "Thursday 24 is a closure (Christmas closure); Friday 25 is a bank holiday (Christmas Day); "
        "Saturday 26 and Sunday 27 are a weekend; Monday 28 is a bank holiday (Boxing Day); "
        "Tuesday 29 to Thursday 31 are a closure (Christmas closure); "
        "Friday 1 January 2027 is a bank holiday (New Year's Day); Saturday 2 and Sunday 3 are a weekend; "
        "Monday 4 is day 2; it ends on Monday 4 January 2027 at midnight"
    )


@pytest.mark.parametrize(
    ("counting", "says"),
    [
        (
            "the day after receipt is day 1",
            "received Saturday 6 June 2026 at 10:00, which is day 0; Sunday 7 is at the weekend; Monday 8 is day 1; "
            "it ends on Monday 8 June 2026 at midnight",
        ),
        (
            "receipt out of hours rolls forward",
            "received Saturday 6 June 2026 at 10:00; Saturday 6 and Sunday 7 are a weekend; Monday 8 is day 0; "
            "Tuesday 9 is day 1; it ends on Tuesday 9 June 2026 at midnight",
        ),
        (
            "receipt is day 1",
            "received Saturday 6 June 2026 at 10:00; Saturday 6 and Sunday 7 are a weekend; Monday 8 is day 1; "
            "it ends on Monday 8 June 2026 at midnight",
        ),
        (
            "clear days",
            "received Saturday 6 June 2026 at 10:00, which is day 0; Sunday 7 is at the weekend; "
            "Monday 8 and Tuesday 9 are day 1 and the day after; it ends on Tuesday 9 June 2026 at midnight",
        ),
    ],
)
def test_a_saturday_by_the_four_rules_of_counting(counting: str, says: str) -> None:
    assert told("1 working day", "Saturday 6 June 2026 10:00", calendar(counting=counting)) == says


def test_after_the_office_closed() -> None:
    rolling = calendar(counting="receipt out of hours rolls forward", office=NINE_TO_FIVE, day_ends="close of business")
    assert told("1 working day", "Thursday 4 June 2026 17:30", rolling) == (
        "received Thursday 4 June 2026 at 17:30; the office had closed, so it counts from the next working day; "
        "Friday 5 is day 0; Saturday 6 and Sunday 7 are a weekend; Monday 8 is day 1; "
        "it ends on Monday 8 June 2026 at 17:00, when the office closes"
    )


@pytest.mark.parametrize(
    ("span", "start", "says"),
    [
        ("20 seconds", "Monday 1 June 2026 10:00:05", "at 10:00:05; 20 seconds later is 10:00:25"),
        ("24 hours", "Monday 1 June 2026 10:00", "24 hours later is Tuesday 2 June 2026 at 10:00"),
        ("10 minutes", "Sunday 29 March 2026 00:55", "10 minutes later is 02:05; the clocks change in between"),
        ("30 calendar days", "Monday 1 June 2026 10:00", "30 calendar days on is Wednesday 1 July 2026; it ends"),
        ("1 calendar month", "Sunday 31 January 2027 10:00", "1 calendar month on is Sunday 28 February 2027"),
        ("the same day", "Monday 1 June 2026 10:00", "day 0; it ends on Monday 1 June 2026 at midnight"),
        (
            "48 weekday hours",
            "Friday 5 June 2026 10:30",
            "48 weekday hours are counted on weekdays, bank holidays too; "
            "Friday 5 June 2026 at 10:30 to Friday 5 June 2026 at midnight is 13 hours 30 minutes; "
            "Monday 8 June 2026 at 00:00 to Tuesday 9 June 2026 at 10:30 is 34 hours 30 minutes; "
            "it ends on Tuesday 9 June 2026 at 10:30",
        ),
        (
            "1 office hour",
            "Friday 5 June 2026 16:30",
            "1 office hour is counted in office hours; "
            "Friday 5 June 2026 at 16:30 to Friday 5 June 2026 at 17:00 is 30 minutes; "
            "Monday 8 June 2026 at 09:00 to Monday 8 June 2026 at 09:30 is 30 minutes; "
            "it ends on Monday 8 June 2026 at 09:30",
        ),
    ],
)  # fmt: skip
def test_other_spans(span: str, start: str, says: str) -> None:
    assert says in told(span, start, calendar(office=NINE_TO_FIVE))


def test_what_is_not_yet_known_is_said() -> None:
    assert told("5 working days", "Thursday 28 December 2028 10:00").endswith(
        "this is provisional: bank holidays are known only from Saturday 1 January 2011 to Sunday 31 December 2028"
    )


def test_a_long_history_is_cut_in_the_middle() -> None:
    parts = told("200 working days", "Monday 1 June 2026 10:00").split("; ")
    assert "and so on" in parts and len(parts) <= 25
    assert parts[-1].startswith("it ends on")


def test_what_is_told_when_it_will_be_late_is_due_with_the_first_answer() -> None:
    charter, by = charter_of("cuckfield"), calendar_of("cuckfield")
    due, why = when_due(charter, charter["K10"], when("Monday 1 June 2026 10:00"), by, "email")
    assert due == by.due(when("Monday 1 June 2026 10:00"), read_span("2 working days"))
    assert why[0] == "K10 falls due when K06 does, and is void if K06 is kept"
    letter = when_due(charter, charter["K10"], when("Monday 1 June 2026 10:00"), by, "letter")
    assert letter.why[0].startswith("K10 falls due when K07 does")


@pytest.mark.parametrize(
    ("council", "promise", "channel", "says"),
    [
        ("flitwick", "F24", "letter", "F24 does not cover “letter”: it covers “email”, “web”, “sms” or “social”."),
        ("flitwick", "F25a", "letter", "F25a does not cover “letter”: it covers “email”, “sms” or “web”."),
        ("flitwick", "F07", "letter", "F07 states no time, so it never falls due."),
        ("flitwick", "F04", "", "F04 is a share promise: no clock runs for it."),
        ("flitwick", "F26", "", "F26 is a writing promise: no clock runs for it."),
    ],
)
def test_what_has_no_clock_says_why(council: str, promise: str, channel: str, says: str) -> None:
    charter = charter_of(council)
    with pytest.raises(NoClock) as refused:
        when_due(charter, charter[promise], when("Monday 1 June 2026 10:00"), calendar_of(council), channel)
    assert says in str(refused.value)
