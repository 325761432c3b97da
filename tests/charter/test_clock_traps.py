"""The faults that other systems' clocks have had, one test for each; the numbers are those of the list of traps."""

import os
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from answerable.charter.calendar.pauses import Pause
from answerable.charter.clauses import Reading, Timed
from answerable.charter.judging.clock import Clock
from answerable.charter.moments import NotAMoment, read_moment
from answerable.charter.span import read_span
from answerable.charter.worktime import EmptyCalendar
from tests.charter.calendars import NINE_TO_FIVE, SPLIT, calendar, due, in_words, when


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
from tests.charter.calendars import SPLIT, calendar
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
