"""The entries of a diary: appointments, home visits, absences, bookings and times taken elsewhere, in one list."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from answerable.desk.diary.absences import standing
from answerable.desk.diary.models import Appointment, Busy
from answerable.desk.officers.models import Officer
from answerable.desk.offices.models import Room, RoomBooking
from answerable.desk.visits.lists import visits_between
from answerable.desk.visits.models import Visit


@dataclass(frozen=True)
class Entry:
    """One entry. `title` names nobody; `appointment` and `visit` lead to what may be named at the desk."""

    title: str
    reference: str
    begins: datetime
    ends: datetime
    officer: Officer | None
    where: str
    changed: datetime
    appointment: Appointment | None = None
    visit: Visit | None = None


def entries_between(
    first: datetime, last: datetime, *, officer: Officer | None = None, room: Room | None = None, elsewhere: bool = True
) -> list[Entry]:
    """Return the entries of an officer, of a room, or of everybody that touch the time from `first` to `last`."""
    found = [*_appointments(first, last, officer, room)]
    if room is not None:
        known = {entry.reference for entry in found}
        found += [entry for entry in _bookings(first, last, room) if entry.reference not in known]
    else:
        found += [*_visits(first, last, officer), *_absences(first, last, officer)]
    if elsewhere:
        found += _elsewhere(first, last, officer, room)
    return sorted(found, key=lambda entry: (entry.begins, entry.reference))


def _appointments(first: datetime, last: datetime, officer: Officer | None, room: Room | None) -> Iterator[Entry]:
    names = ("occasion", "officer", "room__office", "case__customer")
    rows = Appointment.objects.meeting(first, last).select_related(*names)
    rows = rows.filter(officer=officer) if officer else rows
    for row in rows.filter(room=room) if room else rows:
        where = f"{row.room}, {row.room.office}" if row.room else row.place
        title = f"Appointment {row.occasion.reference}"
        yield Entry(
            title, row.occasion.reference, row.begins, row.ends, row.officer, where, row.made_at, appointment=row
        )


def _visits(first: datetime, last: datetime, officer: Officer | None) -> Iterator[Entry]:
    for row in visits_between(officer, first, last):
        reference = row.occasion.reference
        # Where the officer goes is for the desk alone: it is no calendar program's business.
        yield Entry(
            f"Home visit {reference}", reference, row.begins, row.ends, row.officer, "", row.planned_at, visit=row
        )


def _absences(first: datetime, last: datetime, officer: Officer | None) -> Iterator[Entry]:
    for row in standing(officer).filter(begins__lt=last, returns__gt=first):
        yield Entry("Away", row.occasion.reference, row.begins, row.returns, row.officer, "", row.entered_at)


def _bookings(first: datetime, last: datetime, room: Room) -> Iterator[Entry]:
    for row in RoomBooking.objects.filter(room=room).meeting(first, last).select_related("by"):
        title = f"Booked {row.purpose}".strip()
        yield Entry(title, row.purpose or f"booking-{row.pk}", row.begins, row.ends, row.by, "", row.begins)


def _elsewhere(first: datetime, last: datetime, officer: Officer | None, room: Room | None) -> Iterator[Entry]:
    rows = Busy.objects.filter(begins__lt=last, ends__gt=first).select_related("calendar__officer")
    rows = rows.filter(calendar__room=room) if room else rows.exclude(calendar__officer=None)
    for row in rows.filter(calendar__officer=officer) if officer else rows:
        title = "Busy in another calendar"
        yield Entry(title, f"busy-{row.pk}", row.begins, row.ends, row.calendar.officer, "", row.begins)
