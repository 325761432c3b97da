"""Following a case: the customer's key to it, and what it opens.

The key is derived from the data folder's own secret, so that every message about a case can carry the same one;
the table has only its digest, so that a stolen back-up opens nothing.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.crypto import constant_time_compare, salted_hmac

from answerable.charter.judging.standing import standing
from answerable.charter.moments import local
from answerable.desk.cases.models import Case
from answerable.desk.history.actions import facts_of
from answerable.desk.history.retiming import answer_due
from answerable.desk.references import LETTERS

# 28 of 30 letters are 137 bits. They are in groups of four for those who type them.
KEY_LETTERS = 28
_GROUP = f"[{LETTERS}]{{4}}"
# Mail programs may break a line they quote at a dash.
_WRITTEN = re.compile(rf"\b(?:{_GROUP}-[\s>]*){{{KEY_LETTERS // 4 - 1}}}{_GROUP}\b", re.IGNORECASE)
HIDDEN = "[the customer’s own key]"
ENDS_AFTER = timedelta(days=90)  # after closing, the key opens nothing


def key_of(case: Case) -> str:
    """Return the customer's key to the case, such as "K7M2-…", and keep its digest. It is the same each time."""
    letters = _letters(case.reference)
    if case.secret_hash != digest(letters):
        case.secret_hash = digest(letters)
        case.save(update_fields=["secret_hash"])
    return "-".join(letters[start : start + 4] for start in range(0, KEY_LETTERS, 4))


def key_digest(reference: str) -> str:
    """Return what is kept of the key to a case, from the day it is opened."""
    return digest(_letters(reference))


def _letters(reference: str) -> str:
    number = int.from_bytes(salted_hmac("answerable.follow", reference, algorithm="sha256").digest())
    return "".join(LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(KEY_LETTERS))


def digest(key: str) -> str:
    """Return what is kept of a key. Small letters, spaces and dashes make no difference."""
    return hashlib.sha256(plain(key).encode()).hexdigest()


def plain(typed: str) -> str:
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def find(*, reference: str, key: str, now: datetime) -> Case | None:
    """Return the case that this key opens; None alike for an unknown reference, a wrong key and one that has ended."""
    letters = plain(reference)
    case = Case.objects.filter(reference=f"{letters[:4]}-{letters[4:]}").first()
    fits = constant_time_compare(digest(key), case.secret_hash if case else "")
    if case is None or not fits or (case.closed_at is not None and case.closed_at + ENDS_AFTER < now):
        return None
    return case


def link_to(case: Case, public_url: str) -> str:
    """Return the address by which the customer follows the case. What stands behind the # is in no server's log."""
    return f"{public_url.rstrip('/')}/follow#{case.reference}.{key_of(case)}"


def hide_keys(text: str) -> str:
    """Return a text as officers may read it: keys in it, as in a mail that quotes ours, are left out."""
    return _WRITTEN.sub(HIDDEN, text)


def with_key(text: str, case: Case) -> str:
    """Return what an officer wrote as it goes to the customer: with the key to the case where it was left out."""
    return text.replace(HIDDEN, key_of(case)) if HIDDEN in text else text


@dataclass(frozen=True)
class Standing:
    """How far a case is, in dates alone: nothing that was written, and nobody's name."""

    reference: str
    received: date
    acknowledged: date | None
    expected: date | None
    answered: date | None
    closed: date | None

    @property
    def stage(self) -> str:
        if self.closed:
            return "Closed"
        if self.answered:
            return "Answered"
        return "Being dealt with" if self.acknowledged else "Received"


def how_far(case: Case) -> Standing:
    """Return how far the case is. An answer that a later letter of the customer's followed no longer counts.

    `expected` is the date that the customer was last told, or else the one by which the charter wants the answer.
    """
    days: dict[str, date] = {}
    for fact in standing(facts_of(case)):
        if fact.kind in ("received", "reopened") and "answered" in days:
            days = {"acknowledged": days["acknowledged"]} if "acknowledged" in days else {}
        days[fact.kind] = fact.at.date()
        if "date" in fact.details:
            days["told date"] = date.fromisoformat(str(fact.details["date"]))
    due = answer_due(case)
    still_due = case.is_open and "answered" not in days
    return Standing(
        reference=case.reference,
        received=local(case.opened_at).date(),
        acknowledged=days.get("acknowledged"),
        expected=days.get("told date", local(due).date() if due else None) if still_due else None,
        answered=days.get("answered"),
        closed=local(case.closed_at).date() if case.closed_at else None,
    )
