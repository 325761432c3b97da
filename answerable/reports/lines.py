"""The promises as a report lists them: what each asks for, and why some of them can't be measured."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypedDict, assert_never

from answerable.charter.clauses import Charter, Clause, Late, Promise, Record, Share, Step, Strength, Timed, Updates
from answerable.charter.clauses import Writing as WritingClause
from answerable.charter.facts import BY_NAME
from answerable.desk.history.recorded import RECORDED, TELEPHONED

NO_TIME = "The policy states no time for this, so it can’t be kept or broken."
MAY = "The policy says that the council may do this, so it is never broken."
COUNTED_THERE = "It is a comparison of other promises, whose figures stand with each of them:"
NO_AVERAGE = "This desk does not work out averages yet."
KEPT_OF_ALL = "kept ÷ (kept + broken)"


@dataclass(frozen=True)
class Line:
    """One promise in a report."""

    id: str
    title: str
    where: str
    strength: Strength
    target: str  # "all of them", "70%", or "" where none is stated
    at_least: float | None  # the target in per cent
    why_not: str  # why it isn't measured, or ""
    is_share: bool = False
    has_told: bool = False  # the customer must be told where it will be late: the broken are told apart by that
    words: str = ""  # the council's own
    earlier: bool = False  # only an earlier edition of the charter makes this promise
    formula: str = KEPT_OF_ALL
    had: str = "kept"  # of a share, what is counted of all
    more_than: bool = False  # whether reaching the target exactly is not enough
    of_things: bool = False  # it tells of no person, so the smallest number gives nobody away
    sampled: bool = False  # some of what it counts was noted by hand, and stands for the rest

    @property
    def is_absolute(self) -> bool:
        """Say whether it was promised, rather than aimed at."""
        return self.strength is Strength.WILL

    @property
    def kept_word(self) -> str:
        return "Had it" if self.is_share else "Kept"

    @property
    def broken_word(self) -> str:
        return "Had it not" if self.is_share else "Broken"


@dataclass(frozen=True)
class Known:
    """What this desk comes to know: with `calls`, of the telephone too, if only by a sample (`sampled`)."""

    calls: bool = False
    sampled: bool = False

    def why_not(self, *kinds: str) -> str:
        """Say what must be known and is not, or "" where everything is."""
        recorded = RECORDED | TELEPHONED if self.calls else RECORDED
        missing = [kind for kind in kinds if kind not in recorded]
        if not missing:
            return ""
        return f"To measure it we must know when {BY_NAME[missing[0]].meaning}. This desk does not record that yet."


def lines(editions: Sequence[Charter], latest: Charter, known: Known) -> list[Line]:
    """Return the promises of the `latest` charter in its order, then those that only earlier `editions` make."""
    found = {line.id: line for line in _lines_of(latest, known)}
    for charter in reversed(editions):
        for line in _lines_of(charter, known, earlier=True):
            found.setdefault(line.id, line)
    return list(found.values())


def _lines_of(charter: Charter, known: Known, *, earlier: bool = False) -> Iterator[Line]:
    for promise in charter:
        yield _line(charter, known, promise, promise.id, promise.title, earlier)
        if isinstance(promise, Late | Timed) and promise.date_id:
            title = f"The new date that the customer was told instead ({promise.id}) is kept"
            yield _line(charter, known, promise, promise.date_id, title, earlier)


def _line(charter: Charter, known: Known, promise: Promise, id: str, title: str, earlier: bool) -> Line:
    why_not = _why_not(promise, charter, known)
    return Line(
        id=id,
        title=title,
        where=promise.where,
        strength=promise.strength,
        target="" if why_not else _target(promise),
        at_least=promise.at_least if isinstance(promise, Share) else 100.0,
        why_not=why_not,
        is_share=isinstance(promise, Share),
        has_told=any(isinstance(one, Late) and id in one.mains for one in charter),
        words=promise.words,
        earlier=earlier,
        **_of_share(promise),
        of_things=isinstance(promise, Record) and promise.each != "officer",
        sampled=known.sampled and isinstance(promise, Timed) and promise.start == "rang",
    )


class _OfShare(TypedDict, total=False):
    formula: str
    had: str
    more_than: bool


def _of_share(promise: Promise) -> _OfShare:
    if not isinstance(promise, Share) or promise.of_promises:
        return {}
    return {"formula": f"{promise.that} ÷ {promise.of}", "had": promise.that, "more_than": promise.more_than}


def _target(promise: Promise) -> str:
    if not isinstance(promise, Share):
        return "all of them"
    if promise.at_least is None:
        return "none stated"
    return f"more than {promise.at_least:g}%" if promise.more_than else f"{promise.at_least:g}%"


def _why_not(promise: Promise, charter: Charter, known: Known) -> str:
    if promise.strength is Strength.MAY:
        return MAY
    match promise:
        case Timed():
            return _why_no_clock(promise, charter, known)
        case Share():
            if promise.average:
                return NO_AVERAGE
            if promise.of_promises:
                return f"{COUNTED_THERE} {', '.join(promise.of_promises)}."
            return known.why_not(promise.of, promise.that)
        case Updates():
            return NO_TIME if promise.every is None else _why_main_is_not(charter, known, [promise.main])
        case Late():
            return _why_main_is_not(charter, known, promise.mains)
        case WritingClause():
            return known.why_not(*(_FACT_OF.get(means, "answered") for means in promise.means[:1]))
        case Step():
            return known.why_not(promise.at)
        case Record():
            return NO_TIME if promise.every is None and promise.at_first is None else ""
        case _:
            assert_never(promise)


# Which fact tells that a message of that meaning was sent, where it is no reply to a case.
_FACT_OF = {"appointment change": "appointment changed"}


def _why_no_clock(promise: Timed, charter: Charter, known: Known) -> str:
    if promise.within is None and promise.before is None and not any(limit.within for limit in promise.limits):
        return NO_TIME
    if promise.after:
        return _why_main_is_not(charter, known, [promise.after])
    missing = [known.why_not(stop) for stop in promise.stops]
    return known.why_not(promise.start) or (missing[0] if all(missing) else "")


def _why_main_is_not(charter: Charter, known: Known, mains: Sequence[str]) -> str:
    why = [_why_not(promise, charter, known) for promise in charter if promise.id in mains and not _is(promise, Late)]
    return why[0] if why and all(why) else ""


def _is(promise: Clause, kind: type[Clause]) -> bool:
    return isinstance(promise, kind)
