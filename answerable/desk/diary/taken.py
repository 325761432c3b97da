"""What takes an officer's or a room's time: appointments, absences, home visits, bookings, and calendars elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from answerable.desk.diary.absences import standing
from answerable.desk.diary.hours import Times
from answerable.desk.diary.models import Appointment, Busy
from answerable.desk.officers.models import Officer
from answerable.desk.offices.models import Room, RoomBooking
from answerable.desk.visits.models import Visit


@dataclass(frozen=True)
class Taken:
    """A time that is taken, and by what. `by` is an appointment's reference, or words."""

    begins: datetime
    ends: datetime
    by: str
    visit: int | None = None  # the home visit that takes it


def taken_of(officer: Officer, first: datetime, last: datetime) -> list[Taken]:
    """Return what takes the officer's time between two moments."""
    return sorted(_of_officer(officer, first, last), key=lambda one: one.begins)


def taken_in(room: Room, first: datetime, last: datetime) -> list[Taken]:
    """Return what takes a room between two moments."""
    bookings = RoomBooking.objects.filter(room=room).meeting(first, last)
    found = [Taken(row.begins, row.ends, row.purpose or "a booking") for row in bookings]
    found += _elsewhere(first, last, room=room)
    return sorted(found, key=lambda one: one.begins)


def _of_officer(officer: Officer, first: datetime, last: datetime) -> Iterator[Taken]:
    for row in Appointment.objects.filter(officer=officer).meeting(first, last).select_related("occasion"):
        yield Taken(row.begins, row.ends, row.occasion.reference)
    for absence in standing(officer).filter(begins__lt=last, returns__gt=first):
        yield Taken(absence.begins, absence.returns, "an absence")
    for visit in Visit.objects.filter(officer=officer, cancelled_at=None, begins__lt=last, ends__gt=first):
        yield Taken(visit.begins, visit.ends, "a home visit", visit.pk)
    yield from _elsewhere(first, last, officer=officer)


def _elsewhere(first: datetime, last: datetime, **of: object) -> Iterator[Taken]:
    found = Busy.objects.filter(
        begins__lt=last, ends__gt=first, **{f"calendar__{name}": one for name, one in of.items()}
    )
    for row in found:
        yield Taken(row.begins, row.ends, "another calendar")


def gaps(working: list[Times], taken: list[Taken]) -> Iterator[Times]:
    """Give the stretches of the working times, which are in order, that nothing takes."""
    for opens, closes in working:
        free_from = opens
        for one in taken:
            if one.ends <= free_from or one.begins >= closes:
                continue
            if one.begins > free_from:
                yield free_from, one.begins
            free_from = max(free_from, one.ends)
        if free_from < closes:
            yield free_from, closes
