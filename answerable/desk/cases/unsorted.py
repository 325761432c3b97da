"""What is still to be sorted, and what helps to sort it."""

from dataclasses import dataclass

from django.db.models import Q

from answerable.desk.cases.models import Case
from answerable.desk.incoming.models import Contact

MOST = 25
MOST_OTHERS = 6


@dataclass(frozen=True)
class Unsorted:
    """One case to be sorted: its newest contact, the case that the contact names, the customer's other open cases."""

    case: Case
    contact: Contact | None
    suggested: Case | None
    others: list[Case]


def to_sort() -> list[Case]:
    """Return the cases still to be sorted, the longest waiting first: one more than a list shows, if there are more."""
    waiting = Case.objects.untriaged().open().select_related("customer")
    return list(waiting.order_by("opened_at", "pk")[: MOST + 1])


def look_at(case: Case) -> Unsorted:
    """Return what an officer needs to see of the case to sort it."""
    contacts = case.contacts.select_related("suggested__customer").prefetch_related("attachments")
    contact = contacts.order_by("-received_at", "-pk").first()
    suggested = contact.suggested if contact and contact.suggested_id != case.pk else None
    return Unsorted(case, contact, suggested, _others(case, suggested))


def _others(case: Case, suggested: Case | None) -> list[Case]:
    """Return the open cases of the same customer, those already sorted, the newest first."""
    if case.customer_id is None:
        return []
    theirs = (
        Case.objects.open()
        .filter(triaged_at__isnull=False)
        .filter(~Q(pk__in=[case.pk, suggested.pk if suggested else None]))
    )
    return list(theirs.filter(customer=case.customer_id).order_by("-opened_at", "-pk")[:MOST_OTHERS])
