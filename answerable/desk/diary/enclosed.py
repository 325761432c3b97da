"""An appointment or a home visit as it goes with an e-mail, for the customer's own calendar."""

from dataclasses import dataclass
from datetime import datetime

from answerable.desk.council.models import Council
from answerable.desk.diary.models import Appointment, AppointmentMessage
from answerable.desk.diary.words import where
from answerable.desk.outbox.models import Message
from answerable.desk.visits.models import Visit

What = AppointmentMessage.What
_ABOUT = (
    "appointment__occasion",
    "appointment__case",
    "appointment__room__office",
    "visit__occasion",
    "visit__case",
)


@dataclass(frozen=True, kw_only=True)
class CustomersEntry:
    """One entry. It names the council and not the customer; of two with one reference the higher `sequence` stands."""

    reference: str
    sequence: int
    cancelled: bool
    begins: datetime
    ends: datetime
    kind: str  # "appointment" or "visit"
    title: str
    where: str
    about: str
    changed: datetime


def entry_with(message: Message, council: Council) -> CustomersEntry | None:
    """Return the entry that goes with the message; None with one that tells of nothing, or of what was moved since.

    It is made when the message goes out, from what is agreed: nothing is kept that could be lost.
    """
    rows = AppointmentMessage.objects.filter(message=message).exclude(what=What.REMINDED).select_related(*_ABOUT)
    told = rows.first()
    if told is None:
        return None
    about = told.about
    changes = list(about.messages.filter(what=What.CHANGED).order_by("pk").values_list("pk", flat=True))
    sequence, cancelled = sum(pk <= told.pk for pk in changes), _cancelled(about)
    if sequence < len(changes) or not (_stands(about) or cancelled):
        return None  # a later message has what stands now
    return CustomersEntry(
        reference=about.occasion.reference,
        sequence=sequence,
        cancelled=cancelled,
        begins=about.begins,
        ends=about.ends,
        changed=message.queued_at,
        **(_of_visit(about, council) if isinstance(about, Visit) else _of_appointment(about, council)),
    )


def _cancelled(about: Appointment | Visit) -> bool:
    if isinstance(about, Visit):
        return about.cancelled_at is not None
    return about.outcome == Appointment.Outcome.CANCELLED


def _stands(about: Appointment | Visit) -> bool:
    return not about.is_over if isinstance(about, Visit) else about.is_open


def _of_appointment(appointment: Appointment, council: Council) -> dict[str, str]:
    place, reference = where(appointment, council), f"Reference: {appointment.case.reference}"
    about = "\n\n".join(filter(None, (place, appointment.directions.strip(), reference)))
    return {"kind": "appointment", "title": f"Appointment with {council.name}", "where": place, "about": about}


def _of_visit(visit: Visit, council: Council) -> dict[str, str]:
    """Return the time between which we come. Neither who comes nor the code stands in it: others read calendars too."""
    ring = f" If you can't be at home then, telephone {council.telephone}." if council.telephone else ""
    about = f"We come to your home between these times, and show an identity card without being asked.{ring}"
    reference = f"Reference: {visit.case or visit}"
    return {
        "kind": "visit",
        "title": f"Home visit from {council.name}",
        "where": "",
        "about": f"{about}\n\n{reference}",
    }
