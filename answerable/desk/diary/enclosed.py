"""The appointment as it goes with an e-mail, for the customer's own calendar."""

from dataclasses import dataclass
from datetime import datetime

from answerable.desk.council.models import Council
from answerable.desk.diary.models import Appointment, AppointmentMessage
from answerable.desk.diary.words import where
from answerable.desk.outbox.models import Message

What = AppointmentMessage.What


@dataclass(frozen=True, kw_only=True)
class CustomersEntry:
    """One entry. It names the council and not the customer; of two with one reference the higher `sequence` stands."""

    reference: str
    sequence: int
    cancelled: bool
    begins: datetime
    ends: datetime
    title: str
    where: str
    about: str
    changed: datetime


def entry_with(message: Message, council: Council) -> CustomersEntry | None:
    """Return the entry that goes with the message; None with one that tells of no appointment, or of one moved since.

    It is made when the message goes out, from what is agreed: nothing is kept that could be lost.
    """
    rows = AppointmentMessage.objects.select_related("appointment__occasion", "appointment__case")
    told = rows.select_related("appointment__room__office").filter(message=message).exclude(appointment=None).first()
    if told is None or told.appointment is None or told.what == What.REMINDED:
        return None
    appointment = told.appointment
    changes = list(appointment.messages.filter(what=What.CHANGED).order_by("pk").values_list("pk", flat=True))
    sequence = sum(pk <= told.pk for pk in changes)
    if sequence < len(changes) or not (appointment.is_open or _cancelled(appointment)):
        return None  # a later message has what stands now
    return CustomersEntry(
        reference=appointment.occasion.reference,
        sequence=sequence,
        cancelled=_cancelled(appointment),
        begins=appointment.begins,
        ends=appointment.ends,
        title=f"Appointment with {council.name}",
        where=where(appointment, council),
        about=_about(appointment, council),
        changed=message.queued_at,
    )


def _cancelled(appointment: Appointment) -> bool:
    return appointment.outcome == Appointment.Outcome.CANCELLED


def _about(appointment: Appointment, council: Council) -> str:
    parts = (where(appointment, council), appointment.directions.strip(), f"Reference: {appointment.case.reference}")
    return "\n\n".join(filter(None, parts))
