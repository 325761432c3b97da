"""The kinds of promise a charter can make, and the facts each applies to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from answerable.charter.facts import Fact
from answerable.charter.span import Span


class Strength(StrEnum):
    """How firmly a promise is given. Absolutes and aims are reported apart."""

    WILL = "will"
    AIM = "aim"
    WHERE_POSSIBLE = "where possible"
    WHERE_APPLICABLE = "where applicable"
    WHERE_REQUESTED = "where requested"
    MAY = "may"  # never broken


@dataclass(frozen=True)
class Scope:
    """Which facts a promise applies to: `wanted` fields and details, less the `unless` ones.

    A fact without a detail counts as having that detail's ordinary value (`USUAL`).
    """

    wanted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def covers(self, fact: Fact) -> bool:
        """Say whether the promise applies to a clock that `fact` would start."""
        for name, values in self.wanted.items():
            if value_in(fact, name) not in values:
                return False
        return not self.unless or not any(value_in(fact, name) in values for name, values in self.unless.items())


USUAL = {"type": "enquiry", "priority": "normal", "stage": "1", "acknowledgement requested": "no"}


def value_in(fact: Fact, name: str) -> str:
    """Return what a fact says of its channel or a detail; where it says nothing, what that ordinarily is."""
    if name == "channel":
        return fact.channel
    return str(fact.details.get(name, USUAL.get(name, "")))


@dataclass(frozen=True)
class Reading:
    """How one promise is counted where that differs from the charter's [hours]; "" or None: as there."""

    hours: str = ""  # the name of other hours
    nation: str = ""  # whose bank holidays count
    counting: str = ""
    day_ends: str = ""
    cut_off: str = ""  # such as "15:30": what comes later counts as received on the next working day
    closed_day: str = ""  # where a span ends on a closed day: "stands" or "moves to the next working day"
    closures_count: str = ""


@dataclass(frozen=True, kw_only=True)
class Clause:
    """What every promise has: its id, our words for it, where it stands, how firm it is."""

    id: str
    title: str
    where: str
    strength: Strength = Strength.WILL
    words: str = ""  # the council's own words, where it adds them
    line: int = 0  # where it stands in the charter file
    scope: Scope = field(default_factory=Scope)
    reading: Reading = field(default_factory=Reading)


@dataclass(frozen=True)
class Limit:
    """Another time for the facts that `scope` covers: for a service, a priority, a requester."""

    scope: Scope
    within: Span | None


@dataclass(frozen=True)
class Extension:
    """How far an answer's time may be put off: by at most `at_most` more, `times` times in all.

    An "extended" fact with a reason and a date, before the clock has run out, puts it off to the end of that date.
    """

    at_most: Span
    times: int = 1


REOPENINGS = ("nothing", "resume", "restart", "new clock")


@dataclass(frozen=True, kw_only=True)
class Timed(Clause):
    """A clock: begins at one kind of fact, ends at another, due `within` a span (None: not stated).

    With `after` it begins when the clock of that promise is stopped, or falls due if that comes first: so silence
    can't defer it. With `before` the span is counted back from the date that the starting fact tells.
    """

    start: str  # a kind of fact; "" where it begins `after` another promise
    stops: tuple[str, ...]  # either of these kinds of fact keeps it
    within: Span | None
    after: str = ""  # the id of the promise whose clock comes before
    before: Span | None = None  # instead of `within`: due this long before the date that the start tells
    limits: tuple[Limit, ...] = ()  # the first that covers the starting fact counts instead of `within`
    automatic: bool = False  # whether a message that a machine wrote may stop it
    each: bool = False  # every starting fact begins a clock of its own; what stops one stops that due soonest
    provided: tuple[str, ...] = ()  # what the customer must have given: until then there is no clock
    exceptions: tuple[str, ...] = ()  # reasons for which an "excepted" fact makes a clock still in time void
    pauses: tuple[str, ...] = ()  # reasons for which a "paused" fact holds the clock until "resumed"
    reopening: str = "nothing"  # what reopening the case does to an ended clock: one of REOPENINGS
    extension: Extension | None = None
    date_id: str = ""  # names the clock of a date that the customer was told meanwhile


@dataclass(frozen=True, kw_only=True)
class Late(Clause):
    """If the answer will be late the customer is told: due when the first of `mains` falls due.

    Begins with the mains; a `told` fact that carries all of `tell` keeps it (with `any_of`: one of
    them is enough); void when every main is answered in time. `date_id` names the clock of the date that was told.
    """

    mains: tuple[str, ...]
    tell: tuple[str, ...]
    any_of: bool = False
    date_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Updates(Clause):
    """Repeated updates after `main` fell due unanswered (or revised limits were told) until it is answered.

    Each `told` fact with "progress" keeps one and begins the next. `every` None: not stated.
    """

    main: str
    every: Span | None


@dataclass(frozen=True, kw_only=True)
class Share(Clause):
    """A proportion in a period, or an average.

    Of the subjects with fact `of`, those `that` also have another, `within` a span where one is stated. A `came back`
    fact on the subject within `unless_again_within` undoes it. Or, with `of_promises`: of the clocks of these promises
    that were kept or broken, those that were kept. With `average`, the mean time from `of` to `that` is at most this.
    `at_least` is in per cent, and `more_than` sets it out of reach of equality; None: reported, not judged.
    `by`: the details (or "channel") by which it is compared between groups of customers.
    """

    of: str
    that: str
    at_least: float | None
    more_than: bool = False
    within: Span | None = None
    unless_again_within: Span | None = None
    of_promises: tuple[str, ...] = ()
    average: Span | None = None
    by: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Step(Clause):
    """What must be done and recorded at a moment of the work: whenever a fact of the kind `at` happens.

    Done is what that fact carries as `done`, and what "step done" facts of its subject carry since the one before.
    With `any_of` one of `needs` is enough. Judged at once: kept, or broken.
    """

    at: str
    needs: tuple[str, ...]
    any_of: bool = False


@dataclass(frozen=True, kw_only=True)
class Writing(Clause):
    """What a message must have in it.

    `means`: the meanings of message it applies to (empty: all); `by`: how it goes (empty: anyhow).
    Judged when it is sent, by what its fact says it `has`; where the fact doesn't say, it is not measured.
    """

    has: tuple[str, ...]
    by: tuple[str, ...] = ()
    means: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Record(Clause):
    """Evidence that is renewed: one `of` for `each` of a sort (an officer, a facility, the charter), `every` span.

    A clock begins with "begun" (a new officer has none yet: due at once where `at_first`) or "renewed", falls due
    `every` later, and is stopped by the next "renewed"; "ended" (the officer left) makes it void.
    """

    of: str
    each: str
    every: Span | None
    at_first: Span | None = None  # how long one that has begun may be without it; None: until it falls due `every`


type_of_promise = {
    Timed: "timed",
    Late: "timed",
    Updates: "timed",
    Share: "share",
    Step: "step",
    Writing: "writing",
    Record: "record",
}

Promise = Timed | Late | Updates | Share | Step | Writing | Record


@dataclass(frozen=True)
class Ruling:
    """A choice made where the policy leaves something open: by the council, or ours until it rules."""

    on: str  # a promise's id, or a heading such as "counting"
    says: str
    by: str  # "ours" until the council rules
    when: date | None = None
    voids: tuple[str, ...] = ()  # promises that the ruling sets aside, from `when`


@dataclass(frozen=True)
class Unclear:
    """A time in words that can be read in two ways, such as “10 days” or “immediately”, and how it is read."""

    promise: str
    key: str
    words: str
    used: Span | None  # None: it is not measured


@dataclass(frozen=True, kw_only=True)
class Hours:
    """When the council works, as its charter states it."""

    working_days: tuple[int, ...] = (0, 1, 2, 3, 4)  # Monday is 0
    office: Mapping[int, tuple[tuple[str, str], ...]] = field(default_factory=dict)  # weekday: spells "09:00", "16:30"
    # Other spells on one date ("2026-12-24") or each year ("12-24"); a spell such as "18:00", "02:00" passes midnight.
    on: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    closed: tuple[tuple[str, str, str], ...] = ()  # closed each year: "12-24", "01-02", "Christmas closure"
    closures_count: str = "as days off"  # or "as working days"
    received_in_closure: str = "as it came"  # or "on reopening": what comes while closed counts from the reopening
    counting: str = "the day after receipt is day 1"
    day_ends: str = "midnight"  # or "close of business"
    cut_off: str = ""  # such as "15:30": what comes later counts as received on the next working day
    closed_day: str = "stands"  # or "moves to the next working day": where a calendar span ends on a closed day
    ring_seconds: int = 6


@dataclass(frozen=True, kw_only=True)
class OtherHours:
    """Hours that hold for some contacts only: those that `scope` covers, and promises that name them."""

    name: str
    hours: Hours
    nation: str = ""  # whose bank holidays count, where not the council's own
    scope: Scope | None = None  # None: only where a promise names them


@dataclass(frozen=True, kw_only=True)
class Charter:
    """A council's charter: every promise it makes, with the hours and rulings it is read by."""

    council: str
    kind: str  # parish, town, district, county, unitary, borough
    nation: str
    issue: int
    adopted: date | None
    review: str
    hours: Hours
    promises: tuple[Promise, ...]
    rulings: tuple[Ruling, ...] = ()
    other_hours: tuple[OtherHours, ...] = ()
    review_date: date | None = None
    unclear: tuple[Unclear, ...] = ()
    stated: frozenset[str] = frozenset()  # which headings the file itself states, e.g. "hours.counting"

    def __getitem__(self, id: str) -> Promise:
        """Return the promise with that id, or raise KeyError."""
        return next_by_id(self.promises, id)

    def __iter__(self) -> Iterator[Promise]:
        return iter(self.promises)


def next_by_id(promises: tuple[Promise, ...], id: str) -> Promise:
    """Return the promise whose id is `id`, or raise KeyError."""
    for promise in promises:
        if promise.id == id:
            return promise
    raise KeyError(id)
