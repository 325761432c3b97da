"""What the charter's steps ask for at a moment of the work, and what of it was not recorded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from answerable.charter.clauses import Charter, Step
from answerable.charter.facts import Fact
from answerable.charter.judging.standing import standing
from answerable.charter.judging.steps import is_kept, step_moments
from answerable.desk.history.law import Law


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


def steps_in(charter: Charter) -> list[Step]:
    return [promise for promise in charter if isinstance(promise, Step)]


def steps_at(charter: Charter, facts: Iterable[Fact]) -> list[Step]:
    """Return the steps whose moment comes with one of `facts`, in the charter's order."""
    coming = list(facts)
    return [
        step for step in steps_in(charter) if any(step.at == fact.kind and step.scope.covers(fact) for fact in coming)
    ]


def steps_about(charter: Charter, *kinds: str) -> list[Step]:
    """Return the steps that some fact of these kinds may call for, whatever it is about."""
    return [step for step in steps_in(charter) if step.at in kinds]


def needs_of(steps: Iterable[Step]) -> list[str]:
    """Return what the steps ask for, each thing once."""
    return list(dict.fromkeys(need for step in steps for need in step.needs))


def unrecorded(rules: Law, facts: Iterable[Fact]) -> list[Unrecorded]:
    """Return what nobody has recorded of the steps whose moment came in one case, the latest first."""
    story = standing(facts)
    found = [lack for edition in rules.editions for lack in _lacks(rules, edition.charter, story)]
    return sorted(found, key=lambda lack: lack.at, reverse=True)


def _lacks(rules: Law, charter: Charter, story: list[Fact]) -> list[Unrecorded]:
    return [
        _lack(step, fact, done)
        for step in steps_in(charter)
        for fact, done in step_moments(step, story)
        if not is_kept(step, done) and rules.charter_at(fact.at) is charter
    ]


def _lack(step: Step, fact: Fact, done: frozenset[str]) -> Unrecorded:
    missing = tuple(need for need in step.needs if need not in done)
    return Unrecorded(step.id, step.title, missing, step.any_of, fact.at, fact.id, fact.recorded)
