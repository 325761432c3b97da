"""Working time: when a span that begins at a moment runs out, by a council's calendar.

Days are counted in tables (`Days`), open hours summed on the line of instants (`Spells`): never in local time, which
goes wrong when the clocks change. What is counted by the calendar is counted in whole seconds.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeGuard

from answerable.charter.calendar.backwards import last_second_before
from answerable.charter.calendar.counting import counted, day_later, last_day, last_day_after_pauses
from answerable.charter.calendar.days import FIRST_DAY as FIRST_DAY
from answerable.charter.calendar.days import Closure as Closure
from answerable.charter.calendar.days import Days, date_at, days_of, why_closed
from answerable.charter.calendar.days import EmptyCalendar as EmptyCalendar
from answerable.charter.calendar.days import OutsideCalendar as OutsideCalendar
from answerable.charter.calendar.holidays import Holidays, shipped_holidays
from answerable.charter.calendar.open_hours import counted_from, open_hours_later, spells_of
from answerable.charter.calendar.openings import ROLLS, Openings
from answerable.charter.calendar.pauses import Pause, held, put_off
from answerable.charter.calendar.readings import Readings
from answerable.charter.calendar.spells import Spells
from answerable.charter.clauses import Charter, Clause, Hours, OtherHours, Reading
from answerable.charter.facts import Fact
from answerable.charter.moments import local, read_moment
from answerable.charter.span import DAYS, ELAPSED, OPEN_HOURS, Span, Unit

if TYPE_CHECKING:
    from answerable.charter.calendar.many_starts import Seconds

AS_DAYS_OFF = "as days off"


class NoDate(ValueError):
    """The span waits for a date that nobody has set: no such council meeting is known, or no date was told."""


def by_the_minute(told: date | datetime | None, span: Span) -> TypeGuard[datetime]:
    """Say whether a promise to do something at "the date told" is to be kept by the minute: a moment was told."""
    return isinstance(told, datetime) and span.unit is Unit.DATE_TOLD and not span.at


class Due(NamedTuple):
    """The last second that still keeps the promise; provisional where the bank holidays aren't known so far ahead."""

    moment: datetime
    provisional: bool


def calendar_for(
    charter: Charter,
    closures: Iterable[Closure] = (),
    holidays: Holidays | None = None,
    meetings: Iterable[date] = (),
) -> "Calendar":
    """Return the calendar of a council: its charter's hours, closures, council meetings, its nation's bank holidays."""
    return Calendar(
        hours=charter.hours,
        nation=charter.nation,
        closures=tuple(closures),
        holidays=holidays or shipped_holidays(),
        meetings=tuple(sorted(meetings)),
        others=charter.other_hours,
    )


@dataclass(frozen=True, eq=False, kw_only=True)
class Calendar:
    """When a council works, and so when a span runs out."""

    hours: Hours
    nation: str
    closures: tuple[Closure, ...]
    holidays: Holidays
    meetings: tuple[date, ...] = ()  # of the full council, in order
    others: tuple[OtherHours, ...] = ()
    name: str = ""  # of the other hours that these are; "": the council's own
    _readings: Readings = field(default_factory=Readings, repr=False)

    def __post_init__(self) -> None:
        _ = self.days  # refuses a calendar without a working day

    def of(self, clause: Clause, fact: Fact | None = None) -> "Calendar":
        """Return the calendar by which a clause is timed: its own reading of the hours that hold for it.

        These are the other hours that it names, else the first whose scope covers `fact`, else the council's own.
        For the same reading and hours it is the same calendar every time.
        """
        return self._readings.of(self, clause.reading, fact)

    def is_open(self, fact: Fact) -> bool | None:
        """Say whether the office was open when `fact` happened, by the hours that hold for it; None: not stated."""
        spells, second = self._readings.of(self, Reading(), fact).openings.office, int(fact.at.timestamp())
        return spells.worked(second + 1) > spells.worked(second) if spells.opens else None

    def due(
        self, start: datetime, span: Span, told: date | datetime | None = None, pauses: Sequence[Pause] = ()
    ) -> Due:
        """Return the moment at which `span`, begun at the aware moment `start`, falls due.

        `told` is the date that "the date told" means; of a moment, the end of its minute counts.
        The clock stands still during `pauses`: hours are put off by the
        time that would have counted in them, days by each day that would have counted and was wholly or partly paused.
        Raise NoDate where a meeting or a date told isn't known.
        """
        if start.tzinfo is None:
            raise ValueError("A moment without its offset is not one moment: read it with `moment`.")
        begun = int(start.timestamp())
        return self._due(begun, self._due_second(begun, span, told, pauses))

    def _due_second(self, begun: int, span: Span, told: date | datetime | None, pauses: Sequence[Pause]) -> int:
        if by_the_minute(told, span):
            minute_ends = int(told.timestamp()) // 60 * 60 + 59
            self.days.place(minute_ends)
            return max(begun, minute_ends)
        if span.unit in ELAPSED:
            due = begun + span.seconds(self.hours.ring_seconds)
            return put_off(due, held(pauses, begun), lambda due, first, last: due + last - first)
        if span.unit in OPEN_HOURS:
            start = counted_from(self.openings, begun)
            return open_hours_later(self.openings, start, span, held(pauses, start))
        return self.openings.end(self._last_day(begun, span, told, pauses), begun, span.at)

    def _due(self, begun: int, second: int) -> Due:
        first, last = self.known
        return Due(self.days.moment(second), not (first <= begun and second < last))

    @cached_property
    def rolls(self) -> bool:
        """Whether what comes after the office has closed counts as received on the next working day."""
        return self.hours.counting == ROLLS

    def spells(self, unit: Unit) -> Spells:
        """Return the time that counts for weekday hours or office hours."""
        return spells_of(self.openings, unit)

    def received(self, start: datetime) -> date:
        """Return the day on which a contact counts as received, from which days are counted."""
        return date_at(self._received(int(start.timestamp())))

    def _received(self, begun: int) -> int:
        return self.openings.received(self.days.place(begun), begun, rolls=self.rolls)

    def _last_day(self, begun: int, span: Span, told: date | datetime | None, pauses: Sequence[Pause]) -> int:
        if span.unit is Unit.DATE_TOLD:
            return self._told(told)
        received = self._received(begun)
        if pauses and span.unit in DAYS:
            count = counted(self.openings, received, span)
            return last_day_after_pauses(self.openings, begun, count, span, held(pauses, begun))
        return self.last_day(received, span)

    def last_day(self, received: int, span: Span) -> int:
        """Return the place of the day with which a span ends, for what was received on the day with that place."""
        if span.unit is not Unit.MEETING:
            return last_day(self.openings, counted(self.openings, received, span).base, span.unit)
        number = bisect_right(self.meetings, date_at(received)) + span.count
        if number > len(self.meetings):
            raise NoDate("The next meeting of the council isn’t known. Enter its date, and this falls due with it.")
        return self.days.place_of(self.meetings[number - 1])

    def _told(self, told: date | datetime | None) -> int:
        if told is None:
            raise NoDate("No date was told, so nothing falls due by it.")
        return self.days.place_of(local(told).date() if isinstance(told, datetime) else told)

    def due_many(self, starts: "Seconds", span: Span) -> "Seconds":
        """Return when a span falls due that begins at each of many seconds since 1970 (UTC): `due`, for millions.

        It is NO_DATE where `due` raises NoDate.
        """
        # Who times one case at a time does without numpy, which takes time to load.
        from answerable.charter.calendar.many_starts import due_many

        return due_many(self, starts, span)

    def end_of(self, day: date, start: datetime) -> datetime:
        """Return the last second of `day` that keeps a promise begun at `start`."""
        return self.days.moment(self.openings.end(self.days.place_of(day), int(start.timestamp())))

    def extended(self, due: datetime, by: Span) -> Due:
        """Return when a clock that would fall due at `due` does if it is put off by a span.

        Days are counted from the day on which it was due: nothing is received anew, so that no cut-off applies.
        """
        second = int(due.timestamp())
        if by.unit in ELAPSED:
            later = second + by.seconds(self.hours.ring_seconds)
        elif by.unit in OPEN_HOURS:
            later = open_hours_later(self.openings, second, by, [])
        else:
            later = self.openings.end(day_later(self.openings, self.days.place(second), by), second, by.at)
        return self._due(second, later)

    def due_before(self, day: date, span: Span) -> Due:
        """Return the last second that keeps a promise to do something `span` before a date."""
        place = self.days.place_of(day)
        second = last_second_before(self.openings, place, span)
        return Due(self.days.moment(second), self._due(second, self.days.begins[place]).provisional)

    def start_for(self, due: datetime, span: Span) -> datetime:
        """Return the latest second from which `span` falls due no later than `due`: `due`, backwards.

        A reminder "one working day before" is placed by it, in the time that counts.
        """
        low, high = self.days.begins[0], int(due.timestamp())
        while low < high:
            middle = (low + high + 1) // 2
            if self.due(self.days.moment(middle), span).moment <= due:
                low = middle
            else:
                high = middle - 1
        return self.days.moment(low)

    def is_working_day(self, day: date) -> bool:
        """Say whether the council works on that day."""
        return day.weekday() in self.hours.working_days and day not in self.days.why

    def next_working_day(self, day: date) -> date:
        """Return the first day after `day` on which the council works."""
        return date_at(self.days.next_working(self.days.place_of(day)))

    def why_closed(self, day: date) -> str | None:
        """Return "a Saturday", "a bank holiday (Christmas Day)" or "a closure (its title)"; None on a working day."""
        return why_closed(self.days, day, self.hours.working_days)

    def working_days_between(self, first: date, last: date) -> int:
        """Return how many working days come after `first`, up to `last` and with it."""
        return self.days.numbers[self.days.place_of(last)] - self.days.numbers[self.days.place_of(first)]

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

    @cached_property
    def known(self) -> tuple[int, int]:
        """The first second of the days whose bank holidays are known, and the second after the last."""
        begins, place_of = self.days.begins, self.days.place_of
        return begins[place_of(self.known_from)], begins[place_of(self.known_to) + 1]

    @cached_property
    def days(self) -> Days:
        """The tables of its days."""
        off = self.hours.closures_count == AS_DAYS_OFF
        return days_of(
            self.holidays,
            self.nation,
            self.hours.working_days,
            self.closures if off else (),
            self.hours.closed if off else (),
        )

    @cached_property
    def openings(self) -> Openings:
        """The hours of its office, laid over its days."""
        return Openings(self.hours, self.days)
