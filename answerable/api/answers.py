"""What is told of a case: where it stands and what was promised, and nothing about who the customer is."""

from datetime import date, datetime

from ninja import Schema
from pydantic import Field

from answerable.api.fields import Told
from answerable.charter.judging.clock import Verdict
from answerable.desk.cases.models import Case
from answerable.desk.history.law import Law, law
from answerable.desk.history.models import Clock


class PromiseTold(Schema):
    """One promise, timed for one case."""

    promise: str = Field(description="The promise’s id in the council’s charter.")
    title: str
    started: Told
    due: Told | None = Field(description="The last second that keeps the promise; null: the charter states no time.")
    stopped: Told | None
    verdict: Verdict
    late_by: int | None = Field(description="By how many seconds it is late, or was; null: it is not.")


class CaseTold(Schema):
    """A case in a list."""

    reference: str
    type: str
    priority: str
    stage: str
    channel: str
    service: str | None
    opened_at: Told
    closed_at: Told | None
    outcome: str
    target: date = Field(description="The day by which the council means to have answered.")
    joined: str | None = Field(description="The reference of the case that this one was found to be part of.")
    next_promise: str
    next_due: Told | None = Field(description="The first moment by which something promised still has to be done.")
    overdue: bool


class WholeCase(CaseTold):
    """A case with its promises and the references of its contacts."""

    contacts: list[str]
    promises: list[PromiseTold]


def case_told(case: Case, now: datetime) -> dict[str, object]:
    """Return a case as a list shows it, as of `now`."""
    return {
        "reference": case.reference,
        "type": case.type,
        "priority": case.priority,
        "stage": case.stage,
        "channel": case.channel,
        "service": case.service.code if case.service else None,
        "opened_at": case.opened_at,
        "closed_at": case.closed_at,
        "outcome": case.outcome,
        "target": case.target,
        "joined": case.joined.reference if case.joined else None,
        "next_promise": case.next_promise,
        "next_due": case.next_due,
        "overdue": case.is_open and case.next_due is not None and case.next_due < now,
    }


def promises_told(case: Case, now: datetime) -> list[PromiseTold]:
    """Return every promise of a case with its verdict as of `now`, in the order in which they started."""
    rules = law()
    return [_promise_told(clock, rules, now) for clock in case.clocks.order_by("started", "promise")]


def _promise_told(clock: Clock, rules: Law, now: datetime) -> PromiseTold:
    timing = clock.timing()
    return PromiseTold(
        promise=clock.promise,
        title=rules.charter_at(clock.started)[clock.promise].title,
        started=clock.started,
        due=clock.due,
        stopped=clock.stopped,
        verdict=timing.verdict(now),
        late_by=timing.late_by(now),
    )
