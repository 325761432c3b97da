"""The way in which a customer asked to be told is obeyed: another takes a reason, which is kept with what was said."""

from datetime import datetime

from django.db.models import Q

from answerable.desk.cases.actions import NotAnswered
from answerable.desk.customers.models import Customer
from answerable.desk.needs.known import way_asked, ways_taken
from answerable.desk.reception.models import ReceptionVisit
from answerable.desk.telephone.models import Call

SPOKEN = "spoken"
NO_WAY = "It could not go in a way that reaches them and that they take. Tell them yourself."


class NotAsAsked(NotAnswered):
    """The customer asked to be told in another way, and nobody said why it is not heeded."""


def reason_kept(customer: Customer | None, way: str, reason: str, *, at: datetime | None) -> str:
    """Return the reason to keep with what is said in that way at `at` (None: later); "" where it goes as they asked.

    Raises NotAsAsked without a reason. Who rings us or stands before us has chosen that way themselves.
    """
    if way in ways_taken(customer) or (way == SPOKEN and at and is_with_us(customer, at)):
        return ""
    if not reason.strip():
        raise NotAsAsked(f"They asked: {in_words(customer)}. Tell them so, or say why it goes another way.")
    return reason.strip()[:200]


def in_words(customer: Customer | None) -> str:
    """Return the way for which they asked as it stands within a sentence, such as "by letter only"; or ""."""
    words = str(way_asked(customer) or "")
    return words[:1].lower() + words[1:]


def is_with_us(customer: Customer | None, at: datetime) -> bool:
    """Say whether the customer was on a call that they made, or at reception, at `at`."""
    ended, left = Q(ended=None) | Q(ended__gte=at), Q(left_at=None) | Q(left_at__gte=at)
    return customer is not None and (
        Call.objects.filter(ended, customer=customer, answered__lte=at, cut=False).exists()
        or ReceptionVisit.objects.standing().filter(left, customer=customer, arrived_at__lte=at).exists()
    )
