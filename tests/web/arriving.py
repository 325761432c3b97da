"""A mail that arrives now."""

from django.utils.timezone import now

from answerable.desk.incoming.actions import keep, take_in
from answerable.desk.models import Contact


def taken_in(body: bytes) -> Contact:
    """Return the contact that the mail became."""
    at = now()
    return take_in(keep(body, channel="email", at=at), at=at)
