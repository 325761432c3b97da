"""Why a clock is due when it is, in plain words."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from answerable.charter.clauses import (
    Charter,
    Late,
    Promise,
    Record,
    Share,
    Step,
    Timed,
    Updates,
    Writing,
    type_of_promise,
)
from answerable.charter.counting import FROM_RECEIPT
from answerable.charter.facts import CHANNELS
from answerable.charter.moments import MONTHS, WEEKDAYS, day_in_words, local, moment_in_words, time_in_words
from answerable.charter.problems import listed, shown
from answerable.charter.span import Span, Unit
from answerable.charter.worktime import Calendar, Due

_ELAPSED = (Unit.SECOND, Unit.MINUTE, Unit.HOUR, Unit.RING)
_OPEN_HOURS = (Unit.WEEKDAY_HOUR, Unit.OFFICE_HOUR)
_WORKING_DAYS = (Unit.WORKING_DAY, Unit.CLEAR_WORKING_DAY)

_WEEKEND = "a weekend"

# Longer histories than this are told by their beginning and their end.
_MOST_PARTS = 24


class NoClock(ValueError):
    """The promise has no due moment, or none for that channel; the message says why in words."""


class Explained(NamedTuple):
    """When a clock falls due, and why, part by part."""

    due: Due
    why: list[str]


def explain(charter: Charter, clause: Promise, start: datetime, calendar: Calendar) -> list[str]:
    """Return, part by part, why a clock of `clause` that begins at `start` is due when it is."""
    return when_due(charter, clause, start, calendar).why


def when_due(charter: Charter, clause: Promise, start: datetime, calendar: Calendar, channel: str = "") -> Explained:
    """Return when a clock of `clause` that begins at `start` falls due, and why; NoClock where it never does.

    What is told if an answer will be late falls due with the first of the answers that `channel` calls for.
    """
    match clause:
        case Timed():
            _check_covered(clause, channel)
            return _explained(clause, clause.start, clause.within, start, calendar.of(clause))
        case Updates():
            return _explained(clause, "counted from", clause.every, start, calendar.of(clause))
        case Late():
            return _with_first_main(charter, clause, start, calendar, channel)
        case Share() | Step() | Writing() | Record():
            raise NoClock(f"{clause.id} is a {type_of_promise[type(clause)]} promise: no clock runs for it.")


def _check_covered(clause: Timed, channel: str) -> None:
    covered = channels_of(clause)
    if channel and channel not in covered:
        raise NoClock(f"{clause.id} does not cover {shown(channel)}: it covers {listed(covered)}.")


def channels_of(clause: Timed) -> tuple[str, ...]:
    """Return the channels whose contacts the promise covers."""
    scope = clause.scope
    wanted = scope.wanted.get("channel", CHANNELS)
    return tuple(channel for channel in wanted if channel not in scope.unless.get("channel", ()))


def _with_first_main(charter: Charter, late: Late, start: datetime, calendar: Calendar, channel: str) -> Explained:
    timed = [main for id in late.mains if isinstance(main := charter[id], Timed) and main.within]
    mains = [main for main in timed if not channel or channel in channels_of(main)]
    if not mains:
        covered = dict.fromkeys(channel for main in timed for channel in channels_of(main))
        raise NoClock(f"{late.id} does not cover {shown(channel)}: it covers {listed(covered)}.")
    found = {main.id: when_due(charter, main, start, calendar) for main in mains}
    first = min(found, key=lambda id: found[id].due.moment)
    due, why = found[first]
    return Explained(due, [f"{late.id} falls due when {first} does, and is void if {first} is kept", *why])


def _explained(clause: Promise, name: str, span: Span | None, start: datetime, calendar: Calendar) -> Explained:
    if span is None:
        raise NoClock(f"{clause.id} states no time, so it never falls due. Write one in the charter.")
    due = calendar.due(start, span)
    parts = list(_parts(name, span, local(start), due, calendar))
    if len(parts) > _MOST_PARTS:
        parts = [*parts[: _MOST_PARTS // 2], "and so on", *parts[-_MOST_PARTS // 2 :]]
    return Explained(due, [*parts, *_cautions(due, calendar)])


def _parts(name: str, span: Span, start: datetime, due: Due, calendar: Calendar) -> Iterator[str]:
    if span.unit in _ELAPSED:
        return _elapsed(name, span, start, due)
    if span.unit in _OPEN_HOURS:
        return _open_hours(name, span, start, due, calendar)
    return _days(name, span, start, due, calendar)


def _elapsed(name: str, span: Span, start: datetime, due: Due) -> Iterator[str]:
    yield f"{name} {moment_in_words(start)}"
    same_day = due.moment.date() == start.date()
    end = time_in_words(due.moment) if same_day else moment_in_words(due.moment)
    yield f"{span.words()} later is {end}"
    if due.moment.utcoffset() != start.utcoffset():
        yield "the clocks change in between"


def _open_hours(name: str, span: Span, start: datetime, due: Due, calendar: Calendar) -> Iterator[str]:
    counted = "on weekdays, bank holidays too" if span.unit is Unit.WEEKDAY_HOUR else "in office hours"
    yield f"{name} {moment_in_words(start)}"
    yield f"{span.words()} {'is' if span.count == 1 else 'are'} counted {counted}"
    for first, last in calendar.spells(span.unit).between(start.timestamp(), due.moment.timestamp()):
        begin, end = (local(datetime.fromtimestamp(second, tz=UTC)) for second in (first, last))
        yield f"{moment_in_words(begin)} to {_end(end)} is {_length(last - first)}"
    yield f"it ends on {_end(due.moment)}"


def _end(moment: datetime) -> str:
    """Return the moment in words; the first second of a day is the midnight that ends the day before."""
    if (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return f"{day_in_words(moment - timedelta(days=1))} at midnight"
    return moment_in_words(moment)


def _length(seconds: float) -> str:
    hours, rest = divmod(round(seconds), 3600)
    minutes, rest = divmod(rest, 60)
    numbers = ((hours, "hour"), (minutes, "minute"), (rest, "second"))
    return " ".join(f"{number} {unit}{'' if number == 1 else 's'}" for number, unit in numbers if number) or "no time"


def _days(name: str, span: Span, start: datetime, due: Due, calendar: Calendar) -> Iterator[str]:
    zero, last = calendar.received(start), due.moment.date()
    from_receipt = calendar.hours.counting == FROM_RECEIPT and span.unit is not Unit.CLEAR_WORKING_DAY
    while from_receipt and span.unit in _WORKING_DAYS and not calendar.is_working_day(zero):
        zero += timedelta(days=1)
    first_number = 1 if from_receipt and span.count else 0
    yield f"{name} {moment_in_words(start)}{_role(start.date(), zero, first_number)}"
    if zero > start.date():
        yield from _closed_before(start.date(), zero, calendar)
        yield f"{_day(zero, zero)} is day {first_number}"
    if span.unit in _WORKING_DAYS:
        yield from _stepped(zero, last, first_number, span.count, calendar)
    elif last > zero:
        yield f"{span.words()} on is {day_in_words(last)}"
    yield f"it ends on {_at_the_end(due.moment)}"


def _role(received: date, zero: date, number: int) -> str:
    return f", which is day {number}" if received == zero else ""


def _closed_before(received: date, zero: date, calendar: Calendar) -> Iterator[str]:
    if calendar.is_working_day(received):
        yield "the office had closed, so it counts from the next working day"
        received += timedelta(days=1)
    yield from _runs(_dates(received, zero - timedelta(days=1)), {}, calendar)


def _stepped(zero: date, last: date, first_number: int, count: int, calendar: Calendar) -> Iterator[str]:
    """Yield each run of days after day zero: why it doesn't count, or which days it is."""
    numbers: dict[date, str] = {}
    number = first_number
    for day in _dates(zero + timedelta(days=1), last):
        if calendar.is_working_day(day):
            number += 1
            # With clear days the last day is the one after those that are counted.
            numbers[day] = f"day {number}" if number <= count else "the day after"
    yield from _runs(_dates(zero + timedelta(days=1), last), numbers, calendar)


def _runs(days: list[date], numbers: dict[date, str], calendar: Calendar) -> Iterator[str]:
    said = days[0] - timedelta(days=1) if days else date.min
    for reason, run in groupby(days, key=lambda day: _kind_of_day(day, calendar)):
        within = list(run)
        yield _run_in_words(within, said, reason, numbers)
        said = within[-1]


def _kind_of_day(day: date, calendar: Calendar) -> str:
    if day.weekday() in calendar.hours.working_days:
        return calendar.why_closed(day) or ""
    return _WEEKEND if day.weekday() >= 5 else "not a working day"


def _run_in_words(run: list[date], said: date, reason: str, numbers: dict[date, str]) -> str:
    days = _day(run[0], said)
    if len(run) > 1:
        days += f" {'and' if len(run) == 2 else 'to'} {_day(run[-1], run[0])}"
    if not reason:
        return _numbered(days, [numbers[day] for day in run])
    if len(run) == 1:
        return f"{days} is {'at the weekend' if reason == _WEEKEND else reason}"
    return f"{days} are {reason}"


def _numbered(days: str, numbers: list[str]) -> str:
    if len(numbers) == 1:
        return f"{days} is {numbers[0]}"
    first, last = numbers[0], numbers[-1]
    joined = "and" if len(numbers) == 2 else "to"
    if last.startswith("day "):
        return f"{days} are days {first.removeprefix('day ')} {joined} {last.removeprefix('day ')}"
    return f"{days} are {first} {joined} {last}"


def _at_the_end(moment: datetime) -> str:
    if f"{moment:%H:%M:%S}" == "23:59:59":
        return f"{day_in_words(moment)} at midnight"
    return f"{day_in_words(moment)} at {time_in_words(moment)}, when the office closes"


def _cautions(due: Due, calendar: Calendar) -> list[str]:
    if not due.provisional:
        return []
    return [
        "this is provisional: bank holidays are known only from "
        f"{day_in_words(calendar.known_from)} to {day_in_words(calendar.known_to)}"
    ]


def _dates(first: date, last: date) -> list[date]:
    return [date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1)]


def _day(day: date, said: date) -> str:
    """Return "Friday 25" after a day of the same month was `said`; else with its month, and a new year."""
    if (day.year, day.month) == (said.year, said.month):
        return f"{WEEKDAYS[day.weekday()]} {day.day}"
    year = f" {day.year}" if day.year != said.year else ""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{year}"
