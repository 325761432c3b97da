"""Why a clock is due when it is, as a customer is told: in a few plain sentences."""

from collections.abc import Iterator

from answerable.charter.explaining.day_words import length_in_words
from answerable.charter.explaining.happened import Happened
from answerable.charter.moments import day_in_words, moment_in_words
from answerable.charter.span import CLOSE_OF_BUSINESS, ELAPSED, OPEN_HOURS, WORKING_DAYS, Unit

_RECEIVED = "received"
# What we say of how the days or hours are counted.
_COUNTED = {
    Unit.WEEKDAY_HOUR: "counted from Monday to Friday",
    Unit.OFFICE_HOUR: "counted while our office is open",
}


def told_to_customers(this: Happened) -> Iterator[str]:
    """Yield the sentences, without their full stops."""
    if this.before:
        yield f"The date is {day_in_words(this.before)}"
        yield _so_long_before(this)
        return
    yield f"{'It reached us' if this.name == _RECEIVED else 'The time runs from'} {_on(this)}"
    yield from _waited(this)
    yield from _time_we_have(this)
    for first, last in this.pauses:
        yield f"From {moment_in_words(first)} to {moment_in_words(last)} we could not go on: that time does not count"
    if this.extended:
        yield "We needed longer, and told you a new date"
    yield f"It is due {by_when(this)}"
    if this.due.provisional:
        yield "This may change: the bank holidays are not known yet so far ahead"


def _so_long_before(this: Happened) -> str:
    if this.span.unit is not Unit.CLEAR_WORKING_DAY:
        return f"It is due {_plain(this.span.words())} before: {by_when(this)}"
    days = "1 whole working day lies" if this.span.count == 1 else f"{this.span.count} whole working days lie"
    return f"It is due so long before that {days} between: {by_when(this)}"


def by_when(this: Happened) -> str:
    """Return "by the end of Tuesday 29 December 2026", or by which time of the day."""
    end = this.ends
    if this.by_the_minute and not this.extended:
        return f"by {moment_in_words(end.replace(second=0))}"
    if f"{end:%H:%M:%S}" == "23:59:59":
        return f"by the end of {day_in_words(end)}"
    closes = this.span.unit not in ELAPSED | OPEN_HOURS and this.span.at in ("", CLOSE_OF_BUSINESS)
    return f"by {moment_in_words(end)}{', when our office closes' if closes else ''}"


def _on(this: Happened) -> str:
    return f"on {moment_in_words(this.start)}" if this.name == _RECEIVED else moment_in_words(this.start)


def _waited(this: Happened) -> Iterator[str]:
    if this.span.unit in ELAPSED or this.span.unit is Unit.DATE_TOLD:
        return
    received = this.received_for_hours if this.span.unit in OPEN_HOURS else this.calendar.received(this.start)
    if received == this.start.date():
        return
    if this.after_cut_off and this.calendar.is_working_day(this.start.date()):
        cut_off = this.calendar.hours.cut_off
        yield f"What comes after {cut_off} counts from the next working day, {day_in_words(received)}"
    else:
        yield f"We were closed then, so it counts from {day_in_words(received)}"


def _time_we_have(this: Happened) -> Iterator[str]:
    span = this.span
    if span.unit is Unit.DATE_TOLD:
        yield f"You were told the {'time' if this.by_the_minute else 'date'}"
    elif span.unit is Unit.MEETING:
        yield f"It waits for a meeting of the council, on {day_in_words(this.due_day)}"
    elif span.unit in OPEN_HOURS:
        yield f"We have {length_in_words(span.count * 3600)}, {_COUNTED[span.unit]}"
    elif span.unit in ELAPSED:
        yield f"We have {span.words()}"
    elif span.unit in WORKING_DAYS and span.count:
        yield f"We have {_plain(span.words())}{_not_counted(this)}"
    elif span.count:
        yield f"We have {_plain(span.words())}, and every day counts"


def _not_counted(this: Happened) -> str:
    """Return which days don't count, those of the weekend together and every other by its name."""
    weekend, named = False, dict[str, None]()
    for day in this.closed_days():
        if day.weekday() not in this.calendar.hours.working_days:
            weekend = True
        elif reason := this.calendar.days.why.get(day):
            named[_name(reason)] = None
    listed = [*(["weekends"] if weekend else []), *named]
    if not listed:
        return ""
    return f"; {' and '.join([', '.join(listed[:-1]), listed[-1]] if listed[1:] else listed)} do not count"


def _name(reason: str) -> str:
    """Return "Christmas Day" of "a bank holiday (Christmas Day)"."""
    return reason.partition("(")[2].removesuffix(")") or reason


def _plain(words: str) -> str:
    """Return a span without "calendar"; one that names a day and a time lasts until then."""
    plain = words.replace("calendar ", "")
    return f"until {plain}" if " on the " in plain else plain
