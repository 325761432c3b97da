"""Facts and a charter in, verdicts out. Nothing here asks what time it is.

Each promise is decided alone. A clock starts at the earliest fact that its promise names and covers, and later
ones do not restart it; once it has ended, the next such fact starts another. It keeps the edition of the charter
that was in force when it started.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from answerable.charter.clauses import Charter, Late, Promise, Strength, Timed, Updates
from answerable.charter.clock import Clock, Verdict
from answerable.charter.facts import Fact
from answerable.charter.late import date_clocks, late_clock, told_in_time, update_clocks
from answerable.charter.moments import read_moment
from answerable.charter.shares import ShareFigure as ShareFigure
from answerable.charter.shares import shares as shares
from answerable.charter.standing import closed_without_answer, standing
from answerable.charter.worktime import Calendar


@dataclass(frozen=True, eq=False)
class Edition:
    """A charter as it was in force from `start` (None: always), with the calendar it is read by.

    Editions are told apart by identity: what is worked out for one is kept for as long as it is used.
    """

    charter: Charter
    calendar: Calendar
    start: datetime | None = None


@dataclass(frozen=True)
class Judgement:
    """A clock with its verdict at a moment."""

    clock: Clock
    verdict: Verdict
    late_by: int | None


# What else does what a promise asks for: what it asks for → the kinds of fact that count as it.
COUNTS_AS = {
    "acknowledged": ("acknowledged", "answered"),  # who has the answer knows that the council has the question
    "called back": ("called back", "answered"),  # an answer that reached the customer needs no call any more
    "greeted": ("greeted", "seen"),  # nobody is seen by an officer unwelcomed
}
# Who leaves a message asks to be rung back: reached, they have their answer (and so are acknowledged too).
_RINGING_BACK_ANSWERS = ("acknowledged", "answered")
# What ends the customer's waiting without keeping anything: the end → the beginning of that waiting.
_LEAVING = {"given up": "rang", "left": "arrived"}


def clocks(charter: Charter, calendar: Calendar, facts: Iterable[Fact]) -> list[Clock]:
    """Return every clock of one subject, from its facts in any order; the same whenever it is asked.

    An update (`Updates`) that would fall due if the answer stays away is among them before it starts.
    """
    return clocks_by_edition([Edition(charter, calendar)], facts)


def clocks_by_edition(editions: Sequence[Edition], facts: Iterable[Fact]) -> list[Clock]:
    """Return every clock of one subject, each by the edition that was in force when it started.

    `editions` stand in the order in which they came into force.
    """
    story = standing(facts)
    rules = _rules(tuple(editions))
    found: list[Clock] = []
    happened = {fact.kind for fact in story}
    for of_one in rules.values():
        if any(isinstance(rule.promise, Timed) and rule.promise.start in happened for rule in of_one):
            found += _timed_clocks(of_one, story)
    found = _with_late_and_updates(rules, found, story)
    places = {id: place for place, id in enumerate(rules)}
    return sorted(found, key=lambda clock: (clock.started, places.get(clock.promise, len(places))))


def judge(charter: Charter, calendar: Calendar, facts: Iterable[Fact], now: datetime) -> list[Judgement]:
    """Return the verdicts at `now` on many subjects, subject by subject. What happened after `now` is left out."""
    by_subject = sorted((fact for fact in facts if fact.at <= now), key=attrgetter("subject"))
    editions = [Edition(charter, calendar)]
    return [
        Judgement(clock, clock.verdict(now), clock.late_by(now))
        for _, of_one in groupby(by_subject, key=attrgetter("subject"))
        for clock in clocks_by_edition(editions, of_one)
        if clock.started <= now
    ]


@dataclass(frozen=True)
class _Rule:
    """A promise as one edition makes it, from one moment until another."""

    promise: Promise
    calendar: Calendar
    edition: int
    start: datetime | None
    end: datetime | None

    def applies_at(self, moment: datetime) -> bool:
        return (self.start is None or self.start <= moment) and (self.end is None or moment < self.end)


@lru_cache(maxsize=8)
def _rules(editions: tuple[Edition, ...]) -> dict[str, list[_Rule]]:
    rules: dict[str, list[_Rule]] = {}
    ends = [edition.start for edition in editions[1:]] + [None]
    for place, (edition, end) in enumerate(zip(editions, ends, strict=True)):
        set_aside = _set_aside(edition.charter)
        for promise in edition.charter.promises:
            if isinstance(promise, Timed | Late | Updates):
                until = min((m for m in (end, set_aside.get(promise.id)) if m), default=None)
                rule = _Rule(promise, edition.calendar.of(promise), place, edition.start, until)
                rules.setdefault(promise.id, []).append(rule)
    return rules


def _set_aside(charter: Charter) -> dict[str, datetime]:
    """Return from when each promise that a ruling sets aside starts no more clocks."""
    found: dict[str, datetime] = {}
    for ruling in charter.rulings:
        for id in ruling.voids:
            moment = read_moment(ruling.when.isoformat() if ruling.when else "1901-01-01")
            found[id] = min(moment, found.get(id, moment))
    return found


def _timed_clocks(rules: list[_Rule], story: list[Fact]) -> Iterator[Clock]:
    run: _Run | None = None
    for fact in story:
        if run is None:
            run = _begin(rules, fact)
        elif ended := _end(run, fact):
            yield ended
            run = None
    if run:
        yield run.clock


class _Run(NamedTuple):
    """A clock while it runs, with the fact that started it."""

    clause: Timed
    first: Fact
    clock: Clock


def _begin(rules: list[_Rule], fact: Fact) -> _Run | None:
    for rule in rules:
        clause = rule.promise
        if isinstance(clause, Timed) and _starts(clause, fact) and rule.applies_at(fact.at):
            return _Run(clause, fact, _start(clause, rule, fact))
    return None


def _starts(clause: Timed, fact: Fact) -> bool:
    return fact.kind == clause.start and clause.scope.covers(fact)


def _start(clause: Timed, rule: _Rule, fact: Fact) -> Clock:
    due = rule.calendar.due(fact.at, clause.within) if clause.within else None
    return Clock(
        subject=fact.subject,
        promise=clause.id,
        channel=fact.channel,
        started=fact.at,
        due=due.moment if due else None,
        provisional=bool(due and due.provisional),
        measured=due is not None and clause.strength is not Strength.MAY,
        edition=rule.edition,
    )


def _end(run: _Run, fact: Fact) -> Clock | None:
    """Return the clock as `fact` ends it, or None where it runs on."""
    if _does(run, fact):
        return replace(run.clock, stopped=fact.at)
    if _LEAVING.get(fact.kind) == run.first.kind:
        return replace(run.clock, gone=fact.at)
    if closed_without_answer(fact):
        # A promise that was broken before the closing stays broken.
        in_time = run.clock.in_time(fact.at)
        return (
            replace(run.clock, voided=fact.at, reason=_outcome(fact)) if in_time else replace(run.clock, gone=fact.at)
        )
    return None


def _does(run: _Run, fact: Fact) -> bool:
    if fact.details.get("automatic") == "yes" and not run.clause.automatic:
        return False
    return any(_counts_as(stop, run.first, fact) for stop in run.clause.stops)


def _counts_as(stop: str, first: Fact, fact: Fact) -> bool:
    if fact.kind == "called back" and stop in _RINGING_BACK_ANSWERS:
        return first.channel == "voicemail" or first.kind == "message taken"
    return fact.kind in COUNTS_AS.get(stop, (stop,))


def _outcome(fact: Fact) -> str:
    return str(fact.details["outcome"])


def _with_late_and_updates(rules: dict[str, list[_Rule]], timed: list[Clock], story: list[Fact]) -> list[Clock]:
    found: list[Clock] = []
    for rule in (rule for of_one in rules.values() for rule in of_one):
        match rule.promise:
            case Late() as clause if mains := _mains(clause.mains, rule, timed):
                mains = [main for main in mains if _covers(clause, main, story)]
                timed = [told_in_time(clause, clock, story) if clock in mains else clock for clock in timed]
                for _, group in groupby(sorted(mains, key=attrgetter("started")), key=attrgetter("started")):
                    found.append(late_clock(clause, list(group), story))
                found += date_clocks(clause, rule.calendar, mains, story)
            case Updates() as updates:
                for main in _mains((updates.main,), rule, timed):
                    found += update_clocks(updates, rule.calendar, main, story)
            case _:
                pass
    return timed + found


def _mains(ids: tuple[str, ...], rule: _Rule, timed: list[Clock]) -> list[Clock]:
    return [
        clock
        for clock in timed
        if clock.promise in ids and clock.edition == rule.edition and rule.applies_at(clock.started)
    ]


def _covers(clause: Late, main: Clock, story: list[Fact]) -> bool:
    begun = (fact for fact in story if fact.at == main.started and fact.channel == main.channel)
    return any(clause.scope.covers(fact) for fact in begun)
