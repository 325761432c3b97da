"""Telling customers of their appointments: confirmed, reminded, and never changed without apology and explanation."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from answerable.charter.moments import council_moments, local
from answerable.desk.council.actions import council
from answerable.desk.customers.actions import email_of
from answerable.desk.diary import words
from answerable.desk.diary.appointments import DIRECTIONS, Agreed, NotPossible, cancel, move, state_made
from answerable.desk.diary.models import Appointment, AppointmentMessage
from answerable.desk.history.actions import happened
from answerable.desk.history.law import law
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.actions import Saying, post, queue, speak
from answerable.desk.outbox.models import Means, Message, State
from answerable.desk.outbox.written import written

What = AppointmentMessage.What
EMAIL, SPOKEN, LETTER = "email", "spoken", "letter"
# Whether a message about an appointment arrived is followed for so long after the appointment.
FOLLOWED = timedelta(days=7)


def confirm(appointment: Appointment, *, way: str, at: datetime, by: Officer) -> Message:
    """Tell the customer of the appointment with its directions, by e-mail, spoken, or in a letter posted today."""
    saying = Saying(Means.OTHER, words.confirmation(appointment, council()))
    message = _tell(appointment, What.CONFIRMED, saying, way=way, at=at, by=by)
    _set_reminder(appointment, at=at, by_email=way == EMAIL)
    return message


@transaction.atomic
def tell_move(
    appointment: Appointment, agreed: Agreed, *, apology: str, explanation: str, way: str, at: datetime, by: Officer
) -> Message:
    """Move the appointment and tell the customer, with apology and explanation. Raises NotPossible without either."""
    _refuse_without(apology, explanation)
    was = appointment.begins
    held = move(appointment, agreed, at=at, by=by)
    text = words.moved(held, council(), was=was, apology=apology, explanation=explanation)
    message = _tell(held, What.CHANGED, _change(text), way=way, at=at, by=by)
    _set_reminder(held, at=at, by_email=way == EMAIL)
    return message


@transaction.atomic
def tell_cancellation(
    appointment: Appointment, *, apology: str, explanation: str, way: str, at: datetime, by: Officer
) -> Message:
    """Cancel the appointment and tell the customer, with apology and explanation. Raises NotPossible without either."""
    _refuse_without(apology, explanation)
    held = cancel(appointment, at=at)
    text = words.cancelled(held, council(), apology=apology, explanation=explanation)
    return _tell(held, What.CHANGED, _change(text), way=way, at=at, by=by)


def _refuse_without(apology: str, explanation: str) -> None:
    if not apology.strip() or not explanation.strip():
        raise NotPossible("An appointment is changed with an apology and an explanation. Write both.")


def _change(text: str) -> Saying:
    return Saying(Means.APPOINTMENT_CHANGE, text, tells=("apology", "explanation"))


def _tell(
    appointment: Appointment,
    what: str,
    saying: Saying,
    *,
    way: str,
    at: datetime,
    by: Officer,
    automatic: bool = False,
) -> Message:
    case = appointment.case
    match way:
        case "spoken":
            message = speak(case, saying, spoken_at=at, at=at, by=by)
        case "letter":
            message = post(case, saying, posted_at=at, at=at, by=by)
        case _:
            message = queue(
                case,
                saying,
                to=email_of(case.customer),
                subject=f"Your appointment on {words.at_in_words(appointment.begins)} [{case.reference}]",
                at=at,
                by=by,
                automatic=automatic,
            )
    told = AppointmentMessage.objects.create(
        appointment=appointment, message=message, what=what, begins=appointment.begins
    )
    if message.state == State.SENT:
        _note(told, at=at)
    return message


def settle(now: datetime) -> int:
    """Let the facts of appointments follow what became of the messages about them. Return how many were followed.

    Several workers at once follow each once.
    """
    fate = AppointmentMessage.objects.filter(
        begins__gt=now - FOLLOWED, message__state__in=(State.SENT, State.BOUNCED)
    ).exclude(noted=F("message__state"))
    rows = fate.select_related("message__case", "appointment__occasion", "message__officer")
    return sum(_note(told, at=now) for told in rows)


@transaction.atomic
def _note(told: AppointmentMessage, *, at: datetime) -> bool:
    message, before = told.message, told.noted
    mine = AppointmentMessage.objects.filter(pk=told.pk, noted=before)
    if not mine.update(noted=message.state):
        return False
    if message.state == State.SENT:
        _went_out(told, at=message.sent_at or at)
    elif before == State.SENT:
        _came_back(told, at=at)
    return True


def _went_out(told: AppointmentMessage, *, at: datetime) -> None:
    message, appointment = told.message, told.appointment
    if told.what == What.REMINDED:
        return
    if told.what == What.CHANGED:
        how = {"email": "message"}.get(message.by, message.by)
        details = {"message": str(message.pk), "by": how, "has": _has(message)}
        happened(appointment.occasion, "appointment changed", at=at, by=message.officer, details=details)
    _state(told, at=at, done=(DIRECTIONS,) if appointment.directions.strip() else ())


def _has(message: Message) -> Sequence[str]:
    """Return what stands in the message; of what was spoken, what the officer said."""
    return list(message.tells) if message.by == SPOKEN else written(message, council())


def _came_back(told: AppointmentMessage, *, at: datetime) -> None:
    if told.what == What.CHANGED:
        details = {"message": str(told.message.pk)}
        happened(told.appointment.occasion, "bounced", at=at, by=None, source="mail", details=details)
    elif told.what == What.CONFIRMED:
        _state(told, at=at, done=())


def _state(told: AppointmentMessage, *, at: datetime, done: Sequence[str]) -> None:
    """State anew that the appointment was made, with what went out with it; not of one that has begun or moved on."""
    appointment = told.appointment
    if appointment.is_open and appointment.begins == told.begins and at < appointment.begins:
        state_made(appointment, at=at, by=told.message.officer, done=done)


def _set_reminder(appointment: Appointment, *, at: datetime, by_email: bool) -> None:
    """Set when the reminder goes: at the same time of the day, so many working days before; none if that has passed."""
    days = council().reminder_days
    moment = _days_before(appointment.begins, days) if days and by_email else None
    appointment.remind_at = moment if moment and moment > at else None
    appointment.save(update_fields=["remind_at"])


def _days_before(begins: datetime, days: int) -> datetime:
    calendar, there = law().calendar_at(begins), local(begins)
    day = there.date()
    while days:
        day -= timedelta(days=1)
        days -= calendar.is_working_day(day)
    naive = datetime.combine(day, there.time())
    return (council_moments(naive) or council_moments(naive + timedelta(hours=1)))[0]


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
    if not email_of(appointment.case.customer):
        return False
    saying = Saying(Means.OTHER, words.reminder(appointment, council()))
    _tell(appointment, What.REMINDED, saying, way=EMAIL, at=now, by=appointment.officer, automatic=True)
    return True
