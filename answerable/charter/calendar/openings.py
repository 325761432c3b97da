"""When an office is open on each day, and from when on a contact counts as received on a later one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from answerable.charter.calendar.days import DAY, FIRST, Days, date_at
from answerable.charter.calendar.spells import Spells, compile_spells
from answerable.charter.clauses import Hours
from answerable.charter.span import CLOSE_OF_BUSINESS

ROLLS = "receipt out of hours rolls forward"
ON_REOPENING = "on reopening"

Times = tuple[tuple[str, str], ...]  # from one time of the day to another


@dataclass(frozen=True, eq=False)
class Openings:
    """The hours of an office laid over the days of its calendar."""

    hours: Hours
    days: Days

    def spells_on(self, place: int) -> Times:
        """Return the spells of the office on a working day; those of its date go before those of its weekday."""
        if self.hours.on and place in self._on:
            return self._on[place]
        return self.hours.office.get(place % 7, ())

    def closing(self, place: int) -> int | None:
        """Return the second at which the office closes; a duty past midnight closes the day at midnight."""
        spells = self.spells_on(place)
        if not spells:
            return None
        return self.days.at(place, DAY if _passes_midnight(spells[-1]) else seconds_of(spells[-1][1]))

    def end(self, place: int, begun: int, at: str = "") -> int:
        """Return the last second of a day that keeps a promise begun at that second, by the time `at` of that day."""
        last = self.days.begins[place + 1] - 1
        if at and at != CLOSE_OF_BUSINESS:
            ends: int | None = self.days.at(place, seconds_of(at))
        elif at or self.hours.day_ends == CLOSE_OF_BUSINESS:
            ends = self.closing(place)
        else:
            return last
        # A day that closed before the customer came ends at midnight: nothing falls due before it began.
        return last if ends is None or ends < begun else min(ends, last)

    def received(self, place: int, second: int, *, rolls: bool) -> int:
        """Return the day on which a contact of that second counts as received: its own, or the next working day.

        With `rolls` the office's closing counts besides the cut-off.
        """
        if not rolls and not self.may_wait:
            return place
        return place if second <= self.last_receipt(place, rolls=rolls) else self.days.next_working(place)

    def last_receipt(self, place: int, *, rolls: bool) -> int:
        """Return the last second at which a contact counts as received on that day; what comes later waits.

        A cut-off makes what comes on a closed day wait too: otherwise who comes on Friday evening would wait longer
        than who comes on Saturday.
        """
        hours, days = self.hours, self.days
        before, last = days.begins[place] - 1, days.begins[place + 1] - 1
        if not days.is_working(place):
            reopens = hours.received_in_closure == ON_REOPENING and place in days.on_reopening
            return before if rolls or hours.cut_off or reopens else last
        if hours.cut_off:
            last = min(last, days.at(place, seconds_of(hours.cut_off)))
        if rolls and hours.office:
            closing = self.closing(place)
            last = before if closing is None else min(last, closing - 1)
        return last

    @cached_property
    def may_wait(self) -> bool:
        """Whether hours, too, are counted from a later day for some contacts."""
        return bool(self.hours.cut_off) or self.hours.received_in_closure == ON_REOPENING

    @cached_property
    def office(self) -> Spells:
        """The office hours of every working day."""
        return _office(self.days, tuple(self.hours.office.items()), tuple(self.hours.on.items()))

    @cached_property
    def weekdays(self) -> Spells:
        """Monday to Friday, day and night, bank holidays too: "48 hours, Monday to Friday" says nothing of them."""
        return _weekdays(self.days)

    @cached_property
    def _on(self) -> Mapping[int, Times]:
        return {place: spells for day, spells in self.hours.on.items() for place in self._places(day)}

    def _places(self, day: str) -> Iterator[int]:
        years = range(date_at(0).year, date_at(len(self.days.numbers) - 1).year + 1)
        for text in [f"{year}-{day}" for year in years] if len(day) == len("12-24") else [day]:
            try:
                yield date.fromisoformat(text).toordinal() - FIRST
            except ValueError:
                continue  # 29 February, in a year without one


# Laid out once for all readings of the same hours; those differ in how days are counted.
@lru_cache(maxsize=32)
def _office(days: Days, office: tuple[tuple[int, Times], ...], on: tuple[tuple[str, Times], ...]) -> Spells:
    openings = Openings(Hours(office=dict(office), on=dict(on)), days)
    return compile_spells(
        (days.at(place, seconds_of(opens)), days.at(place + _passes_midnight((opens, closes)), seconds_of(closes)))
        for place in days.working
        for opens, closes in openings.spells_on(place)
    )


@lru_cache(maxsize=32)
def _weekdays(days: Days) -> Spells:
    begins = days.begins
    return compile_spells((begins[monday], begins[monday + 5]) for monday in range(0, len(begins) - 5, 7))


def _passes_midnight(spell: tuple[str, str]) -> bool:
    return spell[1] <= spell[0]


@lru_cache(maxsize=256)
def seconds_of(time: str) -> int:
    """Return the seconds since midnight of a time of day such as "16:30" or "24:00"."""
    hours, minutes = time.split(":")
    return int(hours) * 3600 + int(minutes) * 60
