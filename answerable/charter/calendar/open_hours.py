"""Hours that count only while the office, or the week, is open."""

from answerable.charter.calendar.days import EmptyCalendar
from answerable.charter.calendar.openings import Openings
from answerable.charter.calendar.pauses import put_off
from answerable.charter.calendar.spells import Spells
from answerable.charter.span import Span, Unit


def spells_of(openings: Openings, unit: Unit) -> Spells:
    """Return the time that counts for weekday hours or office hours."""
    spells = openings.weekdays if unit is Unit.WEEKDAY_HOUR else openings.office
    if not spells.opens:
        raise EmptyCalendar("The charter states no office hours, so nothing can be counted in them. State them.")
    return spells


def counted_from(openings: Openings, begun: int) -> int:
    """Return the second from which open hours are counted: the start of a later day where it waits for one.

    Not the opening: else who came in that night would be due before who came in the evening.
    """
    place = openings.days.place(begun)
    received = openings.received(place, begun, rolls=False)
    return begun if received == place else openings.days.begins[received]


def open_hours_later(openings: Openings, begun: int, span: Span, pauses: list[tuple[int, int]]) -> int:
    """Return the second by which the span's open hours have passed, without what passed in pauses."""
    spells = spells_of(openings, span.unit)

    def when(worked: int) -> int:
        second = spells.when(worked)
        if second is None:
            raise openings.days.outside()
        return second

    def later(due: int, first: int, last: int) -> int:
        # Held in its last second, it has run out at the earliest when it is resumed.
        return max(when(spells.worked(due) + spells.worked(last) - spells.worked(first)), last)

    return put_off(when(spells.worked(begun) + span.count * 3600), pauses, later)
