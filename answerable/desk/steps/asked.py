"""What the charter's steps ask for at a moment of the work, and what of it was not recorded."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from answerable.charter.clauses import Charter, Step
from answerable.charter.facts import Fact
from answerable.charter.standing import standing
from answerable.desk.history.law import Law

DONE_LATER = "step done"


@dataclass(frozen=True)
class Unrecorded:
    """A step whose moment came, with what of it nobody has recorded. `any_of`: one of the needs would be enough."""

    promise: str
    title: str
    needs: tuple[str, ...]
    any_of: bool
    at: datetime
    fact: str  # the id of the fact with which its moment came
    recorded: datetime | None  # when that fact was written down


def steps_at(charter: Charter, facts: Iterable[Fact]) -> list[Step]:
    """Return the steps whose moment comes with one of `facts`, in the charter's order."""
    coming = list(facts)
    return [step for step in _steps(charter) if any(_is_moment(step, fact) for fact in coming)]


def steps_about(charter: Charter, *kinds: str) -> list[Step]:
    """Return the steps that some fact of these kinds may call for, whatever it is about."""
    return [step for step in _steps(charter) if step.at in kinds]


def needs_of(steps: Iterable[Step]) -> list[str]:
    """Return what the steps ask for, each thing once."""
    return list(dict.fromkeys(need for step in steps for need in step.needs))


def unrecorded(rules: Law, facts: Iterable[Fact]) -> list[Unrecorded]:
    """Return what nobody has recorded of the steps whose moment came in one case, the latest first."""
    story = standing(facts)
    found = [
        lack
        for place, fact in enumerate(story)
        for step in steps_at(rules.charter_at(fact.at), [fact])
        for lack in _lack(step, story, place)
    ]
    return sorted(found, key=lambda lack: lack.at, reverse=True)


def done_in(fact: Fact) -> frozenset[str]:
    """Return what was done at the moment of the fact."""
    done = fact.details.get("done", ())
    return frozenset((done,) if isinstance(done, str) else done if isinstance(done, list | tuple) else ())


def _steps(charter: Charter) -> Iterator[Step]:
    return (promise for promise in charter if isinstance(promise, Step))


def _is_moment(step: Step, fact: Fact) -> bool:
    return step.at == fact.kind and step.scope.covers(fact)


def _lack(step: Step, story: Sequence[Fact], place: int) -> Iterator[Unrecorded]:
    fact, done = story[place], set(done_in(story[place]))
    for before in reversed(story[:place]):
        if _is_moment(step, before):
            break
        done |= done_in(before) if before.kind == DONE_LATER else set()
    # What was done in that very moment may have been written down afterwards.
    for after in story[place + 1 :]:
        if after.at != fact.at:
            break
        done |= done_in(after) if after.kind == DONE_LATER else set()
    missing = tuple(need for need in step.needs if need not in done)
    if missing and not (step.any_of and len(missing) < len(step.needs)):
        yield Unrecorded(step.id, step.title, missing, step.any_of, fact.at, fact.id, fact.recorded)
