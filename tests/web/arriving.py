"""A mail that arrives now, and a visit about it."""

from datetime import timedelta

from django.utils.timezone import now

from answerable.desk.incoming.actions import keep, take_in
from answerable.desk.models import Contact, Occasion, Officer, Visit
from answerable.desk.visits.actions import Plan, plan
from answerable.desk.visits.alarms import raise_missed


def taken_in(body: bytes) -> Contact:
    """Return the contact that the mail became."""
    at = now()
    return take_in(keep(body, channel="email", at=at), at=at)


def a_visit_about(contact: Contact, officer: Officer) -> Visit:
    """Plan a visit about what came, with the reference of its case, and let its check-in time pass."""
    case, at = contact.cases.get(), now()
    times = {"begins": at - timedelta(hours=2), "ends": at - timedelta(hours=1), "safe_by": at - timedelta(minutes=30)}
    visit = plan(
        Plan(officer=officer, address=case.need, purpose=case.need, customer=case.customer, case=case, **times),
        at=at,
        by=officer,
    )
    Occasion.objects.filter(pk=visit.occasion_id).update(reference=case.reference)
    raise_missed(at)
    return visit
