"""What customers are told about their appointments, in plain words."""

from datetime import datetime

from answerable.charter.moments import day_in_words, local
from answerable.desk.council.models import Council
from answerable.desk.diary.models import Appointment

APOLOGY = "We are sorry for the trouble that this causes you."


def confirmation(appointment: Appointment, council: Council) -> str:
    """Return when, where and with whom it is, how to get there, and what to do if they can't come."""
    return _told("We have made this appointment with you.", appointment, council)


def reminder(appointment: Appointment, council: Council) -> str:
    return _told("We remind you of your appointment with us.", appointment, council)


def moved(appointment: Appointment, council: Council, *, was: datetime, apology: str, explanation: str) -> str:
    first = f"We have to move your appointment of {at_in_words(was)}. {_why(apology, explanation)}"
    return _told(f"{first}\n\nThis is your new appointment.", appointment, council)


def cancelled(appointment: Appointment, council: Council, *, apology: str, explanation: str) -> str:
    again = "To make another appointment, reply to this message"
    ways = f"{again} or telephone {council.telephone}." if council.telephone else f"{again}."
    return "\n\n".join(
        (
            f"We have to cancel your appointment of {at_in_words(appointment.begins)}. {_why(apology, explanation)}",
            f"{ways} Your reference is {appointment.case.reference}.",
        )
    )


def _why(apology: str, explanation: str) -> str:
    return f"{apology.strip()}\n\nThe reason is this: {explanation.strip().rstrip('.')}."


def _told(first: str, appointment: Appointment, council: Council) -> str:
    officer = appointment.officer
    title = f", {officer.job_title}" if officer.job_title else ""
    lines = [
        f"When: {at_in_words(appointment.begins)} (until {local(appointment.ends):%H:%M})",
        f"With: {officer.name}{title}",
        f"Where: {where(appointment)}",
        f"About: {appointment.purpose}",
        _interpreter(appointment),
        f"We have noted what you need: {appointment.needs}" if appointment.needs else "",
    ]
    directions = appointment.directions.strip()
    return "\n\n".join(
        part
        for part in (
            first,
            "\n".join(filter(None, lines)),
            f"How to get there:\n{directions}" if directions else "",
            _if_not(appointment, council),
        )
        if part
    )


def _interpreter(appointment: Appointment) -> str:
    if not appointment.language:
        return ""
    how = f", {appointment.get_interpreter_display().lower()}" if appointment.interpreter else ""
    return f"Interpreter: {appointment.language}{how}"


def _if_not(appointment: Appointment, council: Council) -> str:
    telephone = appointment.officer.telephone or council.telephone
    ring = f" or telephone {telephone}" if telephone else ""
    return f"If you can't come, please reply{ring}. Your reference is {appointment.case.reference}."


def where(appointment: Appointment) -> str:
    """Return where they meet: a room with its office and address, or another place."""
    if appointment.room is None:
        return appointment.place or "our office"
    office = appointment.room.office
    address = ", ".join(line.strip() for line in office.address.splitlines() if line.strip())
    return ", ".join(filter(None, (appointment.room.name, office.name, address)))


def at_in_words(moment: datetime) -> str:
    """Return "Tuesday 1 December 2026 at 10:00"."""
    there = local(moment)
    return f"{day_in_words(there)} at {there:%H:%M}"
