"""Messages about appointments and home visits: what they are, and the facts that follow what became of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from answerable.charter.moments import council_moments, local
from answerable.desk.council.actions import council
from answerable.desk.diary.appointments import DIRECTIONS, NotPossible, state_made
from answerable.desk.diary.models import Appointment, AppointmentMessage
from answerable.desk.diary.words import in_one_line
from answerable.desk.history.actions import happened
from answerable.desk.history.law import law
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.actions import Saying
from answerable.desk.outbox.asked import reason_kept
from answerable.desk.outbox.models import Means, Message, State
from answerable.desk.outbox.ways import SPOKEN, NotSaid, say, ways_to
from answerable.desk.outbox.written import written
from answerable.desk.visits.models import Visit

What = AppointmentMessage.What
# Whether a message arrived is followed for so long after what it tells of.
FOLLOWED = timedelta(days=7)


def refuse_without(apology: str, explanation: str) -> None:
    """Raise NotPossible where either is missing: nothing is changed without both."""
    if not apology.strip() or not explanation.strip():
        raise NotPossible("Nothing is changed without an apology and an explanation. Write both.")


def tell(
    about: Appointment | Visit,
    what: str,
    text: str,
    *,
    way: str,
    subject: str,
    at: datetime,
    by: Officer,
    automatic: bool = False,
    come_by: datetime | None = None,
    otherwise: str = "",
) -> Message:
    """Tell the customer of it in that way. Raises NotSaid, and NotAsAsked without saying why it goes `otherwise`.

    A letter is to have come by `come_by`, or by when it begins.
    """
    case = about.case
    customer = about.customer if isinstance(about, Visit) else about.case.customer
    ways = ways_to(customer, case)
    if way not in ways:
        raise NotSaid("They can't be told in this way any more. Choose another.")
    message = say(
        case,
        _saying(what, text, reason_kept(customer, way, otherwise, at=at)),
        way=way,
        to=ways[way],
        subject=subject,
        at=at,
        by=by,
        customer=customer,
        automatic=automatic,
        post_by=working_days_before(come_by or about.begins, council().post_days or 0),
    )
    owner = {"visit": about} if isinstance(about, Visit) else {"appointment": about}
    told = AppointmentMessage.objects.create(**owner, message=message, what=what, begins=about.begins)
    if message.state == State.SENT:
        _note(told, at=at)
    return message


def _saying(what: str, text: str, otherwise: str) -> Saying:
    if what == What.CHANGED:
        return Saying(Means.APPOINTMENT_CHANGE, text, tells=("apology", "explanation"), otherwise=otherwise)
    return Saying(Means.OTHER, text, otherwise=otherwise)


def working_days_before(moment: datetime, days: int) -> datetime:
    """Return the same time of the day, so many working days before."""
    calendar, there = law().calendar_at(moment), local(moment)
    day = there.date()
    while days:
        day -= timedelta(days=1)
        days -= calendar.is_working_day(day)
    naive = datetime.combine(day, there.time())
    return (council_moments(naive) or council_moments(naive + timedelta(hours=1)))[0]


def settle(now: datetime) -> int:
    """Let the facts follow what became of the messages. Return how many were followed.

    Several workers at once follow each once.
    """
    fate = AppointmentMessage.objects.filter(
        begins__gt=now - FOLLOWED, message__state__in=(State.SENT, State.BOUNCED)
    ).exclude(noted=F("message__state"))
    rows = fate.select_related("message__case", "message__officer", "appointment__occasion", "visit__occasion")
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
    message = told.message
    if told.what == What.REMINDED:
        return
    if told.what == What.CHANGED:
        how = message.by if message.by in ("letter", SPOKEN) else "message"
        details = {"message": str(message.pk), "by": how, "has": _has(message)}
        happened(told.about.occasion, "appointment changed", at=at, by=message.officer, details=details)
    _state(told, at=at, done=(DIRECTIONS,) if _directs(told) else ())


def _has(message: Message) -> Sequence[str]:
    """Return what stands in the message; of what was spoken, what the officer said."""
    return list(message.tells) if message.by == SPOKEN else written(message, council())


def _directs(told: AppointmentMessage) -> bool:
    """Say whether the directions, as they now are, stand in the message."""
    directions = in_one_line(told.appointment.directions) if told.appointment else ""
    return bool(directions) and directions in in_one_line(told.message.text)


def _came_back(told: AppointmentMessage, *, at: datetime) -> None:
    if told.what == What.CHANGED:
        source, details = _SOURCES.get(told.message.by, "mail"), {"message": str(told.message.pk)}
        happened(told.about.occasion, "bounced", at=at, by=None, source=source, details=details)
    elif told.what == What.CONFIRMED:
        _state(told, at=at, done=())


# Who tells that a message came back.
_SOURCES = {"sms": "sms", "letter": "post"}


def _state(told: AppointmentMessage, *, at: datetime, done: Sequence[str]) -> None:
    """State anew that the appointment was made, with what went out with it; not of one that has begun or moved on."""
    appointment = told.appointment
    if appointment and appointment.is_open and appointment.begins == told.begins and at < appointment.begins:
        state_made(appointment, at=at, by=told.message.officer, done=done)
