"""What a charter lets an officer record of one case: an update agreed, the answer put off, a clock held, and others.

Only what the clauses of that case's own clocks allow, and what some promise of the charter begins or ends with.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from answerable.charter.clauses import Charter, Share, Step, Timed
from answerable.charter.facts import Fact
from answerable.charter.judging.steps import words_in
from answerable.charter.moments import local
from answerable.desk.cases.actions import NotAnswered, set_target
from answerable.desk.cases.models import Case
from answerable.desk.history.actions import happened
from answerable.desk.history.law import Law
from answerable.desk.history.models import Clock
from answerable.desk.officers.models import Officer

UPDATE, EXTENDED, EXCEPTED = "update agreed", "extended", "excepted"
PAUSED, RESUMED, PROVIDED = "paused", "resumed", "provided"
# What may happen in any case, and is recorded where the charter promises something about it.
HAPPENINGS = (
    "dissatisfied",
    "concern raised",
    "concern resolved",
    "compliment made",
    "suggestion made",
    "details discussed",
)


@dataclass(frozen=True)
class Act:
    """One kind of fact that may be recorded of the case: for which reasons, until when, of what that is missing."""

    kind: str
    promises: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    latest: date | None = None  # to which the time may be put off at most
    missing: tuple[str, ...] = ()  # what the customer must still give


def acts_for(case: Case, clocks: Sequence[Clock], facts: Sequence[Fact], rules: Law, now: datetime) -> list[Act]:
    """Return what may be recorded of the case now, in the order in which it is offered."""
    charter, running = rules.charter_at(now), list(_running(clocks, rules))
    found = [
        *_held(running),
        *_put_off(running, facts, rules, now),
        *_excepted(running, now),
        *_provided(charter, facts, running),
        *_agreed(charter, case, now),
    ]
    mentioned = _mentioned(charter)
    return [*found, *(Act(kind) for kind in HAPPENINGS if kind in mentioned)]


def _running(clocks: Sequence[Clock], rules: Law) -> Iterator[tuple[Clock, Timed]]:
    for clock in clocks:
        if clock.timing().ended is None:
            for promise in rules.edition_of(clock).charter:
                if isinstance(promise, Timed) and promise.id == clock.promise:
                    yield clock, promise


def _held(running: list[tuple[Clock, Timed]]) -> Iterator[Act]:
    if held := tuple(clock.promise for clock, _ in running if clock.paused):
        yield Act(RESUMED, held)
    free = [(clock, promise) for clock, promise in running if promise.pauses and not clock.paused]
    if free:
        yield Act(PAUSED, _ids(free), _reasons(promise.pauses for _, promise in free))


def _put_off(running: list[tuple[Clock, Timed]], facts: Sequence[Fact], rules: Law, now: datetime) -> Iterator[Act]:
    for clock, promise in running:
        used = sum(fact.kind == EXTENDED and fact.at >= clock.started for fact in facts)
        if promise.extension and clock.due and clock.due >= now and used < promise.extension.times:
            calendar = rules.edition_of(clock).calendar.of(promise)
            latest = calendar.due(_first_due(clock), promise.extension.at_most).moment
            yield Act(EXTENDED, (promise.id,), latest=local(latest).date())
            return


def _first_due(clock: Clock) -> datetime:
    assert clock.due is not None
    return clock.due


def _excepted(running: list[tuple[Clock, Timed]], now: datetime) -> Iterator[Act]:
    free = [(clock, one) for clock, one in running if one.exceptions and (clock.due is None or clock.due >= now)]
    if free:
        yield Act(EXCEPTED, _ids(free), _reasons(promise.exceptions for _, promise in free))


def _provided(charter: Charter, facts: Sequence[Fact], running: list[tuple[Clock, Timed]]) -> Iterator[Act]:
    given = frozenset().union(*(words_in(fact, "given") for fact in facts))
    ids, missing = [], dict[str, None]()
    for promise in charter:
        if isinstance(promise, Timed) and promise.provided and not any(one is promise for _, one in running):
            lacks = [need for need in promise.provided if need not in given]
            if lacks and any(fact.kind == promise.start and promise.scope.covers(fact) for fact in facts):
                ids.append(promise.id)
                missing |= dict.fromkeys(lacks)
    if ids:
        yield Act(PROVIDED, tuple(ids), missing=tuple(missing))


def _agreed(charter: Charter, case: Case, now: datetime) -> Iterator[Act]:
    about = Fact(case.reference, UPDATE, now, channel=case.channel)
    timed = [one for one in charter if isinstance(one, Timed) and one.start == UPDATE and one.scope.covers(about)]
    if timed:
        yield Act(UPDATE, tuple(one.id for one in timed))


def _mentioned(charter: Charter) -> set[str]:
    """Return the kinds of fact that some promise of the charter begins, ends or is counted with."""
    found: set[str] = set()
    for promise in charter:
        match promise:
            case Timed():
                found |= {promise.start, *promise.stops}
            case Share():
                found |= {promise.of, promise.that}
            case Step():
                found.add(promise.at)
            case _:
                pass
    return found


def _ids(of: list[tuple[Clock, Timed]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(promise.id for _, promise in of))


def _reasons(of: Iterator[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reason for reasons in of for reason in reasons))


@transaction.atomic
def record(
    case: Case,
    act: Act,
    *,
    details: Mapping[str, object],
    happened_at: datetime,
    at: datetime,
    by: Officer,
    done: Sequence[str] = (),
) -> None:
    """Record it. Raises NotAnswered where the time would be put off further than the charter allows."""
    day = details.get("date")
    if isinstance(day, date) and act.latest and day > act.latest:
        raise NotAnswered(f"The charter lets it be put off to {act.latest:%-d %B %Y} at most. Give a day until then.")
    said = {name: value.isoformat() if isinstance(value, date) else value for name, value in details.items()}
    happened(case, act.kind, at=happened_at, recorded=at, by=by, channel=case.channel, details=said, done=done)
    if act.kind == EXTENDED and isinstance(day, date):
        set_target(case, date=day)
