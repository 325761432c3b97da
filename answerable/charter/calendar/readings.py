"""Which calendar a promise is timed by: the hours that hold for a contact, as the promise reads them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from answerable.charter.clauses import Hours, OtherHours, Reading
from answerable.charter.facts import Fact

if TYPE_CHECKING:
    from answerable.charter.worktime import Calendar

_COUNCIL = -1  # the place of the council's own hours, before all others


class Readings:
    """The calendars made from one for the readings asked for so far, so that each is made once."""

    def __init__(self) -> None:
        self._made: dict[tuple[Reading, int], Calendar] = {}

    def of(self, calendar: "Calendar", reading: Reading, fact: Fact | None) -> "Calendar":
        """Return the calendar by which a promise with that reading is timed, for a clock that `fact` starts."""
        place = _place(calendar.others, reading.hours, fact) if calendar.others or reading.hours else _COUNCIL
        found = self._made.get((reading, place))
        if found is None:
            found = self._made[reading, place] = _made(calendar, reading, place)
        return found


def _place(others: Sequence[OtherHours], name: str, fact: Fact | None) -> int:
    for place, other in enumerate(others):
        if other.name == name if name else fact and other.scope and other.scope.covers(fact):
            return place
    if name:
        raise ValueError(f"There are no other hours called “{name}”. Write them under [[other_hours]].")
    return _COUNCIL


def _made(calendar: "Calendar", reading: Reading, place: int) -> "Calendar":
    other = OtherHours(name="", hours=calendar.hours) if place == _COUNCIL else calendar.others[place]
    nation = reading.nation or other.nation or calendar.nation
    hours = _read(other.hours, reading)
    if (hours, nation) == (calendar.hours, calendar.nation):
        return calendar
    return replace(calendar, hours=hours, nation=nation, name=other.name, _readings=Readings())


def _read(hours: Hours, reading: Reading) -> Hours:
    return replace(
        hours,
        counting=reading.counting or hours.counting,
        day_ends=reading.day_ends or hours.day_ends,
        cut_off=reading.cut_off or hours.cut_off,
        closed_day=reading.closed_day or hours.closed_day,
        closures_count=reading.closures_count or hours.closures_count,
    )
