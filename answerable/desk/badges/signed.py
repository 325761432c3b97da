"""The signed code on an identity card: nobody can make one up; withdrawn or expired, it says nothing."""

from datetime import date

from django.core.signing import BadSignature, Signer

from answerable.desk.badges.lists import trouble_with
from answerable.desk.badges.models import Badge


def _signer() -> Signer:
    """Sign with the data folder's key, for this one purpose."""
    return Signer(salt="answerable.identity-card", sep=".")


def signed_code(badge: Badge) -> str:
    """Return the code of a card, such as "1042.20271231.…": it stands in an address and names nobody."""
    return _signer().sign(f"{badge.number}.{badge.expires:%Y%m%d}")


def badge_with(code: str) -> Badge | None:
    """Return the badge whose card has that code, good or not; None for a code that we did not sign."""
    try:
        number, _, expires = _signer().unsign(code).rpartition(".")
    except BadSignature:
        return None
    badge = Badge.objects.select_related("officer").filter(number=number).first()
    return badge if badge is not None and f"{badge.expires:%Y%m%d}" == expires else None


def badge_of(code: str, *, today: date) -> Badge | None:
    """Return the badge whose card has that code, if it is good today; else None, whatever is wrong with it."""
    badge = badge_with(code)
    return None if badge is None or trouble_with(badge.officer, badge, today) else badge


def address_of(badge: Badge, public_url: str) -> str:
    """Return the public address that the square on the card leads to."""
    return f"{public_url.rstrip('/')}/genuine/card/{signed_code(badge)}"
