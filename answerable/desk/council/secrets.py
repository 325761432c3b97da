"""Passwords of mail servers, encrypted with the data folder's key: a copy of the database alone gives none away."""

import base64
from functools import lru_cache
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

MOST_BYTES = 300  # encrypted they fill the 500 characters that the tables have for them


class UnreadableSecret(ValueError):
    """The secret was encrypted with the key of another data folder; the message says what to do."""


def is_too_long(text: str) -> bool:
    """Say whether there is no room for `text` once it is encrypted."""
    return len(text.encode()) > MOST_BYTES


def encrypted(text: str) -> str:
    """Return `text` as it may stand in the database; empty stays empty."""
    return _box(settings.SECRET_KEY).encrypt(text.encode()).decode("ascii") if text else ""


def decrypted(secret: str) -> str:
    """Return what `encrypted` was given. Raises UnreadableSecret."""
    if not secret:
        return ""
    try:
        return _box(settings.SECRET_KEY).decrypt(secret.encode()).decode()
    except (InvalidToken, UnicodeError):
        raise UnreadableSecret("The password was kept with another key. Enter it again in Settings.") from None


@lru_cache(maxsize=4)
def _box(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(sha256(f"kept secrets {key}".encode()).digest()))
