"""Shares: of the subjects to which one thing happened, how many had another; or how long it took on average."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from answerable.charter.clauses import Charter, Share, Strength, value_in
from answerable.charter.facts import Fact
from answerable.charter.judge import clocks_by_rules
from answerable.charter.judging.clock import Clock, Verdict
from answerable.charter.judging.rules import Edition, rules_of
from answerable.charter.judging.standing import Story, story_of
from answerable.charter.moments import local
from answerable.charter.span import ELAPSED, OPEN_HOURS, WORKING_DAYS, Span
from answerable.charter.worktime import Calendar

Group = tuple[str, ...]


@dataclass(frozen=True)
class ShareGroup:
    """The share among the customers of one group: `group` is what the share's `by` is of them, in that order."""

    group: Group
    of: int
    that: int
    percent: float | None


@dataclass(frozen=True)
class ShareFigure:
    """A proportion and its verdict. `percent` is rounded down to a tenth, so that it never shows a target as met.

    `average_seconds` is how long it took on average, by the watch, where the promise is about that.
    """

    promise: str
    of: int
    that: int
    percent: float | None
    at_least: float | None
    verdict: Verdict
    average_seconds: float | None = None
    groups: tuple[ShareGroup, ...] = ()
    more_than: bool = False  # whether `at_least` itself is not enough


@dataclass(frozen=True)
class Part:
    """One subject's part in a share: it counts, on the channel on which it first `began`, as `had` or not."""

    began: datetime
    channel: str
    had: bool = False
    closes: datetime | None = None  # until when it may still become another
    done: datetime | None = None  # when it had what the share asks after
    group: Group = ()


def shares(charter: Charter, calendar: Calendar, facts: Iterable[Fact], now: datetime) -> list[ShareFigure]:
    """Return each share of the charter over the subjects of `facts`, as it stands at `now`."""
    by_subject = sorted((fact for fact in facts if fact.at <= now), key=attrgetter("subject"))
    stories = [story_of(of_one) for _, of_one in groupby(by_subject, key=attrgetter("subject"))]
    clauses = [promise for promise in charter.promises if isinstance(promise, Share)]
    rules = rules_of((Edition(charter, calendar),))
    clocks = [clocks_by_rules(rules, story, now) for story in stories] if any(c.of_promises for c in clauses) else []
    found = []
    for clause in clauses:
        if clause.of_promises:
            parts = [
                p for story, mine in zip(stories, clocks, strict=True) for p in kept_parts(clause, story, mine, now)
            ]
        else:
            parts = [p for story in stories if (p := part(clause, calendar.of(clause), story.facts))]
        found.append(figure(clause, calendar.of(clause), parts, now))
    return found


def part(clause: Share, calendar: Calendar, story: list[Fact]) -> Part | None:
    """Return what one subject, by its standing facts, adds to the share; None where the share is not of it.

    `calendar` is the clause's own (`Calendar.of`).
    """
    first = next((fact for fact in story if fact.kind == clause.of and clause.scope.covers(fact)), None)
    if first is None:
        return None
    group = tuple(value_in(first, name) for name in clause.by)
    done = next((fact.at for fact in story if is_that(clause, fact) and fact.at >= first.at), None)
    if clause.within and (late := _late(clause.within, calendar, first.at, done)):
        return Part(first.at, first.channel, closes=late if done is None else None, group=group)
    if done is None:
        return Part(first.at, first.channel, group=group)
    if clause.unless_again_within is None:
        return Part(first.at, first.channel, had=True, done=done, group=group)
    closes = calendar.due(done, clause.unless_again_within).moment
    again = any(fact.kind == "came back" and done < fact.at <= closes for fact in story)
    return Part(first.at, first.channel, not again, None if again else closes, done, group)


def is_that(clause: Share, fact: Fact) -> bool:
    """Say whether the fact is what the share asks after: what a machine wrote counts only where a promise says so."""
    return fact.kind == clause.that and fact.details.get("automatic") != "yes"


def _late(within: Span, calendar: Calendar, began: datetime, done: datetime | None) -> datetime | None:
    """Return the moment by which it was not done; None where it was done in time."""
    due = calendar.due(began, within).moment
    return due if done is None or int(done.timestamp()) > int(due.timestamp()) else None


def kept_parts(clause: Share, story: Story, clocks: Sequence[Clock], now: datetime) -> Iterator[Part]:
    """Give what the clocks of one subject add to a share of kept promises: those that were kept or broken.

    What is void or not measured adds nothing; what runs may still become either.
    """
    for clock in clocks:
        verdict = clock.verdict(now)
        if clock.promise not in clause.of_promises or clock.started > now:
            continue
        if verdict in (Verdict.KEPT, Verdict.BROKEN):
            first = next((fact for fact in story.facts if fact.at == clock.started), None)
            group = tuple(value_in(first, name) if first else "" for name in clause.by)
            yield Part(clock.started, clock.channel, verdict is Verdict.KEPT, group=group)


def figure(clause: Share, calendar: Calendar, parts: Sequence[Part], now: datetime) -> ShareFigure:
    """Return the share that the parts make, as it stands at `now`; `calendar` is the clause's own."""
    done = [part for part in parts if part.had and part.done]
    average = (
        _mean([(part.done - part.began).total_seconds() for part in done if part.done]) if clause.average else None
    )
    of, that = len(parts), sum(part.had for part in parts)
    return ShareFigure(
        promise=clause.id,
        of=of,
        that=that,
        percent=percent(of, that),
        at_least=clause.at_least,
        verdict=_verdict(clause, calendar, parts, now),
        average_seconds=average,
        groups=tuple(_groups(parts)) if clause.by else (),
        more_than=clause.more_than,
    )


def percent(of: int, that: int) -> float | None:
    """Return how many of a hundred, rounded down to a tenth; None of nothing."""
    return that * 1000 // of / 10 if of else None


def _groups(parts: Sequence[Part]) -> Iterator[ShareGroup]:
    for group, members in groupby(sorted(parts, key=attrgetter("group")), key=attrgetter("group")):
        mine = list(members)
        of, that = len(mine), sum(part.had for part in mine)
        yield ShareGroup(group, of, that, percent(of, that))


def _verdict(clause: Share, calendar: Calendar, parts: Sequence[Part], now: datetime) -> Verdict:
    if not parts or clause.strength is Strength.MAY or (clause.at_least is None and clause.average is None):
        return Verdict.NOT_MEASURED
    if any(part.closes and now <= part.closes for part in parts):
        return Verdict.RUNNING
    if clause.average:
        lengths = [_length(clause.average, calendar, part.began, part.done) for part in parts if part.done]
        if not lengths:
            return Verdict.NOT_MEASURED
        return _kept(sum(lengths) <= _limit(clause.average, calendar) * len(lengths))
    of, that = len(parts), sum(part.had for part in parts)
    wanted = (clause.at_least or 0) * of
    return _kept(that * 100 > wanted if clause.more_than else that * 100 >= wanted)


def _kept(kept: bool) -> Verdict:
    return Verdict.KEPT if kept else Verdict.BROKEN


def _limit(span: Span, calendar: Calendar) -> float:
    return span.seconds(calendar.hours.ring_seconds) if span.unit in ELAPSED else span.count


def _length(span: Span, calendar: Calendar, began: datetime, done: datetime) -> float:
    """Return how long it took, in what the span counts: seconds by the watch, open hours, working days or days."""
    if span.unit in ELAPSED:
        return (done - began).total_seconds()
    if span.unit in OPEN_HOURS:
        spells = calendar.spells(span.unit)
        return (spells.worked(int(done.timestamp())) - spells.worked(int(began.timestamp()))) / 3600
    first, last = local(began).date(), local(done).date()
    if span.unit in WORKING_DAYS:
        return calendar.working_days_between(first, last)
    return (last - first).days


def _mean(lengths: list[float]) -> float | None:
    return sum(lengths) / len(lengths) if lengths else None
