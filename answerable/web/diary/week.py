"""The diary itself: the day or the week of an officer, of a room, or of everybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET

from answerable.charter.moments import local
from answerable.desk.customers.actions import saw_listed
from answerable.desk.diary.entries import Entry, entries_between
from answerable.desk.diary.hours import day_of
from answerable.desk.history.law import law
from answerable.desk.officers.models import Officer
from answerable.desk.offices.models import Room
from answerable.web.sitting import officer_of

DAYS = {"day": 1, "week": 7}
EVERYBODY = "everybody"
_FIRST, _LAST = date(1990, 1, 8), date(2090, 1, 1)


@dataclass(frozen=True)
class Day:
    """A day of the diary: why the council is closed on it, its own entries, and in short those of several days."""

    day: date
    closed: str | None
    entries: list[Entry]
    lasting: list[tuple[Entry, str]]  # each with its part of the day in words; "" is all of it


@require_GET
def diary(request: HttpRequest) -> HttpResponse:
    officer, moment = officer_of(request), now()
    of, span, on = request.GET.get("of", ""), _span(request.GET), _day(request.GET)
    officers, rooms = Officer.objects.at_work().order_by("name"), _rooms()
    who, room = _chosen(of, list(officers), rooms, officer)
    first = on - timedelta(days=on.weekday()) if span == "week" else on
    last, today = first + timedelta(days=DAYS[span]), localdate()
    entries = entries_between(day_of(first)[0], day_of(last)[0], officer=who, room=room)
    customers = [entry.appointment.case.customer_id for entry in entries if entry.appointment]
    saw_listed(officer, customers, at=moment, where="diary")
    lasting = [entry for entry in entries if _touches_several(entry, first, last)]
    shown = {
        "days": list(_by_day(first, last, entries, lasting)),
        "lasting": lasting,
        "of": of or f"officer-{officer.pk}",
        "whose": room or who,
        "named": who is None,
        "officers": officers,
        "rooms": rooms,
        "span": span,
        "first": first,
        "last": last - timedelta(days=1),
        "before": first - timedelta(days=DAYS[span]),
        "after": last,
        "today": today,
        "day_shown": today if span != "day" and first <= today < last else first,
        "moment": moment,
    }
    return render(request, "diary/diary.html", shown)


def _touches_several(entry: Entry, first: date, last: date) -> bool:
    """Say whether an entry goes on from one of the days to the next: it is said once, not day by day."""
    return any(entry.begins < day_of(day)[0] < entry.ends for day in _days(first, last)[1:])


def _by_day(first: date, last: date, entries: list[Entry], lasting: list[Entry]) -> Iterator[Day]:
    calendar = law().calendar_at(now())
    for day in _days(first, last):
        begins, ends = day_of(day)
        here = [one for one in entries if one.begins < ends and one.ends > begins]
        yield Day(
            day,
            calendar.why_closed(day),
            [one for one in here if one not in lasting],
            [(one, _part(one, begins, ends)) for one in here if one in lasting],
        )


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days)]


def _part(entry: Entry, begins: datetime, ends: datetime) -> str:
    """Return which part of a day an entry takes of which the rest lies on other days."""
    if entry.begins > begins:
        return f"from {local(entry.begins):%H:%M}"
    return f"until {local(entry.ends):%H:%M}" if entry.ends < ends else ""


def _rooms() -> list[Room]:
    return list(Room.objects.filter(current=True).select_related("office").order_by("office__name", "name"))


def _chosen(
    of: str, officers: list[Officer], rooms: list[Room], officer: Officer
) -> tuple[Officer | None, Room | None]:
    """Return whose diary is asked for: an officer's, a room's, or (neither) everybody's. Their own is the first."""
    if of == EVERYBODY:
        return None, None
    kind, _, number = of.partition("-")
    if kind == "room":
        room = next((one for one in rooms if str(one.pk) == number), None)
        return (None, room) if room else (officer, None)
    return next((one for one in officers if str(one.pk) == number), officer), None


def _span(asked: QueryDict) -> str:
    return asked.get("span", "") if asked.get("span") in DAYS else "week"


def _day(asked: QueryDict) -> date:
    try:
        day = date.fromisoformat(asked.get("on", ""))
    except ValueError:
        return local(now()).date()
    return min(max(day, _FIRST), _LAST)
