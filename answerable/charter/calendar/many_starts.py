"""Due moments for millions of starts at once, from the tables and definitions by which one is found.

What falls due depends on the day of the start, and on whether that was received in time on that day. So each day on
which something started is asked once, of the calendar itself, and every start then looks up its day.
"""

from array import array
from collections.abc import Callable
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from answerable.charter.calendar.days import DAY, FIRST_SECOND, Days
from answerable.charter.calendar.open_hours import spells_of
from answerable.charter.calendar.spells import Spells
from answerable.charter.span import CLOSE_OF_BUSINESS, ELAPSED, OPEN_HOURS, Span, Unit
from answerable.charter.worktime import Calendar, NoDate

Seconds = npt.NDArray[np.int64]

NO_DATE: int = np.iinfo(np.int64).min  # nobody has set the date yet by which it falls due


def due_many(calendar: Calendar, starts: Seconds, span: Span) -> Seconds:
    """Return when `span` falls due that begins at each of the seconds since 1970 (UTC); NO_DATE where it isn't set."""
    if span.unit is Unit.DATE_TOLD:
        raise ValueError("Each start has a date of its own that was told: find when it ends by `end_of`.")
    if span.unit in ELAPSED or not len(starts):
        return starts + span.seconds(calendar.hours.ring_seconds) if len(starts) else starts.copy()
    first, last = _reach(calendar.days, starts)
    places = places_of(calendar.days, starts)
    if span.unit in OPEN_HOURS:
        begun = _later_days(calendar).asked(first, last).look_up(starts, places, in_time=starts)
        return _open_later(calendar.days, spells_of(calendar.openings, span.unit), begun, span.count * 3600)
    ends = _ending_days(calendar, span).asked(first, last).look_up(starts, places)
    if span.at or calendar.hours.day_ends == CLOSE_OF_BUSINESS:
        # A day that closed before the customer came ends at midnight, as `Openings.end` says.
        shut = (ends < starts) & (ends != NO_DATE)
        ends[shut] = _view(calendar.days.begins)[places[shut] + 1] - 1
    return ends


def places_of(days: Days, starts: Seconds) -> Seconds:
    """Return the places of the days in which the seconds lie: `Days.place`, for many."""
    places = starts // DAY
    places -= FIRST_SECOND // DAY
    places += starts >= _view(days.begins)[1:][places]
    return places


def _reach(days: Days, starts: Seconds) -> tuple[int, int]:
    """Return the places of the first and the last day on which any of them starts, or raise OutsideCalendar."""
    return days.place(int(starts.min())), days.place(int(starts.max()))


def _open_later(days: Days, spells: Spells, begun: Seconds, seconds: int) -> Seconds:
    """Return the seconds by which so many more were open: `Spells.worked` and `Spells.when`, for many."""
    opens, closes, before = _view(spells.opens), _view(spells.closes), _view(spells.before)
    by_opening, by_worked = _stairs(spells)
    place = by_opening.last_up_to(begun)
    worked = np.where(place < 0, 0, before[place] + np.minimum(begun, closes[place]) - opens[place]) + seconds
    place = by_worked.last_up_to(worked - 1)
    later: Seconds = opens[place] + worked - before[place]
    if (later > closes[place]).any():
        raise days.outside()
    return later


class _Stairs:
    """Rising numbers, with the last of them up to each of many equally distant points: to begin looking from there."""

    _WIDTH = 4096

    def __init__(self, numbers: "array[int]") -> None:
        known = _view(numbers)
        self._first = int(known[0])
        points = np.arange(self._first, int(known[-1]) + 1, self._WIDTH)
        self._last_at = np.searchsorted(known, points, side="right") - 1
        self._next = np.append(known[1:], np.iinfo(np.int64).max)

    def last_up_to(self, wanted: Seconds) -> Seconds:
        """Return the place of the last number that is no larger than each wanted one; -1 before the first."""
        points = (wanted - self._first) // self._WIDTH
        places = self._last_at[np.clip(points, 0, len(self._last_at) - 1)]
        while (larger := self._next[places] <= wanted).any():
            places += larger
        return np.where(points < 0, -1, places)


@lru_cache(maxsize=32)
def _stairs(spells: Spells) -> tuple[_Stairs, _Stairs]:
    return _Stairs(spells.opens), _Stairs(spells.before)


def _view(table: "array[int]") -> Seconds:
    view: Seconds = np.frombuffer(table, dtype=np.int64)
    return view


class _DayTable:
    """What comes of what starts on each day: received in time that day, or later. Days are asked when first met."""

    def __init__(self, calendar: Calendar, rolls: bool, outcome: Callable[[int], int]) -> None:
        self._calendar, self._rolls, self._outcome = calendar, rolls, outcome
        days = len(calendar.days.numbers)
        self._asked = np.zeros(days, dtype=bool)
        self._last_receipt, self._in_time, self._waiting = (np.zeros(days, dtype=np.int64) for _ in range(3))
        self._any_wait = False

    def asked(self, first: int, last: int) -> "_DayTable":
        """Return the table with every day from the first to the last in it."""
        for place in np.flatnonzero(~self._asked[first : last + 1]) + first:
            self._ask(int(place))
        return self

    def look_up(self, starts: Seconds, places: Seconds, in_time: Seconds | None = None) -> Seconds:
        """Return what comes of each start on the day with its place; `in_time`: where nothing waits, this instead."""
        found = self._in_time[places] if in_time is None else in_time
        if not self._any_wait:
            return found
        return np.where(starts > self._last_receipt[places], self._waiting[places], found)

    def _ask(self, place: int) -> None:
        openings, days = self._calendar.openings, self._calendar.days
        last = openings.last_receipt(place, rolls=self._rolls)
        self._last_receipt[place] = last
        self._in_time[place] = self._outcome(place)
        if last < days.begins[place + 1] - 1:
            self._any_wait = True
            self._waiting[place] = self._outcome(days.next_working(place))
        self._asked[place] = True


@lru_cache(maxsize=256)
def _ending_days(calendar: Calendar, span: Span) -> _DayTable:
    def end(received: int) -> int:
        try:
            return calendar.openings.end(calendar.last_day(received, span), 0, span.at)
        except NoDate:
            return NO_DATE

    return _DayTable(calendar, calendar.rolls, end)


@lru_cache(maxsize=64)
def _later_days(calendar: Calendar) -> _DayTable:
    return _DayTable(calendar, False, calendar.openings.days.begins.__getitem__)
