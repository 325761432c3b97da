"""Issuing and withdrawing badges. An officer has one at a time; the register of records hears of each."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from answerable.desk.badges.models import Badge
from answerable.desk.officers.models import Officer
from answerable.desk.records.actions import renew, subject_of

RECORD = "name badge"  # as charters call what is renewed with it
REPLACED, LEFT, LOST, TAKEN_BACK = "replaced", "left", "lost", "taken back"


class NotPossible(Exception):
    """It can't be issued like this; the message tells the manager what to do instead."""


@transaction.atomic
def issue(
    officer: Officer, *, number: str, photograph: bytes, expires: date, at: datetime, by: Officer | None
) -> Badge:
    """Give an officer a badge that is good until the end of `expires`; the one they had is withdrawn.

    `photograph` is one that `portrait` made. Raises NotPossible for a number that another badge has.
    """
    withdraw_all(officer, why=REPLACED, at=at)
    try:
        with transaction.atomic():
            badge = Badge.objects.create(
                officer=officer, number=number, photograph=photograph, expires=expires, issued_at=at, issued_by=by
            )
    except IntegrityError:
        raise NotPossible(f"There is a badge {number} already. Give this one a number of its own.") from None
    renew(subject_of(officer), of=RECORD, done_at=at, evidence=f"Badge {number}", at=at, by=by)
    return badge


def withdraw(badge: Badge, *, why: str, at: datetime) -> None:
    """Let a badge be good no longer, from now on."""
    Badge.objects.filter(pk=badge.pk, withdrawn_at=None).update(withdrawn_at=at, why=why)


def withdraw_all(officer: Officer, *, why: str, at: datetime) -> None:
    """Let none of an officer's badges be good any longer."""
    Badge.objects.filter(officer=officer, withdrawn_at=None).update(withdrawn_at=at, why=why)
