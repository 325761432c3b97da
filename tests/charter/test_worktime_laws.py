"""Laws that due moments keep, whatever the calendar, the start and the span."""

from datetime import UTC, date, datetime, timedelta
from functools import cache

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from answerable.charter.hours import COUNTING, DAY_ENDS
from answerable.charter.span import Span, Unit
from answerable.charter.worktime import Calendar
from tests.charter.calendars import NINE_TO_FIVE, calendar

# The first due moment compiles a calendar of seventy years, on a machine that may be busy.
whatever = settings(deadline=None)

DAYS = st.dates(date(2024, 1, 1), date(2028, 6, 30))
STARTS = st.datetimes(datetime(2024, 1, 1), datetime(2028, 6, 30), timezones=st.just(UTC))  # noqa: DTZ001
LENGTHS = st.sampled_from([unit for unit in Unit if unit not in (Unit.MEETING, Unit.DATE_TOLD)])
UNITS = LENGTHS
COUNTS = st.integers(1, 60)


@cache
def of(counting: str, day_ends: str, nation: str) -> Calendar:
    return calendar(nation, counting=counting, day_ends=day_ends, office=NINE_TO_FIVE)


RULES = st.tuples(
    st.sampled_from(COUNTING), st.sampled_from(DAY_ENDS), st.sampled_from(["england", "scotland", "united-kingdom"])
)
CALENDARS = RULES.map(lambda rules: of(*rules))


@whatever
@given(CALENDARS, STARTS, STARTS, COUNTS, UNITS)
def test_who_comes_later_is_never_due_earlier(
    by: Calendar, one: datetime, other: datetime, count: int, unit: Unit
) -> None:
    earlier, later = sorted((one, other))
    assert by.due(earlier, Span(count, unit)).moment <= by.due(later, Span(count, unit)).moment


@whatever
@given(CALENDARS, STARTS, COUNTS, UNITS)
def test_a_longer_span_never_ends_earlier(by: Calendar, start: datetime, count: int, unit: Unit) -> None:
    assert by.due(start, Span(count, unit)).moment <= by.due(start, Span(count + 1, unit)).moment


@whatever
@given(CALENDARS, STARTS, COUNTS, UNITS)
def test_nothing_falls_due_before_it_began(by: Calendar, start: datetime, count: int, unit: Unit) -> None:
    assert by.due(start, Span(count, unit)).moment >= start.replace(microsecond=0)


@whatever
@given(RULES, DAYS, STARTS, COUNTS, UNITS)
def test_one_more_closed_day_never_brings_forward(
    rules: tuple[str, str, str], closed: date, start: datetime, count: int, unit: Unit
) -> None:
    span = Span(count, unit)
    assert calendar_with(rules, closed).due(start, span).moment >= of(*rules).due(start, span).moment


def calendar_with(rules: tuple[str, str, str], closed: date) -> Calendar:
    counting, day_ends, nation = rules
    return calendar(
        nation, closures=((closed, closed, "Closed"),), counting=counting, day_ends=day_ends, office=NINE_TO_FIVE
    )


@whatever
@given(CALENDARS, STARTS, COUNTS, UNITS)
def test_backwards_undoes_forwards(by: Calendar, start: datetime, count: int, unit: Unit) -> None:
    whole = start.replace(microsecond=0)
    span = Span(count, unit)
    due = by.due(whole, span).moment
    latest = by.start_for(due, span)
    assert latest >= whole
    assert by.due(latest, span).moment <= due < by.due(latest + timedelta(seconds=1), span).moment


@whatever
@given(STARTS, COUNTS)
def test_office_hours_before_a_moment_are_as_many_after(start: datetime, count: int) -> None:
    by = of(COUNTING[0], DAY_ENDS[0], "england")
    spells = by.spells(Unit.OFFICE_HOUR)
    whole = start.replace(microsecond=0)
    assume(spells.worked(whole.timestamp() + 1) > spells.worked(whole.timestamp()))
    due = by.due(whole, Span(count, Unit.OFFICE_HOUR)).moment
    assert spells.worked(due.timestamp()) - spells.worked(whole.timestamp()) == count * 3600
