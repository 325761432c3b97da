"""Scans: kept before anything is made of them, walked through one by one, and found by their text."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from answerable.desk.incoming.actions import keep
from answerable.desk.incoming.models import Contact
from answerable.desk.officers.models import Officer
from answerable.desk.post.models import Scan, ScanPage
from answerable.desk.search.actions import index_case

CHANNEL = "letter"
# A worker that takes a scan and dies holds it no longer than this, and nobody takes it a third time.
CLAIM = timedelta(minutes=3)
MOST_TRIES = 2


def keep_scan(body: bytes, *, name: str, kind: str, at: datetime, by: Officer) -> tuple[Scan, bool]:
    """Keep a scan on the officer's pile; return it, and whether it is new. The same bytes are the same scan."""
    arrival = keep(body, channel=CHANNEL, at=at)
    scan, new = Scan.objects.get_or_create(
        arrival=arrival, defaults={"officer": by, "name": name[:255], "kind": kind, "at": at}
    )
    if not new and scan.contact_id is None:
        scan.aside_at, scan.officer = None, by
        scan.save(update_fields=["aside_at", "officer"])
    return scan, new


def pile(officer: Officer) -> QuerySet[Scan]:
    """Return the officer's scans that belong to no letter yet, in the order in which they came."""
    mine = Scan.objects.filter(officer=officer, contact=None, aside_at=None)
    return mine.defer("text").order_by("id")


def set_aside(scan: Scan, *, at: datetime) -> None:
    """Take a scan off the pile: it is no letter. Its bytes stay kept."""
    Scan.objects.filter(pk=scan.pk, contact=None).update(aside_at=at)


@transaction.atomic
def attach(scans: QuerySet[Scan], contact: Contact, *, at: datetime) -> None:
    """Put scans to the letter that they show."""
    for scan in scans.filter(contact=None).select_related("arrival"):
        scan.contact, scan.aside_at = contact, None
        scan.save(update_fields=["contact", "aside_at"])
        scan.arrival.taken_in_at = at
        scan.arrival.save(update_fields=["taken_in_at"])
    _index(contact)


def detach(contact: Contact) -> None:
    """Put the scans of a letter back on the pile."""
    for scan in contact.scans.select_related("arrival"):
        scan.contact = None
        scan.save(update_fields=["contact"])
        scan.arrival.taken_in_at = None
        scan.arrival.save(update_fields=["taken_in_at"])
    _index(contact)


def claim_reading(now: datetime) -> Scan | None:
    """Take the next scan to read, so that no other worker does; None where nothing waits."""
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    waiting = Scan.objects.filter(free, read_at=None)
    # Those on a pile first: somebody is about to type beside them.
    for scan in waiting.order_by(F("contact").asc(nulls_first=True), "id")[:5]:
        if scan.tries >= MOST_TRIES:
            was_read(scan, pages=0, text="", pictures=(), trouble="This file can’t be read.", at=now)
        elif waiting.filter(pk=scan.pk).update(claimed_until=now + CLAIM, tries=F("tries") + 1):
            return scan
    return None


@transaction.atomic
def was_read(
    scan: Scan, *, pages: int, text: str, pictures: Sequence[tuple[int, bytes]], trouble: str, at: datetime
) -> None:
    """Keep what was read of a scan: its letter is found by the words in it from now on."""
    scan.drawings.all().delete()
    ScanPage.objects.bulk_create(ScanPage(scan=scan, number=number, picture=drawn) for number, drawn in pictures)
    Scan.objects.filter(pk=scan.pk).update(
        pages=pages,
        text=text,
        drawn=bool(pictures),
        trouble=trouble[:300],
        read_at=at,
        claimed_until=None,
    )
    scan.refresh_from_db()
    if scan.contact is not None:
        _index(scan.contact)


def _index(contact: Contact) -> None:
    for case in contact.cases.all():
        index_case(case)
