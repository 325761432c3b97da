"""When a span that begins at a moment runs out, by tables with named weekdays."""

from dataclasses import replace
from datetime import date

import pytest

from answerable.charter.clauses import Hours, OtherHours, Reading, Scope, Timed
from answerable.charter.facts import Fact
from answerable.charter.span import Span, Unit, read_span
from answerable.charter.worktime import EmptyCalendar, OutsideCalendar
from tests.charter.calendars import CHRISTMAS_CLOSURE, NINE_TO_FIVE, calendar, due, in_words, when


@pytest.mark.parametrize(
    ("nation", "span", "start", "last_day"),
    [
        # Worked out by hand, from the days that four nations keep.
        ("england", "1 working day", "Thursday 24 December 2026 16:40", "Tuesday 29 December 2026"),
        ("england", "2 working days", "Thursday 24 December 2026 16:40", "Wednesday 30 December 2026"),
        ("england", "7 working days", "Thursday 24 December 2026 16:40", "Thursday 7 January 2027"),
        ("united-kingdom", "20 working days", "Monday 14 December 2026 10:00", "Friday 15 January 2027"),
        ("england", "20 working days", "Monday 14 December 2026 10:00", "Thursday 14 January 2027"),
        ("united-kingdom", "20 working days", "Monday 1 March 2027 10:00", "Thursday 1 April 2027"),
        ("scotland", "5 working days", "Wednesday 25 November 2026 10:00", "Thursday 3 December 2026"),
        ("england", "5 working days", "Monday 1 March 2027 10:00", "Monday 8 March 2027"),
        ("england", "10 working days", "Thursday 4 March 2027 10:00", "Thursday 18 March 2027"),
        ("england", "10 working days", "Monday 8 March 2027 10:00", "Monday 22 March 2027"),
        ("england", "1 working day", "Saturday 27 March 2027 23:50", "Tuesday 30 March 2027"),
        ("wales", "1 working day", "Saturday 27 March 2027 23:50", "Tuesday 30 March 2027"),
        ("scotland", "1 working day", "Saturday 27 March 2027 23:50", "Monday 29 March 2027"),
        ("scotland", "3 working days", "Friday 19 March 2027 10:00", "Wednesday 24 March 2027"),
        ("scotland", "10 working days", "Friday 19 March 2027 10:00", "Monday 5 April 2027"),
        ("england", "10 working days", "Friday 19 March 2027 10:00", "Tuesday 6 April 2027"),
        ("northern-ireland", "1 working day", "Friday 10 July 2026 10:00", "Tuesday 14 July 2026"),
        ("england", "1 working day", "Friday 10 July 2026 10:00", "Monday 13 July 2026"),
    ],
)
def test_days_end_with_the_last_second_of_the_last_day(nation: str, span: str, start: str, last_day: str) -> None:
    assert due(span, start, calendar(nation)) == f"{last_day} 23:59:59"


@pytest.mark.parametrize(
    ("nation", "last_day"),
    [
        ("scotland", "Wednesday 2 December 2026"),
        ("england", "Tuesday 1 December 2026"),
    ],
)
def test_where_receipt_is_day_1_a_complaint_is_due_a_day_earlier(nation: str, last_day: str) -> None:
    counted = calendar(nation, counting="receipt is day 1")
    assert due("5 working days", "Wednesday 25 November 2026 10:00", counted) == f"{last_day} 23:59:59"


DAY_AFTER = "the day after receipt is day 1"
ROLLS = "receipt out of hours rolls forward"
DAY_1 = "receipt is day 1"
CLEAR = "clear days"


@pytest.mark.parametrize(
    ("counting", "span", "start", "last_day"),
    [
        # One contact of a Saturday, by the four rules of counting.
        (DAY_AFTER, "1 working day", "Saturday 6 June 2026 10:00", "Monday 8 June 2026"),
        (ROLLS, "1 working day", "Saturday 6 June 2026 10:00", "Tuesday 9 June 2026"),
        (DAY_1, "1 working day", "Saturday 6 June 2026 10:00", "Monday 8 June 2026"),
        (CLEAR, "1 working day", "Saturday 6 June 2026 10:00", "Tuesday 9 June 2026"),
        # And one of a Wednesday.
        (DAY_AFTER, "2 working days", "Wednesday 3 June 2026 10:00", "Friday 5 June 2026"),
        (ROLLS, "2 working days", "Wednesday 3 June 2026 10:00", "Friday 5 June 2026"),
        (DAY_1, "2 working days", "Wednesday 3 June 2026 10:00", "Thursday 4 June 2026"),
        (CLEAR, "2 working days", "Wednesday 3 June 2026 10:00", "Monday 8 June 2026"),
        # Clear days are clear whether the charter or the span says so.
        (DAY_AFTER, "7 clear working days", "Monday 1 June 2026 10:00", "Thursday 11 June 2026"),
        (CLEAR, "7 clear working days", "Monday 1 June 2026 10:00", "Thursday 11 June 2026"),
        # Calendar days and months pay no heed to weekends; a month that is too short ends with its last day.
        (DAY_AFTER, "30 calendar days", "Saturday 28 November 2026 10:00", "Monday 28 December 2026"),
        (DAY_1, "30 calendar days", "Saturday 28 November 2026 10:00", "Sunday 27 December 2026"),
        (DAY_AFTER, "1 calendar month", "Sunday 31 January 2027 10:00", "Sunday 28 February 2027"),
        (DAY_AFTER, "1 calendar month", "Monday 31 January 2028 10:00", "Tuesday 29 February 2028"),
        (DAY_AFTER, "12 calendar months", "Monday 30 November 2026 10:00", "Tuesday 30 November 2027"),
        (DAY_AFTER, "the same day", "Saturday 6 June 2026 10:00", "Saturday 6 June 2026"),
        (DAY_AFTER, "the end of the next working day", "Friday 5 June 2026 10:00", "Monday 8 June 2026"),
    ],
)
def test_days_are_counted_by_the_rule_that_the_charter_names(
    counting: str, span: str, start: str, last_day: str
) -> None:
    assert due(span, start, calendar(counting=counting)) == f"{last_day} 23:59:59"


@pytest.mark.parametrize(
    ("start", "last_day"),
    [
        ("Friday 5 June 2026 16:59:59", "Monday 8 June 2026"),
        ("Friday 5 June 2026 17:00:00", "Tuesday 9 June 2026"),
        ("Friday 5 June 2026 23:59:59", "Tuesday 9 June 2026"),
        ("Friday 5 June 2026 07:00", "Monday 8 June 2026"),  # before the office opens it is that day's post
    ],
)
def test_receipt_after_the_office_closed_rolls_forward(start: str, last_day: str) -> None:
    rolling = calendar(counting="receipt out of hours rolls forward", office=NINE_TO_FIVE)
    assert due("1 working day", start, rolling) == f"{last_day} 23:59:59"


def test_an_office_that_is_open_to_midnight_receives_to_midnight() -> None:
    late = dict.fromkeys(range(5), (("09:00", "24:00"),))
    rolling = calendar(counting="receipt out of hours rolls forward", day_ends="close of business", office=late)
    assert due("1 working day", "Thursday 4 June 2026 23:59:59", rolling) == "Friday 5 June 2026 23:59:59"
    assert due("1 office hour", "Thursday 4 June 2026 23:30", rolling) == "Friday 5 June 2026 09:30"


@pytest.mark.parametrize(
    ("span", "start", "end"),
    [
        ("48 weekday hours", "Monday 1 June 2026 10:00", "Wednesday 3 June 2026 10:00"),
        ("48 weekday hours", "Friday 5 June 2026 10:00", "Tuesday 9 June 2026 10:00"),
        ("48 weekday hours", "Saturday 6 June 2026 10:00", "Wednesday 10 June 2026 00:00"),
        ("48 weekday hours", "Thursday 24 December 2026 16:40", "Monday 28 December 2026 16:40"),  # two bank holidays
        ("2 office hours", "Monday 1 June 2026 10:00", "Monday 1 June 2026 12:00"),
        ("2 office hours", "Monday 1 June 2026 16:00", "Tuesday 2 June 2026 10:00"),
        ("2 office hours", "Friday 5 June 2026 16:30", "Monday 8 June 2026 10:30"),
        ("8 office hours", "Thursday 24 December 2026 16:00", "Tuesday 29 December 2026 16:00"),
        ("24 hours", "Friday 5 June 2026 10:00", "Saturday 6 June 2026 10:00"),
        ("5 rings", "Friday 5 June 2026 10:00", "Friday 5 June 2026 10:00:30"),
    ],
)
def test_hours_end_to_the_second(span: str, start: str, end: str) -> None:
    assert due(span, start, calendar(office=NINE_TO_FIVE)) == end


def test_a_ring_is_as_long_as_the_charter_says() -> None:
    assert due("5 rings", "Friday 5 June 2026 10:00", calendar(ring_seconds=4)) == "Friday 5 June 2026 10:00:20"


def test_a_clause_may_keep_the_bank_holidays_of_another_nation() -> None:
    ours = calendar("scotland")
    clause = Timed(
        id="X1",
        title="",
        where="",
        reading=Reading(nation="united-kingdom"),
        start="received",
        stops=("answered",),
        within=None,
    )
    easter_monday = date(2027, 3, 29)
    assert ours.is_working_day(easter_monday)
    assert ours.of(clause).why_closed(easter_monday) == "a bank holiday (Easter Monday)"
    assert ours.of(clause) is ours.of(clause)


def test_closures_count_only_where_the_charter_says_so() -> None:
    off = calendar(closures=(CHRISTMAS_CLOSURE,))
    assert off.why_closed(date(2026, 12, 30)) == "a closure (Christmas closure)"
    assert due("1 working day", "Wednesday 23 December 2026 10:00", off) == "Monday 4 January 2027 23:59:59"
    on = calendar(closures=(CHRISTMAS_CLOSURE,), closures_count="as working days")
    assert due("1 working day", "Wednesday 23 December 2026 10:00", on) == "Thursday 24 December 2026 23:59:59"


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 12, 24), None),
        (date(2026, 12, 25), "a bank holiday (Christmas Day)"),
        (date(2026, 12, 26), "a Saturday"),
        (date(2026, 12, 27), "a Sunday"),
        (date(2026, 12, 28), "a bank holiday (Boxing Day)"),
    ],
)
def test_a_closed_day_says_why(day: date, why: str | None) -> None:
    assert calendar().why_closed(day) == why


def test_working_days_between_two_days_leave_out_the_first() -> None:
    assert calendar().working_days_between(date(2026, 12, 24), date(2026, 12, 29)) == 1
    assert calendar().working_days_between(date(2026, 12, 24), date(2026, 12, 24)) == 0


def test_past_the_known_bank_holidays_a_due_moment_is_provisional() -> None:
    known_to = calendar().known_to
    before = calendar().due(when("Monday 18 December 2028 10:00"), read_span("5 working days"))
    after = calendar().due(when("Thursday 28 December 2028 10:00"), read_span("5 working days"))
    assert (before.moment.date() <= known_to, before.provisional) == (True, False)
    assert (after.moment.date() <= known_to, after.provisional) == (False, True)


def test_before_the_known_bank_holidays_a_due_moment_is_provisional() -> None:
    assert calendar().due(when("Monday 6 December 2010 10:00"), read_span("1 working day")).provisional


@pytest.mark.parametrize("year", [1901, 1989, 2100, 2199])
@pytest.mark.parametrize("unit", ["working days", "weekday hours", "calendar days", "calendar months"])
def test_a_moment_outside_the_calendar_is_refused(year: int, unit: str) -> None:
    with pytest.raises(OutsideCalendar, match="This calendar reaches from 1990"):
        calendar().due(calendar().moment(f"{year}-03-01T10:00"), read_span(f"2 {unit}"))


def test_office_hours_that_nobody_stated_are_refused() -> None:
    with pytest.raises(EmptyCalendar, match="states no office hours"):
        calendar().due(when("Monday 1 June 2026 10:00"), Span(1, Unit.OFFICE_HOUR))


PLANNING = OtherHours(name="planning", hours=Hours(cut_off="12:00"), scope=Scope(wanted={"service": ("planning",)}))
LIBRARY = OtherHours(name="library", hours=Hours(working_days=(1, 2, 3, 4, 5)), nation="scotland")


def test_other_hours_hold_for_the_contacts_they_cover_and_the_promises_that_name_them() -> None:
    ours = replace(calendar(), others=(PLANNING, LIBRARY))
    plain, named = (
        Timed(id="X1", title="", where="", start="received", stops=(), within=None, reading=Reading(hours=name))
        for name in ("", "library")
    )
    monday = when("Monday 1 June 2026 10:00")
    about_planning = Fact("1", "received", monday, "email", {"service": "planning"})
    about_bins = Fact("1", "received", monday, "email", {"service": "bins"})
    assert ours.of(plain) is ours and ours.of(plain, about_bins) is ours
    assert ours.of(plain, about_planning).name == "planning"
    assert (ours.of(named, about_planning).name, ours.of(named).nation) == ("library", "scotland")
    assert not ours.of(named).is_working_day(monday.date())


def test_what_is_put_off_is_counted_from_the_day_on_which_it_was_due() -> None:
    rolling = calendar(counting="receipt out of hours rolls forward", office=NINE_TO_FIVE, cut_off="15:30")
    friday = when("Friday 5 June 2026 23:59:59")
    for span, last in (
        ("10 working days", "Friday 19 June 2026 23:59:59"),
        ("14 calendar days", "Friday 19 June 2026 23:59:59"),
        ("1 calendar month", "Sunday 5 July 2026 23:59:59"),
        ("24 hours", "Saturday 6 June 2026 23:59:59"),
        ("2 office hours", "Monday 8 June 2026 11:00"),
    ):
        assert in_words(rolling.extended(friday, read_span(span)).moment) == last
