"""Counting days: which day is the last of a span, by the counting rule of the hours."""

from typing import NamedTuple

from answerable.charter.calendar.openings import Openings
from answerable.charter.span import WORKING_DAYS, Span, Unit

FROM_RECEIPT = "receipt is day 1"
CLEAR_DAYS = "clear days"
MOVES = "moves to the next working day"

# Python 3.11 takes longer to find a member of an enumeration by its name than to look for it in a set.
_CLEAR = frozenset({Unit.CLEAR_WORKING_DAY})
_MONTHS = frozenset({Unit.CALENDAR_MONTH})


class Count(NamedTuple):
    """A count of days: `base` is the number of the last one (a working day), or else its place.

    `free` is the place of the first day that counts: no earlier day can be skipped for a pause.
    """

    base: int
    free: int


def counted(openings: Openings, received: int, span: Span) -> Count:
    """Return how the days of a span are counted from the day of receipt."""
    days, counting = openings.days, openings.hours.counting
    # "The same day" is the day of receipt itself, whatever the rule.
    free = received if counting == FROM_RECEIPT or not span.count else received + 1
    one_more = counting == CLEAR_DAYS and span.count > 0
    if span.unit in _CLEAR:
        return Count(days.numbers[received] + span.count + 1, received + 1)
    if span.unit in WORKING_DAYS:
        return Count(days.number_before(free) + max(span.count, 1) + one_more, free)
    if span.unit in _MONTHS:
        return Count(days.months_after(received, span.count), received + 1)
    return Count(free + max(span.count - 1, 0) + one_more, free)


def last_day(openings: Openings, base: int, unit: Unit) -> int:
    """Return the place of the last day of a count."""
    days = openings.days
    if unit in WORKING_DAYS:
        return days.nth(base)
    place = days.checked(base)
    if openings.hours.closed_day == MOVES and not days.is_working(place):
        return days.next_working(place)
    return place


def last_day_after_pauses(
    openings: Openings, begun: int, count: Count, span: Span, pauses: list[tuple[int, int]]
) -> int:
    """Return the place of the last day of a count from which each day that was wholly or partly paused is left out."""
    days, (base, free) = openings.days, count
    place = last_day(openings, base, span.unit)
    for held, resumed in pauses:
        if held > openings.end(place, begun, span.at):
            break
        first, last = max(days.place(held), free), days.place(resumed - 1)
        if first <= last:
            if span.unit in WORKING_DAYS:
                base += days.numbers[last] - days.number_before(first)
            else:
                # Held after its last day, which was closed and had moved, it ends on the first day that is not held.
                base = max(base, first) + last - first + 1
            free = last + 1
            place = last_day(openings, base, span.unit)
    return place


def day_later(openings: Openings, place: int, span: Span) -> int:
    """Return the place of the day that is a span later than a day, by no counting rule: nothing is received anew."""
    days = openings.days
    match span.unit:
        case Unit.CALENDAR_MONTH:
            return last_day(openings, days.months_after(place, span.count), span.unit)
        case Unit.CALENDAR_DAY:
            return last_day(openings, place + span.count, span.unit)
        case Unit.WORKING_DAY | Unit.CLEAR_WORKING_DAY:
            return last_day(openings, days.numbers[place] + span.count, span.unit)
        case _:
            raise ValueError(f"Nothing can be put off by “{span.words()}”. Write a length of time.")
