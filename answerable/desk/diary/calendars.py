"""Calendars of others that are read for busy times, and the secret addresses at which our own diary is read."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Q

from answerable.desk.council.secrets import decrypted, encrypted
from answerable.desk.diary.hours import Times
from answerable.desk.diary.models import Busy, CalendarLink, OtherCalendar
from answerable.desk.officers.models import Officer
from answerable.desk.offices.models import Room
from answerable.desk.references import new_secret

EVERY = timedelta(minutes=15)
# Of a calendar elsewhere so much is kept: free times are offered within it.
AHEAD = timedelta(days=90)
MOST_BYTES = 600  # of an address: encrypted it fills the table's 1,000 characters


class NotPossible(Exception):
    """The address can't be kept; the message says what to enter instead."""


def make_link(*, officer: Officer | None = None, room: Room | None = None, at: datetime, by: Officer) -> str:
    """Return the secret of a new address for the diary of an officer or a room: it is shown once, and kept hashed."""
    secret = new_secret()
    CalendarLink.objects.create(officer=officer, room=room, digest=_digest(secret), made_at=at, made_by=by)
    return secret


def link_with(secret: str) -> CalendarLink | None:
    """Return the address with that secret, unless it was withdrawn or its officer has left."""
    found = CalendarLink.objects.select_related("officer", "room__office")
    link = found.filter(digest=_digest(secret), withdrawn_at=None).first()
    return None if link and link.officer and not link.officer.is_active else link


def withdraw_link(link: CalendarLink, *, at: datetime) -> None:
    """Let the address lead nowhere from now on."""
    CalendarLink.objects.filter(pk=link.pk, withdrawn_at=None).update(withdrawn_at=at)


def _digest(secret: str) -> str:
    return hashlib.sha256(f"calendar {secret}".encode()).hexdigest()


def read_from(address: str, *, officer: Officer | None = None, room: Room | None = None, by: Officer) -> OtherCalendar:
    """Let the calendar at the address be read, every quarter of an hour, for when its owner is busy."""
    if len(address.encode()) > MOST_BYTES:
        raise NotPossible("This address is too long to be kept. Make a shorter one for the calendar.")
    return OtherCalendar.objects.create(
        officer=officer, room=room, address=encrypted(address), host=urlsplit(address).hostname or "", set_by=by
    )


def stop_reading(calendar: OtherCalendar) -> None:
    """Read the calendar no longer, and forget its times."""
    calendar.delete()


def address_of(calendar: OtherCalendar) -> str:
    """Return where the calendar lies. Raises UnreadableSecret."""
    return decrypted(calendar.address)


def claim_due(now: datetime, *, most: int) -> list[OtherCalendar]:
    """Take the calendars that are to be read now, so that no other worker reads them."""
    due = Q(read_at=None) | Q(read_at__lte=now - EVERY)
    rows = OtherCalendar.objects.filter(due).order_by("read_at")[:most]
    return [row for row in rows if OtherCalendar.objects.filter(due, pk=row.pk).update(read_at=now)]


@transaction.atomic
def keep_busy(calendar: OtherCalendar, times: Iterable[Times], *, at: datetime) -> None:
    """Keep the times that were read, instead of those that were read before."""
    held = OtherCalendar.objects.select_for_update().filter(pk=calendar.pk).first()
    if held is None:
        return  # it was taken off the list meanwhile
    held.busy.all().delete()
    Busy.objects.bulk_create(Busy(calendar=held, begins=begins, ends=ends) for begins, ends in times)
    held.good_at, held.trouble = at, ""
    held.save(update_fields=["good_at", "trouble"])


def in_trouble(calendar: OtherCalendar, why: str) -> None:
    """Note why the calendar could not be read. What was read before stays until it can."""
    OtherCalendar.objects.filter(pk=calendar.pk).update(trouble=why[:500])
