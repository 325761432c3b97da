"""Working time: when a span that begins at a moment runs out, by a council's calendar.

Days are stepped as dates, by a table of working-day numbers and its inverse, never as 86,400 seconds.
Hours are summed on the line of instants (`Spells`), never in local time, which goes wrong when the clocks change.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import NamedTuple

from answerable.charter.clauses import Charter, Clause, Hours
from answerable.charter.holidays import Holidays, shipped_holidays
from answerable.charter.moments import LONDON, WEEKDAYS, local, read_moment
from answerable.charter.span import Span, Unit
from answerable.charter.spells import Spells, compile_spells

# The table begins before any case that a council would still enter, and ends long after any date it could promise.
FIRST_DAY = date(1990, 1, 1)
YEARS_PAST_KNOWN = 30

_LAST_SECOND = time(23, 59, 59)

Closure = tuple[date, date, str]  # first day, last day, title


class EmptyCalendar(ValueError):
    """The calendar has no time that counts, so that nothing could ever fall due."""


class OutsideCalendar(ValueError):
    """The moment, or what falls due from it, lies outside the years of the calendar."""


class Due(NamedTuple):
    """The last second that still keeps the promise; provisional where the bank holidays aren't known so far ahead."""

    moment: datetime
    provisional: bool


def calendar_for(charter: Charter, closures: Iterable[Closure] = (), holidays: Holidays | None = None) -> "Calendar":
    """Return the calendar of a council: its charter's hours, its closures, its nation's bank holidays."""
    return Calendar(
        hours=charter.hours,
        nation=charter.nation,
        closures=tuple(closures),
        holidays=holidays or shipped_holidays(),
    )


@dataclass(frozen=True, eq=False, kw_only=True)
class Calendar:
    """When a council works, and so when a span runs out."""

    hours: Hours
    nation: str
    closures: tuple[Closure, ...]
    holidays: Holidays
    _others: dict[str, "Calendar"] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        if not self._days.working:
            raise EmptyCalendar("This calendar has no working day, so nothing could ever fall due. Name working days.")

    def of(self, clause: Clause) -> "Calendar":
        """Return the calendar by which a clause is timed: its own nation's, where it names one."""
        nation = clause.reading.nation
        if nation in ("", self.nation):
            return self
        if nation not in self._others:
            self._others[nation] = replace(self, nation=nation, _others={})
        return self._others[nation]

    def due(self, start: datetime, span: Span) -> Due:
        """Return the moment at which `span`, begun at the aware moment `start`, falls due."""
        if start.tzinfo is None:
            raise ValueError("A moment without its offset is not one moment: read it with `moment`.")
        begun = local(start)
        moment = local(self._falls_due(begun, span))
        return Due(moment, not self.known_from <= begun.date() <= moment.date() <= self.known_to)

    def _falls_due(self, start: datetime, span: Span) -> datetime:
        match span.unit:
            case Unit.SECOND | Unit.MINUTE | Unit.HOUR | Unit.RING:
                return start + timedelta(seconds=span.count * self._seconds(span.unit))
            case Unit.WEEKDAY_HOUR | Unit.OFFICE_HOUR:
                return self._after_open_time(start, span)
            case _:
                return self.end_of(self.last_day(start, span), start)

    def _seconds(self, unit: Unit) -> int:
        return {Unit.SECOND: 1, Unit.MINUTE: 60, Unit.HOUR: 3600, Unit.RING: self.hours.ring_seconds}[unit]

    def _after_open_time(self, start: datetime, span: Span) -> datetime:
        spells = self.spells(span.unit)
        self._number(local(start).date())  # refuses a start outside the calendar
        instant = spells.when(spells.worked(start.timestamp()) + span.count * 3600)
        if instant is None:
            raise OutsideCalendar(self._outside())
        return _instant(instant)

    def last_day(self, start: datetime, span: Span) -> date:
        """Return the day at whose end a span of days or months falls due."""
        zero, shift = self.day_zero(start)
        if span.unit is Unit.CALENDAR_MONTH:
            return self._checked(_months_after(zero, span.count))
        if span.unit is Unit.CALENDAR_DAY:
            return self._checked(zero + timedelta(days=span.count + (shift if span.count else 0)))
        if span.unit is Unit.CLEAR_WORKING_DAY:
            shift = 1
        return self._working_day(self._number(zero) + span.count + shift)

    def day_zero(self, start: datetime) -> tuple[date, int]:
        """Return the day from which days are counted, and what the counting rule adds to their number."""
        there = local(start)
        day = there.date()
        match self.hours.counting:
            case "receipt out of hours rolls forward":
                return (self._next_open_day(there), 0)
            case "receipt is day 1":
                return (day if self.is_working_day(day) else self._working_day(self._number(day) + 1), -1)
            case "clear days":
                return (day, 1)
            case _:
                return (day, 0)

    def _next_open_day(self, there: datetime) -> date:
        day = there.date()
        closing = self._closing_time(day)
        if self.is_working_day(day) and (not self.hours.office or (closing is not None and there.time() < closing)):
            return day
        return self._working_day(self._number(day) + 1)

    def end_of(self, day: date, start: datetime) -> datetime:
        """Return the last second of `day` that keeps a promise begun at `start`."""
        closing = self._closing_time(day) if self.hours.day_ends == "close of business" else None
        if closing is not None:
            closes = datetime.combine(day, min(closing, _LAST_SECOND), tzinfo=LONDON).astimezone(UTC)
            if closes >= start:
                return closes
        # A day that closed before the customer came ends at midnight: nothing falls due before it began.
        return datetime.combine(day, _LAST_SECOND, tzinfo=LONDON)

    def _closing_time(self, day: date) -> time | None:
        spells = self.hours.office.get(day.weekday(), ())
        closing = max((closes for _, closes in spells), default=None)
        return time.max if closing == "24:00" else time.fromisoformat(closing) if closing else None

    def start_for(self, due: datetime, span: Span) -> datetime:
        """Return the latest second from which `span` falls due no later than `due`: `due`, backwards.

        A reminder "one working day before" is placed by it, in the time that counts.
        """
        low, high = int(self._first_second), int(due.timestamp())
        while low < high:
            middle = (low + high + 1) // 2
            if self.due(_instant(middle), span).moment <= due:
                low = middle
            else:
                high = middle - 1
        return local(_instant(low))

    def is_working_day(self, day: date) -> bool:
        """Say whether the council works on that day."""
        return day.weekday() in self.hours.working_days and day not in self._closed

    def why_closed(self, day: date) -> str | None:
        """Return "a Saturday", "a bank holiday (Christmas Day)" or "a closure (its title)"; None on a working day."""
        if day.weekday() not in self.hours.working_days:
            return f"a {WEEKDAYS[day.weekday()]}"
        return self._closed.get(day)

    def working_days_between(self, first: date, last: date) -> int:
        """Return how many working days come after `first`, up to `last` and with it."""
        return self._number(last) - self._number(first)

    def moment(self, text: str) -> datetime:
        """Return the moment that ISO text states; without an offset it is council time."""
        return read_moment(text)

    def local(self, moment: datetime) -> datetime:
        """Return a moment in council time, with its offset."""
        return local(moment)

    @cached_property
    def known_to(self) -> date:
        """The last day up to which the bank holidays are known; what falls due later is provisional."""
        return self.holidays.known_until(self.nation)

    @cached_property
    def known_from(self) -> date:
        """The first day from which the bank holidays are known."""
        return self.holidays.known_from(self.nation)

    def spells(self, unit: Unit) -> Spells:
        """Return the time that counts for weekday hours or office hours."""
        spells = self._weekday_spells if unit is Unit.WEEKDAY_HOUR else self._office_spells
        if not spells.opens:
            raise EmptyCalendar("The charter states no office hours, so nothing can be counted in them. State them.")
        return spells

    @cached_property
    def _closed(self) -> Mapping[date, str]:
        closed: dict[date, str] = {}
        if self.hours.closures_count == "as days off":
            for first, last, title in self.closures:
                for ordinal in range(first.toordinal(), last.toordinal() + 1):
                    closed[date.fromordinal(ordinal)] = f"a closure ({title})"
        return closed | {day: f"a bank holiday ({title})" for day, title in self.holidays.of(self.nation).items()}

    @cached_property
    def _days(self) -> "_Days":
        last_day = date(self.known_to.year + YEARS_PAST_KNOWN, 12, 31)
        return _number_days(FIRST_DAY.toordinal(), last_day.toordinal(), self.hours.working_days, self._closed)

    @cached_property
    def _weekday_spells(self) -> Spells:
        # Bank holidays are weekdays: "48 hours, Monday to Friday" says nothing of them.
        first, last = FIRST_DAY.toordinal(), self._days.last
        mondays = (date.fromordinal(day) for day in range(first, last, 7))  # FIRST_DAY is a Monday
        return compile_spells((_midnight(monday), _midnight(monday + timedelta(days=5))) for monday in mondays)

    @cached_property
    def _office_spells(self) -> Spells:
        days = (date.fromordinal(day) for day in self._days.working)
        return compile_spells(
            (_clock(day, opens), _clock(day, closes))
            for day in days
            for opens, closes in self.hours.office.get(day.weekday(), ())
        )

    @cached_property
    def _first_second(self) -> float:
        return _midnight(FIRST_DAY)

    def _number(self, day: date) -> int:
        return self._days.numbers[self._checked(day).toordinal() - self._days.first]

    def _working_day(self, number: int) -> date:
        if not 0 < number <= len(self._days.working):
            raise OutsideCalendar(self._outside())
        return date.fromordinal(self._days.working[number - 1])

    def _checked(self, day: date) -> date:
        if not self._days.first <= day.toordinal() <= self._days.last:
            raise OutsideCalendar(self._outside())
        return day

    def _outside(self) -> str:
        last = date.fromordinal(self._days.last)
        return f"This calendar reaches from {FIRST_DAY.year} to {last.year}. Give a moment in those years."


class _Days(NamedTuple):
    """`numbers[day - first]`: how many working days there are up to that day; `working[n - 1]`: the n-th of them."""

    first: int
    last: int
    numbers: list[int]
    working: list[int]


def _number_days(first: int, last: int, weekdays: tuple[int, ...], closed: Mapping[date, str]) -> _Days:
    off = {day.toordinal() for day in closed}
    open_weekdays = set(weekdays)
    working = [day for day in range(first, last + 1) if (day + 6) % 7 in open_weekdays and day not in off]
    numbers: list[int] = []
    for number, day in enumerate(working):
        numbers.extend([number] * (day - first - len(numbers)))
    numbers.extend([len(working)] * (last + 1 - first - len(numbers)))
    return _Days(first, last, numbers, working)


def _months_after(day: date, count: int) -> date:
    years, month = divmod(day.month - 1 + count, 12)
    year = day.year + years
    # A month that is too short ends the span with its last day.
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _midnight(day: date) -> float:
    return datetime.combine(day, time(), tzinfo=LONDON).timestamp()


def _clock(day: date, text: str) -> float:
    if text == "24:00":
        return _midnight(day + timedelta(days=1))
    return datetime.combine(day, time.fromisoformat(text), tzinfo=LONDON).timestamp()


def _instant(seconds: float) -> datetime:
    return local(datetime.fromtimestamp(seconds, tz=UTC))
