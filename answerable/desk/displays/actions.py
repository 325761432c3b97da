"""Letting a screen in by a link, and ending that."""

import hashlib
from datetime import date, datetime

from answerable.desk.displays.models import Display
from answerable.desk.officers.models import Officer
from answerable.desk.offices.models import Office
from answerable.desk.references import new_secret


def make_display(
    kind: str, *, name: str, at: datetime, by: Officer | None, office: Office | None = None
) -> tuple[Display, str]:
    """Let a screen in. Returns it with the secret of its link, which nobody can be shown again."""
    secret = new_secret()
    display = Display.objects.create(
        kind=kind, name=name, office=office, secret_hash=_digest(secret), made_at=at, made_by=by
    )
    return display, secret


def display_with(secret: str, *, kind: str, on: date) -> Display | None:
    """Return the screen of that kind whose secret this is, unless it was revoked. Its use is kept once a day."""
    display = (
        Display.objects.select_related("office").filter(secret_hash=_digest(secret), kind=kind, revoked_at=None).first()
    )
    if display is not None and display.last_used != on:
        Display.objects.filter(pk=display.pk).update(last_used=on)
    return display


def revoke(display: Display, *, at: datetime) -> None:
    """End a screen's link now. Revoked twice, it keeps its first end."""
    display.revoked_at = display.revoked_at or at
    display.save(update_fields=["revoked_at"])


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
