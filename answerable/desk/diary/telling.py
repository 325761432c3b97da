"""Telling customers of their appointments: confirmed, reminded, and never changed without apology and explanation."""

from datetime import datetime

from django.db import transaction

from answerable.desk.council.actions import council
from answerable.desk.diary import words
from answerable.desk.diary.appointments import Agreed, cancel, move
from answerable.desk.diary.models import Appointment
from answerable.desk.diary.told import What, refuse_without, tell, working_days_before
from answerable.desk.needs.known import ways_taken
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.actions import Saying, lay_before_people
from answerable.desk.outbox.asked import NO_WAY
from answerable.desk.outbox.models import Means, Message
from answerable.desk.outbox.ways import EMAIL, LETTER, SPOKEN, way_asked_for, ways_to


@transaction.atomic
def confirm(appointment: Appointment, *, way: str, at: datetime, by: Officer, otherwise: str = "") -> Message:
    """Tell the customer of the appointment with its directions. Raises NotSaid."""
    text = words.confirmation(appointment, council(), way)
    return _told(appointment, What.CONFIRMED, text, way=way, at=at, by=by, otherwise=otherwise)


@transaction.atomic
def tell_move(
    appointment: Appointment,
    agreed: Agreed,
    *,
    apology: str,
    explanation: str,
    way: str,
    at: datetime,
    by: Officer,
    otherwise: str = "",
) -> Message:
    """Move the appointment and tell the customer, with apology and explanation. Raises NotPossible without either."""
    refuse_without(apology, explanation)
    was = appointment.begins
    held = move(appointment, agreed, at=at, by=by)
    text = words.moved(held, council(), way, was=was, apology=apology, explanation=explanation)
    return _told(held, What.CHANGED, text, way=way, at=at, by=by, come_by=min(was, held.begins), otherwise=otherwise)


@transaction.atomic
def tell_cancellation(
    appointment: Appointment,
    *,
    apology: str,
    explanation: str,
    way: str,
    at: datetime,
    by: Officer,
    otherwise: str = "",
) -> Message:
    """Cancel the appointment and tell the customer, with apology and explanation. Raises NotPossible without either."""
    refuse_without(apology, explanation)
    held = cancel(appointment, at=at)
    text = words.cancelled(held, council(), way, apology=apology, explanation=explanation)
    return _told(held, What.CHANGED, text, way=way, at=at, by=by, otherwise=otherwise)


def _told(
    appointment: Appointment,
    what: str,
    text: str,
    *,
    way: str,
    at: datetime,
    by: Officer,
    come_by: datetime | None = None,
    otherwise: str = "",
) -> Message:
    """Tell it, and remind in the same way."""
    message = tell(
        appointment,
        what,
        text,
        way=way,
        subject=_subject(appointment),
        at=at,
        by=by,
        come_by=come_by,
        otherwise=otherwise,
    )
    appointment.way = way
    appointment.remind_at = _reminding(appointment, at) if appointment.is_open else None
    appointment.save(update_fields=["way", "remind_at"])
    return message


def _subject(appointment: Appointment) -> str:
    return f"Your appointment on {words.at_in_words(appointment.begins)} [{appointment.case.reference}]"


def _reminding(appointment: Appointment, at: datetime) -> datetime | None:
    """Return when the reminder goes: at the same time of the day, so many working days before; None if that has passed.

    A letter goes earlier by the days for which it is on its way. Who was told in words is not reminded by us.
    """
    ours = council()
    days, on_its_way = ours.reminder_days, ours.post_days if appointment.way == LETTER else 0
    if not days or on_its_way is None or appointment.way == SPOKEN:
        return None
    moment = working_days_before(appointment.begins, days + on_its_way)
    return moment if moment > at else None


def remind(now: datetime) -> int:
    """Queue the reminders that are to go by now. Return how many; two workers at once queue each once."""
    due = Appointment.objects.to_come().filter(remind_at__lte=now, begins__gt=now).values_list("pk", flat=True)
    return sum(_remind(pk, now) for pk in list(due))


@transaction.atomic
def _remind(pk: int, now: datetime) -> bool:
    if not Appointment.objects.to_come().filter(pk=pk, remind_at__lte=now).update(remind_at=None):
        return False
    rows = Appointment.objects.select_related("occasion", "case__customer", "officer", "room__office")
    appointment = rows.get(pk=pk)
    way = _way_to_remind(appointment)
    text = words.reminder(appointment, council(), way)
    if not way:
        lay_before_people(appointment.case, Saying(Means.OTHER, text), by=appointment.way, why=NO_WAY, at=now)
        return False
    come_by = working_days_before(appointment.begins, council().reminder_days or 0)
    subject, by = _subject(appointment), appointment.officer
    tell(appointment, What.REMINDED, text, way=way, subject=subject, at=now, by=by, automatic=True, come_by=come_by)
    return True


def _way_to_remind(appointment: Appointment) -> str:
    """Return the way in which they were told, while they take it and it reaches them; else one that does, or ""."""
    customer, way = appointment.case.customer, appointment.way or EMAIL
    taken = way in ways_taken(customer) and way in ways_to(customer, appointment.case)
    return way if taken else way_asked_for(customer, appointment.case)[0]
