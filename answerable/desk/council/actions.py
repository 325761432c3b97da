"""What is asked of the council's settings, and how its calendar changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from answerable.desk.council.models import Closure, Council, Mailbox, Service
from answerable.desk.officers.models import Officer

_held: ContextVar[Council | None] = ContextVar("the council, while it is held", default=None)


def council() -> Council:
    """Return the council whose desk this is. `answerable init` makes it; without it Council.DoesNotExist is raised."""
    return _held.get() or Council.objects.select_related("duty_officer").get()


@contextmanager
def held_council() -> Iterator[Council]:
    """Lock the council's row until the transaction ends: it, and the law, are read once for all that is done meanwhile.

    What is done so is done one after the other: two mails of a new customer make one customer.
    """
    row = Council.objects.select_related("duty_officer").select_for_update(of=("self",)).get()
    token = _held.set(row)
    try:
        yield row
    finally:
        _held.reset(token)


def duty_officer(*, mailbox: Mailbox | None = None, service: Service | None = None) -> Officer:
    """Return who owns what arrives there until somebody takes it: of the mailbox, the service, or the council."""
    for place in (mailbox, service):
        if place is not None and place.duty_officer is not None and place.duty_officer.is_active:
            return place.duty_officer
    fallback = council().duty_officer
    if fallback is not None and fallback.is_active:
        return fallback
    return Officer.objects.at_work().earliest("id")


@transaction.atomic
def declare_closure(*, first: date, last: date, title: str, at: datetime, by: Officer | None) -> Closure:
    """Declare days on which the council is closed. Raises ValueError if they end before they begin."""
    if last < first:
        raise ValueError("The closure ends before it begins. Give the last day on or after the first.")
    closure = Closure.objects.create(first=first, last=last, title=title, declared_at=at, declared_by=by)
    law_changed()
    return closure


@transaction.atomic
def withdraw_closure(closure: Closure, *, at: datetime) -> None:
    """Withdraw a closure: clocks that start from now on no longer skip its days."""
    closure.withdrawn_at = at
    closure.save(update_fields=["withdrawn_at"])
    law_changed()


def law_changed() -> None:
    """Make every process read editions and closures afresh."""
    Council.objects.update(law_version=F("law_version") + 1)
