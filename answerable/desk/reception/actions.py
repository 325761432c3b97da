"""What happens at reception: arrived, greeted, seen, left, and told why they still wait. Each is one fact.

Pressed twice nothing happens twice. What was pressed by mistake is undone by a correction; nothing is deleted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from answerable.charter.facts import BY_NAME
from answerable.charter.judging.standing import standing
from answerable.charter.moments import local
from answerable.desk.council.models import Council, Service
from answerable.desk.diary.appointments import keep, put_back
from answerable.desk.diary.models import Appointment
from answerable.desk.displays.models import Display
from answerable.desk.history.actions import Happening, all_happened, correct, facts_of, happened, new_occasion
from answerable.desk.history.law import law
from answerable.desk.history.models import Occasion
from answerable.desk.officers.models import Officer
from answerable.desk.offices.models import Office, Room
from answerable.desk.offices.rooms import book_now, give_back
from answerable.desk.reception.asked import CHANNEL, WAIT_TOLD, needs_at, running, what_to_tell
from answerable.desk.reception.estimate import Wait
from answerable.desk.reception.models import Met, ReceptionVisit
from answerable.desk.reception.screens import office_at

ARRIVED, GREETED, SEEN, LEFT, TOLD = "arrived", "greeted", "seen", "left", "told"
COURSE = (ARRIVED, GREETED, SEEN, LEFT)
_CHECK_IN = "check-in"


class NotPossible(Exception):
    """It can't be done with this visit; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Who has come, as far as anybody asked: none of it need be known."""

    name: str = ""
    about: str = ""
    service: Service | None = None
    needs: Sequence[str] = ()
    language: str = ""
    appointment: Appointment | None = None


@transaction.atomic
def arrive(visitor: Visitor, *, office: Office | None, at: datetime, by: Officer | None) -> ReceptionVisit:
    """Record that somebody has come to the counter of that office (None: the council has named none)."""
    visit = _new(visitor, office, at)
    happened(
        visit.occasion,
        ARRIVED,
        at=at,
        by=by,
        channel=CHANNEL,
        details=_where(visit, ARRIVED),
        done=_asked(visit, ARRIVED, at),
    )
    return _brought_up_to_date(visit)


@transaction.atomic
def check_in(visitor: Visitor, *, screen: Display, token: str, wait: Wait | None, at: datetime) -> ReceptionVisit:
    """Record that a visitor checked in at a screen, which told them of the wait. Posted again it does nothing more."""
    before = ReceptionVisit.objects.select_related("occasion", "office").filter(token=token).first()
    if before is not None:
        return before
    visit = _new(visitor, office_at(screen), at, screen=screen, token=token)
    done = _asked(visit, ARRIVED, at)
    happened(
        visit.occasion,
        ARRIVED,
        at=at,
        by=None,
        source=_CHECK_IN,
        channel=CHANNEL,
        details=_where(visit, ARRIVED),
        done=done,
    )
    if wait and WAIT_TOLD in _asked(visit, GREETED, at):
        happened(visit.occasion, "step done", at=at, by=None, source=_CHECK_IN, channel=CHANNEL, done=[WAIT_TOLD])
    return _brought_up_to_date(visit, **_told_wait(wait, at))


@transaction.atomic
def greet(visit: ReceptionVisit, *, at: datetime, by: Officer, wait: Wait | None = None) -> None:
    """Record that the visitor was greeted, and told `wait` where there was anything to tell."""
    kept = _held(visit)
    if kept.greeted_at or not kept.waits:
        return
    done = [need for need in _asked(kept, GREETED, at) if wait or need != WAIT_TOLD]
    happened(kept.occasion, GREETED, at=at, by=by, channel=CHANNEL, details=_where(kept, GREETED), done=done)
    _brought_up_to_date(kept, **_told_wait(wait, at))


@transaction.atomic
def see(visit: ReceptionVisit, *, at: datetime, by: Officer, room: Room | None = None) -> None:
    """Record that the officer sees the visitor: in the room that was booked for them, or else at `room`, a counter.

    If it is the officer of their appointment, it is kept by that, on time or late.
    """
    kept = _held(visit)
    if not kept.waits:
        return
    happened(
        kept.occasion, SEEN, at=at, by=by, channel=CHANNEL, details=_where(kept, SEEN), done=_asked(kept, SEEN, at)
    )
    _brought_up_to_date(kept, seen_by=by, room=kept.room or room)
    if kept.appointment and kept.appointment.is_open and kept.appointment.officer_id == by.pk:
        keep(kept.appointment, met_at=at, at=at, by=by)


@transaction.atomic
def leave(visit: ReceptionVisit, *, at: datetime, by: Officer) -> None:
    """Record that the visitor has left, seen or not. A room that was booked for them is free again."""
    kept = _held(visit)
    if kept.left_at or not kept.arrived_at:
        return
    happened(
        kept.occasion, LEFT, at=at, by=by, channel=CHANNEL, details=_where(kept, LEFT), done=_asked(kept, LEFT, at)
    )
    give_back(kept.occasion.reference, at=at)
    _brought_up_to_date(kept)


@transaction.atomic
def say_words(visit: ReceptionVisit, *, at: datetime, by: Officer) -> None:
    """Record that the visitor was given what the charter wants who waits too long to be told, by word of mouth."""
    kept = _held(visit)
    if kept.words_at or not kept.waits:
        return
    tells = what_to_tell(running(kept.occasion.clocks.all(), law()))
    happened(kept.occasion, TOLD, at=at, by=by, channel=CHANNEL, details={"tells": list(tells), "by": "spoken"})
    _brought_up_to_date(kept)


@transaction.atomic
def discussed(visit: ReceptionVisit, *, in_private: bool, at: datetime, by: Officer) -> None:
    """Record that officer and visitor spoke of personal matters, where nobody could listen or where they could."""
    kept = _held(visit)
    asked = _asked(kept, "details discussed", at) if in_private else []
    happened(kept.occasion, "details discussed", at=at, by=by, channel=CHANNEL, done=asked)


@transaction.atomic
def take_to(visit: ReceptionVisit, room: Room, *, at: datetime, by: Officer) -> None:
    """Book a room for the visitor from now on. Raises rooms.RoomTaken where somebody else has it."""
    kept = _held(visit)
    if not kept.arrived_at or kept.left_at:
        raise NotPossible("The visitor has left.")
    give_back(kept.occasion.reference, at=at)
    book_now(room, purpose=kept.occasion.reference, at=at, by=by)
    kept.room = room
    kept.save(update_fields=["room"])


@transaction.atomic
def undo(visit: ReceptionVisit, *, at: datetime, by: Officer) -> str:
    """Strike out what was recorded last of the visit, by a correction. Return what kind of fact it was; "": none."""
    kept = _held(visit)
    stand = {fact.id for fact in standing(facts_of(kept.occasion))}
    rows = kept.occasion.facts.filter(kind__in=(*COURSE, TOLD)).order_by("-id")
    last = next((row for row in rows if str(row.pk) in stand), None)
    if last is None:
        return ""
    correct(last, at=at, by=by)
    appointment = _kept_by(kept) if last.kind == SEEN else None
    if appointment is not None:
        put_back(appointment, at=at, by=by)
    _brought_up_to_date(kept, **_undone(kept, last.kind, at))
    return last.kind


def _kept_by(visit: ReceptionVisit) -> Appointment | None:
    """Return the appointment that was kept by the officer's seeing the visitor, and not recorded otherwise."""
    appointment = visit.appointment
    if appointment is None or appointment.outcome != Appointment.Outcome.KEPT:
        return None
    facts = standing(facts_of(appointment.occasion))
    by_this = any(fact.kind == "appointment kept" and fact.at == visit.seen_at for fact in facts)
    return appointment if by_this else None


def _undone(visit: ReceptionVisit, kind: str, at: datetime) -> dict[str, object]:
    if kind == SEEN:
        return {"seen_by": None}
    if kind == GREETED and not visit.self_checked_in:
        return {"wait_least": None, "wait_most": None, "wait_told_at": None}
    if kind == ARRIVED:
        give_back(visit.occasion.reference, at=at)
        return {"struck_at": at}
    return {}


@dataclass(frozen=True, kw_only=True)
class Remembered:
    """What is entered afterwards: when each thing happened, as far as it did, and where."""

    visitor: Visitor
    moments: Mapping[str, datetime]  # of COURSE
    met: Met = Met.RECEPTION
    done: Sequence[str] = field(default_factory=tuple)  # of what the charter asks for when a visitor is greeted


@transaction.atomic
def enter_afterwards(what: Remembered, *, office: Office | None, at: datetime, by: Officer) -> ReceptionVisit:
    """Record a visit that is over, or began before it was entered, with its true moments. It is marked so for ever."""
    begun = min(what.moments.values())
    visit = _new(what.visitor, office, begun, met=what.met, entered_afterwards=True)
    if SEEN in what.moments:
        visit.seen_by = by
    all_happened(
        visit.occasion,
        [_remembered(visit, kind, what, by) for kind in COURSE if kind in what.moments],
        recorded=at,
        channel=CHANNEL,
    )
    return _brought_up_to_date(visit, seen_by=visit.seen_by)


def _remembered(visit: ReceptionVisit, kind: str, what: Remembered, by: Officer) -> Happening:
    moment = what.moments[kind]
    done = list(what.done) if kind == GREETED else _asked(visit, kind, moment)
    details = {**_where(visit, kind), **({"done": done} if done else {})}
    return Happening(kind, moment, by, details)


def describe(visit: ReceptionVisit, visitor: Visitor) -> None:
    """Keep who the visitor is and what they want, as it is known by now."""
    visit.name, visit.about, visit.service = visitor.name, visitor.about, visitor.service
    visit.needs, visit.language = list(visitor.needs), visitor.language
    visit.save(update_fields=["name", "about", "service", "needs", "language"])


def _new(visitor: Visitor, office: Office | None, at: datetime, **more: object) -> ReceptionVisit:
    """Make the visit, with the number by which the visitor is called: of two who come at once each has their own."""
    if office is not None:
        Office.objects.select_for_update().get(pk=office.pk)
    else:
        list(Council.objects.select_for_update())
    day = local(at).date()
    last = ReceptionVisit.objects.filter(office=office, day=day).aggregate(last=Max("number"))["last"]
    return ReceptionVisit.objects.create(
        occasion=new_occasion(Occasion.Kind.RECEPTION_VISIT, at=at, channel=CHANNEL),
        office=office,
        day=day,
        number=(last or 0) + 1,
        name=visitor.name[:200],
        about=visitor.about[:300],
        service=visitor.service,
        needs=list(visitor.needs),
        language=visitor.language,
        appointment=visitor.appointment,
        customer=visitor.appointment.case.customer if visitor.appointment else None,
        **more,
    )


def _held(visit: ReceptionVisit) -> ReceptionVisit:
    """Return the visit as it stands, held until the transaction ends: two may press at once."""
    rows = ReceptionVisit.objects.select_for_update(of=("self",)).select_related(
        "occasion", "office", "room", "appointment__occasion"
    )
    return rows.get(pk=visit.pk)


def _where(visit: ReceptionVisit, kind: str) -> dict[str, str]:
    declared = {detail.name for detail in BY_NAME[kind].details}
    return {"office": visit.office.code} if visit.office and "office" in declared else {}


def _asked(visit: ReceptionVisit, kind: str, at: datetime) -> list[str]:
    return needs_at(kind, law().charter_at(at), visit.office, at)


def _told_wait(wait: Wait | None, at: datetime) -> dict[str, object]:
    return {"wait_least": wait.least, "wait_most": wait.most, "wait_told_at": at} if wait else {}


_MOMENTS = {ARRIVED: "arrived_at", GREETED: "greeted_at", SEEN: "seen_at", LEFT: "left_at", TOLD: "words_at"}


def _brought_up_to_date(visit: ReceptionVisit, **more: object) -> ReceptionVisit:
    """Let the moments be those of the facts that stand: the board asks the visit alone."""
    moments: dict[str, datetime] = {}
    for fact in standing(facts_of(visit.occasion)):
        moments.setdefault(fact.kind, fact.at)
    fields = {name: moments.get(kind) for kind, name in _MOMENTS.items()} | more
    for name, value in fields.items():
        setattr(visit, name, value)
    visit.save(update_fields=list(fields))
    return visit
