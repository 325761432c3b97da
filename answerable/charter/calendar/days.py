"""The days of a calendar: which are worked, which number each working day has, and when each begins.

Days are known by their place: how many days they come after `FIRST_DAY`. They are stepped by a table of working-day
numbers and its inverse, never as 86,400 seconds: a day of council time has 23 or 25 hours twice a year.
"""

from array import array
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache

from answerable.charter.calendar.holidays import Holidays
from answerable.charter.moments import LONDON, WEEKDAYS, local

# The tables begin before any case that a council would still enter, and end long after any date it could promise.
FIRST_DAY = date(1990, 1, 1)  # a Monday, in winter
FIRST = FIRST_DAY.toordinal()
YEARS_PAST_KNOWN = 30
DAY = 86_400
FIRST_SECOND = (FIRST - date(1970, 1, 1).toordinal()) * DAY
# From this hour of the day on, the clocks have changed where they change on that day.
_CHANGED = 2 * 3600
_ZONES = {offset: timezone(timedelta(seconds=offset)) for offset in (0, 3600)}

Closure = tuple[date, date, str]  # first day, last day, title
Yearly = tuple[str, str, str]  # first day and last day, such as "12-24" and "01-02", title


class EmptyCalendar(ValueError):
    """The calendar has no time that counts, so that nothing could ever fall due."""


class OutsideCalendar(ValueError):
    """The moment, or what falls due from it, lies outside the years of the calendar."""


@dataclass(frozen=True, eq=False)
class Days:
    """The tables: of every day the second at which it begins, and how many working days there are up to it.

    `working[n - 1]` is the place of the n-th working day; `why` says of a closed weekday why nobody works on it.
    """

    begins: "array[int]"
    numbers: "array[int]"
    working: "array[int]"
    why: Mapping[date, str]
    on_reopening: frozenset[int]  # closed days that end a closure: what comes then waits for the reopening

    def place(self, second: int) -> int:
        """Return the place of the day in which a second since 1970 lies."""
        place = (second - FIRST_SECOND) // DAY
        if not 0 <= place < len(self.numbers):
            raise self.outside()
        # In summer a day begins an hour before it does in Greenwich.
        return place + (second >= self.begins[place + 1])

    def place_of(self, day: date) -> int:
        """Return the place of a day."""
        return self.checked(day.toordinal() - FIRST)

    def checked(self, place: int) -> int:
        """Return the place, or raise OutsideCalendar where there is none such."""
        if not 0 <= place < len(self.numbers):
            raise self.outside()
        return place

    def number_before(self, place: int) -> int:
        """Return how many working days there are before a day."""
        return self.numbers[place - 1] if place else 0

    def is_working(self, place: int) -> bool:
        """Say whether a day is worked."""
        return self.numbers[place] > self.number_before(place)

    def nth(self, number: int) -> int:
        """Return the place of the working day with that number."""
        if not 0 < number <= len(self.working):
            raise self.outside()
        return self.working[number - 1]

    def next_working(self, place: int) -> int:
        """Return the place of the first working day after a day."""
        return self.nth(self.numbers[place] + 1)

    def at(self, place: int, seconds: int) -> int:
        """Return the second at which the council's clocks show that time of the day (in seconds since midnight)."""
        if seconds < _CHANGED:
            return self.begins[place] + seconds
        return self.begins[place + 1] - DAY + seconds

    def moment(self, second: int) -> datetime:
        """Return a second since 1970 as a moment in council time; on most days without asking for the zone's rules."""
        place = (second - FIRST_SECOND) // DAY
        if 0 < place < len(self.numbers) - 1:
            # The offset between two midnights with the same offset; where it changes between them the zone is asked.
            before = FIRST_SECOND + place * DAY - self.begins[place]
            if before == FIRST_SECOND + (place + 2) * DAY - self.begins[place + 2] and before in _ZONES:
                return datetime.fromtimestamp(second, _ZONES[before])
        return local(datetime.fromtimestamp(second, UTC))

    def months_after(self, place: int, count: int) -> int:
        """Return the same day of another month; a month that is too short ends with its last day."""
        day = date.fromordinal(FIRST + place)
        years, month = divmod(day.month - 1 + count, 12)
        year = day.year + years
        return self.place_of(date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])))

    def outside(self) -> OutsideCalendar:
        """Return what is said of a moment that the tables don't reach."""
        last = date_at(len(self.numbers) - 1)
        return OutsideCalendar(
            f"This calendar reaches from {FIRST_DAY.year} to {last.year}. Give a moment in those years."
        )


def date_at(place: int) -> date:
    """Return the date of the day with that place."""
    return date.fromordinal(FIRST + place)


@lru_cache(maxsize=64)
def days_of(
    holidays: Holidays,
    nation: str,
    weekdays: tuple[int, ...],
    closures: tuple[Closure, ...] = (),
    yearly: tuple[Yearly, ...] = (),
) -> Days:
    """Return the days of a nation's calendar with closures; `yearly` ones recur. Made once for all who ask."""
    last = date(holidays.known_until(nation).year + YEARS_PAST_KNOWN, 12, 31)
    closed = {day: f"a closure ({title})" for day, title in _closed(closures, yearly, last)}
    why = closed | {day: f"a bank holiday ({title})" for day, title in holidays.of(nation).items()}
    shut = {day.toordinal() - FIRST for day in why}
    count = last.toordinal() - FIRST + 1
    working = array("i", (place for place in range(count) if place % 7 in weekdays and place not in shut))
    if not working:
        raise EmptyCalendar("This calendar has no working day, so nothing could ever fall due. Name working days.")
    waiting = _waiting((day.toordinal() - FIRST for day in closed), set(working), working[-1])
    return Days(_begins(last.year), _numbers(working, count), working, why, frozenset(waiting))


def why_closed(days: Days, day: date, weekdays: tuple[int, ...]) -> str | None:
    """Return "a Saturday", "a bank holiday (Christmas Day)" or "a closure (its title)"; None on a working day."""
    if day.weekday() not in weekdays:
        return f"a {WEEKDAYS[day.weekday()]}"
    return days.why.get(day)


def _numbers(working: "array[int]", count: int) -> "array[int]":
    numbers = array("i")
    for number, place in enumerate(working):
        numbers.extend([number] * (place - len(numbers)))
    numbers.extend([len(working)] * (count - len(numbers)))
    return numbers


def _closed(closures: Iterable[Closure], yearly: Iterable[Yearly], end: date) -> Iterator[tuple[date, str]]:
    for first, last, title in (*_each_year(yearly, end), *closures):
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            yield date.fromordinal(ordinal), title


def _each_year(yearly: Iterable[Yearly], end: date) -> Iterator[Closure]:
    for first, last, title in yearly:
        for year in range(FIRST_DAY.year - 1, end.year + 1):
            begins, ends = _in_year(year, first), _in_year(year + (last < first), last)
            # Of a closure that begins or ends on 29 February, what there is of it in another year.
            opened, shut = begins or date(year, 3, 1), ends or date(year + (last < first), 2, 28)
            if opened <= shut:
                yield opened, shut, title


def _in_year(year: int, day: str) -> date | None:
    try:
        return date.fromisoformat(f"{year}-{day}")
    except ValueError:
        return None


def _waiting(closed: Iterable[int], working: set[int], last: int) -> Iterator[int]:
    """Yield the days of each closure, with the weekend and bank holidays that follow before the reopening."""
    for place in closed:
        while place <= last and place not in working:
            yield place
            place += 1


@lru_cache(maxsize=4)
def _begins(last_year: int) -> "array[int]":
    """Return at which second each day begins, to the day after the last of a year."""
    begins = array("q")
    for week in range(0, date(last_year + 1, 1, 2).toordinal() - FIRST, 7):
        offset = _offset(week)
        changes = _offset(week + 7) != offset
        for place in range(week, week + 7):
            begins.append(FIRST_SECOND + place * DAY - (_offset(place) if changes else offset))
    return begins


def _offset(place: int) -> int:
    offset = datetime.combine(date_at(place), time(), tzinfo=LONDON).utcoffset()
    return int(offset.total_seconds()) if offset else 0
