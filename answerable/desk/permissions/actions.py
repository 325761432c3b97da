"""What becomes of a permission: kept, given, used, refused."""

from datetime import datetime, timedelta

from django.db import transaction

from answerable.desk.council.secrets import decrypted, encrypted
from answerable.desk.permissions.models import Permission

EARLY = timedelta(minutes=2)  # before its end: what is fetched with it still has to be read
_WHERE_TO = ("provider", "given", "tenant", "consent_url", "token_url", "scope", "servers", "client_id")


class SecretNeeded(Exception):
    """The secret was entered for another place, and is shown to no other; the message tells the administrator so."""


@transaction.atomic
def keep_permission(permission: Permission, *, secret: str) -> None:
    """Keep a permission as it now stands. Without `secret` it keeps the one it had.

    What was given for one provider, application or server is never taken to another: raises SecretNeeded.
    """
    before = Permission.objects.filter(pk=permission.pk).first()
    moved = before is not None and any(getattr(before, name) != getattr(permission, name) for name in _WHERE_TO)
    if moved and permission.client_secret and not secret:
        raise SecretNeeded("Enter the secret again: it was for another place.")
    if secret:
        permission.client_secret = encrypted(secret)
    if moved:
        permission.lasting, permission.given_at = "", None
    if moved or secret:
        permission.access, permission.access_ends = "", None
    permission.trouble = ""
    permission.save()


def given(permission: Permission, *, access: str, ends: datetime, lasting: str, at: datetime) -> None:
    """Keep what the provider gave: access until `ends`, and a new `lasting` token if there is one."""
    permission.access, permission.access_ends, permission.trouble = encrypted(access), ends, ""
    permission.given_at = permission.given_at or at
    changed = ["access", "access_ends", "trouble", "given_at"]
    if lasting:
        permission.lasting = encrypted(lasting)
        changed.append("lasting")
    permission.save(update_fields=changed)


def refused(permission: Permission, why: str, *, ended: bool = False) -> None:
    """Keep what the provider said; `ended`: what it gave is good for nothing any more.

    What an administrator was given in the meantime stands.
    """
    found = Permission.objects.filter(pk=permission.pk, lasting=permission.lasting)
    permission.access, permission.access_ends, permission.trouble = "", None, why[:500]
    if ended:
        permission.lasting, permission.given_at = "", None
    names = ("access", "access_ends", "trouble", "lasting", "given_at")
    found.update(**{name: getattr(permission, name) for name in names})


def access_kept(permission: Permission, *, at: datetime) -> str:
    """Return the access that is still good at `at`; "" if none is. Raises UnreadableSecret."""
    ends = permission.access_ends
    return decrypted(permission.access) if ends is not None and ends - EARLY > at else ""
