"""Requests with an idempotency key: done once, and answered with the same words however often they are sent."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction

from answerable.desk.clients.models import Client, Replay

Answer = dict[str, Any]


class AnotherBody(ValueError):
    """The key was used for another request."""


def remembered(client: Client, *, key: str, body: bytes) -> Answer | None:
    """Return what this request was answered, or None if it is new. Raises AnotherBody for a key used before."""
    replay = Replay.objects.filter(client=client, key=key).first() if key else None
    if replay is not None and replay.body_hash != sha256(body).hexdigest():
        raise AnotherBody
    return replay.answer if replay else None


def once(
    client: Client, *, key: str, body: bytes, status: int, at: datetime, act: Callable[[], Answer]
) -> tuple[Answer, bool]:
    """Return what `act` answers, and False; or, where somebody was faster with the same key, theirs, and True.

    What `act` does and the memory of it are one transaction. Without a key nothing is remembered.
    """
    try:
        with transaction.atomic():
            answer = act()
            if key:
                Replay.objects.create(
                    client=client, key=key, body_hash=sha256(body).hexdigest(), status=status, answer=answer, at=at
                )
            return answer, False
    except IntegrityError:
        faster = remembered(client, key=key, body=body)
        if faster is None:
            raise
        return faster, True
