"""The promises as a report lists them: what each asks for, and why some of them can't be measured."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from answerable.charter.clauses import Charter, Clause, Late, Promise, Record, Share, Step, Strength, Timed, Updates
from answerable.charter.clauses import Writing as WritingClause
from answerable.charter.facts import BY_NAME
from answerable.desk.history.recorded import RECORDED

NO_TIME = "The policy states no time for this, so it can’t be kept or broken."
MAY = "The policy says that the council may do this, so it is never broken."
SAID = "What a message must say is checked before it is sent. It is not counted."
DONE = "This is something to do at a moment of the work. It is not counted yet."
RENEWED = "This is evidence that the council renews. It is not counted yet."


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

    @property
    def is_absolute(self) -> bool:
        """Say whether it was promised, rather than aimed at."""
        return self.strength is Strength.WILL

    @property
    def formula(self) -> str:
        if self.is_share:
            return "cases that had it ÷ all cases of the kind"
        return "kept ÷ (kept + broken)"


def lines(editions: Sequence[Charter], latest: Charter) -> list[Line]:
    """Return the promises of the `latest` charter in its order, then those that only earlier `editions` make."""
    found = {line.id: line for line in _lines_of(latest)}
    for charter in reversed(editions):
        for line in _lines_of(charter, earlier=True):
            found.setdefault(line.id, line)
    return list(found.values())


def _lines_of(charter: Charter, *, earlier: bool = False) -> Iterator[Line]:
    for promise in charter:
        yield _line(charter, promise, promise.id, promise.title, earlier)
        if isinstance(promise, Late | Timed) and promise.date_id:
            title = f"The new date that the customer was told instead ({promise.id}) is kept"
            yield _line(charter, promise, promise.date_id, title, earlier)


def _line(charter: Charter, promise: Promise, id: str, title: str, earlier: bool) -> Line:
    why_not = _why_not(promise, charter)
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
    )


def _target(promise: Promise) -> str:
    if not isinstance(promise, Share):
        return "all of them"
    return f"{promise.at_least:g}%" if promise.at_least is not None else "none stated"


def _why_not(promise: Promise, charter: Charter) -> str:
    if promise.strength is Strength.MAY:
        return MAY
    match promise:
        case Timed():
            return NO_TIME if promise.within is None else _not_recorded(promise.start, *promise.stops)
        case Share():
            return _not_recorded(promise.of, promise.that)
        case Updates():
            return NO_TIME if promise.every is None else _why_main_is_not(charter, [promise.main])
        case Late():
            return _why_main_is_not(charter, promise.mains)
        case WritingClause():
            return SAID
        case Step():
            return DONE
        case Record():
            return RENEWED
        case _:
            assert_never(promise)


def _why_main_is_not(charter: Charter, mains: Sequence[str]) -> str:
    why = [_why_not(promise, charter) for promise in charter if promise.id in mains and not _is(promise, Late)]
    return why[0] if why and all(why) else ""


def _is(promise: Clause, kind: type[Clause]) -> bool:
    return isinstance(promise, kind)


def _not_recorded(*kinds: str) -> str:
    missing = [kind for kind in kinds if kind not in RECORDED]
    if not missing:
        return ""
    return f"To measure it we must know when {BY_NAME[missing[0]].meaning}. This desk does not record that yet."
