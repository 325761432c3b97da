"""Keeping what is half-typed, and letting a form act once however often it is posted."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from answerable.desk.drafts.models import Draft, Submission
from answerable.desk.officers.models import Officer


def kept(officer: Officer, place: str) -> dict[str, str]:
    """Return the fields that the officer left half-typed at `place`; none if there is no draft."""
    draft = Draft.objects.filter(officer=officer, place=place).first()
    return dict(draft.fields) if draft else {}


def kept_since(officer: Officer, place: str) -> datetime | None:
    """Return when what the officer left half-typed at `place` was last changed; None if there is no draft."""
    return Draft.objects.filter(officer=officer, place=place).values_list("saved_at", flat=True).first()


def keep(officer: Officer, place: str, fields: Mapping[str, str], *, at: datetime, token: str = "") -> bool:
    """Keep the fields as they stand. Returns False for a form that has done its work: its last keystroke came late."""
    if token and Submission.objects.filter(officer=officer, token=token).exists():
        return False
    Draft.objects.update_or_create(officer=officer, place=place, defaults={"fields": dict(fields), "saved_at": at})
    return True


def drop(officer: Officer, place: str) -> None:
    """Let go of the draft at `place`."""
    Draft.objects.filter(officer=officer, place=place).delete()


def once(token: str, act: Callable[[], str], *, at: datetime, by: Officer) -> str:
    """Do what a form asks, and return the reference it leads to; posted again, only return that.

    What `act` raises undoes everything, and the form may be posted again.
    """
    with transaction.atomic():
        submission = _first(token, at, by)
        if submission is not None:
            submission.led_to = act()
            submission.save(update_fields=["led_to"])
            return submission.led_to
    return Submission.objects.get(officer=by, token=token).led_to


def _first(token: str, at: datetime, by: Officer) -> Submission | None:
    try:
        # A second request waits here until the first has done its work or failed.
        with transaction.atomic():
            return Submission.objects.create(officer=by, token=token, at=at)
    except IntegrityError:
        return None
