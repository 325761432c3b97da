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
class Part:
    """One subject's part in a share: it counts, on the channel on which it first `began`, as `had` or not."""

    began: datetime
    channel: str
    had: bool = False
    closes: datetime | None = None  # until when the customer may come back, and so undo it


def shares(charter: Charter, calendar: Calendar, facts: Iterable[Fact], now: datetime) -> list[ShareFigure]:
    """Return each share of the charter over the subjects of `facts`, as it stands at `now`."""
    by_subject = sorted((fact for fact in facts if fact.at <= now), key=attrgetter("subject"))
    stories = [standing(of_one) for _, of_one in groupby(by_subject, key=attrgetter("subject"))]
    clauses = [promise for promise in charter.promises if isinstance(promise, Share)]
    return [_figure(clause, calendar.of(clause), stories, now) for clause in clauses]


def part(clause: Share, calendar: Calendar, story: list[Fact]) -> Part | None:
    """Return what one subject, by its standing facts, adds to the share; None where the share is not of it.

    `calendar` is the clause's own (`Calendar.of`).
    """
    first = next((fact for fact in story if fact.kind == clause.of and clause.scope.covers(fact)), None)
    if first is None:
        return None
    done = next((fact.at for fact in story if fact.kind == clause.that), None)
    if done is None:
        return Part(first.at, first.channel)
    if clause.unless_again_within is None:
        return Part(first.at, first.channel, had=True)
    closes = calendar.due(done, clause.unless_again_within).moment
    again = any(fact.kind == "came back" and done < fact.at <= closes for fact in story)
    return Part(first.at, first.channel, had=not again, closes=None if again else closes)


def _figure(clause: Share, calendar: Calendar, stories: list[list[Fact]], now: datetime) -> ShareFigure:
    parts = [found for story in stories if (found := part(clause, calendar, story))]
    of, that = len(parts), sum(part.had for part in parts)
    return ShareFigure(
        promise=clause.id,
        of=of,
        that=that,
        percent=that * 1000 // of / 10 if of else None,
        at_least=clause.at_least,
        verdict=_verdict(clause, of, that, any(part.closes and now <= part.closes for part in parts)),
    )


def _verdict(clause: Share, of: int, that: int, open: bool) -> Verdict:
    if not of or clause.at_least is None or clause.strength is Strength.MAY:
        return Verdict.NOT_MEASURED
    if open:
        return Verdict.RUNNING
    return Verdict.KEPT if that * 100 >= clause.at_least * of else Verdict.BROKEN
