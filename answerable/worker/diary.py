"""What the worker does for the diary: facts after messages, reminders, and calendars elsewhere."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings

from answerable.channels.calendar.apart import busy_times_apart
from answerable.channels.calendar.fetch import fetch
from answerable.channels.calendar.read import NoCalendar
from answerable.channels.calendar.write import as_invitation
from answerable.channels.outside import Unreachable
from answerable.desk.council.models import Council
from answerable.desk.council.secrets import UnreadableSecret
from answerable.desk.diary.calendars import AHEAD, address_of, claim_due, in_trouble, keep_busy
from answerable.desk.diary.enclosed import entry_with
from answerable.desk.diary.models import OtherCalendar
from answerable.desk.diary.telling import remind
from answerable.desk.diary.told import settle
from answerable.desk.outbox.models import Message
from answerable.desk.outbox.outgoing import Enclosed

# Calendars read in one pass: slow ones keep nothing else waiting for long.
FEW = 2
DAY = timedelta(days=1)


def keep_diary(now: Callable[[], datetime]) -> None:
    """Let the facts of appointments follow what became of messages, send reminders, and read calendars that are due."""
    settle(now())
    remind(now())
    for calendar in claim_due(now(), most=FEW):
        read_calendar(calendar, at=now())


def read_calendar(calendar: OtherCalendar, *, at: datetime) -> None:
    """Read the calendar and keep its busy times, or why it could not be read."""
    try:
        data = fetch(address_of(calendar), allowed=settings.ALLOWED_ADDRESSES)
        keep_busy(calendar, busy_times_apart(data, since=at - DAY, until=at + AHEAD), at=at)
    except (Unreachable, NoCalendar, UnreadableSecret) as error:
        in_trouble(calendar, str(error))


def enclosed_with(message: Message, council: Council) -> list[Enclosed]:
    """Return what goes with the message: of an appointment or a visit, its entry for the customer's calendar."""
    entry = entry_with(message, council)
    if entry is None:
        return []
    body = as_invitation(entry, host=council.email.rpartition("@")[2] or "localhost", organiser=council.email)
    return [Enclosed(f"{entry.kind}.ics", "calendar", body, {"method": "PUBLISH"})]
