"""What administrators change: the council, its mailboxes and its services."""

from django.db import transaction

from answerable.desk.council.models import Council, Mailbox, Service
from answerable.desk.council.secrets import encrypted
from answerable.desk.permissions.models import Permission
from answerable.desk.permissions.providers import may_be_shown_to
from answerable.desk.references import code_from


class NotPossible(Exception):
    """It can't be done like this; the message tells the administrator what to do instead."""


def change_council(council: Council) -> None:
    """Keep what was changed about the council itself: how it is reached, and what stands under its mail."""
    council.save(
        update_fields=["address", "telephone", "email", "public_url", "signature", "duty_officer", "short_call_seconds"]
    )


def change_diary(
    council: Council, *, reminder_days: int | None, post_days: int | None, interpreter_days: int | None
) -> None:
    """Keep how long before an appointment customers are reminded, and how long post and interpreters take."""
    council.reminder_days, council.post_days, council.interpreter_days = reminder_days, post_days, interpreter_days
    council.save(update_fields=["reminder_days", "post_days", "interpreter_days"])


def send_through(council: Council, *, address: str, permission: Permission | None = None) -> None:
    """Send mail through the server at `address`, such as smtp+tls://name:password@host:587; empty: through none.

    With a permission, the name signs in by it and not by a password.
    """
    council.smtp, council.smtp_permission = encrypted(address), permission
    council.save(update_fields=["smtp", "smtp_permission"])


@transaction.atomic
def keep_mailbox(mailbox: Mailbox, *, password: str) -> None:
    """Keep a mailbox as it now stands. Without `password` it keeps the one it had.

    With a permission it keeps none. A password, or what a permission gives, is never shown to another server than
    the one it was given for: raises NotPossible.
    """
    if mailbox.permission is not None:
        refuse_server(mailbox.permission, mailbox.host)
        mailbox.password = ""
        password = ""
    before = Mailbox.objects.filter(pk=mailbox.pk).first()
    moved = before is not None and (before.host, before.port, before.login) != (
        mailbox.host,
        mailbox.port,
        mailbox.login,
    )
    if moved and before is not None and mailbox.password and not password:
        raise NotPossible("Enter the password again: it was for another server or another name.")
    if password:
        mailbox.password = encrypted(password)
    mailbox.trouble = ""
    mailbox.save()


def refuse_server(permission: Permission, host: str) -> None:
    """Raise NotPossible unless the permission is for the mail server."""
    if host and not may_be_shown_to(permission, host):
        raise NotPossible(f"“{permission.name}” is for other mail servers than {host}.")


def keep_service(service: Service) -> None:
    """Keep a service. Its code, by which the charter and forms name it, is made of its first name and stays."""
    if not service.code:
        service.code = code_from(service.name, Service.objects.values_list("code", flat=True), usual="service")
    service.save()
