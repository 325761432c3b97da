"""Laws that due moments keep, whatever the calendar, the start and the span."""

from datetime import date, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from answerable.charter.calendar.pauses import Pause
from answerable.charter.explaining.day_words import paused_days
from answerable.charter.span import Span, Unit
from answerable.charter.worktime import Calendar, NoDate
from tests.charter.calendars import calendar
from tests.charter.made_up import CALENDARS, ELECTION, LENGTHS, RULES, SPANS, STARTS, made_up

# The first due moment lays out a calendar of seventy years, on a machine that may be busy.

DAYS = st.dates(date(2024, 1, 1), date(2028, 6, 30))
COUNTS = st.integers(1, 60)
HOURS = st.sampled_from([Unit.WEEKDAY_HOUR, Unit.OFFICE_HOUR])


def due_of(by: Calendar, start: int, span: Span, pauses: list[Pause] | None = None) -> datetime:
    """Return when it falls due; a law about a council meeting that isn't known says nothing."""
    try:
        return by.due(by.days.moment(start), span, pauses=pauses or ()).moment
    except NoDate:
        assume(False)
        raise


@given(CALENDARS, STARTS, STARTS, SPANS)
def test_who_comes_later_is_never_due_earlier(by: Calendar, one: int, other: int, span: Span) -> None:
    assert due_of(by, min(one, other), span) <= due_of(by, max(one, other), span)


@given(CALENDARS, STARTS, st.integers(0, 4 * 86_400), SPANS)
def test_who_comes_a_little_later_is_never_due_earlier(by: Calendar, start: int, later: int, span: Span) -> None:
    assert due_of(by, start, span) <= due_of(by, start + later, span)


@given(CALENDARS, STARTS, LENGTHS)
def test_a_longer_span_never_ends_earlier(by: Calendar, start: int, span: Span) -> None:
    assert due_of(by, start, span) <= due_of(by, start, Span(span.count + 1, span.unit))


@given(CALENDARS, STARTS, SPANS)
def test_nothing_falls_due_before_it_began(by: Calendar, start: int, span: Span) -> None:
    assert due_of(by, start, span).timestamp() >= start


@given(RULES, DAYS, STARTS, SPANS)
def test_one_more_closed_day_never_brings_forward(
    rules: tuple[str, tuple[()], str], closed: date, start: int, span: Span
) -> None:
    nation, closures, *others = rules
    more = made_up(nation, (*closures, (closed, closed, "Closed")), *others)
    assert due_of(more, start, span) >= due_of(made_up(nation, closures, *others), start, span)


@given(CALENDARS, STARTS, LENGTHS)
def test_backwards_undoes_forwards(by: Calendar, start: int, span: Span) -> None:
    due = due_of(by, start, span)
    latest = by.start_for(due, span)
    assert latest.timestamp() >= start
    assert by.due(latest, span).moment <= due < by.due(latest + timedelta(seconds=1), span).moment


@given(DAYS, COUNTS, st.sampled_from([Unit.WORKING_DAY, Unit.CLEAR_WORKING_DAY, Unit.CALENDAR_DAY]))
def test_days_before_a_date_are_as_many_days_after(day: date, count: int, unit: Unit) -> None:
    by, span = calendar(closures=(ELECTION,)), Span(count, unit)
    assume(by.is_working_day(day))
    last = by.due_before(day, span).moment
    assert by.due(last, span).moment.date() == day
    following = last.date() + timedelta(days=1)
    while not by.is_working_day(following):
        following += timedelta(days=1)
    if unit is not Unit.CALENDAR_DAY:
        assert by.due(by.moment(following.isoformat()), span).moment.date() > day


@given(CALENDARS, DAYS, COUNTS, HOURS)
def test_open_hours_before_a_date_are_as_many_after(by: Calendar, day: date, count: int, unit: Unit) -> None:
    spells, last = by.spells(unit), int(by.due_before(day, Span(count, unit)).moment.timestamp())
    until = by.days.begins[by.days.place_of(day)]
    assert spells.worked(until) - spells.worked(last) == count * 3600
    assert spells.worked(until) - spells.worked(last + 1) < count * 3600


@given(CALENDARS, STARTS, COUNTS, HOURS)
def test_open_hours_are_counted_exactly(by: Calendar, start: int, count: int, unit: Unit) -> None:
    spells, due = by.spells(unit), int(due_of(by, start, Span(count, unit)).timestamp())
    waited = spells.worked(due) - spells.worked(start)
    # Who comes after a cut-off, or in a closure, waits for the opening first.
    assert waited == count * 3600 if not by.openings.may_wait else waited >= count * 3600


PAUSES = st.lists(st.tuples(st.integers(0, 20 * 86_400), st.integers(0, 5 * 86_400)), min_size=1, max_size=4)


def pauses_from(by: Calendar, start: int, pauses: list[tuple[int, int]]) -> list[Pause]:
    return [(by.days.moment(start + after), by.days.moment(start + after + length)) for after, length in pauses]


@given(CALENDARS, STARTS, COUNTS, st.sampled_from([Unit.SECOND, Unit.MINUTE, Unit.HOUR]), st.data())
def test_a_pause_moves_a_clock_of_hours_by_its_length(
    by: Calendar, start: int, count: int, unit: Unit, data: st.DataObject
) -> None:
    span = Span(count, unit)
    due = due_of(by, start, span)
    first = data.draw(st.integers(start, int(due.timestamp())))
    length = data.draw(st.integers(0, 10 * 86_400))
    held = [(by.days.moment(first), by.days.moment(first + length))]
    assert due_of(by, start, span, held) == due + timedelta(seconds=length)


@given(CALENDARS, STARTS, COUNTS, HOURS, st.data())
def test_a_pause_moves_a_clock_of_open_hours_by_the_open_time_in_it(
    by: Calendar, start: int, count: int, unit: Unit, data: st.DataObject
) -> None:
    span, spells = Span(count, unit), by.spells(unit)
    assume(not by.openings.may_wait)
    due = int(due_of(by, start, span).timestamp())
    first = data.draw(st.integers(start, due))
    last = first + data.draw(st.integers(0, 10 * 86_400))
    moved = due_of(by, start, span, [(by.days.moment(first), by.days.moment(last))])
    assert spells.worked(int(moved.timestamp())) - spells.worked(due) == spells.worked(last) - spells.worked(first)


@given(STARTS, COUNTS, PAUSES, st.sampled_from(["england", "scotland"]))
def test_a_clock_of_days_skips_each_working_day_wholly_or_partly_paused(
    start: int, count: int, pauses: list[tuple[int, int]], nation: str
) -> None:
    by = calendar(nation)
    held = pauses_from(by, start, pauses)
    due = due_of(by, start, Span(count, Unit.WORKING_DAY), held)
    received = by.received(by.days.moment(start))
    # What began after it ran out held nothing; until then each day is skipped that a pause touches.
    touched = paused_days((first, last) for first, last in held if first <= due)
    days = (date.fromordinal(day) for day in range(received.toordinal() + 1, due.date().toordinal() + 1))
    assert sum(by.is_working_day(day) and day not in touched for day in days) == count


@given(CALENDARS, STARTS, SPANS, PAUSES)
def test_pauses_never_bring_forward_and_their_order_is_all_one(
    by: Calendar, start: int, span: Span, pauses: list[tuple[int, int]]
) -> None:
    held = pauses_from(by, start, pauses)
    assert due_of(by, start, span, held) >= due_of(by, start, span, held[1:])
    assert due_of(by, start, span, held) == due_of(by, start, span, [*reversed(held), *held])


@given(CALENDARS, STARTS, SPANS, st.integers(0, 20 * 86_400), st.integers(1, 5 * 86_400), st.integers(0, 5 * 86_400))
def test_a_pause_in_two_parts_that_touch_is_one(
    by: Calendar, start: int, span: Span, after: int, one: int, other: int
) -> None:
    whole = pauses_from(by, start, [(after, one + other)])
    parts = pauses_from(by, start, [(after + one, other), (after, one)])
    assert due_of(by, start, span, whole) == due_of(by, start, span, parts)


@given(CALENDARS, STARTS, SPANS, st.integers(0, 100 * 86_400))
def test_a_pause_without_a_length_or_before_the_start_holds_nothing(
    by: Calendar, start: int, span: Span, after: int
) -> None:
    nothing = [*pauses_from(by, start, [(after, 0)]), (by.days.moment(start - 86_400), by.days.moment(start))]
    assert due_of(by, start, span, nothing) == due_of(by, start, span)


@given(CALENDARS, STARTS, st.integers(1, 20))
def test_what_is_put_off_by_days_is_due_so_many_working_days_later(by: Calendar, start: int, count: int) -> None:
    due = due_of(by, start, Span(1, Unit.WORKING_DAY))
    later = by.extended(due, Span(count, Unit.WORKING_DAY)).moment
    assert by.working_days_between(due.date(), later.date()) == count
