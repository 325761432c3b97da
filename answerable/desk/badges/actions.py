"""Issuing and withdrawing badges. An officer has one at a time; the register of records hears of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from answerable.desk.badges.models import Badge
from answerable.desk.officers.models import Officer
from answerable.desk.records.actions import renew, subject_of

RECORD = "name badge"  # as charters call what is renewed with it
REPLACED, LEFT, LOST, TAKEN_BACK = "replaced", "left", "lost", "taken back"
FIRST_NUMBER = 1001


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


def next_number() -> str:
    """Return the number after the highest; badges whose numbers are no numbers are passed over."""
    numbers = [
        int(number)
        for number in Badge.objects.values_list("number", flat=True)
        if number.isascii() and number.isdigit()
    ]
    return str(max(numbers, default=FIRST_NUMBER - 1) + 1)


@dataclass(frozen=True)
class Line:
    """One officer in the list of badges, with the badge they have or had last."""

    officer: Officer
    badge: Badge | None
    expired: bool

    @property
    def good(self) -> bool:
        return self.badge is not None and self.badge.withdrawn_at is None and not self.expired


def list_of_badges(today: date) -> list[Line]:
    """Return who works here, with their badges: who has none first, then what expires next."""
    latest = newest_badges(Officer.objects.at_work().values_list("pk", flat=True))
    lines = [_line(officer, latest.get(officer.pk), today) for officer in Officer.objects.at_work().order_by("name")]
    return sorted(lines, key=lambda line: (line.good, line.badge.expires if line.badge else today, line.officer.name))


def _line(officer: Officer, badge: Badge | None, today: date) -> Line:
    return Line(officer, badge, expired=badge is not None and badge.expires < today)


def newest_badges(officers: Iterable[int]) -> dict[int, Badge]:
    """Return the badge that each of these officers (their ids) has, or had last; without the photographs."""
    found = Badge.objects.filter(officer__in=list(officers)).defer("photograph").order_by("pk")
    return {badge.officer_id: badge for badge in found}
