"""A charter compiled to be judged by: once for each edition, and read by the judge of one case and of millions alike.

What a fact of each kind does to a running clock is worked out here, and nowhere else.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import chain

from answerable.charter.clauses import Charter, Promise, Record, Share, Strength, Timed
from answerable.charter.facts import Fact
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


class Act(StrEnum):
    """What a fact of some kind does to a running clock."""

    STOPS = "stops"  # it was done
    STOPS_IF_RUNG = "stops if rung"  # it was done, if the customer had left word to be rung back
    ANSWERS = "answers"  # it was done, and of `each` the others are wanted no more
    LEAVES = "leaves"  # the customer waits no longer
    CLOSES = "closes"  # without an answer: then the clock is void
    EXCEPTS = "excepts"  # for a reason that the clause lists the clock is void
    EXTENDS = "extends"
    PAUSES = "pauses"
    RESUMES = "resumes"
    REOPENS = "reopens"


STOPPING = frozenset({Act.STOPS, Act.STOPS_IF_RUNG, Act.ANSWERS})

# What else does what a promise asks for: what it asks for → the kinds of fact that count as it.
COUNTS_AS = {
    "acknowledged": ("acknowledged", "answered"),  # who has the answer knows that the council has the question
    "told": ("told", "answered"),  # and need not be told any more how far it is
    "called back": ("called back", "answered"),  # an answer that reached the customer needs no call any more
    "greeted": ("greeted", "seen"),  # nobody is seen by an officer unwelcomed
}
# Who leaves a message asks to be rung back: reached, they have their answer (and so are acknowledged and told too).
_RINGING_BACK_ANSWERS = ("acknowledged", "answered", "told")
# What ends the customer's waiting without keeping anything: the beginning of that waiting → its end.
_LEAVING = {"rang": "given up", "arrived": "left"}


@dataclass(frozen=True, eq=False)
class Rule:
    """A promise as one edition makes it, from one moment until another."""

    promise: Promise
    calendar: Calendar
    edition: int
    start: datetime | None
    end: datetime | None
    acts: Mapping[str, Act] = field(default_factory=dict)  # what a fact of each kind does to its running clock
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


def answers(fact: Fact, first: Fact) -> bool:
    """Say whether `fact`, by a person, answers the customer whose waiting `first` began."""
    if fact.details.get("automatic") == "yes":
        return False
    return fact.kind == "answered" or (fact.kind == "called back" and left_word(first))


def left_word(first: Fact) -> bool:
    """Say whether who began to wait with `first` asked to be rung back."""
    return first.channel == "voicemail" or first.kind == "message taken"


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
    def reopens(self) -> bool:
        """Whether reopening does more than undo a closing without an answer."""
        return any(rule.promise.reopening != "nothing" for rule in self.rules)


@dataclass(frozen=True, eq=False)
class Rules:
    """What editions promise. Timed promises stand after those whose clocks theirs begin after."""

    places: Mapping[str, int]  # the promises in the order in which the editions name them
    timed: Mapping[str, Promised]
    others: tuple[Rule, ...]  # by promise, then by edition: all that is not timed
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
    return Rules(
        places={id: place for place, id in enumerate(found)},
        timed={id: Promised(timed[id]) for id in _in_order(timed) if timed[id]},
        others=tuple(rule for rule in chain(*found.values()) if not isinstance(rule, TimedRule)),
        sorts=frozenset(rule.promise.each for rule in chain(*found.values()) if isinstance(rule.promise, Record)),
    )


def _rules_of(edition: Edition, place: int, end: datetime | None) -> Iterator[Rule]:
    set_aside = _set_aside(edition.charter)
    for promise in edition.charter.promises:
        if isinstance(promise, Share):
            continue
        until = min((moment for moment in (end, set_aside.get(promise.id)) if moment), default=None)
        make = TimedRule if isinstance(promise, Timed) else Rule
        yield make(
            promise,  # type: ignore[arg-type]
            edition.calendar.of(promise),
            place,
            edition.start,
            until,
            acts=_acts(promise, edition.charter) if isinstance(promise, Timed) else {},
            varies=any(hours.scope for hours in edition.charter.other_hours) and not promise.reading.hours,
            measured=promise.strength is not Strength.MAY,
        )


def _set_aside(charter: Charter) -> dict[str, datetime]:
    """Return from when each promise that a ruling sets aside starts no more clocks."""
    found: dict[str, datetime] = {}
    for ruling in charter.rulings:
        for id in ruling.voids:
            moment = read_moment(ruling.when.isoformat() if ruling.when else "1901-01-01")
            found[id] = min(moment, found.get(id, moment))
    return found


def _acts(clause: Timed, charter: Charter) -> dict[str, Act]:
    """Return what facts do to a clock of the clause. What stops it does nothing else to it."""
    acts = {"closed": Act.CLOSES}
    if leaving := _LEAVING.get(_beginning(clause, charter)):
        acts[leaving] = Act.LEAVES
    if clause.exceptions:
        acts["excepted"] = Act.EXCEPTS
    if clause.extension:
        acts["extended"] = Act.EXTENDS
    if clause.pauses:
        acts |= {"paused": Act.PAUSES, "resumed": Act.RESUMES}
    if clause.reopening != "nothing":
        acts["reopened"] = Act.REOPENS
    return acts | _stops(clause)


def _stops(clause: Timed) -> dict[str, Act]:
    stops: dict[str, Act] = {}
    if not set(clause.stops).isdisjoint(_RINGING_BACK_ANSWERS):
        stops["called back"] = Act.STOPS_IF_RUNG
    if clause.each and "told" in clause.stops:
        stops["answered"] = Act.ANSWERS
    for stop in clause.stops:
        for kind in COUNTS_AS.get(stop, (stop,)):
            if stops.get(kind) is not Act.ANSWERS or kind in clause.stops:
                stops[kind] = Act.STOPS
    return stops


def _beginning(clause: Timed, charter: Charter) -> str:
    """Return the kind of fact with which the waiting begins that the clause, and those it comes after, are about."""
    seen = set()
    while clause.after and clause.after not in seen:
        seen.add(clause.after)
        before = next((promise for promise in charter.promises if promise.id == clause.after), None)
        if not isinstance(before, Timed):
            break
        clause = before
    return clause.start


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
