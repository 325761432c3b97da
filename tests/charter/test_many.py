"""The due moments of many starts at once are those of each by itself."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.charter.calendar.many_starts import NO_DATE
from answerable.charter.span import DATE_TOLD, NEXT_MEETING, Span, Unit, read_span
from answerable.charter.worktime import Calendar, NoDate, OutsideCalendar
from tests.charter.calendars import calendar, when
from tests.charter.made_up import CALENDARS, SPANS, STARTS


def one_by_one(by: Calendar, second: int, span: Span) -> int:
    try:
        return int(by.due(by.days.moment(second), span).moment.timestamp())
    except NoDate:
        return NO_DATE


@settings(max_examples=300)
@given(CALENDARS, st.lists(STARTS, min_size=1, max_size=30), SPANS)
def test_many_are_due_when_each_is_by_itself(by: Calendar, starts: list[int], span: Span) -> None:
    many = by.due_many(np.array(starts, dtype=np.int64), span)
    assert many.tolist() == [one_by_one(by, start, span) for start in starts]


def test_who_judges_one_case_at_a_time_does_without_numpy() -> None:
    modules = "answerable.charter.judge, answerable.charter.explain, answerable.cli.due"
    asks = f"import sys, {modules}; print('numpy' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False"]


def test_none_are_due_where_none_begin() -> None:
    assert calendar().due_many(np.array([], dtype=np.int64), read_span("2 working days")).tolist() == []


def test_a_meeting_that_is_not_known_has_no_due_moment() -> None:
    starts = np.array([int(when("Monday 1 June 2026 10:00").timestamp())], dtype=np.int64)
    assert calendar().due_many(starts, NEXT_MEETING).tolist() == [NO_DATE]


def test_a_start_outside_the_calendar_is_refused() -> None:
    with pytest.raises(OutsideCalendar, match="reaches from 1990"):
        calendar().due_many(np.array([0], dtype=np.int64), Span(1, Unit.WORKING_DAY))


def test_dates_told_are_not_found_from_starts() -> None:
    with pytest.raises(ValueError, match="a date of its own"):
        calendar().due_many(np.array([0], dtype=np.int64), DATE_TOLD)
