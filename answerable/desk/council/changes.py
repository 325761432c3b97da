"""What administrators change: the council, its mailboxes, its services and its closures."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.text import slugify

from answerable.charter.moments import local
from answerable.desk.cases.models import Case
from answerable.desk.council.actions import declare_closure, withdraw_closure
from answerable.desk.council.models import Closure, Council, Mailbox, Service
from answerable.desk.council.secrets import encrypted
from answerable.desk.history.actions import retime
from answerable.desk.officers.models import Officer


class NotPossible(Exception):
    """It can't be done like this; the message tells the administrator what to do instead."""


def change_council(council: Council) -> None:
    """Keep what was changed about the council itself: how it is reached, and what stands under its mail."""
    council.save(update_fields=["address", "telephone", "email", "public_url", "signature", "duty_officer"])


def send_through(council: Council, *, address: str) -> None:
    """Send mail through the server at `address`, such as smtp+tls://name:password@host:587; empty: through none."""
    council.smtp = encrypted(address)
    council.save(update_fields=["smtp"])


@transaction.atomic
def keep_mailbox(mailbox: Mailbox, *, password: str) -> None:
    """Keep a mailbox as it now stands. Without `password` it keeps the one it had.

    A password is never shown to another server than the one it was given for: raises NotPossible.
    """
    before = Mailbox.objects.filter(pk=mailbox.pk).first()
    moved = before is not None and (before.host, before.port, before.login) != (
        mailbox.host,
        mailbox.port,
        mailbox.login,
    )
    if moved and before is not None and before.password and not password:
        raise NotPossible("Enter the password again: it was for another server or another name.")
    if password:
        mailbox.password = encrypted(password)
    mailbox.trouble = ""
    mailbox.save()


def keep_service(service: Service) -> None:
    """Keep a service. Its code, by which the charter and forms name it, is made of its first name and stays."""
    if not service.code:
        taken = set(Service.objects.values_list("code", flat=True))
        stem = slugify(service.name)[:36] or "service"
        service.code = next(
            code for code in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if code not in taken
        )
    service.save()


@transaction.atomic
def close_on(*, first: date, last: date, title: str, at: datetime, by: Officer) -> Closure:
    """Declare a closure that is still to come, and count the promises that run into it anew.

    Raises NotPossible for days that are past: what was due on them has been told and judged.
    """
    if first < local(at).date():
        raise NotPossible("The closure must begin today or later: what fell due on past days stands.")
    if last < first:
        raise NotPossible("The last day must be on or after the first.")
    closure = declare_closure(first=first, last=last, title=title, at=at, by=by)
    _count_anew(first, at)
    return closure


@transaction.atomic
def open_after_all(closure: Closure, *, at: datetime) -> None:
    """Withdraw a closure that has not begun. Raises NotPossible for one that has."""
    if closure.first <= local(at).date():
        raise NotPossible("This closure has begun: what was counted by it stands.")
    withdraw_closure(closure, at=at)
    _count_anew(closure.first, at)


def _count_anew(first: date, at: datetime) -> None:
    # Only what falls due on these days or later can move; a day earlier, for council time against UTC.
    moving = Case.objects.filter(clocks__due__date__gte=first - timedelta(days=1)).distinct()
    for case in moving.iterator():
        retime(case, at=at)
