"""The waiting display: numbers, likely waits, and to which room or counter somebody is asked. No names."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from answerable.charter.moments import local
from answerable.desk.displays.models import Display
from answerable.desk.reception.models import ReceptionVisit
from answerable.desk.reception.screens import office_at
from answerable.desk.reception.waits import outlook
from answerable.web.reception.check_in import at_screen

CALLED, WAITING = 6, 12  # as many as can be read across a room


@at_screen(Display.Kind.WAITING)
def waiting(request: HttpRequest, screen: Display, secret: str) -> HttpResponse:
    """Show whose turn it is. The page asks for itself again and again."""
    moment = now()
    office = office_at(screen)
    today = ReceptionVisit.objects.standing().at(office).filter(day=local(moment).date())
    there = today.filter(left_at=None, room__isnull=False).select_related("room").order_by("-seen_at", "-id")
    waits = list(today.waiting().filter(room=None).order_by("arrived_at", "id")[:WAITING])
    look = outlook(office, moment) if waits else None
    shown = {
        "office": office,
        "called": list(there[:CALLED]),
        "waiting": [(visit, look.with_ahead(place) if look else None) for place, visit in enumerate(waits)],
        "secret": secret,
        "moment": moment,
    }
    return render(request, "reception/waiting_display.html", shown)
