"""The desk's settings: the council itself, its mailboxes and its services."""

from django.conf import settings as environment
from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now

from answerable.charter.reading.timescales import timescales
from answerable.desk.council.actions import council
from answerable.desk.council.changes import (
    NotPossible,
    change_council,
    keep_mailbox,
    keep_service,
    send_through,
)
from answerable.desk.history.law import law
from answerable.desk.models import Mailbox, Permission, Service
from answerable.web.council.forms import CouncilForm, MailboxForm, SendingForm, ServiceForm
from answerable.web.council.setting_up import still_to_set
from answerable.web.roles import administrators_only, managers_only
from answerable.web.sitting import officer_of


def settings(request: HttpRequest) -> HttpResponse:
    return render(request, "settings/index.html", {"to_set": still_to_set(council(), officer_of(request))})


def form_page(
    request: HttpRequest, form: BaseForm, *, heading: str, button: str = "Save", intro: str = ""
) -> HttpResponse:
    """Show one form of the settings."""
    shown = {"form": form, "heading": heading, "button": button, "intro": intro}
    return render(request, "settings/form.html", shown)


@administrators_only
def council_itself(request: HttpRequest) -> HttpResponse:
    form = CouncilForm(request.POST or None, instance=council())
    if request.method == "POST" and form.is_valid():
        change_council(form.instance)
        messages.success(request, "The council’s details are saved.")
        return redirect("settings")
    return form_page(request, form, heading="The council itself")


@administrators_only
def sending(request: HttpRequest) -> HttpResponse:
    form = SendingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        send_through(council(), address=form.address(), permission=form.cleaned_data["permission"])
        messages.success(request, "Mail is sent through that server from now on.")
        return redirect("mailboxes")
    intro = "One is set already. What you enter here replaces it." if council().smtp else ""
    return form_page(request, form, heading="The server that sends our mail", intro=intro)


@administrators_only
def mailboxes(request: HttpRequest) -> HttpResponse:
    found = Mailbox.objects.select_related("duty_officer", "permission").order_by("address")
    shown = {"mailboxes": found, "set_outside": bool(environment.SMTP)}
    shown["permissions"] = Permission.objects.order_by("name")
    return render(request, "settings/mailboxes.html", shown)


@administrators_only
def mailbox(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    kept = get_object_or_404(Mailbox, pk=pk) if pk else Mailbox()
    form = MailboxForm(request.POST or None, instance=kept)
    if request.method == "POST" and form.is_valid():
        try:
            keep_mailbox(form.instance, password=form.cleaned_data["new_password"])
        except NotPossible as why:
            form.add_error("permission" if form.instance.permission else "new_password", str(why))
        else:
            messages.success(request, "The mailbox is saved.")
            return redirect("mailboxes")
    return form_page(request, form, heading="Change this mailbox" if pk else "Read another mailbox")


@managers_only
def services(request: HttpRequest) -> HttpResponse:
    found = Service.objects.select_related("duty_officer").order_by("-current", "name")
    times = timescales(law().charter_at(now()))
    shown = [(service, [each for each in times if each.service == service.code]) for service in found]
    unknown = sorted({each.service for each in times} - {service.code for service in found})
    return render(request, "settings/services.html", {"services": shown, "unknown": unknown})


@administrators_only
def service(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    kept = get_object_or_404(Service, pk=pk) if pk else Service()
    form = ServiceForm(request.POST or None, instance=kept)
    if request.method == "POST" and form.is_valid():
        keep_service(form.instance)
        messages.success(request, "The service is saved.")
        return redirect("services")
    return form_page(request, form, heading="Change this service" if pk else "Add a service")
