"""What a customer was told of an appointment or a home visit, in which way, and what became of it."""

from dataclasses import dataclass
from datetime import datetime

from answerable.desk.diary.models import Appointment, AppointmentMessage
from answerable.desk.outbox.models import State
from answerable.desk.visits.models import Visit
from answerable.web.cases.timeline import BY, state_of


@dataclass(frozen=True)
class Told:
    """One message, in words. `at` is when it went; `post_by` until when a letter in the tray comes in time."""

    what: str
    how: str
    state: str
    at: datetime | None
    trouble: str
    otherwise: str  # why it went another way than they asked
    in_tray: bool
    post_by: datetime | None
    too_late: bool


def told_of(about: Appointment | Visit, now: datetime) -> list[Told]:
    """Return what was said of it, in the order in which it was."""
    rows = about.messages.select_related("message__letter").order_by("pk")
    return [_told(row, now) for row in rows]


def _told(row: AppointmentMessage, now: datetime) -> Told:
    message = row.message
    letter = getattr(message, "letter", None)
    post_by = letter.post_by if letter else None
    return Told(
        what=row.get_what_display(),
        how=BY.get(message.by, ""),
        state=state_of(message),
        at=message.sent_at,
        trouble=message.trouble,
        otherwise=message.otherwise,
        in_tray=letter is not None and message.state == State.QUEUED,
        post_by=post_by,
        too_late=post_by is not None and post_by < now,
    )
