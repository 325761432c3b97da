"""What is asked of the council's settings."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import F

from answerable.desk.council.models import Council, Mailbox, Service
from answerable.desk.officers.models import Officer

_held: ContextVar[Council | None] = ContextVar("the council, while it is held", default=None)


def council() -> Council:
    """Return the council whose desk this is. `answerable init` makes it; without it Council.DoesNotExist is raised."""
    return _held.get() or Council.objects.select_related("duty_officer").get()


def law_version() -> tuple[int, str]:
    """Return which version of the law is in force, and whose it is. Raises Council.DoesNotExist, as `council` does."""
    held = _held.get()
    if held is not None:
        return held.law_version, held.name
    return Council.objects.values_list("law_version", "name").get()


@contextmanager
def held_council() -> Iterator[Council]:
    """Lock the council's row until the transaction ends: it, and the law, are read once for all that is done meanwhile.

    What is done so is done one after the other: two mails of a new customer make one customer.
    """
    row = Council.objects.select_related("duty_officer").select_for_update(of=("self",)).get()
    with read_once(row):
        yield row


@contextmanager
def read_once(row: Council) -> Iterator[None]:
    """Let `council` return this row meanwhile. Only for whoever knows that nobody changes it."""
    token = _held.set(row)
    try:
        yield
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


def one_at_a_time() -> None:
    """Hold the council's row until the transaction ends: whoever else changes the law waits, and then sees it."""
    list(Council.objects.select_for_update().values_list("pk"))


def law_changed() -> None:
    """Make every process read the charter and the calendar afresh. Called when the change is written."""
    Council.objects.update(law_version=F("law_version") + 1)
