"""Visitors who have an appointment: found by its reference or by their name, on the day."""

from datetime import datetime, timedelta

from django.db.models import Q

from answerable.charter.moments import local, time_in_words
from answerable.desk.diary.models import Appointment
from answerable.desk.offices.models import Office

EARLY, LATE = timedelta(hours=2), timedelta(hours=1)


def expected(who: str, *, office: Office | None, now: datetime) -> Appointment | None:
    """Return the appointment about now of whom that reference, or exactly that name, belongs to; None: nobody knows.

    Two of one name at the same time are told apart by an officer.
    """
    said = who.strip()
    if not said:
        return None
    about_now = Appointment.objects.to_come().filter(begins__gt=now - LATE, begins__lt=now + EARLY)
    if office is not None:
        about_now = about_now.filter(Q(room=None) | Q(room__office=office))
    by_reference = Q(occasion__reference__iexact=said) | Q(case__reference__iexact=said)
    found = about_now.filter(by_reference | Q(case__customer__name__iexact=said))
    first = list(found.select_related("case__customer", "officer", "room").order_by("begins")[:2])
    return first[0] if len(first) == 1 else None


def in_words(appointment: Appointment) -> str:
    """Return what the board says: with whom, and when."""
    return f"Appointment with {appointment.officer} at {time_in_words(local(appointment.begins))}"
