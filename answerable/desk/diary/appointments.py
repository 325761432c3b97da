"""Appointments: made, kept, missed, dropped by the customer, moved or cancelled by us; each a fact with its moment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from answerable.charter.moments import local, moment_in_words
from answerable.desk.cases.models import Case
from answerable.desk.diary.models import Appointment, waiting_of
from answerable.desk.diary.taken import taken_of
from answerable.desk.history.actions import correct, happened, new_occasion
from answerable.desk.history.models import Fact, Occasion
from answerable.desk.officers.models import Officer
from answerable.desk.offices.models import Room
from answerable.desk.offices.rooms import RoomTaken, book, give_back
from answerable.desk.outbox.ways import take_back

Outcome = Appointment.Outcome
DIRECTIONS = "directions given"
CANCELLED_BY_CUSTOMER, DID_NOT_COME = "cancelled by the customer", "the customer did not come"
# What records how an appointment ended, where it was not by our own change.
ENDINGS = ("appointment kept", "appointment missed", "appointment dropped")


class NotPossible(Exception):
    """It can't be done with this appointment; the message says what to do instead."""


class DoubleBooking(NotPossible):
    """The officer or the room is taken then."""


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """What was agreed with the customer. `place` where it is no room of ours; `language` of the interpreter wanted."""

    officer: Officer
    begins: datetime
    ends: datetime
    purpose: str
    room: Room | None = None
    place: str = ""
    directions: str = ""
    needs: str = ""
    language: str = ""
    interpreter: str = ""


@transaction.atomic
def make(case: Case, agreed: Agreed, *, at: datetime, by: Officer, done: Sequence[str] = ()) -> Appointment:
    """Make an appointment in a case. Raises DoubleBooking; of two who make one at once, one has the time.

    `done` is what the charter asks for then and was done: directions that were told, not those that still go out.
    """
    if agreed.begins <= at:
        raise NotPossible("An appointment begins later than now. Give another time.")
    _hold(agreed)
    occasion = new_occasion(Occasion.Kind.APPOINTMENT, at=at)
    made = Appointment(occasion=occasion, case=case, made_at=at, made_by=by)
    _agree(made, agreed, by)
    made.save()
    state_made(made, at=at, by=by, done=done)
    if agreed.language:
        happened(case, "interpreter requested", at=at, by=by, channel=case.channel)
    return made


def _hold(agreed: Agreed, but: str = "") -> None:
    """Refuse a time at which the officer is taken, but for `but`, and let nobody else take it until all is written."""
    list(Officer.objects.select_for_update().filter(pk=agreed.officer.pk))
    for taken in taken_of(agreed.officer, agreed.begins, agreed.ends):
        if taken.by != but:
            raise DoubleBooking(
                f"{agreed.officer} is taken from {moment_in_words(taken.begins)} to {local(taken.ends):%H:%M} "
                f"by {taken.by}. Choose another time."
            )


def _agree(made: Appointment, agreed: Agreed, by: Officer) -> None:
    """Put down what was agreed, and book the room."""
    for name in ("officer", "begins", "ends", "purpose", "room", "place", "directions", "needs"):
        setattr(made, name, getattr(agreed, name))
    made.language, made.interpreter = agreed.language, agreed.interpreter if agreed.language else ""
    if agreed.room is not None:
        try:
            book(agreed.room, begins=agreed.begins, ends=agreed.ends, purpose=made.occasion.reference, by=by)
        except RoomTaken as taken:
            raise DoubleBooking(str(taken)) from None


def state_made(appointment: Appointment, *, at: datetime, by: Officer | None, done: Sequence[str] = ()) -> Fact:
    """Record that the appointment was made for its moment. What was recorded of it before for that moment is struck.

    It is stated again when the directions have gone out, and when they came back: that is judged with its making.
    """
    begins = local(appointment.begins).isoformat()
    for fact in _standing(appointment, "appointment made"):
        if fact.details.get("begins") == begins:
            correct(fact, at=at, by=by)
    details = {"begins": begins, "date": begins[:10]}
    return happened(appointment.occasion, "appointment made", at=at, by=by, details=details, done=done)


def _standing(appointment: Appointment, *kinds: str) -> list[Fact]:
    """Return the facts of these kinds that no correction struck out."""
    facts = list(appointment.occasion.facts.order_by("pk"))
    struck = {fact.details.get("fact") for fact in facts if fact.kind == "corrected"}
    return [fact for fact in facts if fact.kind in kinds and str(fact.pk) not in struck]


@transaction.atomic
def keep(appointment: Appointment, *, met_at: datetime, at: datetime, by: Officer, done: Sequence[str] = ()) -> None:
    """Record when the officer met the customer: on time or late is judged by that moment."""
    held = _open(appointment)
    if met_at < held.made_at or met_at > at:
        raise NotPossible("They met after the appointment was made, and not later than now. Give that moment.")
    if local(met_at).date() < local(held.begins).date():
        raise NotPossible(
            "The appointment is on a later day. Write down what you spoke of as a contact; move or end this."
        )
    happened(held.occasion, "appointment kept", at=met_at, recorded=at, by=by, done=done)
    _end(held, Outcome.KEPT, at)


@transaction.atomic
def miss(appointment: Appointment, *, at: datetime, by: Officer) -> None:
    """Record that the customer came and nobody of ours met them."""
    held = _open(appointment)
    if at < held.begins:
        raise NotPossible("The appointment is still to come. Move or cancel it, and tell the customer.")
    happened(held.occasion, "appointment missed", at=at, by=by)
    _end(held, Outcome.MISSED, at)


@transaction.atomic
def drop(appointment: Appointment, *, reason: str, at: datetime, by: Officer) -> None:
    """Record that the customer cancelled, or that they did not come: that they didn't at the moment agreed."""
    held = _open(appointment)
    if reason == DID_NOT_COME and at < held.begins:
        raise NotPossible("The appointment is still to come. They may yet be there.")
    moment = held.begins if reason == DID_NOT_COME else at
    happened(held.occasion, "appointment dropped", at=moment, recorded=at, by=by, details={"reason": reason})
    give_back(held.occasion.reference, at=min(at, held.begins))
    _end(held, Outcome.DROPPED, at)


@transaction.atomic
def move(appointment: Appointment, agreed: Agreed, *, at: datetime, by: Officer) -> Appointment:
    """Put the appointment elsewhere in the diary. The customer is told in one with it: `telling.tell_change`."""
    held = _open(appointment)
    if agreed.begins <= at:
        raise NotPossible("An appointment begins later than now. Give another time.")
    _hold(agreed, but=held.occasion.reference)
    take_back(waiting_of(held), at=at)
    give_back(held.occasion.reference, at=min(at, held.begins))
    _agree(held, agreed, by)
    held.save()
    return held


@transaction.atomic
def cancel(appointment: Appointment, *, at: datetime) -> Appointment:
    """Let the appointment not take place. The customer is told in one with it: `telling.tell_change`."""
    held = _open(appointment)
    give_back(held.occasion.reference, at=min(at, held.begins))
    _end(held, Outcome.CANCELLED, at)
    return held


@transaction.atomic
def put_back(appointment: Appointment, *, at: datetime, by: Officer) -> None:
    """Strike out how the appointment ended: it was recorded by mistake. One of which the customer was told stays."""
    held = Appointment.objects.select_for_update(of=("self",)).select_related("occasion").get(pk=appointment.pk)
    if not held.outcome:
        return
    if held.outcome == Outcome.CANCELLED:
        raise NotPossible("The customer has been told that it is cancelled. Make another appointment.")
    for fact in _standing(held, *ENDINGS):
        correct(fact, at=at, by=by)
    if held.outcome == Outcome.DROPPED and held.ends > at:
        _agree(held, agreed_of(held), by)
    _end(held, "", at)


@transaction.atomic
def interpreter_booked(appointment: Appointment, *, at: datetime, by: Officer) -> None:
    """Record that the interpreter or support is booked."""
    held = Appointment.objects.select_for_update(of=("self",)).select_related("case").get(pk=appointment.pk)
    if held.language and held.interpreter_booked_at is None:
        held.interpreter_booked_at = at
        held.save(update_fields=["interpreter_booked_at"])
        happened(held.case, "interpreter booked", at=at, by=by, channel=held.case.channel)


def agreed_of(appointment: Appointment) -> Agreed:
    """Return what was agreed, as it stands."""
    names = ("officer", "begins", "ends", "purpose", "room", "place", "directions", "needs", "language", "interpreter")
    return Agreed(**{name: getattr(appointment, name) for name in names})


def moved(agreed: Agreed, begins: datetime) -> Agreed:
    """Return the same at another time, as long as before."""
    return replace(agreed, begins=begins, ends=begins + (agreed.ends - agreed.begins))


def _open(appointment: Appointment) -> Appointment:
    """Return the appointment as it stands, held until the transaction ends. Raises NotPossible where it is over."""
    rows = Appointment.objects.select_for_update(of=("self",)).select_related("occasion", "case__customer", "officer")
    held = rows.get(pk=appointment.pk)
    if held.outcome:
        raise NotPossible(f"This appointment is over: {held.get_outcome_display().lower()}.")
    return held


def _end(appointment: Appointment, outcome: str, at: datetime) -> None:
    appointment.outcome, appointment.remind_at = outcome, None
    appointment.save(update_fields=["outcome", "remind_at"])
    if outcome:
        take_back(waiting_of(appointment), at=at)
