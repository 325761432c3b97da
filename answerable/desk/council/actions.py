"""What is asked of the council's settings, and how its calendar changes."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from answerable.desk.council.models import Closure, Council, Mailbox, Service
from answerable.desk.officers.models import Officer


def council() -> Council:
    """Return the council whose desk this is. `answerable init` makes it; without it Council.DoesNotExist is raised."""
    return Council.objects.select_related("duty_officer").get()


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
