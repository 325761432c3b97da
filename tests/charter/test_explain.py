"""Why a clock is due when it is, in words."""

from dataclasses import replace
from datetime import date

import pytest

from answerable.charter.clauses import Hours, Limit, OtherHours, Reading, Scope, Timed
from answerable.charter.explain import Asked, NoClock, explain, when_due
from answerable.charter.span import read_span
from answerable.charter.worktime import Calendar
from tests.charter.calendars import CHRISTMAS_CLOSURE, NINE_TO_FIVE, calendar, when
from tests.charter.stories import calendar_of, charter_of


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


def why(span: str, start: str, by: Calendar | None = None, before: str = "", **asked: object) -> str:
    clause = Timed(
        id="A1",
        title="",
        where="",
        start="meeting called" if before else "received",
        stops=("answered",),
        within=read_span(span) if span else None,
        before=read_span(before) if before else None,
    )
    known = Asked(**asked)  # type: ignore[arg-type]
    return "; ".join(when_due(charter_of("flitwick"), clause, when(start), by or calendar(), asked=known).why)


PAUSE = ((when("Tuesday 2 June 2026 10:00"), when("Wednesday 3 June 2026 09:00")),)
MOVES = calendar(closed_day="moves to the next working day")
WITH_MEETINGS = replace(calendar(), meetings=(date(2026, 6, 6), date(2026, 7, 14)))


@pytest.mark.parametrize(
    ("span", "start", "by", "says"),
    [
        (
            "1 working day",
            "Thursday 4 June 2026 16:40",
            calendar(cut_off="15:30"),
            "received Thursday 4 June 2026 at 16:40; it came after 15:30, so it counts as received on the next working "
            "day; Friday 5 is day 0; Saturday 6 and Sunday 7 are a weekend; Monday 8 is day 1; "
            "it ends on Monday 8 June 2026 at midnight",
        ),
        (
            "1 office hour",
            "Monday 1 June 2026 16:30",
            calendar(cut_off="15:30", office=NINE_TO_FIVE),
            "it came after 15:30, so it counts as received on the next working day; 1 office hour is counted in office "
            "hours; Tuesday 2 June 2026 at 09:00 to Tuesday 2 June 2026 at 10:00 is 1 hour",
        ),
        (
            "1 working day",
            "Tuesday 29 December 2026 10:00",
            calendar(closures=(CHRISTMAS_CLOSURE,), received_in_closure="on reopening"),
            "Saturday 2 and Sunday 3 are a weekend; Monday 4 is day 0; Tuesday 5 is day 1; "
            "it ends on Tuesday 5 January 2027 at midnight",
        ),
        (
            "the same working day",
            "Saturday 6 June 2026 10:00",
            None,
            "day 0; Sunday 7 is at the weekend; Monday 8 is the next working day; "
            "it ends on Monday 8 June 2026 at midnight",
        ),
        (
            "10:00 on the next working day",
            "Friday 5 June 2026 10:00",
            None,
            "Monday 8 is day 1; it ends on Monday 8 June 2026 at 10:00",
        ),
        (
            "30 calendar days",
            "Saturday 28 November 2026 10:00",
            MOVES,
            "30 calendar days on is Monday 28 December 2026; that is a bank holiday (Boxing Day), so it moves to the "
            "next working day; it ends on Tuesday 29 December 2026 at midnight",
        ),
        (
            "the next council meeting",
            "Saturday 6 June 2026 10:00",
            WITH_MEETINGS,
            "the next council meeting is on Tuesday 14 July 2026; it ends on Tuesday 14 July 2026 at midnight",
        ),
    ],
)
def test_every_reading_is_told(span: str, start: str, by: Calendar | None, says: str) -> None:
    assert why(span, start, by).endswith(says) or says in why(span, start, by)


def test_a_date_that_was_told() -> None:
    told = why("the date told", "Saturday 6 June 2026 10:00", told=date(2026, 6, 12))
    assert told == "received Saturday 6 June 2026 at 10:00; it ends on the date told: Friday 12 June 2026 at midnight"


@pytest.mark.parametrize(
    ("before", "says"),
    [
        (
            "7 clear working days",
            "the date is Thursday 25 June 2026; Tuesday 16 to Friday 19 are days 1 to 4; "
            "Saturday 20 and Sunday 21 are a weekend; Monday 22 to Wednesday 24 are days 5 to 7; "
            "7 clear working days before it is Monday 15 June 2026 at midnight",
        ),
        (
            "4 working days",
            "the date is Thursday 25 June 2026; Friday 19 is day 1; Saturday 20 and Sunday 21 are a weekend; "
            "Monday 22 to Wednesday 24 are days 2 to 4; 4 working days before it is Friday 19 June 2026 at midnight",
        ),
        ("48 hours", "Thursday 25 June 2026; 48 hours before that day begins is Monday 22 June 2026 at midnight"),
    ],
)
def test_what_is_counted_back_from_a_date(before: str, says: str) -> None:
    assert why("", "Monday 1 June 2026 10:00", before=before, told=date(2026, 6, 25)).endswith(says)


def test_what_is_counted_back_needs_the_date() -> None:
    with pytest.raises(NoClock, match="A1 is counted back from the date that “meeting called” tells. Give that date."):
        why("", "Monday 1 June 2026 10:00", before="7 clear working days")


@pytest.mark.parametrize(
    ("span", "says"),
    [
        (
            "2 working days",
            "it was paused from Tuesday 2 June 2026 at 10:00 to Wednesday 3 June 2026 at 09:00; "
            "Tuesday 2 and Wednesday 3 are paused; Thursday 4 and Friday 5 are days 1 and 2;",
        ),
        ("8 office hours", "to Wednesday 3 June 2026 at 09:00, which puts it off by 7 hours;"),
        ("48 hours", "it off by 23 hours; 48 hours of the time that counts later is Thursday 4 June 2026 at"),
        ("30 calendar days", "30 calendar days on without the days on which it was paused is Friday 3 July 2026;"),
    ],
)
def test_pauses_are_told_with_what_they_cost(span: str, says: str) -> None:
    assert says in why(span, "Monday 1 June 2026 10:00", calendar(office=NINE_TO_FIVE), pauses=PAUSE)


def test_an_extension_is_told_after_what_it_put_off() -> None:
    until = when("Friday 26 June 2026 23:59:59")
    told = why("10 working days", "Monday 1 June 2026 16:00", extended=until)
    assert told.endswith(
        "it ends on Monday 15 June 2026 at midnight; it was put off to Friday 26 June 2026 at midnight"
    )


def test_every_day_by_itself_where_that_is_asked() -> None:
    told = why("2 working days", "Thursday 24 December 2026 16:40", day_by_day=True)
    assert told == (
        "received Thursday 24 December 2026 at 16:40, which is day 0; "
        "Friday 25 December 2026 is a bank holiday (Christmas Day); Saturday 26 December 2026 is at the weekend; "
        "Sunday 27 December 2026 is at the weekend; Monday 28 December 2026 is a bank holiday (Boxing Day); "
        "Tuesday 29 December 2026 is day 1; Wednesday 30 December 2026 is day 2; "
        "it ends on Wednesday 30 December 2026 at midnight"
    )


def test_other_hours_and_another_nation_are_named() -> None:
    planning = OtherHours(name="planning", hours=Hours(cut_off="12:00"), nation="united-kingdom")
    clause = Timed(
        id="A1",
        title="",
        where="",
        start="received",
        stops=("answered",),
        within=read_span("1 working day"),
        reading=Reading(hours="planning"),
    )
    by = replace(calendar(), others=(planning,))
    told = explain(charter_of("flitwick"), clause, when("Monday 1 June 2026 12:01"), by)
    assert told[0] == "counted by the hours “planning”"
    assert told[1] == "the bank holidays of every nation of the United Kingdom count"
    assert told[-1] == "it ends on Wednesday 3 June 2026 at midnight"


def test_the_first_limit_that_covers_the_contact_is_told() -> None:
    bins = Limit(Scope(wanted={"channel": ("letter",)}), read_span("5 working days"))
    clause = Timed(
        id="A1",
        title="",
        where="",
        start="received",
        stops=("answered",),
        within=read_span("1 working day"),
        limits=(bins,),
    )
    monday = when("Monday 1 June 2026 10:00")
    letter = when_due(charter_of("flitwick"), clause, monday, calendar(), "letter")
    email = when_due(charter_of("flitwick"), clause, monday, calendar(), "email")
    assert (letter.due.moment.day, email.due.moment.day) == (8, 2)
