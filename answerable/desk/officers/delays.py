"""Growing delays after failed sign-ins, kept in the database: no account is ever locked for everybody.

A try is counted before the password is looked at, so that a thousand tries at once gain nothing; success takes it back.
Failures fade: an office where somebody mistypes now and then never comes to wait for it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac

from answerable.desk.officers.models import SignInDelay

LONGEST = timedelta(minutes=15)  # also how long a door stays quiet until one failure is forgotten
FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Door:
    """What is tried again and again, and how often without a wait. `name` never reaches the table."""

    name: str
    free: int

    @property
    def key(self) -> str:
        return salted_hmac("answerable.sign-in", self.name, algorithm="sha256").hexdigest()

    def delay(self, failures: int) -> timedelta:
        """Return how long after so many failures the next try must wait."""
        beyond = failures - self.free
        return min(timedelta(seconds=2 ** min(beyond, 20)), LONGEST) if beyond >= 0 else timedelta(0)


def sign_in_doors(account: str, address: str) -> list[Door]:
    """Return the doors of a password: this account from this address, and any account from this address."""
    return [Door(f"{account.lower()}|{address}", free=5), Door(f"|{address}", free=30)]


def code_doors(account: str, address: str) -> list[Door]:
    """Return the doors of a second factor. Whoever stands there has the password: the account itself may wait too."""
    return [Door(f"code|{account}|{address}", free=5), Door(f"code|{account}", free=30)]


@transaction.atomic
def knock(doors: list[Door], *, at: datetime) -> timedelta:
    """Count a try at each door, unless one must wait: then return for how long, and count nothing."""
    rows = {door: _row(door, at) for door in doors}
    wait = max(row.next_try - at for row in rows.values())
    if wait > timedelta(0):
        return wait
    for door, row in rows.items():
        row.failures += 1
        row.next_try = at + door.delay(row.failures)
        row.save(update_fields=["failures", "next_try"])
    return timedelta(0)


def _row(door: Door, at: datetime) -> SignInDelay:
    row, _ = SignInDelay.objects.select_for_update().get_or_create(key=door.key, defaults={"next_try": at})
    row.failures = max(0, row.failures - max(0, (at - row.next_try) // LONGEST))
    return row


@transaction.atomic
def opened(doors: list[Door], *, at: datetime) -> None:
    """Take the counted try back: the first door is open, the wider ones remember the failures of others.

    What was last tried long ago is deleted on the way.
    """
    SignInDelay.objects.filter(next_try__lt=at - FORGOTTEN_AFTER).delete()
    first, *wider = doors
    SignInDelay.objects.filter(key=first.key).delete()
    for row in SignInDelay.objects.select_for_update().filter(key__in=[door.key for door in wider], failures__gt=0):
        row.failures -= 1
        row.next_try = at
        row.save(update_fields=["failures", "next_try"])
