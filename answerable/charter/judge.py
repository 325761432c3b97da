"""Facts and a charter in, verdicts out. Nothing here asks what time it is.

Each promise is decided alone, by the rules that `rules` compiles of the editions: timed ones in `course`, what hangs
on their clocks in `late` and `updates`, and `steps`, `writings` and `records`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from answerable.charter.clauses import Charter, Late, Record, Step, Updates
from answerable.charter.facts import Fact
from answerable.charter.judging.clock import Clock, Verdict
from answerable.charter.judging.course import runs_of
from answerable.charter.judging.late import date_clocks, late_clocks, waits
from answerable.charter.judging.records import record_clocks
from answerable.charter.judging.rules import Edition as Edition
from answerable.charter.judging.rules import Rule, Rules, rules_of
from answerable.charter.judging.runs import Run
from answerable.charter.judging.standing import Story, story_of
from answerable.charter.judging.steps import step_clocks
from answerable.charter.judging.updates import update_clocks
from answerable.charter.judging.writings import SENDING, sent_in, writing_clocks
from answerable.charter.worktime import Calendar, OutsideCalendar

Runs = Mapping[str, list[Run]]


@dataclass(frozen=True)
class Judgement:
    """A clock with its verdict at a moment."""

    clock: Clock
    verdict: Verdict
    late_by: int | None


def clocks(charter: Charter, calendar: Calendar, facts: Iterable[Fact], now: datetime | None = None) -> list[Clock]:
    """Return every clock of one subject, from its facts in any order; the same whenever it is asked.

    Only of updates that nobody sends (`Updates`) there are more, the later it is: those that began by `now`, or by the
    last fact. What begins when another promise falls due, or an answer stays away, is among them before it starts.
    """
    return clocks_by_edition([Edition(charter, calendar)], facts, now)


def clocks_by_edition(editions: Sequence[Edition], facts: Iterable[Fact], now: datetime | None = None) -> list[Clock]:
    """Return every clock of one subject, each by the edition that was in force when it started.

    `editions` stand in the order in which they came into force.
    """
    return clocks_by_rules(rules_of(tuple(editions)), story_of(facts), now)


def clocks_by_rules(rules: Rules, story: Story, now: datetime | None = None) -> list[Clock]:
    """Return every clock of one subject whose story is known, by rules that are compiled."""
    if not story.facts:
        return []
    runs: dict[str, list[Run]] = {}
    found: list[Clock] = []
    for id, promised in rules.timed.items():
        if promised.after or not story.kinds.isdisjoint(promised.starts):
            runs[id] = mine = runs_of(promised, story, runs)
            found += [run.clock for run in mine]
            if promised.dated:
                found += _dates(mine, story)
    last = story.facts[-1].at
    until = now if now and now > last else last
    for rule in rules.others:
        found += _others(rule, rules, runs, story, until)
    if rules.writings and not story.kinds.isdisjoint(SENDING):
        messages = sent_in(story.facts)
        for rule, clause in rules.writings:
            found += writing_clocks(rule, clause, messages)
    places = rules.places
    found.sort(key=lambda clock: (clock.started, places.get(clock.promise, len(places))))
    return _numbered(found)


def judge(charter: Charter, calendar: Calendar, facts: Iterable[Fact], now: datetime) -> list[Judgement]:
    """Return the verdicts at `now` on many subjects, subject by subject. What happened after `now` is left out."""
    by_subject = sorted((fact for fact in facts if fact.at <= now), key=attrgetter("subject"))
    editions = [Edition(charter, calendar)]
    return [
        Judgement(clock, clock.verdict(now), clock.late_by(now))
        for subject, of_one in groupby(by_subject, key=attrgetter("subject"))
        for clock in _clocks_of(subject, of_one, editions, now)
        if clock.started <= now
    ]


def _clocks_of(subject: str, facts: Iterable[Fact], editions: Sequence[Edition], now: datetime) -> list[Clock]:
    try:
        return clocks_by_edition(editions, facts, now)
    except OutsideCalendar as outside:
        raise OutsideCalendar(f"Subject “{subject}”: {outside}") from None


def _dates(runs: list[Run], story: Story) -> Iterator[Clock]:
    """Give the clocks of the dates told to customers whom a timed promise was to give one."""
    for _, group in groupby(runs, key=attrgetter("rule")):
        mine = list(group)
        rule = mine[0].rule
        if rule.promise.date_id:
            waiting = [waits(run, story.facts) for run in mine]
            kinds = ("told", *rule.promise.stops)
            yield from date_clocks(rule.promise.date_id, rule, mine[0].first, waiting, story.facts, kinds)


def _others(rule: Rule, rules: Rules, runs: Runs, story: Story, until: datetime) -> Iterable[Clock]:
    match rule.promise:
        case Late() as clause:
            mains = list(_mains(clause.mains, rule, runs))
            return late_clocks(rule, clause, mains, story.facts) if mains else ()
        case Updates() as clause:
            return (
                clock
                for run in _mains((clause.main,), rule, runs)
                for clock in update_clocks(rule, clause, run, story.facts, until)
            )
        case Step() as clause:
            return step_clocks(rule, clause, story.facts) if clause.at in story.kinds else ()
        case Record() as clause:
            return record_clocks(rule, clause, story.facts, rules.sorts)
        case _:  # what is timed and what is written is judged already, and a share is of many subjects
            return ()


def _mains(ids: Iterable[str], rule: Rule, runs: Runs) -> Iterator[Run]:
    for id in ids:
        for run in runs.get(id, ()):
            if run.rule.edition == rule.edition and rule.applies_at(run.clock.started):
                yield run


def _numbered(found: list[Clock]) -> list[Clock]:
    """Tell apart the clocks of one promise that started at one moment."""
    seen: dict[tuple[str, datetime], int] = {}
    for clock in found:
        key = (clock.promise, clock.started)
        clock.ordinal = seen.get(key, 0)
        seen[key] = clock.ordinal + 1
    return found
