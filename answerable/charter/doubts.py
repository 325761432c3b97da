"""Doubts: what in a charter contradicts itself, can't be measured, or is our reading until the council rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from answerable.charter.clauses import Charter, Late, Promise, Record, Ruling, Share, Step, Timed, Updates, Writing
from answerable.charter.explain import channels_of
from answerable.charter.moments import day_in_words
from answerable.charter.reader import OURS
from answerable.charter.span import Unit

_AND = " and "


@dataclass(frozen=True)
class Doubt:
    """One thing that a council should rule on: on which promise or heading, what is doubtful, how it may be read.

    `used`: the reading by which the program works meanwhile. `write`: what settles it.
    """

    clause: str
    says: str
    readings: tuple[str, ...] = ()
    used: str = ""
    write: str = ""

    def __str__(self) -> str:
        read = f"It can be read in {len(self.readings)} ways: {'; or '.join(self.readings)}." if self.readings else ""
        used = f"Until the council rules: {self.used}" if self.used else ""
        return " ".join(part for part in (f"{self.clause}: {self.says}", read, used, self.write) if part)


def doubts(charter: Charter, today: date) -> list[Doubt]:
    """Return what is doubtful in a charter on a day, less what the council has ruled on by then."""
    found = [*_conflicts(charter), *_review(charter, today), *_readings(charter), *_ours(charter), *_each(charter)]
    rulings = [ruling for ruling in charter.rulings if _in_force(ruling, today)]
    return [doubt for doubt in found if not any(_settles(ruling, doubt) for ruling in rulings)]


def _settles(ruling: Ruling, doubt: Doubt) -> bool:
    clauses = set(doubt.clause.split(_AND))
    # A ruling that sets K18 aside for K06 leaves open what K06 and K22 say.
    return bool(clauses & set(ruling.voids)) or (ruling.on in clauses and (len(clauses) == 1 or not ruling.voids))


def _in_force(ruling: Ruling, today: date) -> bool:
    return ruling.by != OURS and (ruling.when is None or ruling.when <= today)


def _rule(on: str, says: str = "…") -> str:
    return f'Write a [[ruling]] with on = "{on}", says = "{says}", by and when.'


def _conflicts(charter: Charter) -> Iterator[Doubt]:
    """Yield each pair of promises that time the same thing differently for the same customer."""
    clocks = [promise for promise in charter if isinstance(promise, Timed) and promise.within is not None]
    for one, other in combinations(clocks, 2):
        shared = _shared_channels(one, other)
        if (one.start, one.stops) == (other.start, other.stops) and one.within != other.within and shared:
            yield _conflict(one, other, shared)


def _shared_channels(one: Timed, other: Timed) -> tuple[str, ...]:
    """Return the channels on which one fact can start both clocks."""
    a, b = one.scope, other.scope
    for name in {*a.wanted, *b.wanted} - {"channel"}:
        values = set(a.wanted.get(name, b.wanted.get(name, ()))) & set(b.wanted.get(name, a.wanted.get(name, ())))
        if not values - set(a.unless.get(name, ())) - set(b.unless.get(name, ())):
            return ()
    return tuple(channel for channel in channels_of(one) if channel in channels_of(other))


def _conflict(one: Timed, other: Timed, shared: tuple[str, ...]) -> Doubt:
    times = {promise.id: promise.within.words() for promise in (one, other) if promise.within}
    return Doubt(
        clause=f"{one.id}{_AND}{other.id}",
        says=f"both say when a contact by {' or '.join(shared)} is {' or '.join(one.stops)}, and they differ.",
        readings=tuple(f"{time} ({id})" for id, time in times.items()),
        used="both are judged, and officer and customer are told the earlier.",
        write=f'{_rule(one.id)} To set one of them aside, add voids = ["{other.id}"].',
    )


def _review(charter: Charter, today: date) -> Iterator[Doubt]:
    if charter.review_date and charter.review_date < today:
        yield Doubt(
            "review",
            f"the review date ({charter.review}, read as {day_in_words(charter.review_date)}) is past.",
            used="the charter stays in force as it is.",
            write="Review the charter and write its new review_date.",
        )


def _readings(charter: Charter) -> Iterator[Doubt]:
    """Yield what a charter must settle to be counted by, where it neither states it nor says whose reading it is."""
    counts_days = any(_counts(promise, Unit.WORKING_DAY, Unit.CALENDAR_DAY) for promise in charter)
    for heading, key, used in (
        ("counting", "counting", charter.hours.counting),
        ("day ends", "day_ends", charter.hours.day_ends),
    ):
        if counts_days and f"hours.{key}" not in charter.stated and not _has_ruling(charter, heading):
            yield Doubt(heading, f"{key} is not stated.", (), f"{used}.", f'Write {key} = "{used}" under [hours].')
    hours = charter.hours
    if hours.counting == "receipt out of hours rolls forward" and not hours.office:
        yield Doubt(
            "counting",
            "receipt out of hours rolls forward, but no office hours are stated.",
            used="only closed days roll forward.",
            write="Write office under [hours].",
        )


def _counts(promise: Promise, *units: Unit) -> bool:
    return isinstance(promise, Timed) and promise.within is not None and promise.within.unit in units


def _has_ruling(charter: Charter, on: str) -> bool:
    return any(ruling.on == on for ruling in charter.rulings)


def _ours(charter: Charter) -> Iterator[Doubt]:
    for ruling in charter.rulings:
        if ruling.by == OURS:
            yield Doubt(ruling.on, "the charter leaves this open.", used=ruling.says, write=_rule(ruling.on))


def _each(charter: Charter) -> Iterator[Doubt]:
    for promise in charter:
        yield from _of_promise(promise, charter)


def _of_promise(promise: Promise, charter: Charter) -> Iterator[Doubt]:
    match promise:
        case Timed(within=None):
            yield Doubt(promise.id, "its time is not stated.", used="it is not measured.", write="Write within.")
        case Updates(every=None):
            yield Doubt(promise.id, "how often is not stated.", used="it is not measured.", write="Write every.")
        case Share(unless_again_within=None, of="query opened"):
            yield Doubt(
                promise.id,
                "it does not say when a customer who comes back undoes it.",
                used="coming back undoes nothing.",
                write="Write unless_again_within.",
            )
        case Record(every=None):
            yield Doubt(promise.id, "how often is not stated.", used="it never falls due.", write="Write every.")
        case Timed() | Late() | Updates() | Share() | Step() | Writing() | Record():
            pass
    if _counts(promise, Unit.WEEKDAY_HOUR) and not _has_ruling(charter, "weekday hours"):
        yield Doubt(
            "weekday hours",
            f"{promise.id} counts hours on weekdays. Do bank holidays count?",
            ("weekday hours run on bank holidays too", "they don't"),
            "they run on bank holidays too.",
            _rule("weekday hours"),
        )
    if _counts(promise, Unit.RING) and "hours.ring_seconds" not in charter.stated:
        used = f"a ring takes {charter.hours.ring_seconds} seconds."
        yield Doubt("ring", f"{promise.id} counts rings.", (), used, "Write ring_seconds under [hours].")
