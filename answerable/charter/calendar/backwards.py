"""Working time backwards: the last second that is a span before a date, such as papers seven clear days before."""

from answerable.charter.calendar.counting import MOVES
from answerable.charter.calendar.open_hours import spells_of
from answerable.charter.calendar.openings import Openings
from answerable.charter.span import ELAPSED, OPEN_HOURS, Span, Unit


def last_second_before(openings: Openings, day: int, span: Span) -> int:
    """Return the last second that is a span before the day with that place; hours are counted back from its first."""
    days = openings.days
    if span.unit in ELAPSED:
        return days.begins[day] - span.seconds(openings.hours.ring_seconds)
    if span.unit in OPEN_HOURS:
        spells = spells_of(openings, span.unit)
        second = spells.latest(spells.worked(days.begins[day]) - span.count * 3600)
        if second is None:
            raise days.outside()
        return second
    return openings.end(_last_day_before(openings, day, span), 0, span.at)


def _last_day_before(openings: Openings, day: int, span: Span) -> int:
    """Return the place of the last day that is a span of days before `day`.

    Between it and `day` lie as many whole working days as are to be clear: neither end counts. Without "clear" the
    working days are counted back from `day`, so that one working day before Monday is Friday.
    """
    days = openings.days
    match span.unit:
        case Unit.CLEAR_WORKING_DAY:
            return days.nth(days.number_before(day) - span.count + 1) - 1
        case Unit.WORKING_DAY if span.count:
            return days.nth(days.number_before(day) - span.count + 1)
        case Unit.WORKING_DAY:
            return days.nth(days.numbers[day])
        case Unit.CALENDAR_MONTH:
            return _open(openings, days.months_after(day, -span.count))
        case Unit.CALENDAR_DAY:
            return _open(openings, days.checked(day - span.count))
        case _:
            raise ValueError(f"Nothing can be counted back from a date by “{span.words()}”. Write a length of time.")


def _open(openings: Openings, place: int) -> int:
    """Return the day; where closed days move and it is closed, the working day before it: later would be too late."""
    if openings.hours.closed_day == MOVES and not openings.days.is_working(place):
        return openings.days.nth(openings.days.numbers[place])
    return place
