"""Appointments and absences as the tests agree them: in a week of March 2026, with Mrs Lee."""

from datetime import datetime, timedelta
from typing import Any

from answerable.desk.diary.absences import Gone, enter
from answerable.desk.diary.appointments import Agreed, make
from answerable.desk.diary.models import Absence, Appointment
from answerable.desk.history.models import Clock
from answerable.desk.officers.models import Officer
from answerable.desk.offices.models import Office, Room
from tests.cast import Town, a_case, moment

MONDAY = moment("Monday 2 March 2026 09:00")
TUESDAY = "Tuesday 3 March 2026"
LATER = moment("Friday 6 March 2026 17:00")
DIRECTIONS = "Turn left at the church. The step-free door is at the back."


def at(clock: str) -> datetime:
    return moment(f"{TUESDAY} {clock}")


def the_room() -> Room:
    office, _ = Office.objects.get_or_create(
        code="hall", defaults={"name": "The Old Hall", "address": "High Street", "directions": DIRECTIONS}
    )
    return Room.objects.get_or_create(office=office, name="Room 2")[0]


def agreed(town: Town, begins: datetime | None = None, **more: Any) -> Agreed:
    """Return an appointment with Bob on Tuesday at 14:00 for half an hour, in Room 2."""
    first = begins or at("14:00")
    usual = {"ends": first + timedelta(minutes=30), "purpose": "The drains", "officer": town.bob, "room": the_room()}
    return Agreed(begins=first, directions=DIRECTIONS, **{**usual, **more})


def an_appointment(town: Town, begins: datetime | None = None, **more: Any) -> Appointment:
    """Make it on Monday morning, by Dan."""
    return make(a_case(town, at=MONDAY), agreed(town, begins, **more), at=MONDAY, by=town.dan)


def an_absence(town: Town, first: str, returns: str, *, of: Officer | None = None, **more: Any) -> Absence:
    gone = Gone(officer=of or town.bob, begins=moment(first), returns=moment(returns), **more)
    return enter(gone, at=MONDAY, by=town.carol)


def outcomes(appointment: Appointment, promise: str) -> list[str]:
    """Return what became of the promise, as of the Friday."""
    clocks = Clock.objects.filter(occasion=appointment.occasion, promise=promise).order_by("started", "due")
    return [str(clock.verdict(LATER)) for clock in clocks]
