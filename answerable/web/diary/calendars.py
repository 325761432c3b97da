"""Calendars: the secret address of a diary for calendar programs, and calendars elsewhere that are read."""

import hashlib
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST, require_safe

from answerable.channels.calendar.write import as_calendar
from answerable.channels.outside import NotAllowed, refuse_address
from answerable.desk.council.actions import council
from answerable.desk.diary.calendars import link_with, make_link, read_from, stop_reading, withdraw_link
from answerable.desk.diary.entries import entries_between
from answerable.desk.diary.models import CalendarLink, OtherCalendar
from answerable.desk.officers.models import Officer
from answerable.desk.offices.models import Room
from answerable.web.diary.pages import Page, form_page
from answerable.web.sitting import officer_of

BEHIND, AHEAD = timedelta(days=31), timedelta(days=366)


@login_not_required
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Give the diary of an officer or a room to a calendar program that knows its secret. Titles name nobody."""
    link = link_with(secret)
    if link is None:
        raise Http404
    moment, the_council = now(), council()
    entries = entries_between(moment - BEHIND, moment + AHEAD, officer=link.officer, room=link.room, elsewhere=False)
    host = the_council.public_url.partition("://")[2].partition("/")[0]
    body = as_calendar(f"{link.room or link.officer}, {the_council.name}", entries, host=host)
    return _unless_known(request, body)


def _unless_known(request: HttpRequest, body: bytes) -> HttpResponse:
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    known = [one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")]
    response: HttpResponse
    if tag in known:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["ETag"], response["Cache-Control"], response["X-Robots-Tag"] = tag, "private, no-cache", "noindex"
    return response


class AddressForm(forms.Form):
    """Where a calendar lies that is read."""

    address = forms.CharField(
        label="Address of the calendar",
        max_length=600,
        help_text="The secret address in iCal format, beginning with https://",
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter the address that your calendar program gives out"},
    )

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"].strip().replace("webcal://", "https://", 1)
        try:
            refuse_address(address, allowed=settings.ALLOWED_ADDRESSES)
        except (NotAllowed, ValueError) as why:
            raise ValidationError(str(why)) from None
        return address


@require_GET
def calendars(request: HttpRequest) -> HttpResponse:
    """Show an officer their own calendars, and an administrator the rooms' too."""
    return render(request, "diary/calendars.html", _shown(officer_of(request)))


def _shown(officer: Officer, **more: Any) -> dict[str, Any]:
    rooms = (
        Room.objects.filter(current=True).select_related("office") if officer.is_administrator else Room.objects.none()
    )
    owners = [("officer", officer.pk, "My own diary"), *(("room", room.pk, f"{room}, {room.office}") for room in rooms)]
    links = CalendarLink.objects.filter(withdrawn_at=None).select_related("made_by")
    others = OtherCalendar.objects.all()
    rows = [
        (kind, pk, name, list(links.filter(**{kind: pk})), list(others.filter(**{kind: pk})))
        for kind, pk, name in owners
    ]
    return {"rows": rows, "moment": now(), **more}


@require_POST
def new_link(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Make a secret address, which is shown this once."""
    officer = officer_of(request)
    secret = make_link(**_owner(officer, kind, pk), at=now(), by=officer)
    address = f"{council().public_url.rstrip('/')}{reverse('calendar-feed', args=[secret])}"
    return render(request, "diary/calendars.html", _shown(officer, address=address))


@require_POST
def link_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(CalendarLink, pk=pk, withdrawn_at=None)
    _refuse_others(officer_of(request), found)
    withdraw_link(found, at=now())
    messages.success(request, "That address leads nowhere from now on.")
    return redirect("diary-calendars")


def new_other(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Let a calendar elsewhere be read for busy times."""
    officer = officer_of(request)
    owner = _owner(officer, kind, pk)
    form = AddressForm(request.POST or None)
    page = Page(
        "Read a calendar",
        "Read it",
        "It is read within a minute, and every quarter of an hour from then on.",
        reverse("diary-calendars"),
        "Calendars",
        "Only the times are kept at which it is taken: nothing of what they are about.",
    )
    return form_page(request, form, page, lambda: read_from(form.cleaned_data["address"], **owner, by=officer))


@require_POST
def other_removal(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(OtherCalendar, pk=pk)
    _refuse_others(officer_of(request), found)
    stop_reading(found)
    messages.success(request, "That calendar is read no longer.")
    return redirect("diary-calendars")


def _owner(officer: Officer, kind: str, pk: int) -> dict[str, Any]:
    """Return whose calendar it is: the officer's own, or for an administrator a room's."""
    if kind == "officer" and pk == officer.pk:
        return {"officer": officer}
    if kind == "room" and officer.is_administrator:
        return {"room": get_object_or_404(Room, pk=pk)}
    raise PermissionDenied


def _refuse_others(officer: Officer, found: CalendarLink | OtherCalendar) -> None:
    if found.officer_id != officer.pk and not officer.is_administrator:
        raise PermissionDenied
