"""Keeping who has a case open. A page that is heard of no more has been left."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from answerable.desk.cases.models import Case
from answerable.desk.officers.models import Officer
from answerable.desk.presence.models import OpenPage

# A page says that it is open every ten seconds while it is looked at; one word may be lost on the way.
LOST = timedelta(seconds=25)
FORGOTTEN = timedelta(hours=1)


def heard(page: str, case: Case, officer: Officer, *, at: datetime, writing: bool) -> None:
    """Keep that the officer has the case open on that page, and whether they are writing."""
    known = OpenPage.objects.filter(page=page, officer=officer)
    if known.update(heard_at=at, writing=writing):
        return
    OpenPage.objects.filter(heard_at__lt=at - FORGOTTEN).delete()
    try:
        with transaction.atomic():
            OpenPage.objects.create(page=page, case=case, officer=officer, heard_at=at, writing=writing)
    except IntegrityError:  # said twice at once, or somebody else's page
        return


def left(page: str, officer: Officer) -> None:
    """Keep that the officer has left that page."""
    OpenPage.objects.filter(page=page, officer=officer).delete()


def open_pages(now: datetime) -> list[OpenPage]:
    """Return the pages of cases that are open, each with its case and officer."""
    found = OpenPage.objects.filter(heard_at__gt=now - LOST).select_related("case", "officer")
    return list(found.order_by("case", "officer", "pk"))
