"""The faults of other systems' clocks with holidays, closures, halves of days and what comes out of hours."""

from datetime import date, timedelta

import pytest

from answerable.charter.calendar.holidays import Holidays, shipped_holidays
from answerable.charter.clauses import Hours, Reading
from answerable.charter.facts import Fact
from answerable.charter.judge import clocks
from answerable.charter.span import read_span
from answerable.charter.worktime import Calendar
from tests.charter.calendars import CHRISTMAS_CLOSURE, NINE_TO_FIVE, SPLIT, calendar, due, in_words, when
from tests.charter.stories import calendar_of, charter_of
from tests.charter.test_clock_traps import a_promise


def test_trap_17_each_nation_keeps_its_own_bank_holidays() -> None:
    new_year = "Friday 31 December 2021 10:00"
    assert due("1 working day", new_year, calendar("england")) == "Tuesday 4 January 2022 23:59:59"
    assert due("1 working day", new_year, calendar("scotland")) == "Wednesday 5 January 2022 23:59:59"
    assert due("1 working day", new_year, calendar("northern-ireland")) == "Tuesday 4 January 2022 23:59:59"
    assert due("1 working day", new_year, calendar("united-kingdom")) == "Wednesday 5 January 2022 23:59:59"


@pytest.mark.parametrize(
    ("nation", "day", "closed"),
    [
        ("england", date(2026, 11, 30), False),  # St Andrew's Day
        ("scotland", date(2026, 11, 30), True),
        ("northern-ireland", date(2027, 3, 17), True),  # St Patrick's Day
        ("wales", date(2027, 3, 17), False),
        ("united-kingdom", date(2027, 3, 17), True),
        ("scotland", date(2027, 3, 29), False),  # Easter Monday
        ("wales", date(2027, 3, 29), True),
        ("scotland", date(2026, 6, 15), True),  # of that year alone
        ("england", date(2026, 6, 15), False),
    ],
)
def test_trap_17_days_that_only_some_nations_keep(nation: str, day: date, closed: bool) -> None:
    assert calendar(nation).is_working_day(day) is not closed


def test_trap_17_one_promise_may_keep_another_nation_and_work_through_the_closures_of_the_council() -> None:
    ours = calendar("england", closures=(CHRISTMAS_CLOSURE,))
    information = a_promise(Reading(nation="united-kingdom", closures_count="as working days"))
    for by, last in ((ours, "Wednesday 20 January 2027"), (ours.of(information), "Friday 15 January 2027")):
        ends = by.due(when("Monday 14 December 2026 10:00"), read_span("20 working days")).moment
        assert in_words(ends) == f"{last} 23:59:59"


def test_trap_18_past_the_known_bank_holidays_nothing_is_promised_without_saying_so() -> None:
    known_to = calendar().known_to
    inside = calendar().due(when("Monday 18 December 2028 10:00"), read_span("5 working days"))
    outside = calendar().due(when("Thursday 28 December 2028 10:00"), read_span("5 working days"))
    assert (inside.moment.date() <= known_to, inside.provisional) == (True, False)
    assert (outside.moment.date() > known_to, outside.provisional) == (True, True)


def test_trap_18_the_united_kingdom_is_known_only_as_far_as_every_nation_is() -> None:
    shipped = shipped_holidays()
    early = Holidays(shipped.days, {**shipped.known_to, "scotland": date(2026, 12, 31)})
    for nation, provisional in (("england", False), ("scotland", True), ("united-kingdom", True)):
        by = Calendar(hours=Hours(), nation=nation, closures=(), holidays=early)
        assert by.due(when("Monday 11 January 2027 10:00"), read_span("1 working day")).provisional is provisional


def test_trap_19_a_closure_over_new_year_closes_every_day_of_it() -> None:
    closed = calendar(closures=(CHRISTMAS_CLOSURE,))
    days = [date(2026, 12, 24) + timedelta(days=n) for n in range(10)]
    assert [day for day in days if closed.is_working_day(day)] == []
    assert closed.is_working_day(date(2026, 12, 23)) and closed.is_working_day(date(2027, 1, 4))


def test_trap_19_a_closure_on_29_february_closes_that_day_alone() -> None:
    leap_day = date(2028, 2, 29)
    closed = calendar(closures=((leap_day, leap_day, "Stock-taking"),))
    assert due("1 working day", "Monday 28 February 2028 10:00", closed) == "Wednesday 1 March 2028 23:59:59"


YEARLY = (("12-24", "01-02", "Christmas closure"),)


@pytest.mark.parametrize("year", range(2024, 2031))
def test_trap_19_a_yearly_closure_over_new_year_closes_every_day_of_it_every_year(year: int) -> None:
    closed = calendar(closed=YEARLY)
    days = [date(year, 12, 24) + timedelta(days=n) for n in range(10)]
    assert [day for day in days if closed.is_working_day(day)] == []
    before = date(year, 12, 23)
    assert closed.is_working_day(before) is (before.weekday() < 5)


def test_trap_19_a_yearly_closure_on_29_february_is_there_in_leap_years_only() -> None:
    closed = calendar(closed=(("02-29", "02-29", "Stock-taking"), ("07-27", "07-27", "Fair")))
    assert not closed.is_working_day(date(2028, 2, 29))
    assert closed.is_working_day(date(2027, 3, 1)) and closed.is_working_day(date(2028, 3, 1))
    assert not closed.is_working_day(date(2027, 7, 27))
    till_spring = calendar(closed=(("02-27", "02-29", "Stock-taking"),))
    assert [till_spring.is_working_day(date(2026, 2, day)) for day in (26, 27)] == [True, False]
    assert till_spring.is_working_day(date(2026, 3, 2))


def test_trap_19_substitute_days_are_off_as_published() -> None:
    # Christmas Day of 2027 is a Saturday: Monday and Tuesday are off instead.
    assert due("1 working day", "Friday 24 December 2027 10:00") == "Wednesday 29 December 2027 23:59:59"
    assert due("1 working day", "Friday 31 December 2021 10:00", calendar("scotland")).startswith("Wednesday 5 January")


def test_trap_19_what_comes_in_a_closure_counts_as_it_came_or_from_the_reopening() -> None:
    for received, last in (("as it came", "Monday 4 January 2027"), ("on reopening", "Tuesday 5 January 2027")):
        closed = calendar(closed=YEARLY, received_in_closure=received)
        assert due("1 working day", "Tuesday 29 December 2026 10:00", closed) == f"{last} 23:59:59"
        assert due("1 working day", "Sunday 3 January 2027 10:00", closed) == f"{last} 23:59:59"
        assert due("1 working day", "Wednesday 23 December 2026 10:00", closed) == "Monday 4 January 2027 23:59:59"


@pytest.mark.parametrize(
    ("span", "start", "end"),
    [
        ("1 office hour", "Monday 1 June 2026 11:30", "Monday 1 June 2026 13:30"),
        ("6 office hours", "Monday 1 June 2026 10:00", "Tuesday 2 June 2026 10:00"),
        ("12 office hours", "Friday 5 June 2026 12:30", "Tuesday 9 June 2026 12:00"),
    ],
)
def test_trap_20_both_halves_of_a_split_day_count(span: str, start: str, end: str) -> None:
    assert due(span, start, calendar(office=SPLIT)) == end


def test_trap_20_half_a_day_on_christmas_eve() -> None:
    eve = {"12-24": (("09:00", "12:00"),)}
    office = calendar(office=NINE_TO_FIVE, on=eve, day_ends="close of business")
    assert due("1 working day", "Wednesday 23 December 2026 10:00", office) == "Thursday 24 December 2026 12:00"
    assert due("4 office hours", "Thursday 24 December 2026 10:00", office) == "Tuesday 29 December 2026 11:00"
    rolling = calendar(office=NINE_TO_FIVE, on=eve, counting="receipt out of hours rolls forward")
    assert due("1 working day", "Thursday 24 December 2026 11:59", rolling).startswith("Tuesday 29 December 2026")
    assert due("1 working day", "Thursday 24 December 2026 12:00", rolling).startswith("Wednesday 30 December 2026")


def test_trap_20_half_a_day_on_one_date_alone() -> None:
    funeral = calendar(office=NINE_TO_FIVE, on={"2026-06-03": (("09:00", "12:00"),)}, day_ends="close of business")
    assert due("1 working day", "Tuesday 2 June 2026 10:00", funeral) == "Wednesday 3 June 2026 12:00"
    assert due("1 working day", "Wednesday 2 June 2027 10:00", funeral) == "Thursday 3 June 2027 17:00"


@pytest.mark.parametrize(
    ("start", "end"),
    [
        # A duty from six on Friday evening to two on Saturday morning is Friday's.
        ("Friday 5 June 2026 23:00", "Saturday 6 June 2026 01:00"),
        ("Saturday 6 June 2026 01:00", "Monday 8 June 2026 10:00"),
        ("Friday 23 October 2026 23:00", "Saturday 24 October 2026 01:00"),
    ],
)
def test_trap_20_a_duty_goes_on_past_midnight(start: str, end: str) -> None:
    duty = calendar(office=NINE_TO_FIVE | {4: (("18:00", "02:00"),)})
    assert due("2 office hours", start, duty) == end


def test_trap_20_a_duty_past_midnight_is_exact_on_the_night_of_the_change() -> None:
    duty = calendar(office={5: (("22:00", "03:00"),)}, working_days=(0, 1, 2, 3, 4, 5))
    start = when("Saturday 24 October 2026 22:00")
    ends = duty.due(start, read_span("6 office hours")).moment
    assert ends.isoformat() == "2026-10-25T03:00:00+00:00"  # six hours from ten to three: one of them comes twice


@pytest.mark.parametrize("time_of_day", ["00:00", "08:59:59", "16:59:59", "17:00", "23:59:59"])
def test_trap_21_the_day_of_receipt_is_day_zero_at_whatever_hour(time_of_day: str) -> None:
    assert due("1 working day", f"Friday 5 June 2026 {time_of_day}") == "Monday 8 June 2026 23:59:59"
    assert due("1 working day", f"Sunday 7 June 2026 {time_of_day}") == "Monday 8 June 2026 23:59:59"
    assert due("1 working day", f"Monday 25 May 2026 {time_of_day}") == "Tuesday 26 May 2026 23:59:59"


@pytest.mark.parametrize(
    ("start", "hours", "rolls", "cut_off"),
    [
        ("Friday 5 June 2026 15:30", "Tuesday 9 June 2026 15:30", "Monday 8", "Monday 8"),
        ("Friday 5 June 2026 15:30:01", "Tuesday 9 June 2026 15:30:01", "Monday 8", "Tuesday 9"),
        ("Friday 5 June 2026 16:59:59", "Tuesday 9 June 2026 16:59:59", "Monday 8", "Tuesday 9"),
        ("Friday 5 June 2026 17:00", "Tuesday 9 June 2026 17:00", "Tuesday 9", "Tuesday 9"),
        ("Friday 5 June 2026 23:59", "Tuesday 9 June 2026 23:59", "Tuesday 9", "Tuesday 9"),
        ("Saturday 6 June 2026 10:00", "Wednesday 10 June 2026 00:00", "Tuesday 9", "Tuesday 9"),
        ("Monday 8 June 2026 00:00", "Wednesday 10 June 2026 00:00", "Tuesday 9", "Tuesday 9"),
    ],
)
def test_trap_21_each_promise_has_its_own_rule_for_what_comes_out_of_hours(
    start: str, hours: str, rolls: str, cut_off: str
) -> None:
    ours = calendar(office=NINE_TO_FIVE)
    rolling = ours.of(a_promise(Reading(counting="receipt out of hours rolls forward")))
    with_cut_off = ours.of(a_promise(Reading(cut_off="15:30")))
    assert due("48 weekday hours", start, ours) == hours
    assert due("1 working day", start, rolling) == f"{rolls} June 2026 23:59:59"
    assert due("1 working day", start, with_cut_off) == f"{cut_off} June 2026 23:59:59"


@pytest.mark.parametrize(("span", "end"), [("1 weekday hour", "01:00"), ("1 office hour", "10:00")])
def test_trap_21_hours_wait_with_what_came_too_late_and_no_longer_than_for_who_comes_that_night(
    span: str, end: str
) -> None:
    ours = calendar(office=NINE_TO_FIVE, cut_off="15:30")
    for start in ("Tuesday 9 June 2026 15:30:01", "Tuesday 9 June 2026 23:59:59", "Wednesday 10 June 2026 00:00"):
        assert due(span, start, ours) == f"Wednesday 10 June 2026 {end}"


def test_trap_21_a_bank_holiday_is_received_on_by_each_rule() -> None:
    holiday = "Monday 25 May 2026 10:00"
    assert due("1 working day", holiday) == "Tuesday 26 May 2026 23:59:59"
    assert due("1 working day", holiday, calendar(cut_off="15:30")) == "Wednesday 27 May 2026 23:59:59"
    assert due("the same working day", holiday) == "Tuesday 26 May 2026 23:59:59"
    assert due("48 weekday hours", holiday) == "Wednesday 27 May 2026 10:00"  # a bank holiday is a weekday


def test_trap_21_a_letter_is_timed_from_the_day_it_came_not_from_when_it_was_logged() -> None:
    came, logged = when("Friday 5 June 2026 09:00"), when("Wednesday 10 June 2026 11:00")
    letter = Fact("1", "received", came, "letter", recorded=logged)
    clock = next(c for c in clocks(charter_of("flitwick"), calendar_of("flitwick"), [letter]) if c.promise == "F27")
    assert clock.started == came and clock.due and in_words(clock.due) == "Tuesday 16 June 2026 23:59:59"
