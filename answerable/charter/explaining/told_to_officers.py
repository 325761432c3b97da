"""Why a clock is due when it is, as an officer is told: every rule that was used, and every day that was skipped."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from answerable.charter.calendar.counting import FROM_RECEIPT
from answerable.charter.explaining.day_words import (
    dates,
    ending,
    length_in_words,
    one_by_one,
    paused_days,
    runs,
    short_day,
    why_not_counted,
)
from answerable.charter.explaining.happened import Happened
from answerable.charter.moments import day_in_words, local, moment_in_words, time_in_words
from answerable.charter.span import CLOSE_OF_BUSINESS, ELAPSED, OPEN_HOURS, WORKING_DAYS, Unit

_NATIONS = {
    "united-kingdom": "of every nation of the United Kingdom",
    "northern-ireland": "of Northern Ireland",
}


def told_to_officers(this: Happened, *, day_by_day: bool = False) -> Iterator[str]:
    """Yield, part by part, why it is due; with `day_by_day` a part for every day on the way."""
    yield from _by_which_hours(this)
    if this.before:
        yield from _counted_back(this, this.before, day_by_day)
    elif this.span.unit in ELAPSED:
        yield from _elapsed(this)
    elif this.span.unit in OPEN_HOURS:
        yield from _open_hours(this)
    elif this.span.unit is Unit.DATE_TOLD:
        yield f"{this.name} {moment_in_words(this.start)}"
        yield _by_what_was_told(this)
    else:
        yield from _days(this, day_by_day)
    if this.extended:
        yield f"it was put off to {_end_of_day(this, this.extended)}"


def _by_what_was_told(this: Happened) -> str:
    if this.by_the_minute:
        return f"it ends with the minute told: {moment_in_words(this.due.moment.replace(second=0))}"
    return f"it ends on the date told: {_end_of_day(this)}"


def _by_which_hours(this: Happened) -> Iterator[str]:
    if this.calendar.name:
        yield f"counted by the hours “{this.calendar.name}”"
    if this.calendar.nation != this.nation:
        nation = this.calendar.nation
        yield f"the bank holidays {_NATIONS.get(nation, f'of {nation.capitalize()}')} count"


def _elapsed(this: Happened) -> Iterator[str]:
    start, due = this.start, this.due.moment
    yield f"{this.name} {moment_in_words(start)}"
    yield from _pauses(this)
    same_day = due.date() == start.date()
    counted = " of the time that counts" if this.pauses else ""
    yield f"{this.span.words()}{counted} later is {time_in_words(due) if same_day else moment_in_words(due)}"
    if due.utcoffset() != start.utcoffset():
        yield "the clocks change in between"


def _pauses(this: Happened) -> Iterator[str]:
    for first, last in this.pauses:
        counted = this.counted_in(first, last)
        lost = "" if counted is None else f", which puts it off by {length_in_words(counted)}"
        yield f"it was paused from {moment_in_words(first)} to {moment_in_words(last)}{lost}"


def _open_hours(this: Happened) -> Iterator[str]:
    span, start = this.span, this.start
    counted = "on weekdays, bank holidays too" if span.unit is Unit.WEEKDAY_HOUR else "in office hours"
    yield f"{this.name} {moment_in_words(start)}"
    yield from _waited(this, this.received_for_hours)
    yield f"{span.words()} {'is' if span.count == 1 else 'are'} counted {counted}"
    yield from _pauses(this)
    for first, last in this.calendar.spells(span.unit).between(this.counted_from, this.due.moment.timestamp()):
        begin, end = (local(datetime.fromtimestamp(second, tz=UTC)) for second in (first, last))
        yield f"{moment_in_words(begin)} to {ending(end)} is {length_in_words(last - first)}"
    yield f"it ends on {ending(this.due.moment)}"


def _waited(this: Happened, received: date) -> Iterator[str]:
    """Yield why the contact counts as received on a later day than that on which it came."""
    came, hours = this.start.date(), this.calendar.hours
    if received == came:
        return
    if this.calendar.is_working_day(came):
        if this.after_cut_off:
            yield f"it came after {hours.cut_off}, so it counts as received on the next working day"
        else:
            yield "the office had closed, so it counts from the next working day"
        came += timedelta(days=1)
    yield from runs(dates(came, received - timedelta(days=1)), {}, this.calendar)


def _days(this: Happened, day_by_day: bool) -> Iterator[str]:
    span, calendar = this.span, this.calendar
    received, last = calendar.received(this.start), this.due_day
    steps = span.unit in WORKING_DAYS
    from_receipt = (
        calendar.hours.counting == FROM_RECEIPT and span.count > 0 and span.unit is not Unit.CLEAR_WORKING_DAY
    )
    first_number = 1 if from_receipt and span.unit is not Unit.CALENDAR_MONTH else 0
    zero = received
    while steps and from_receipt and not calendar.is_working_day(zero):
        zero += timedelta(days=1)
    came = this.start.date()
    paused = paused_days(this.pauses)
    yield f"{this.name} {moment_in_words(this.start)}{f', which is day {first_number}' if zero == came else ''}"
    yield from _waited(this, zero)
    if zero > came:
        yield f"{short_day(zero, zero)} is day {first_number}"
    yield from (f"it was paused from {moment_in_words(first)} to {moment_in_words(end)}" for first, end in this.pauses)
    if steps:
        numbers = _numbers(this, zero, first_number, paused)
        tell = one_by_one if day_by_day else runs
        yield from tell(dates(zero + timedelta(days=1), last), numbers, calendar, paused)
    elif span.unit is Unit.MEETING:
        yield f"{span.words()} is on {day_in_words(last)}"
    elif last > zero:
        yield from _calendar_days(this, received)
    yield f"it ends on {_end_of_day(this)}"


def _calendar_days(this: Happened, received: date) -> Iterator[str]:
    on = this.ends_before_moving(received)
    paused = " without the days on which it was paused" if this.pauses else ""
    yield (
        f"{this.span.words()} on{paused} is {day_in_words(on)}" if this.span.count else f"the day is {day_in_words(on)}"
    )
    if on != this.due_day:
        closed = this.calendar.why_closed(on)
        yield f"that is {closed}, so it moves to the next working day"


def _numbers(this: Happened, zero: date, number: int, paused: frozenset[date]) -> dict[date, str]:
    """Return what each working day after day zero is called."""
    numbers: dict[date, str] = {}
    for day in dates(zero + timedelta(days=1), this.due_day):
        if not why_not_counted(day, this.calendar, paused):
            number += 1
            # With clear days the last day is the one after those that are counted.
            numbers[day] = f"day {number}" if number <= this.span.count else "the day after"
    return numbers if this.span.count else dict.fromkeys(numbers, "the next working day")


def _counted_back(this: Happened, before: date, day_by_day: bool) -> Iterator[str]:
    yield f"the date is {day_in_words(before)}"
    if this.span.unit in ELAPSED | OPEN_HOURS:
        yield f"{this.span.words()} before that day begins is {ending(this.due.moment)}"
        return
    if this.span.unit in WORKING_DAYS:
        # Clear days lie between; without "clear" the day on which it is due is itself the first.
        first = this.due_day + timedelta(days=this.span.unit is Unit.CLEAR_WORKING_DAY)
        days = dates(first, before - timedelta(days=1))
        worked = [day for day in days if this.calendar.is_working_day(day)]
        tell = one_by_one if day_by_day else runs
        yield from tell(days, {day: f"day {number}" for number, day in enumerate(worked, start=1)}, this.calendar)
    yield f"{this.span.words()} before it is {_end_of_day(this)}"


def _end_of_day(this: Happened, moment: datetime | None = None) -> str:
    """Return the end of a day in words, and why it isn't midnight."""
    end = moment or this.due.moment
    if f"{end:%H:%M:%S}" == "23:59:59":
        return f"{day_in_words(end)} at midnight"
    closes = not this.span.at or this.span.at == CLOSE_OF_BUSINESS
    return f"{moment_in_words(end)}{', when the office closes' if closes else ''}"
