"""Programs that speak to the desk: a token is issued once, kept hashed, and ends by its date or when it is revoked."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import date, datetime

from answerable.desk.clients.models import Client
from answerable.desk.rows import rows_with

SCOPES = {
    "contacts:write": "Create contacts",
    "facts:write": "Record what happened outside",
    "telephony:write": "Tell of telephone calls",
    "messages:write": "Pass texts and messages on social media on, and fetch and report those that go out",
    "cases:read": "Read cases and their promises",
}


def issue(*, name: str, scopes: Sequence[str], expires: datetime, at: datetime) -> tuple[Client, str]:
    """Let a program in until `expires`. Returns it with its token, which nobody can be shown again."""
    unknown = [scope for scope in scopes if scope not in SCOPES]
    if unknown or expires <= at:
        raise ValueError("A token needs known scopes and an end that is still to come.")
    token = f"answerable_{secrets.token_urlsafe(32)}"
    client = Client.objects.create(
        name=name, token_hash=digest(token), scopes=sorted(scopes), created=at, expires=expires
    )
    return client, token


def revoke(client: Client, *, at: datetime) -> None:
    """End a program's token now. Revoked twice, it keeps its first end."""
    client.revoked_at = client.revoked_at or at
    client.save(update_fields=["revoked_at"])


def client_with(token: str, *, now: datetime) -> Client | None:
    """Return the program whose token this is, unless it has expired or was revoked."""
    found = rows_with(Client, token_hash=digest(token))
    return found[0] if found and found[0].revoked_at is None and found[0].expires > now else None


def used(client: Client, *, on: date) -> None:
    """Keep on which day the program last came: written at most once a day."""
    if client.last_used != on:
        Client.objects.filter(pk=client.pk).update(last_used=on)


def digest(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
