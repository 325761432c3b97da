"""What customers are told about their appointments, in plain words; by text in few."""

from datetime import datetime

from answerable.charter.moments import day_in_words, local
from answerable.desk.council.models import Council
from answerable.desk.customers.models import Customer
from answerable.desk.diary.models import Appointment
from answerable.desk.outbox.ways import EMAIL, LETTER, SMS

APOLOGY = "We are sorry for the trouble that this causes you."


def confirmation(appointment: Appointment, council: Council, way: str) -> str:
    """Return when, where and with whom it is, how to get there, and what to do if they can't come."""
    if way == SMS:
        return f"{council.name}: your appointment is on {_in_short(appointment, council)}"
    return _told("We have made this appointment with you.", appointment, council, way)


def reminder(appointment: Appointment, council: Council, way: str) -> str:
    if way == SMS:
        return f"{council.name}: a reminder of your appointment on {_in_short(appointment, council)}"
    return _told("We remind you of your appointment with us.", appointment, council, way)


def moved(
    appointment: Appointment, council: Council, way: str, *, was: datetime, apology: str, explanation: str
) -> str:
    why = sorry(apology, explanation, way)
    if way == SMS:
        was_on = f"{council.name}: we have to move your appointment of {short(was)}."
        return f"{was_on} {why} It is now on {_in_short(appointment, council)}"
    first = f"We have to move your appointment of {at_in_words(was)}. {why}"
    return _told(f"{first}\n\nThis is your new appointment.", appointment, council, way)


def cancelled(appointment: Appointment, council: Council, way: str, *, apology: str, explanation: str) -> str:
    why, reference = sorry(apology, explanation, way), appointment.case.reference
    if way == SMS:
        again = f"For another: {council.telephone or 'text back'}. Ref {reference}"
        return f"{council.name}: we have to cancel your appointment of {short(appointment.begins)}. {why} {again}"
    again = f"To make another appointment, {answering(council.telephone, way)}. Your reference is {reference}."
    first = f"We have to cancel your appointment of {at_in_words(appointment.begins)}. {why}"
    return dear(appointment.case.customer, f"{first}\n\n{again}", way)


def sorry(apology: str, explanation: str, way: str) -> str:
    """Return the apology and the reason, as they follow what is changed."""
    between = " " if way == SMS else "\n\n"
    return f"{apology.strip()}{between}The reason is this: {explanation.strip().rstrip('.')}."


def answering(telephone: str, way: str) -> str:
    """Return how a customer answers what they were told in that way."""
    ring = f"telephone {telephone}" if telephone else ""
    reply = {EMAIL: "reply to this message", LETTER: "write to us"}.get(way, "" if ring else "tell us")
    return " or ".join(filter(None, (reply, ring)))


def dear(customer: Customer | None, text: str, way: str) -> str:
    """Return the words as they stand in a letter, which greets; else as they are."""
    return f"Dear {customer.name},\n\n{text}" if way == LETTER and customer and customer.name else text


def _in_short(appointment: Appointment, council: Council) -> str:
    """Return the appointment in few words: when, with whom, where, how to get there, and whom to ring."""
    telephone = appointment.officer.telephone or council.telephone
    parts = (
        f"{short(appointment.begins)} with {appointment.officer.name}, {where(appointment, council)}.",
        in_one_line(appointment.directions),
        f"Interpreter: {appointment.language}." if appointment.language else "",
        f"Can't come? {telephone or 'Text back'}. Ref {appointment.case.reference}",
    )
    return " ".join(filter(None, parts))


def _told(first: str, appointment: Appointment, council: Council, way: str) -> str:
    officer = appointment.officer
    title = f", {officer.job_title}" if officer.job_title else ""
    lines = [
        f"When: {at_in_words(appointment.begins)} (until {local(appointment.ends):%H:%M})",
        f"With: {officer.name}{title}",
        f"Where: {where(appointment, council)}",
        f"About: {appointment.purpose}",
        _interpreter(appointment),
        f"We have noted what you need: {appointment.needs}" if appointment.needs else "",
    ]
    directions, telephone = appointment.directions.strip(), officer.telephone or council.telephone
    parts = (
        first,
        "\n".join(filter(None, lines)),
        f"How to get there:\n{directions}" if directions else "",
        f"If you can't come, please {answering(telephone, way)}. Your reference is {appointment.case.reference}.",
    )
    return dear(appointment.case.customer, "\n\n".join(filter(None, parts)), way)


def _interpreter(appointment: Appointment) -> str:
    if not appointment.language:
        return ""
    how = f", {appointment.get_interpreter_display().lower()}" if appointment.interpreter else ""
    return f"Interpreter: {appointment.language}{how}"


def where(appointment: Appointment, council: Council) -> str:
    """Return where they meet: a room with its office and address, or another place."""
    if appointment.room is None:
        return appointment.place or ", ".join(filter(None, ("our office", in_one_line(council.address, ", "))))
    office = appointment.room.office
    # An address often begins with the name of its house.
    address = in_one_line(office.address, ", ").removeprefix(f"{office.name}, ")
    return ", ".join(filter(None, (appointment.room.name, office.name, address)))


def in_one_line(lines: str, between: str = " ") -> str:
    return between.join(line.strip() for line in lines.splitlines() if line.strip())


def at_in_words(moment: datetime) -> str:
    """Return "Tuesday 1 December 2026 at 10:00"."""
    there = local(moment)
    return f"{day_in_words(there)} at {there:%H:%M}"


def short(moment: datetime) -> str:
    """Return "Tue 1 Dec at 10:00"."""
    there = local(moment)
    return f"{there:%a} {there.day} {there:%b} at {there:%H:%M}"
