"""Home visits: planned, begun, ended, and the check-in time between."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from answerable.desk.cases.models import Case
from answerable.desk.customers.models import Customer
from answerable.desk.diary.appointments import CANCELLED_BY_CUSTOMER
from answerable.desk.diary.models import waiting_of
from answerable.desk.history.actions import happened, new_occasion
from answerable.desk.history.models import Fact, Occasion
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.ways import take_back
from answerable.desk.visits.alarms import checked_in, move_check_in, raise_alarm
from answerable.desk.visits.codes import digest_of
from answerable.desk.visits.models import Alarm, Visit


class NotPossible(Exception):
    """It can't be done with this visit; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is planned: who goes where, why, from when to when, and by when they say that they are safe."""

    officer: Officer
    address: str
    purpose: str
    begins: datetime
    ends: datetime
    safe_by: datetime
    customer: Customer | None = None
    case: Case | None = None


@transaction.atomic
def plan(planned: Plan, *, at: datetime, by: Officer) -> Visit:
    """Plan a visit. Nothing of it is in the facts but that it took place, and what was done on arriving."""
    occasion = new_occasion(Occasion.Kind.HOME_VISIT, at=at)
    return Visit.objects.create(
        occasion=occasion,
        code_digest=digest_of(occasion.reference),
        planned_at=at,
        planned_by=by,
        officer=planned.officer,
        address=planned.address[:300],
        purpose=planned.purpose[:200],
        begins=planned.begins,
        ends=planned.ends,
        safe_by=planned.safe_by,
        customer=planned.customer,
        case=planned.case,
    )


@transaction.atomic
def arrive(visit: Visit, *, at: datetime, by: Officer, done: Sequence[str] = ()) -> None:
    """Record that the officer is at the door, with what was done of the charter's steps. A second tap does nothing."""
    kept = _held(visit)
    if kept.arrived_at is not None:
        return
    _refuse_over(kept)
    kept.arrived_at = at
    kept.save(update_fields=["arrived_at"])
    happened(kept.occasion, "visited", at=at, by=by, done=done)


def done_on_arrival(visit: Visit, *, done: Sequence[str], at: datetime, by: Officer) -> Fact:
    """Record what was done on arriving and not ticked then."""
    return happened(
        visit.occasion, "step done", at=visit.arrived_at or at, recorded=at, by=by, details={"done": list(done)}
    )


@transaction.atomic
def leave(visit: Visit, *, at: datetime, by: Officer) -> None:
    """Record that the officer has left and is safe. The alarm of a check-in that was missed is over with it."""
    kept = _held(visit)
    if kept.left_at is not None:
        return
    _refuse_over(kept)
    kept.left_at = at
    kept.save(update_fields=["left_at"])
    checked_in(kept, at=at, by=by)


@transaction.atomic
def need_longer(visit: Visit, *, minutes: int, at: datetime, by: Officer) -> datetime:
    """Move the check-in time by so many minutes, counted from it or, where it has passed, from now. Return it."""
    kept = _held(visit)
    _refuse_over(kept)
    until = max(kept.safe_by, at) + timedelta(minutes=minutes)
    move_check_in(kept, until=until, at=at, by=by)
    checked_in(kept, at=at, by=by)
    return until


def call_for_help(visit: Visit, *, at: datetime) -> Alarm:
    """Raise the alarm at once, whatever the visit's check-in time."""
    return raise_alarm(Alarm.Kind.HELP, visit=visit, at=at)[0]


@transaction.atomic
def move(visit: Visit, planned: Plan, *, at: datetime, by: Officer) -> Visit:
    """Plan the visit anew. The customer is told in one with it: `confirming.tell_move`."""
    kept = _to_come(visit)
    for name in ("officer", "address", "purpose", "begins", "ends", "safe_by"):
        setattr(kept, name, getattr(planned, name))
    kept.save()
    take_back(waiting_of(kept), at=at)
    checked_in(kept, at=at, by=by, outcome="The visit was moved.")
    return kept


@transaction.atomic
def cancel(visit: Visit, *, at: datetime, by: Officer) -> Visit:
    """Let the visit not take place. The customer is told in one with it: `confirming.tell_cancellation`."""
    kept = _to_come(visit)
    kept.cancelled_at = at
    kept.save(update_fields=["cancelled_at"])
    take_back(waiting_of(kept), at=at)
    checked_in(kept, at=at, by=by, outcome="The visit does not take place.")
    return kept


@transaction.atomic
def drop(visit: Visit, *, at: datetime, by: Officer) -> None:
    """Record that the customer cancelled the visit."""
    kept = cancel(visit, at=at, by=by)
    happened(kept.occasion, "appointment dropped", at=at, by=by, details={"reason": CANCELLED_BY_CUSTOMER})


def _to_come(visit: Visit) -> Visit:
    """Return the visit as it stands, held. Raises NotPossible for one that has begun: it is ended instead."""
    kept = _held(visit)
    _refuse_over(kept)
    if kept.arrived_at is not None:
        raise NotPossible("The officer has arrived already. Say that they have left instead.")
    return kept


def _held(visit: Visit) -> Visit:
    """Return the visit as it stands, held until the transaction ends: a worker may be raising its alarm."""
    rows = Visit.objects.select_for_update(of=("self",)).select_related("occasion", "officer", "customer", "case")
    return rows.get(pk=visit.pk)


def _refuse_over(visit: Visit) -> None:
    if visit.is_over:
        raise NotPossible("This visit is over. Plan another.")


def hand_on(leaver: Officer, heir: Officer) -> int:
    """Let the visits that an officer has still to make be the heir's. Return how many."""
    return Visit.objects.going_on_or_to_come().filter(officer=leaver).update(officer=heir)
