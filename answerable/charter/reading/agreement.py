"""What is wrong between one part of a charter and another: a name that names nothing, hours that can't be counted."""

from collections import Counter
from collections.abc import Iterator

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
)
from answerable.charter.reading.problems import listed, one_of, shown
from answerable.charter.span import Span, Unit

# What a ruling may be on, besides a promise: readings that touch the whole charter.
# fmt: off
HEADINGS = (
    "counting", "day ends", "working days", "weekday hours", "hours", "days", "immediately", "written", "ring",
    "review", "complaints policy", "staff charter", "nation", "exceptions", "appendix",
)
# fmt: on

Wrong = tuple[int, str, str]  # the line, the promise or heading, and what is wrong


def disagreements(charter: Charter, faulty: set[str]) -> Iterator[Wrong]:
    """Yield what is wrong between the parts of a charter. `faulty`: the promises of which something is wrong already.

    What refers to those is left alone, so that one slip is told once.
    """
    for promise in charter:
        for message in _of_promise(promise, charter, faulty):
            yield promise.line, promise.id, message
    yield from _circles(charter)
    yield from _ids(charter)


def _of_promise(promise: Promise, charter: Charter, faulty: set[str]) -> Iterator[str]:
    yield from _names(promise, charter, faulty)
    yield from _mains_without_time(promise, charter, faulty)
    yield from _hours(promise, charter)


def _names(promise: Promise, charter: Charter, faulty: set[str]) -> Iterator[str]:
    """Yield each name of another promise that names none which can be meant."""
    named = named_by(promise)
    known = _meant(promise, charter) if named else []
    for id in named:
        if id and id not in known and id not in faulty:
            what = "promise that is kept or broken case by case" if isinstance(promise, Share) else _WITH_CLOCK
            told = one_of(id, known) if known else "Write a promise with from and until first."
            yield f"{shown(id)} is no {what} in this charter. {told}"


_WITH_CLOCK = "promise with a clock"


def named_by(promise: Promise) -> tuple[str, ...]:
    """Return the ids of the promises that one names, in the order of the file."""
    match promise:
        case Timed():
            return (promise.after,) if promise.after else ()
        case Late():
            return promise.mains
        case Updates():
            return (promise.main,)
        case Share():
            return promise.of_promises
        case Step() | Writing() | Record():
            return ()


def _meant(promise: Promise, charter: Charter) -> list[str]:
    if isinstance(promise, Share):
        return [other.id for other in charter if not isinstance(other, Share)]
    return [other.id for other in charter if isinstance(other, Timed) and other is not promise]


def _mains_without_time(promise: Promise, charter: Charter, faulty: set[str]) -> Iterator[str]:
    if not isinstance(promise, Late | Updates) or faulty.intersection(named_by(promise)):
        return
    clocks = [other for other in charter if isinstance(other, Timed) and other.id in named_by(promise)]
    if clocks and not any(spans_of(clock) for clock in clocks):
        yield f"{listed(named_by(promise))} has no time, so it can’t be late. Write within, or leave this out."


def _hours(promise: Promise, charter: Charter) -> Iterator[str]:
    """Yield what is wrong between a promise and the hours that it is counted by."""
    reading = promise.reading
    others = {other.name: other.hours for other in charter.other_hours}
    if reading.hours and reading.hours not in others:
        known = one_of(reading.hours, others) if others else "Write them under a heading [[other_hours]]."
        yield f"hours is {shown(reading.hours)}, which are no other hours of this charter. {known}"
        return
    hours = others.get(reading.hours, charter.hours)
    heading = f"the other hours {shown(reading.hours)}" if reading.hours else "[hours]"
    if not any(day in hours.office for day in hours.working_days):
        for span in spans_of(promise):
            if span.unit is Unit.OFFICE_HOUR:
                yield f"{span.words()} can’t be counted: {_no_office(reading.hours)}. Write office under {heading}."
    if reading.day_ends == "close of business" and not set(hours.working_days) <= set(hours.office):
        yield f"Its days can’t end at close of business: {_no_office(reading.hours)}. Write office under {heading}."


def _no_office(name: str) -> str:
    return f"the other hours {shown(name)} state no office hours" if name else "the charter states no office hours"


def spans_of(promise: Promise) -> list[Span]:
    """Return every length of time that a promise states."""
    match promise:
        case Timed():
            extension = promise.extension.at_most if promise.extension else None
            spans = [promise.within, promise.before, *(limit.within for limit in promise.limits), extension]
        case Updates():
            spans = [promise.every]
        case Record():
            spans = [promise.every, promise.at_first]
        case Share():
            spans = [promise.within, promise.unless_again_within, promise.average]
        case Late() | Step() | Writing():
            spans = []
    return [span for span in spans if span]


def _circles(charter: Charter) -> Iterator[Wrong]:
    """Yield each promise that waits for itself, by way of those it comes after."""
    before = {promise.id: promise.after for promise in charter if isinstance(promise, Timed) and promise.after}
    seen: set[str] = set()
    for promise in charter:
        way = [promise.id]
        while (id := before.get(way[-1], "")) and id not in way:
            way.append(id)
        if id == promise.id and len(way) > 1 and id not in seen:
            seen.update(way)
            round_about = ", which comes after ".join([*way[1:], id])
            says = f"{id} comes after {round_about}: none of them ever begins. Begin one of them from a fact."
            yield promise.line, promise.id, says


def _ids(charter: Charter) -> Iterator[Wrong]:
    """Yield each name of a told date's clock that is taken. Those who tell a date for one answer may share one."""
    ids = {promise.id for promise in charter}
    dates = [promise for promise in charter if isinstance(promise, Timed | Late) and promise.date_id]
    named = Counter(promise.date_id for promise in dates)
    for promise in dates:
        if promise.date_id in ids or named[promise.date_id] > 1:
            yield promise.line, promise.id, f"date_id is {shown(promise.date_id)}, which is taken. Write another id."
