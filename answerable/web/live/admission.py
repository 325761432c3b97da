"""Who may see what shows live: officers who are signed in, for as long as they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from answerable.desk.officers.models import Officer


@dataclass(frozen=True)
class Seat:
    """An officer in one browser, by its session."""

    session: str
    officer: Officer


def seat_of(session: str) -> Seat | None:
    """Return who is signed in by that session key, as every page of the desk would say it."""
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session)
    user = get_user(request)
    return Seat(session, user) if isinstance(user, Officer) and user.is_active else None


def still_seated(seats: Iterable[Seat], now: datetime) -> set[str]:
    """Return the sessions of those who haven't signed out, left, or changed their password. Two questions for all."""
    seats = list(seats)
    sessions = Session.objects.filter(session_key__in={seat.session for seat in seats}, expire_date__gt=now)
    open_ones = set(sessions.values_list("session_key", flat=True))
    at_work = Officer.objects.at_work().filter(pk__in={seat.officer.pk for seat in seats})
    passwords = dict(at_work.values_list("pk", "password"))
    return {
        seat.session
        for seat in seats
        if seat.session in open_ones and passwords.get(seat.officer.pk) == seat.officer.password
    }
