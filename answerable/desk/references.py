"""References for cases, contacts and messages: random, so that nobody can count or guess the others."""

import random
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils.text import slugify

# No letter or digit that is taken for another when read out or copied by hand.
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
PATTERN = rf"\b[{LETTERS}]{{4}}-[{LETTERS}]{{4}}\b"

_source: ContextVar[random.Random | None] = ContextVar("source of references", default=None)


def new_reference() -> str:
    """Return a new reference such as "K7M2-Q9XR"."""
    source = _source.get() or secrets.SystemRandom()
    letters = "".join(source.choice(LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def new_secret() -> str:
    """Return a secret of 160 bits that can stand in an address."""
    source = _source.get()
    return f"{source.getrandbits(160):040x}" if source else secrets.token_hex(20)


def code_from(name: str, taken: Iterable[str], *, usual: str) -> str:
    """Return a code of at most 40 letters made of a name (`usual` where it has none), which none of the `taken` is."""
    stem, others = slugify(name)[:36] or usual, set(taken)
    return next(code for code in (stem, *(f"{stem}-{n}" for n in range(2, len(others) + 3))) if code not in others)


@contextmanager
def drawn_from(source: random.Random) -> Iterator[None]:
    """Draw references from `source` meanwhile: the demonstration is the same for the same day."""
    token = _source.set(source)
    try:
        yield
    finally:
        _source.reset(token)
