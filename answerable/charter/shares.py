"""Shares: of the subjects to which one thing happened, how many had another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from answerable.charter.clauses import Charter, Share, Strength
from answerable.charter.clock import Verdict
from answerable.charter.facts import Fact
from answerable.charter.standing import standing
from answerable.charter.worktime import Calendar


@dataclass(frozen=True)
class ShareFigure:
    """A proportion and its verdict. `percent` is rounded down to a tenth, so that it never shows a target as met."""

    promise: str
    of: int
    that: int
    percent: float | None
    at_least: float | None
    verdict: Verdict


@dataclass(frozen=True)
class _Count:
    of: int = 0
    that: int = 0
    open: bool = False  # a window is open in which a customer may still come back


def shares(charter: Charter, calendar: Calendar, facts: Iterable[Fact], now: datetime) -> list[ShareFigure]:
    """Return each share of the charter over the subjects of `facts`, as it stands at `now`."""
    by_subject = sorted((fact for fact in facts if fact.at <= now), key=attrgetter("subject"))
    stories = [standing(of_one) for _, of_one in groupby(by_subject, key=attrgetter("subject"))]
    clauses = [promise for promise in charter.promises if isinstance(promise, Share)]
    return [_figure(clause, calendar.of(clause), stories, now) for clause in clauses]


def _figure(clause: Share, calendar: Calendar, stories: list[list[Fact]], now: datetime) -> ShareFigure:
    counts = [_count(clause, calendar, story, now) for story in stories]
    of, that = sum(count.of for count in counts), sum(count.that for count in counts)
    return ShareFigure(
        promise=clause.id,
        of=of,
        that=that,
        percent=that * 1000 // of / 10 if of else None,
        at_least=clause.at_least,
        verdict=_verdict(clause, of, that, any(count.open for count in counts)),
    )


def _count(clause: Share, calendar: Calendar, story: list[Fact], now: datetime) -> _Count:
    if not any(fact.kind == clause.of and clause.scope.covers(fact) for fact in story):
        return _Count()
    done = next((fact.at for fact in story if fact.kind == clause.that), None)
    if done is None:
        return _Count(of=1)
    if clause.unless_again_within is None:
        return _Count(of=1, that=1)
    closes = calendar.due(done, clause.unless_again_within).moment
    again = any(fact.kind == "came back" and done < fact.at <= closes for fact in story)
    return _Count(of=1, that=not again, open=not again and now <= closes)


def _verdict(clause: Share, of: int, that: int, open: bool) -> Verdict:
    if not of or clause.at_least is None or clause.strength is Strength.MAY:
        return Verdict.NOT_MEASURED
    if open:
        return Verdict.RUNNING
    return Verdict.KEPT if that * 100 >= clause.at_least * of else Verdict.BROKEN
