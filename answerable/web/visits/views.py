"""Home visits: the list, and the page of a visit with its taps."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from answerable.charter.facts import Fact
from answerable.desk.council.actions import council
from answerable.desk.customers.actions import looked, saw_listed
from answerable.desk.history.actions import facts_of
from answerable.desk.history.law import law
from answerable.desk.outbox.ways import EMAIL
from answerable.desk.steps.asked import steps_at, unrecorded
from answerable.desk.visits import actions
from answerable.desk.visits.alarms import open_and_past
from answerable.desk.visits.codes import code_of
from answerable.desk.visits.genuine import wrong_codes_today
from answerable.desk.visits.lists import visits_ahead, visits_behind
from answerable.desk.visits.models import Visit
from answerable.desk.visits.words import confirmation
from answerable.web.cases.steps import StepForm
from answerable.web.diary.told import told_of
from answerable.web.sitting import officer_of
from answerable.web.templatetags.desk import moment as moment_in_words
from answerable.web.visits.forms import LongerForm

PAST_VISITS, PAST_ALARMS = 20, 10


@require_GET
def visits(request: HttpRequest) -> HttpResponse:
    """Show the officer's own visits, or everybody's, and the alarms."""
    officer, moment = officer_of(request), now()
    everybody = request.GET.get("whose") == "everybody"
    whose = None if everybody else officer
    ahead, behind = visits_ahead(whose, moment), visits_behind(whose, moment, most=PAST_VISITS)
    saw_listed(officer, (visit.customer_id for visit in [*ahead, *behind]), at=moment, where="visits")
    shown: dict[str, Any] = {
        "ahead": ahead,
        "behind": behind,
        "everybody": everybody,
        "alarms": open_and_past(moment, past=PAST_ALARMS) if everybody else [],
        "wrong_codes": wrong_codes_today(moment) if everybody else 0,
    }
    return render(request, "visits/visits.html", shown)


@require_GET
def visit(request: HttpRequest, reference: str) -> HttpResponse:
    kept, moment, officer = the_visit(reference), now(), officer_of(request)
    looked(officer, kept.customer, at=moment, where="visit")
    form = StepForm()
    form.ask_for(steps_at(law().charter_at(moment), [Fact(reference, "visited", moment)]))
    shown: dict[str, Any] = {
        "visit": kept,
        "mine": kept.officer_id == officer.pk,
        "form": form,
        "lacks": unrecorded(law(), facts_of(kept.occasion)) if kept.arrived_at else [],
        "moved": kept.moved.select_related("by").order_by("at"),
        "alarms": kept.alarms.select_related("answered_by").order_by("-raised_at"),
        "minutes": LongerForm.MINUTES,
        "code": code_of(kept),
        "words": confirmation(kept, council(), EMAIL),
        "told": told_of(kept, moment),
    }
    return render(request, "visits/visit.html", shown)


def the_visit(reference: str) -> Visit:
    """Return the visit, or answer that there is no such page."""
    found = Visit.objects.select_related("officer", "occasion", "customer", "case")
    return get_object_or_404(found, occasion__reference=reference)


@require_POST
def arrival(request: HttpRequest, reference: str) -> HttpResponse:
    kept, officer = the_visit(reference), officer_of(request)
    done = request.POST.getlist("done")
    asked = {
        need for step in steps_at(law().charter_at(now()), [Fact(reference, "visited", now())]) for need in step.needs
    }
    try:
        actions.arrive(kept, at=now(), by=officer, done=[need for need in done if need in asked])
    except actions.NotPossible as why:
        messages.error(request, str(why))
    return redirect("visit", reference)


@require_POST
def arrival_done(request: HttpRequest, reference: str) -> HttpResponse:
    """Record what was done on arriving and was not ticked."""
    kept, officer = the_visit(reference), officer_of(request)
    missing = {need for lack in unrecorded(law(), facts_of(kept.occasion)) for need in lack.needs}
    done = [need for need in request.POST.getlist("done") if need in missing]
    if done and kept.arrived_at:
        actions.done_on_arrival(kept, done=done, at=now(), by=officer)
        messages.success(request, "Recorded as done on arrival.")
    return redirect("visit", reference)


@require_POST
def departure(request: HttpRequest, reference: str) -> HttpResponse:
    try:
        actions.leave(the_visit(reference), at=now(), by=officer_of(request))
        messages.success(request, "The visit is over.")
    except actions.NotPossible as why:
        messages.error(request, str(why))
    return redirect("visit", reference)


@require_POST
def longer(request: HttpRequest, reference: str) -> HttpResponse:
    form, kept = LongerForm(request.POST), the_visit(reference)
    if form.is_valid():
        try:
            until = actions.need_longer(kept, minutes=form.cleaned_data["minutes"], at=now(), by=officer_of(request))
            messages.success(request, f"The check-in time is now {moment_in_words(until)}.")
        except actions.NotPossible as why:
            messages.error(request, str(why))
    return redirect("visit", reference)


@require_POST
def help_(request: HttpRequest, reference: str) -> HttpResponse:
    """Raise the alarm at once: nothing is asked first."""
    actions.call_for_help(the_visit(reference), at=now())
    messages.warning(request, "The alarm is raised. Your colleagues see it now.")
    return redirect("visit", reference)
