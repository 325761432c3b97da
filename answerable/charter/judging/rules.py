"""A charter compiled to be judged by, once an edition: read by the judge of one case and of millions alike."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from itertools import chain
from typing import TypedDict

from answerable.charter.clauses import Charter, Promise, Record, Share, Strength, Timed, Writing
from answerable.charter.facts import Fact
from answerable.charter.judging.acts import STOPPING, acts_of
from answerable.charter.judging.acts import Act as Act
from answerable.charter.judging.acts import left_word as left_word
from answerable.charter.moments import read_moment
from answerable.charter.span import Span
from answerable.charter.worktime import Calendar


@dataclass(frozen=True, eq=False)
class Edition:
    """A charter as it was in force from `start` (None: always), with the calendar it is read by.

    Editions are told apart by identity: what is worked out for one is kept for as long as it is used.
    """

    charter: Charter
    calendar: Calendar
    start: datetime | None = None


@dataclass(frozen=True, eq=False)
class Rule:
    """A promise as one edition makes it, from one moment until another."""

    promise: Promise
    calendar: Calendar
    edition: int
    start: datetime | None
    end: datetime | None
    varies: bool = False  # whether the calendar depends on the fact that the clock starts with
    measured: bool = True  # what the council only may do is never broken

    def applies_at(self, moment: datetime) -> bool:
        """Say whether what happens at `moment` comes under this rule."""
        return (self.start is None or self.start <= moment) and (self.end is None or moment < self.end)

    def calendar_for(self, fact: Fact) -> Calendar:
        """Return the calendar of what `fact` starts."""
        return self.calendar.of(self.promise, fact) if self.varies else self.calendar


@dataclass(frozen=True, eq=False)
class TimedRule(Rule):
    """How one edition times a promise."""

    promise: Timed
    acts: Mapping[str, Act] = field(default_factory=dict)  # what a fact of each kind does to its running clock

    def span_for(self, fact: Fact) -> Span | None:
        """Return the time that the clock has which `fact` starts: by the first limit that covers it, else `within`."""
        for limit in self.promise.limits:
            if limit.scope.covers(fact):
                return limit.within
        return self.promise.within

    def stopped_by(self, fact: Fact, first: Fact) -> bool:
        """Say whether `fact` does what is promised to a customer whose waiting `first` began."""
        act = self.acts.get(fact.kind)
        if act is None or act not in STOPPING:
            return False
        if fact.details.get("automatic") == "yes" and not self.promise.automatic:
            return False
        return act is not Act.STOPS_IF_RUNG or left_word(first)


@dataclass(frozen=True, eq=False)
class Promised:
    """A timed promise, as one edition after the other makes it."""

    rules: tuple[TimedRule, ...]

    @cached_property
    def starts(self) -> frozenset[str]:
        """The kinds of fact with which a clock begins."""
        return frozenset(rule.promise.start for rule in self.rules) - {""}

    @cached_property
    def after(self) -> frozenset[str]:
        """The promises after whose clocks this one begins."""
        return frozenset(rule.promise.after for rule in self.rules) - {""}

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of fact that are anything to it."""
        provided = {"provided"} if any(rule.promise.provided for rule in self.rules) else set()
        return self.starts.union(provided, *(rule.acts for rule in self.rules))

    @cached_property
    def matters_before(self) -> frozenset[str]:
        """The kinds of fact that are anything to it while no clock runs."""
        return self.kinds if self.waits else self.starts | (self.kinds & {"reopened"})

    @cached_property
    def waits(self) -> bool:
        """Whether what happens before a clock begins can hold it, or keep it from beginning."""
        return any(rule.promise.provided or rule.promise.pauses for rule in self.rules)

    @cached_property
    def dated(self) -> bool:
        """Whether a date that the customer is told becomes a clock."""
        return any(rule.promise.date_id for rule in self.rules)

    @cached_property
    def reopens(self) -> bool:
        """Whether reopening does more than undo a closing without an answer."""
        return any(rule.promise.reopening != "nothing" for rule in self.rules)


@dataclass(frozen=True, eq=False)
class Rules:
    """What editions promise. Timed promises stand after those whose clocks theirs begin after."""

    places: Mapping[str, int]  # the promises in the order in which the editions name them
    timed: Mapping[str, Promised]
    others: tuple[Rule, ...]  # by promise, then by edition: all that is neither timed nor about writing
    writings: tuple[tuple[Rule, Writing], ...]
    sorts: frozenset[str]  # all that records are kept of: officers, facilities


@lru_cache(maxsize=8)
def rules_of(editions: tuple[Edition, ...]) -> Rules:
    """Compile editions, which stand in the order in which they came into force."""
    found: dict[str, list[Rule]] = {}
    ends = [edition.start for edition in editions[1:]] + [None]
    for place, (edition, end) in enumerate(zip(editions, ends, strict=True)):
        for rule in _rules_of(edition, place, end):
            found.setdefault(rule.promise.id, []).append(rule)
    timed = {id: tuple(rule for rule in rules if isinstance(rule, TimedRule)) for id, rules in found.items()}
    every = list(chain(*found.values()))
    return Rules(
        places={id: place for place, id in enumerate(found)},
        timed={id: Promised(timed[id]) for id in _in_order(timed) if timed[id]},
        others=tuple(rule for rule in every if not isinstance(rule.promise, Timed | Writing)),
        writings=tuple((rule, rule.promise) for rule in every if isinstance(rule.promise, Writing)),
        sorts=frozenset(rule.promise.each for rule in every if isinstance(rule.promise, Record)),
    )


def _rules_of(edition: Edition, place: int, end: datetime | None) -> Iterator[Rule]:
    set_aside = _set_aside(edition.charter)
    for promise in edition.charter.promises:
        if isinstance(promise, Share):
            continue
        until = min((moment for moment in (end, set_aside.get(promise.id)) if moment), default=None)
        rule = _Heading(
            calendar=edition.calendar.of(promise),
            edition=place,
            start=edition.start,
            end=until,
            varies=any(hours.scope for hours in edition.charter.other_hours) and not promise.reading.hours,
            measured=promise.strength is not Strength.MAY,
        )
        if isinstance(promise, Timed):
            yield TimedRule(promise, **rule, acts=acts_of(promise, edition.charter))
        else:
            yield Rule(promise, **rule)


class _Heading(TypedDict):
    calendar: Calendar
    edition: int
    start: datetime | None
    end: datetime | None
    varies: bool
    measured: bool


def _set_aside(charter: Charter) -> dict[str, datetime]:
    """Return from when each promise that a ruling sets aside starts no more clocks."""
    found: dict[str, datetime] = {}
    for ruling in charter.rulings:
        for id in ruling.voids:
            moment = read_moment(ruling.when.isoformat() if ruling.when else "1901-01-01")
            found[id] = min(moment, found.get(id, moment))
    return found


def _in_order(timed: Mapping[str, Sequence[TimedRule]]) -> Iterable[str]:
    """Return the promises, each after those that it begins after."""
    order: dict[str, None] = {}

    def put(id: str, way: tuple[str, ...]) -> None:
        for rule in timed[id]:
            if (before := rule.promise.after) in timed and before not in way:
                put(before, (*way, id))
        order[id] = None

    for id in timed:
        put(id, (id,))
    return order
