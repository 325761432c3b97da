"""Telling the customer of a visit in their own way: confirmed with its code, never changed without sorry and why."""

from datetime import datetime

from django.db import transaction

from answerable.charter.moments import day_in_words, local
from answerable.desk.council.actions import council
from answerable.desk.diary.told import What, refuse_without, tell
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.models import Message
from answerable.desk.visits import words
from answerable.desk.visits.actions import Plan, cancel, move
from answerable.desk.visits.models import Visit


@transaction.atomic
def confirm(visit: Visit, *, way: str, at: datetime, by: Officer, otherwise: str = "") -> Message:
    """Tell the customer of the visit, with its code. Raises NotSaid."""
    text = words.confirmation(visit, council(), way)
    return tell(visit, What.CONFIRMED, text, way=way, subject=_subject(visit), at=at, by=by, otherwise=otherwise)


@transaction.atomic
def tell_move(
    visit: Visit,
    planned: Plan,
    *,
    apology: str,
    explanation: str,
    way: str,
    at: datetime,
    by: Officer,
    otherwise: str = "",
) -> Message:
    """Plan the visit anew and tell the customer, with apology and explanation. Raises NotPossible without either."""
    refuse_without(apology, explanation)
    was = visit.begins
    kept = move(visit, planned, at=at, by=by)
    text = words.moved(kept, council(), way, was=was, apology=apology, explanation=explanation)
    come_by = min(was, kept.begins)
    return tell(
        kept, What.CHANGED, text, way=way, subject=_subject(kept), at=at, by=by, come_by=come_by, otherwise=otherwise
    )


@transaction.atomic
def tell_cancellation(
    visit: Visit, *, apology: str, explanation: str, way: str, at: datetime, by: Officer, otherwise: str = ""
) -> Message:
    """Cancel the visit and tell the customer, with apology and explanation. Raises NotPossible without either."""
    refuse_without(apology, explanation)
    kept = cancel(visit, at=at, by=by)
    text = words.cancelled(kept, council(), way, apology=apology, explanation=explanation)
    return tell(kept, What.CHANGED, text, way=way, subject=_subject(kept), at=at, by=by, otherwise=otherwise)


def _subject(visit: Visit) -> str:
    case = f" [{visit.case.reference}]" if visit.case else ""
    return f"A visit on {day_in_words(local(visit.begins))}{case}"
