"""Offices, their rooms and counters, and the screens that stand in them. Managers keep them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from answerable.desk.council.actions import council
from answerable.desk.offices.actions import keep_office, keep_room
from answerable.desk.offices.models import Office, Room
from answerable.desk.reception.models import Screen
from answerable.desk.reception.screens import make_screen, revoke
from answerable.web.council.views import form_page
from answerable.web.offices.forms import OfficeForm, RoomForm, ScreenForm
from answerable.web.roles import managers_only
from answerable.web.sitting import officer_of


@managers_only
def offices(request: HttpRequest) -> HttpResponse:
    found = Office.objects.prefetch_related("rooms").order_by("-current", "name")
    return render(request, "settings/offices.html", {"offices": found})


@managers_only
def office(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    kept = get_object_or_404(Office, pk=pk) if pk else Office()
    form = OfficeForm(request.POST or None, instance=kept)
    if request.method == "POST" and form.is_valid():
        keep_office(form.instance)
        messages.success(request, "The office is saved.")
        return redirect("offices")
    return form_page(request, form, heading="Change this office" if pk else "Add an office")


@managers_only
def room(request: HttpRequest, office: int, pk: int | None = None) -> HttpResponse:
    where = get_object_or_404(Office, pk=office)
    kept = get_object_or_404(Room, pk=pk, office=where) if pk else Room(office=where)
    form = RoomForm(request.POST or None, instance=kept)
    if request.method == "POST" and form.is_valid():
        keep_room(form.instance)
        messages.success(request, f"{kept.name} is saved.")
        return redirect("offices")
    return form_page(request, form, heading=f"{'Change' if pk else 'Add'} a room or counter", intro=where.name)


@managers_only
def screens(request: HttpRequest) -> HttpResponse:
    found = Screen.objects.select_related("office", "made_by").order_by("-revoked_at", "name")
    return render(request, "settings/screens.html", {"screens": found})


@never_cache
@managers_only
def screen(request: HttpRequest) -> HttpResponse:
    """Make a screen. Its address is shown once."""
    form = ScreenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made, secret = make_screen(**form.cleaned_data, at=now(), by=officer_of(request))
        page = "check-in" if made.kind == Screen.Kind.CHECK_IN else "waiting"
        link = council().public_url.rstrip("/") + reverse(page, args=[secret])
        return render(request, "settings/screen_made.html", {"screen": made, "link": link})
    return form_page(request, form, heading="Make a screen", button="Make its address")


@require_POST
@managers_only
def revocation(request: HttpRequest, pk: int) -> HttpResponse:
    gone = get_object_or_404(Screen, pk=pk)
    revoke(gone, at=now())
    messages.success(request, f"{gone.name} shows nothing any more.")
    return redirect("screens")
