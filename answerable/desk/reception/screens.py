"""The screens of reception: made by a manager, found by the secret in their address, revoked."""

from datetime import datetime, timedelta
from hashlib import sha256

from answerable.desk.officers.models import Officer
from answerable.desk.offices.models import Office
from answerable.desk.reception.models import ReceptionVisit, Screen
from answerable.desk.references import new_secret

# A queue of people can check in at one screen; a child that plays with it, or somebody with its address, soon can't.
MOST_AT_ONCE, AT_ONCE = 12, timedelta(minutes=10)


def make_screen(kind: str, *, office: Office | None, name: str, at: datetime, by: Officer) -> tuple[Screen, str]:
    """Make a screen. Return it with the secret of its address, which is kept nowhere."""
    secret = new_secret()
    screen = Screen.objects.create(
        kind=kind, office=office, name=name, secret_digest=_digest(secret), made_at=at, made_by=by
    )
    return screen, secret


def screen_at(secret: str, kind: str) -> Screen | None:
    """Return the screen whose address has that secret, unless it was revoked."""
    found = Screen.objects.filter(secret_digest=_digest(secret), kind=kind, revoked_at=None)
    return found.select_related("office").first()


def revoke(screen: Screen, *, at: datetime) -> None:
    """Let the screen show nothing from now on."""
    Screen.objects.filter(pk=screen.pk, revoked_at=None).update(revoked_at=at)


def is_worn_out(screen: Screen, at: datetime) -> bool:
    """Say whether more have checked in at the screen of late than people can have come through its door."""
    lately = ReceptionVisit.objects.filter(screen=screen, occasion__at__gt=at - AT_ONCE)
    return lately.count() >= MOST_AT_ONCE


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
