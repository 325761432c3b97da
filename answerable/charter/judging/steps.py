"""What has to be done and recorded at a moment of the work: kept or broken as soon as that moment is there."""

from collections.abc import Iterator
from datetime import UTC, datetime

from answerable.charter.clauses import Step
from answerable.charter.facts import Fact
from answerable.charter.judging.clock import Clock
from answerable.charter.judging.rules import Rule

STEP_DONE = "step done"
# A call that is picked up has begun, and one that can't be put through goes on: what is asked for then is done in it.
# What begins such a spell → what ends it.
_BEGINS = {"picked up": "call ended", "transfer failed": "call ended"}
_NEVER = datetime.max.replace(tzinfo=UTC)


def step_clocks(rule: Rule, clause: Step, story: list[Fact]) -> Iterator[Clock]:
    """Give a clock for each fact at which a step is asked for: due at once, and at once kept or broken.

    Done is what the fact itself carries, and what was done since the moment before of its kind. What comes afterwards
    comes too late, but for a call, in which it counts until the call ends; what is recorded afterwards carries the
    moment at which it was done.
    """
    for fact, was_done in step_moments(clause, story):
        if rule.applies_at(fact.at):
            yield at_once(rule, fact, is_kept(clause, was_done))


def step_moments(clause: Step, story: list[Fact]) -> Iterator[tuple[Fact, frozenset[str]]]:
    """Give each fact at which the step is asked for, with all that counts as done for it."""
    doings = [fact for fact in story if fact.kind == STEP_DONE]
    before: datetime | None = None
    last: datetime | None = None
    for fact in story:
        if fact.kind != clause.at:
            continue
        if last is None or fact.at > last:
            before, last = last, fact.at
        if clause.scope.covers(fact):
            after, until = _spell(story, fact, before) if fact.kind in _BEGINS else (before, fact.at)
            yield fact, done(fact) | _done_between(doings, after, until)


def _spell(story: list[Fact], fact: Fact, before: datetime | None) -> tuple[datetime | None, datetime]:
    """Return between which moments what is done counts for what begins with `fact`: since the one before was over."""
    over = [one.at for one in story if one.kind == _BEGINS[fact.kind]]
    again = [one.at for one in story if one.kind == fact.kind and one.at > fact.at]
    after = max((at for at in (before, *over) if at and at < fact.at), default=None)
    return after, min((at for at in (*over, *again) if at > fact.at), default=_NEVER)


def at_once(rule: Rule, fact: Fact, kept: bool, *, measured: bool = True) -> Clock:
    """Return the clock of what is judged the moment it happens."""
    return Clock(
        subject=fact.subject,
        promise=rule.promise.id,
        channel=fact.channel,
        started=fact.at,
        due=fact.at,
        stopped=fact.at if kept else None,
        gone=None if kept else fact.at,
        measured=measured and rule.measured,
        edition=rule.edition,
    )


def done(fact: Fact) -> frozenset[str]:
    """Return what was done at a moment of the work."""
    return words_in(fact, "done")


def words_in(fact: Fact, name: str) -> frozenset[str]:
    """Return the words of a detail that may have several."""
    said = fact.details.get(name, ())
    return frozenset((said,) if isinstance(said, str) else said if isinstance(said, list | tuple) else ())


def _done_between(doings: list[Fact], after: datetime | None, until: datetime) -> frozenset[str]:
    between = (fact for fact in doings if fact.at <= until and (after is None or fact.at > after))
    return frozenset().union(*map(done, between))


def is_kept(clause: Step, done: frozenset[str]) -> bool:
    """Say whether what was done is enough."""
    return not done.isdisjoint(clause.needs) if clause.any_of else done.issuperset(clause.needs)
