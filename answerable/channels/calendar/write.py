"""The diary as an iCalendar file, and one appointment for the customer's own calendar. Titles name no customer."""

from collections.abc import Iterable
from datetime import UTC, datetime

from icalendar import Calendar, Event, vCalAddress

from answerable.desk.diary.enclosed import CustomersEntry
from answerable.desk.diary.entries import Entry

_PRODUCT = "-//Answerable//Diary//EN"


def as_calendar(name: str, entries: Iterable[Entry], *, host: str) -> bytes:
    """Return the entries as a calendar of that name. The same entries give the same bytes."""
    calendar = _calendar()
    calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_event(entry, host))
    return bytes(calendar.to_ical())


def as_invitation(entry: CustomersEntry, *, host: str, organiser: str) -> bytes:
    """Return the entry as a calendar of its own, from that e-mail address. It asks for no answer: nobody attends."""
    calendar, event = _calendar(), _event(entry, host)
    event.add("organizer", vCalAddress(f"mailto:{organiser}"))
    event.add("description", entry.about)
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    return calendar


def _event(entry: Entry | CustomersEntry, host: str) -> Event:
    event = Event()
    event.add("uid", f"{entry.reference}@{host}")
    event.add("dtstamp", _utc(entry.changed))
    event.add("dtstart", _utc(entry.begins))
    event.add("dtend", _utc(entry.ends))
    event.add("summary", entry.title)
    if entry.where:
        event.add("location", entry.where)
    return event


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
