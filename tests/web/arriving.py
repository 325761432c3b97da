"""A mail that arrives now, and a visit about it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.utils.timezone import now

from answerable.desk.diary.absences import Gone, enter
from answerable.desk.diary.appointments import Agreed, make
from answerable.desk.diary.calendars import make_link, read_from
from answerable.desk.incoming.actions import keep, take_in
from answerable.desk.models import Appointment, Contact, Occasion, Officer, Visit
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


def a_diary_about(contact: Contact, officer: Officer) -> Appointment:
    """Make an appointment about what came, an absence that begins after it, and calendars in and out."""
    case, at = contact.cases.get(), now()
    begins = at + timedelta(days=1)
    said: dict[str, Any] = dict.fromkeys(("purpose", "place", "directions", "needs"), case.need[:200]) | {
        "language": case.need[:60]
    }
    agreed = Agreed(officer=officer, begins=begins, ends=begins + timedelta(minutes=30), **said)
    appointment = make(case, agreed, at=at, by=officer)
    away = Gone(officer=officer, begins=begins + timedelta(days=1), returns=begins + timedelta(days=2))
    enter(replace(away, other_contact=case.need[:200]), at=at, by=officer)
    make_link(officer=officer, at=at, by=officer)
    read_from("https://calendar.example.org/mine.ics", officer=officer, by=officer)
    return appointment
