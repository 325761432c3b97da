"""The faults that other systems' clocks have had, one test for each; the numbers are those of the list of traps."""

import os
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from answerable.charter.clauses import Hours, Reading, Timed
from answerable.charter.clock import Clock
from answerable.charter.facts import Fact
from answerable.charter.holidays import Holidays, shipped_holidays
from answerable.charter.judge import clocks
from answerable.charter.moments import NotAMoment, read_moment
from answerable.charter.pauses import Pause
from answerable.charter.span import read_span
from answerable.charter.worktime import Calendar, EmptyCalendar
from tests.charter.calendars import CHRISTMAS_CLOSURE, NINE_TO_FIVE, calendar, due, in_words, when
from tests.charter.stories import calendar_of, charter_of


def a_promise(reading: Reading) -> Timed:
    return Timed(id="A1", title="", where="", start="received", stops=("answered",), within=None, reading=reading)


SPRING = [date(2025, 3, 30), date(2026, 3, 29), date(2027, 3, 28), date(2028, 3, 26), date(2029, 3, 25)]
AUTUMN = [date(2025, 10, 26), date(2026, 10, 25), date(2027, 10, 31), date(2028, 10, 29), date(2029, 10, 28)]
CHANGES = [*SPRING, date(2030, 3, 31), *AUTUMN, date(2030, 10, 27)]


@pytest.mark.parametrize("night", CHANGES)
def test_trap_01_hours_are_exact_across_both_changes_of_the_clocks(night: date) -> None:
    start = datetime(night.year, night.month, night.day, 0, 59, 50, tzinfo=UTC)
    for span, length in (("20 seconds", 20), ("3 hours", 10_800), ("24 hours", 86_400)):
        begun = start.astimezone(ZoneInfo("Europe/London"))
        ends = calendar().due(begun, read_span(span)).moment
        assert ends.timestamp() - start.timestamp() == length


@pytest.mark.parametrize("sunday", CHANGES)
def test_trap_01_the_office_opens_at_nine_by_its_own_clock_after_the_change(sunday: date) -> None:
    begun = read_moment(f"{sunday - timedelta(days=1)}T12:00")
    ends = calendar(office=NINE_TO_FIVE).due(begun, read_span("2 office hours")).moment
    assert f"{ends:%H:%M:%S}" == "11:00:00"


def test_trap_01_weekday_hours_are_exact_over_the_weekend_of_the_change() -> None:
    assert due("48 weekday hours", "Friday 23 October 2026 10:00") == "Tuesday 27 October 2026 10:00"
    assert due("48 weekday hours", "Friday 27 March 2026 10:00") == "Tuesday 31 March 2026 10:00"


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("Friday 27 March 2026 10:00", "Wednesday 1 April 2026 23:59:59"),
        ("Friday 23 October 2026 10:00", "Wednesday 28 October 2026 23:59:59"),
    ],
)
def test_trap_02_days_are_stepped_as_dates(start: str, end: str) -> None:
    assert due("3 working days", start) == end


def test_trap_03_the_end_of_a_day_is_council_time_on_either_side_of_the_change() -> None:
    summer = calendar().due(when("Friday 23 October 2026 00:30"), read_span("1 working day")).moment
    assert summer.isoformat() == "2026-10-26T23:59:59+00:00"
    winter = calendar().due(when("Friday 27 March 2026 23:30"), read_span("1 working day")).moment
    assert winter.isoformat() == "2026-03-30T23:59:59+01:00"


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("Friday 29 May 2026 10:00", "Monday 1 June 2026 23:59:59"),
        ("Thursday 31 December 2026 10:00", "Monday 4 January 2027 23:59:59"),
        ("Monday 28 February 2028 10:00", "Tuesday 29 February 2028 23:59:59"),
    ],
)
def test_trap_04_months_and_years_are_crossed(start: str, end: str) -> None:
    assert due("1 working day", start) == end


def held(*pauses: tuple[str, str]) -> list[Pause]:
    return [(read_moment(first), read_moment(last)) for first, last in pauses]


@pytest.mark.parametrize(
    ("span", "due"),
    [
        ("1 hour", "2026-06-01T11:00:20"),
        ("8 office hours", "2026-06-02T10:00:20"),
        ("1 working day", "2026-06-02T23:59:59"),  # only the day of receipt was touched, which doesn't count
    ],
)
def test_trap_05_two_pauses_within_a_minute_both_count(span: str, due: str) -> None:
    twice = held(("2026-06-01T10:05:10", "2026-06-01T10:05:20"), ("2026-06-01T10:05:40", "2026-06-01T10:05:50"))
    office = calendar(office=NINE_TO_FIVE)
    ends = office.due(when("Monday 1 June 2026 10:00"), read_span(span), pauses=twice).moment
    assert ends.isoformat()[:19] == due


@pytest.mark.parametrize(
    ("pause", "due"),
    [
        # 01:30 comes twice on the night on which the clocks go back: each pause is as long as it was.
        (("2026-10-25T01:30+01:00", "2026-10-25T01:30+00:00"), "2026-10-25T13:00:00+00:00"),
        (("2026-10-25T01:30+01:00", "2026-10-25T01:40+01:00"), "2026-10-25T12:10:00+00:00"),
        (("2026-10-25T01:30+00:00", "2026-10-25T01:40+00:00"), "2026-10-25T12:10:00+00:00"),
        (("2026-10-25T01:30+00:00", "2026-10-25T03:30+00:00"), "2026-10-25T14:00:00+00:00"),
    ],
)
def test_trap_05_a_pause_at_half_past_one_on_the_autumn_night(pause: tuple[str, str], due: str) -> None:
    ends = calendar().due(read_moment("2026-10-25T00:00"), read_span("13 hours"), pauses=held(pause)).moment
    assert ends.isoformat() == due


def test_trap_05_pauses_that_overlap_are_not_counted_twice() -> None:
    overlapping = held(("2026-06-02T10:00", "2026-06-02T12:00"), ("2026-06-02T11:00", "2026-06-03T10:00"))
    start, office = when("Monday 1 June 2026 16:00"), calendar(office=NINE_TO_FIVE)
    assert in_words(office.due(start, read_span("8 office hours"), pauses=overlapping).moment) == (
        "Wednesday 3 June 2026 16:00"
    )
    assert in_words(office.due(start, read_span("2 working days"), pauses=overlapping).moment) == (
        "Friday 5 June 2026 23:59:59"
    )


@pytest.mark.parametrize(
    ("pause", "hours", "days"),
    [
        # Due without a pause: ten office hours end on Wednesday 3 June at 12:00, two working days with that day.
        (("2026-06-02T10:00", "2026-06-02T11:00"), "Wednesday 3 June 2026 13:00", "Thursday 4 June 2026"),
        (("2026-06-02T16:00", "2026-06-02T20:00"), "Wednesday 3 June 2026 13:00", "Thursday 4 June 2026"),
        (("2026-06-02T07:00", "2026-06-02T10:00"), "Wednesday 3 June 2026 13:00", "Thursday 4 June 2026"),
        (("2026-06-02T18:00", "2026-06-02T20:00"), "Wednesday 3 June 2026 12:00", "Thursday 4 June 2026"),
        (("2026-06-01T18:00", "2026-06-03T08:00"), "Thursday 4 June 2026 12:00", "Friday 5 June 2026"),
    ],
)
def test_trap_06_a_pause_within_across_or_outside_the_opening_hours(
    pause: tuple[str, str], hours: str, days: str
) -> None:
    start, office = when("Monday 1 June 2026 10:00"), calendar(office=NINE_TO_FIVE)
    assert in_words(office.due(start, read_span("18 office hours"), pauses=held(pause)).moment) == hours
    assert in_words(office.due(start, read_span("2 working days"), pauses=held(pause)).moment) == f"{days} 23:59:59"


@pytest.mark.parametrize(
    ("start", "pause", "hours", "days"),
    [
        # Over a weekend: the hours of Saturday and Sunday don't count, and are no working days.
        (
            "Friday 5 June 2026 10:00",
            ("2026-06-06T10:00", "2026-06-07T20:00"),
            "Monday 8 June 2026 10:00",
            "Monday 8 June 2026 23:59:59",
        ),
        (
            "Friday 5 June 2026 10:00",
            ("2026-06-05T16:00", "2026-06-08T10:00"),
            "Monday 8 June 2026 12:00",
            "Tuesday 9 June 2026 23:59:59",
        ),
        # Over a bank holiday, Monday 25 May.
        (
            "Friday 22 May 2026 10:00",
            ("2026-05-25T09:00", "2026-05-25T17:00"),
            "Tuesday 26 May 2026 10:00",
            "Tuesday 26 May 2026 23:59:59",
        ),
        (
            "Friday 22 May 2026 10:00",
            ("2026-05-25T09:00", "2026-05-26T09:30"),
            "Tuesday 26 May 2026 10:30",
            "Wednesday 27 May 2026 23:59:59",
        ),
    ],
)
def test_trap_06_a_pause_over_a_weekend_or_a_bank_holiday(
    start: str, pause: tuple[str, str], hours: str, days: str
) -> None:
    office = calendar(office=NINE_TO_FIVE)
    assert in_words(office.due(when(start), read_span("8 office hours"), pauses=held(pause)).moment) == hours
    assert in_words(office.due(when(start), read_span("1 working day"), pauses=held(pause)).moment) == days


def test_trap_08_a_pause_in_the_last_second_holds_and_one_after_it_does_not() -> None:
    start, office = when("Monday 1 June 2026 16:00"), calendar(office=NINE_TO_FIVE)
    for span, last in (("1 office hour", "2026-06-01T17:00:00"), ("1 hour", "2026-06-01T17:00:00")):
        in_it, after = held((last, "2026-06-03T10:00")), held((last[:-2] + "01", "2026-06-03T10:00"))
        assert office.due(start, read_span(span), pauses=in_it).moment >= read_moment("2026-06-03T10:00")
        assert in_words(office.due(start, read_span(span), pauses=after).moment) == "Monday 1 June 2026 17:00"
    days = office.due(
        start, read_span("1 working day"), pauses=held(("2026-06-02T23:59:59", "2026-06-03T00:00"))
    ).moment
    assert in_words(days) == "Wednesday 3 June 2026 23:59:59"


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


SPLIT = dict.fromkeys(range(5), (("09:00", "12:00"), ("13:00", "16:00")))


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


@pytest.mark.parametrize(
    ("day_ends", "at", "last"),
    [
        ("midnight", "", "Friday 5 June 2026 23:59:59"),
        ("close of business", "", "Friday 5 June 2026 17:00"),
        ("midnight", "close of business on ", "Friday 5 June 2026 17:00"),
        ("close of business", "10:00 on ", "Friday 5 June 2026 10:00"),
    ],
)
def test_trap_22_the_last_second_keeps_and_the_next_one_breaks(day_ends: str, at: str, last: str) -> None:
    by = calendar(day_ends=day_ends, office=NINE_TO_FIVE)
    ends = by.due(when("Thursday 4 June 2026 12:00"), read_span(f"{at}the next working day")).moment
    assert in_words(ends) == last
    clock = Clock(subject="1", promise="A1", channel="", started=when("Thursday 4 June 2026 12:00"), due=ends)
    second = timedelta(seconds=1)
    assert [clock.in_time(ends + n * second) for n in (-1, 0, 1)] == [True, True, False]


def test_trap_22_a_day_ends_at_midnight_or_when_the_office_closes_as_the_charter_says() -> None:
    office = {**NINE_TO_FIVE, 4: (("09:00", "12:30"), ("13:30", "16:00"))}
    closing = calendar(day_ends="close of business", office=office)
    assert due("1 working day", "Wednesday 3 June 2026 10:00", closing) == "Thursday 4 June 2026 17:00"
    assert due("1 working day", "Thursday 4 June 2026 10:00", closing) == "Friday 5 June 2026 16:00"
    assert due("1 working day", "Thursday 4 June 2026 10:00") == "Friday 5 June 2026 23:59:59"


def test_trap_22_nothing_falls_due_before_it_began() -> None:
    closing = calendar(day_ends="close of business", office=NINE_TO_FIVE)
    assert due("the same day", "Wednesday 3 June 2026 17:00", closing) == "Wednesday 3 June 2026 17:00"
    assert due("the same day", "Wednesday 3 June 2026 18:00", closing) == "Wednesday 3 June 2026 23:59:59"


def test_trap_23_a_closed_day_puts_off_and_never_brings_forward() -> None:
    wednesday = date(2026, 6, 3)
    closed = calendar(closures=((wednesday, wednesday, "Election"),))
    assert due("2 working days", "Monday 1 June 2026 10:00") == "Wednesday 3 June 2026 23:59:59"
    assert due("2 working days", "Monday 1 June 2026 10:00", closed) == "Thursday 4 June 2026 23:59:59"


def test_trap_24_a_reminder_lies_as_far_before_in_the_time_that_counts() -> None:
    office = calendar(office=NINE_TO_FIVE)
    before = office.start_for(when("Monday 8 June 2026 10:00"), read_span("2 office hours"))
    assert in_words(before) == "Friday 5 June 2026 16:00"
    day_before = office.start_for(when("Monday 8 June 2026 23:59:59"), read_span("1 working day"))
    assert in_words(day_before) == "Sunday 7 June 2026 23:59:59"


def test_trap_24_a_reminder_never_lands_at_night_or_outside_any_of_the_spells() -> None:
    office = calendar(office=SPLIT)
    back = [office.start_for(when("Monday 8 June 2026 10:00"), read_span(f"{n} office hours")) for n in (2, 5, 8, 11)]
    assert [in_words(moment) for moment in back] == [
        "Friday 5 June 2026 15:00",
        "Friday 5 June 2026 11:00",
        "Thursday 4 June 2026 15:00",
        "Thursday 4 June 2026 11:00",
    ]


@pytest.mark.parametrize(
    ("day", "span", "last"),
    [
        (date(2026, 6, 25), "7 clear working days", "Monday 15 June 2026 23:59:59"),
        (date(2026, 6, 22), "3 clear working days", "Tuesday 16 June 2026 23:59:59"),
        (date(2026, 6, 4), "3 clear working days", "Sunday 31 May 2026 23:59:59"),  # Monday to Wednesday are clear
        (date(2026, 5, 28), "3 clear working days", "Thursday 21 May 2026 23:59:59"),  # Monday 25 May is no working day
        (date(2026, 6, 8), "1 working day", "Friday 5 June 2026 23:59:59"),
        (date(2026, 6, 6), "1 working day", "Friday 5 June 2026 23:59:59"),
        (date(2026, 6, 8), "10:00 on the next working day", "Friday 5 June 2026 10:00"),
        (date(2026, 6, 8), "5 calendar days", "Wednesday 3 June 2026 23:59:59"),
        (date(2026, 3, 31), "1 calendar month", "Saturday 28 February 2026 23:59:59"),
        (date(2026, 3, 30), "24 hours", "Saturday 28 March 2026 23:00"),  # the day before has an hour less
        (date(2026, 10, 26), "24 hours", "Sunday 25 October 2026 01:00"),  # and this one an hour more
        (date(2026, 6, 8), "2 office hours", "Friday 5 June 2026 15:00"),
        (date(2026, 6, 8), "8 office hours", "Friday 5 June 2026 09:00"),
        (date(2026, 6, 8), "48 weekday hours", "Thursday 4 June 2026 00:00"),
    ],
)
def test_trap_24_what_is_due_before_a_date_is_counted_back_from_it(day: date, span: str, last: str) -> None:
    assert in_words(calendar(office=NINE_TO_FIVE).due_before(day, read_span(span)).moment) == last


MACHINE = """
from answerable.charter.moments import read_moment
from answerable.charter.span import read_span
from tests.charter.calendars import calendar
for span in ("20 seconds", "1 working day", "48 weekday hours", "1 calendar month"):
    print(calendar().due(read_moment("2026-10-23T16:40"), read_span(span)).moment.isoformat())
"""


@pytest.mark.parametrize("zone", ["UTC", "Europe/London", "Pacific/Auckland", "America/New_York"])
def test_trap_25_the_machine_may_stand_in_any_time_zone(zone: str) -> None:
    environment = {**os.environ, "TZ": zone}
    ran = subprocess.run(
        [sys.executable, "-c", MACHINE],
        env=environment,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.split() == [
        "2026-10-23T16:40:20+01:00",
        "2026-10-26T23:59:59+00:00",
        "2026-10-27T16:40:00+00:00",
        "2026-11-23T23:59:59+00:00",
    ]


def test_trap_25_a_moment_without_its_offset_is_refused_where_it_is_counted_from() -> None:
    with pytest.raises(ValueError, match="without its offset"):
        calendar().due(datetime(2026, 6, 1, 10), read_span("1 working day"))  # noqa: DTZ001


def test_trap_25_a_moment_that_the_clock_change_skips_is_refused() -> None:
    with pytest.raises(NotAMoment, match="does not exist: the clocks go forward"):
        calendar().moment("2027-03-28T01:30")


def test_trap_25_a_moment_that_occurs_twice_needs_its_offset() -> None:
    with pytest.raises(NotAMoment, match=r"Write 2026-10-25T01:30\+01:00 for the first or 2026-10-25T01:30\+00:00"):
        calendar().moment("2026-10-25T01:30")
    first, second = (calendar().moment(f"2026-10-25T01:30{offset}") for offset in ("+01:00", "+00:00"))
    assert second - first == timedelta(hours=1) and first < second


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2027-02-30", "There is no 30 February 2027."),
        ("2027-13-01", "the months are 01 to 12"),
        ("2027-01-32", "no month has a day 32"),
        ("2027-01-31T25:00", "has a time I can’t read"),
        ("tomorrow", "is not a moment I can read"),
        ("", "is not a moment I can read"),
    ],
)
def test_trap_25_dates_that_do_not_exist_are_refused_in_words(text: str, says: str) -> None:
    with pytest.raises(NotAMoment) as refused:
        calendar().moment(text)
    assert says in str(refused.value)


def test_trap_29_a_calendar_without_a_working_day_is_refused_with_a_sentence() -> None:
    with pytest.raises(EmptyCalendar, match="has no working day, so nothing could ever fall due"):
        calendar(working_days=())


@pytest.mark.parametrize(
    "span", ["3660 working days", "120 calendar months", "20000 office hours", "80000 weekday hours"]
)
def test_trap_29_a_span_of_ten_years_is_found_in_a_hundredth_of_a_second(span: str) -> None:
    office = calendar(office=NINE_TO_FIVE)
    start, length = when("Monday 1 June 2026 10:00"), read_span(span)
    office.due(start, read_span("1 office hour")), office.due(start, read_span("1 weekday hour"))
    took = []
    for _ in range(5):
        begun = time.process_time()
        office.due(start, length)
        took.append(time.process_time() - begun)
    assert min(took) < 0.01
