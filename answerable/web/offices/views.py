"""Offices, with their rooms and counters. Managers keep them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from answerable.desk.offices.actions import keep_office, keep_room
from answerable.desk.offices.models import Office, Room
from answerable.web.council.views import form_page
from answerable.web.offices.forms import OfficeForm, RoomForm
from answerable.web.roles import managers_only


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
