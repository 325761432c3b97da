"""The code of a visit, by which the customer checks who is at the door. It is for one visit and dies with it.

It is derived from the data folder's own secret, so that the desk can read it out again; the table has its digest alone.
"""

import hashlib
from datetime import datetime

from django.utils.crypto import salted_hmac

from answerable.desk.cases.following import plain
from answerable.desk.references import LETTERS
from answerable.desk.visits.models import Visit

# Short enough to be read out at a door: 39 bits, with few tries a minute.
CODE_LETTERS = 8


def code_of(visit: Visit) -> str:
    """Return the code that the customer of this visit was given, such as "H7K2-M9QX"."""
    letters = _letters(visit.occasion.reference)
    return f"{letters[:4]}-{letters[4:]}"


def digest_of(reference: str) -> str:
    """Return what is kept of the code of the visit with that reference."""
    return _digest(_letters(reference))


def visit_by(code: str, *, now: datetime) -> Visit | None:
    """Return the visit whose code this is; None alike for one unknown, mistyped, or of a visit that is over."""
    found = Visit.objects.select_related("officer").filter(code_digest=_digest(plain(code))).first()
    return found if found is not None and not found.is_over and now <= found.latest_end else None


def _letters(reference: str) -> str:
    number = int.from_bytes(salted_hmac("answerable.visit", reference, algorithm="sha256").digest())
    return "".join(LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(CODE_LETTERS))


def _digest(letters: str) -> str:
    return hashlib.sha256(f"visit {letters}".encode()).hexdigest()
