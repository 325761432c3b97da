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
        return all(_value(fact, name) in values for name, values in self.wanted.items()) and not any(
            _value(fact, name) in values for name, values in self.unless.items()
        )


USUAL = {"type": "enquiry", "priority": "normal", "stage": "1", "acknowledgement requested": "no"}


def _value(fact: Fact, name: str) -> str:
    if name == "channel":
        return fact.channel
    return str(fact.details.get(name, USUAL.get(name, "")))


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
    nation: str = ""  # whose bank holidays count, where not the council's own


@dataclass(frozen=True, kw_only=True)
class Timed(Clause):
    """A clock: begins at one kind of fact, ends at another, due `within` a span (None: not stated)."""

    start: str
    stop: str
    within: Span | None
    automatic: bool = False  # whether a message that a machine wrote may stop it


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
    """A proportion of the subjects with fact `of`, those `that` also have another, in a period.

    A `came back` fact on the subject within `unless_again_within` undoes it.
    `at_least` is in per cent; None: reported, not judged.
    """

    of: str
    that: str
    at_least: float | None
    unless_again_within: Span | None = None


@dataclass(frozen=True, kw_only=True)
class Step(Clause):
    """What must be done and recorded at a moment of the work."""

    at: str
    needs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Writing(Clause):
    """What a message must have in it.

    `means`: the meanings of message it applies to (empty: all); `by`: how it goes (empty: anyhow).
    """

    has: tuple[str, ...]
    by: tuple[str, ...] = ()
    means: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Record(Clause):
    """Evidence that is renewed: one `of` for `each`, `every` span."""

    of: str
    each: str
    every: Span | None


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


@dataclass(frozen=True, kw_only=True)
class Hours:
    """When the council works, as its charter states it."""

    working_days: tuple[int, ...] = (0, 1, 2, 3, 4)  # Monday is 0
    office: Mapping[int, tuple[tuple[str, str], ...]] = field(default_factory=dict)  # weekday: spells "09:00", "16:30"
    closures_count: str = "as days off"  # or "as working days"
    counting: str = "the day after receipt is day 1"
    day_ends: str = "midnight"  # or "close of business"
    ring_seconds: int = 6


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
    review_date: date | None = None
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
