"""An alarm: what it is about, who knows, "I deal with it", and how it ended."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from answerable.charter.facts import Fact
from answerable.desk.council.actions import council
from answerable.desk.customers.actions import looked
from answerable.desk.history.law import law
from answerable.desk.models import Alarm
from answerable.desk.steps.asked import steps_at
from answerable.desk.visits.alarms import answer, climb_every, close
from answerable.web.council.views import form_page
from answerable.web.roles import administrators_only
from answerable.web.sitting import officer_of
from answerable.web.visits.forms import AlarmSettingForm, ClosingForm, VisitClosingForm


def alarm(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an alarm, and close it with how it was found and what was done."""
    kept, officer = _the_alarm(pk), officer_of(request)
    if kept.visit:
        looked(officer, kept.visit.customer, at=now(), where="alarm")
    form = _closing(kept, request)
    if request.method == "POST" and kept.is_open and form.is_valid():
        close(
            kept,
            outcome=form.cleaned_data["outcome"],
            at=now(),
            by=officer,
            goes_on_until=form.until(),
            incident=form.cleaned_data.get("incident", ""),
            done=form.cleaned_data.get("done", ()),
        )
        messages.success(request, "The alarm is closed.")
        return redirect("alarm", pk)
    shown: dict[str, Any] = {
        "alarm": kept,
        "form": form,
        "told": kept.told.select_related("officer").order_by("at", "pk"),
    }
    return render(request, "visits/alarm_page.html", shown)


def _closing(kept: Alarm, request: HttpRequest) -> ClosingForm:
    kind = ClosingForm if kept.visit is None or kept.visit.is_over else VisitClosingForm
    form = kind(request.POST or None)
    incident = [Fact(str(kept.pk), "incident", now())] if kind is VisitClosingForm else []
    form.ask_for(steps_at(law().charter_at(now()), incident))
    return form


def _the_alarm(pk: int) -> Alarm:
    found = Alarm.objects.select_related(
        *("visit__officer", "visit__occasion", "visit__customer", "check_made__officer", "check_made__by"),
        *("answered_by", "closed_by"),
    )
    return get_object_or_404(found, pk=pk)


@require_POST
def alarm_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that this officer deals with it."""
    kept = _the_alarm(pk)
    if answer(kept, at=now(), by=officer_of(request)):
        messages.success(request, "It is yours. It goes no further up the line.")
    else:
        kept.refresh_from_db()
        messages.warning(request, f"{kept.answered_by} deals with it already.")
    return redirect("alarm", pk)


@administrators_only
def alarm_setting(request: HttpRequest) -> HttpResponse:
    """Set how long each level of the line has before the next is told."""
    form = AlarmSettingForm(request.POST or None, initial={"minutes": council().alarm_minutes})
    if request.method == "POST" and form.is_valid():
        climb_every(form.cleaned_data["minutes"])
        messages.success(request, "Alarms go up the line like this from now on.")
        return redirect("settings")
    return form_page(request, form, heading="Alarms of home visits")
