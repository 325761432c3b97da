"""Rooms: which are free, until when, and booking one on the spot."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from answerable.desk.officers.models import Officer
from answerable.desk.offices.models import Office, Room, RoomBooking

USUAL = timedelta(minutes=30)
SHORTEST = timedelta(minutes=5)  # a room that is free for less is not offered


class RoomTaken(Exception):
    """Somebody else has the room then; the message says until when it is free, or from when."""


@dataclass(frozen=True)
class FreeRoom:
    """A room that is free now. `until` None: nobody has it later today."""

    room: Room
    until: datetime | None


def free_rooms(office: Office | None, now: datetime) -> list[FreeRoom]:
    """Return the private rooms that are free now for as long as is worth it, in the order of their names."""
    rooms = Room.objects.filter(current=True, private=True, office__current=True).select_related("office")
    rooms = rooms.filter(office=office) if office else rooms
    nexts = _next_bookings(now)
    free = [FreeRoom(room, nexts.get(room.pk)) for room in rooms.order_by("office__name", "name")]
    return [one for one in free if one.until is None or one.until - now >= SHORTEST]


def _next_bookings(now: datetime) -> dict[int, datetime]:
    """Return when each room is next taken; one that is taken now, now."""
    coming = RoomBooking.objects.filter(ends__gt=now, begins__lt=now + timedelta(days=1)).order_by("-begins")
    return {room: max(begins, now) for room, begins in coming.values_list("room", "begins")}


@transaction.atomic
def book(room: Room, *, begins: datetime, ends: datetime, purpose: str, by: Officer | None) -> RoomBooking:
    """Let the room be theirs. Of two who book at once one has it; raises RoomTaken for the other."""
    Room.objects.select_for_update().get(pk=room.pk)
    taken = RoomBooking.objects.filter(room=room).meeting(begins, ends).order_by("begins").first()
    if taken:
        raise RoomTaken(f"{room} is taken. Choose another, or another time.")
    return RoomBooking.objects.create(room=room, begins=begins, ends=ends, purpose=purpose, by=by)


def book_now(room: Room, *, purpose: str, at: datetime, by: Officer | None) -> RoomBooking:
    """Book the room from now on for as long as is usual, or until somebody else has it."""
    taken = _next_bookings(at).get(room.pk)
    ends = min(at + USUAL, taken) if taken else at + USUAL
    if ends <= at:
        raise RoomTaken(f"{room} is taken now. Choose another.")
    return book(room, begins=at, ends=ends, purpose=purpose, by=by)


def give_back(purpose: str, *, at: datetime) -> None:
    """Let what was booked for that reference end now, or never begin."""
    RoomBooking.objects.filter(purpose=purpose, begins__gte=at).delete()
    RoomBooking.objects.filter(purpose=purpose, ends__gt=at).update(ends=at)
