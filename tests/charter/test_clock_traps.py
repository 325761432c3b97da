"""The faults that other systems' clocks have had, one test for each; the numbers are those of the list of traps."""

import os
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from answerable.charter.moments import NotAMoment, read_moment
from answerable.charter.span import read_span
from answerable.charter.worktime import EmptyCalendar
from tests.charter.calendars import CHRISTMAS_CLOSURE, NINE_TO_FIVE, calendar, due, in_words, when

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


def test_trap_17_each_nation_keeps_its_own_bank_holidays() -> None:
    new_year = "Friday 31 December 2021 10:00"
    assert due("1 working day", new_year, calendar("england")) == "Tuesday 4 January 2022 23:59:59"
    assert due("1 working day", new_year, calendar("scotland")) == "Wednesday 5 January 2022 23:59:59"
    assert due("1 working day", new_year, calendar("northern-ireland")) == "Tuesday 4 January 2022 23:59:59"
    assert due("1 working day", new_year, calendar("united-kingdom")) == "Wednesday 5 January 2022 23:59:59"


def test_trap_19_a_closure_over_new_year_closes_every_day_of_it() -> None:
    closed = calendar(closures=(CHRISTMAS_CLOSURE,))
    days = [date(2026, 12, 24) + timedelta(days=n) for n in range(10)]
    assert [day for day in days if closed.is_working_day(day)] == []
    assert closed.is_working_day(date(2026, 12, 23)) and closed.is_working_day(date(2027, 1, 4))


def test_trap_19_a_closure_on_29_february_closes_that_day_alone() -> None:
    leap_day = date(2028, 2, 29)
    closed = calendar(closures=((leap_day, leap_day, "Stock-taking"),))
    assert due("1 working day", "Monday 28 February 2028 10:00", closed) == "Wednesday 1 March 2028 23:59:59"


@pytest.mark.parametrize("time_of_day", ["00:00", "08:59:59", "16:59:59", "17:00", "23:59:59"])
def test_trap_21_the_day_of_receipt_is_day_zero_at_whatever_hour(time_of_day: str) -> None:
    assert due("1 working day", f"Friday 5 June 2026 {time_of_day}") == "Monday 8 June 2026 23:59:59"
    assert due("1 working day", f"Sunday 7 June 2026 {time_of_day}") == "Monday 8 June 2026 23:59:59"
    assert due("1 working day", f"Monday 25 May 2026 {time_of_day}") == "Tuesday 26 May 2026 23:59:59"


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
        begun = time.perf_counter()
        office.due(start, length)
        took.append(time.perf_counter() - begun)
    assert min(took) < 0.01
