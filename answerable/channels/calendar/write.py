"""The diary as an iCalendar file. Its titles name nobody: a reference and what sort of entry it is."""

from collections.abc import Iterable
from datetime import UTC, datetime

from icalendar import Calendar, Event

from answerable.desk.diary.entries import Entry

_PRODUCT = "-//Answerable//Diary//EN"


def as_calendar(name: str, entries: Iterable[Entry], *, host: str) -> bytes:
    """Return the entries as a calendar of that name. The same entries give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_event(entry, host))
    return bytes(calendar.to_ical())


def _event(entry: Entry, host: str) -> Event:
    event = Event()
    event.add("uid", f"{entry.reference}@{host}")
    event.add("dtstamp", entry.changed.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", _utc(entry.begins))
    event.add("dtend", _utc(entry.ends))
    event.add("summary", entry.title)
    if entry.where:
        event.add("location", entry.where)
    return event


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
