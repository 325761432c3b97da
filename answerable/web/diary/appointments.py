"""One appointment: what was agreed, and how it ended."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from answerable.charter.facts import Fact
from answerable.desk.customers.actions import looked
from answerable.desk.diary import appointments
from answerable.desk.diary.appointments import CANCELLED_BY_CUSTOMER, DID_NOT_COME
from answerable.desk.diary.models import Appointment
from answerable.desk.diary.telling import confirm, tell_cancellation
from answerable.desk.diary.words import at_in_words
from answerable.desk.history.actions import facts_of
from answerable.desk.history.law import law
from answerable.desk.outbox.ways import SPOKEN
from answerable.desk.steps.asked import steps_at, unrecorded
from answerable.web.diary.forms import KeptForm, SorryForm, WayForm
from answerable.web.diary.pages import REFUSED, Page, form_page
from answerable.web.diary.told import told_of
from answerable.web.sitting import officer_of

KEPT = "appointment kept"


def the_appointment(request: HttpRequest, reference: str) -> Appointment:
    """Return the appointment, and keep that this officer looked at its customer."""
    names = ("occasion", "case__customer", "case__owner", "officer", "room__office", "made_by")
    found = get_object_or_404(Appointment.objects.select_related(*names), occasion__reference=reference)
    looked(officer_of(request), found.case.customer, case=found.case, at=now(), where="diary")
    return found


@require_GET
def appointment(request: HttpRequest, reference: str) -> HttpResponse:
    found, moment = the_appointment(request, reference), now()
    rules = law()
    charter = rules.charter_at(moment)
    shown: dict[str, Any] = {
        "appointment": found,
        "told": told_of(found, moment),
        "spoken": found.way == SPOKEN,
        "clocks": [
            (clock, charter[clock.promise].title if clock.promise in _ids(charter) else "", clock.verdict(moment))
            for clock in found.occasion.clocks.order_by("started", "promise")
        ],
        "lacks": unrecorded(rules, facts_of(found.occasion)),
        "begun": found.begins <= moment,
        "moment": moment,
    }
    return render(request, "diary/appointment.html", shown)


def _ids(charter: Any) -> set[str]:
    return {promise.id for promise in charter}


def kept(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that they met, with the true moment and what was done."""
    found, officer = the_appointment(request, reference), officer_of(request)
    form = KeptForm(request.POST or None)
    coming = Fact(reference, KEPT, now(), channel=found.occasion.channel)
    form.ask_for(steps_at(law().charter_at(now()), [coming]))
    page = _page(
        found,
        "When did you meet?",
        "Record it",
        "The meeting is recorded.",
        f"Agreed was {at_in_words(found.begins)}. Leave date and time empty for just now.",
    )
    return form_page(
        request,
        form,
        page,
        lambda: appointments.keep(
            found,
            met_at=form.cleaned_data["when"],
            at=now(),
            by=officer,
            done=form.cleaned_data.get("done", ()),
        ),
    )


def confirmation(request: HttpRequest, reference: str) -> HttpResponse:
    """Tell the customer of the appointment: again, or in another way."""
    found, officer = the_appointment(request, reference), officer_of(request)
    if not found.is_open:
        return redirect("appointment", reference)
    form = WayForm(request.POST or None)
    form.offer_ways(found.case.customer, found.case)
    page = _page(found, "Tell the customer of the appointment", "Tell the customer", "The customer is told.")
    return form_page(request, form, page, lambda: confirm(found, **form.as_told, at=now(), by=officer))


def cancellation(request: HttpRequest, reference: str) -> HttpResponse:
    """Cancel the appointment: never without apology and explanation."""
    found, officer = the_appointment(request, reference), officer_of(request)
    form = SorryForm(request.POST or None)
    form.offer_ways(found.case.customer, found.case)
    page = _page(found, "Cancel the appointment", "Cancel it and tell the customer", "The appointment is cancelled.")
    return form_page(
        request,
        form,
        page,
        lambda: tell_cancellation(found, **form.sorry, at=now(), by=officer),
    )


@require_POST
def outcome(request: HttpRequest, reference: str) -> HttpResponse:
    """Record, in one press, how the appointment ended; or that this was recorded by mistake."""
    found, officer = the_appointment(request, reference), officer_of(request)
    acts = {
        "missed": lambda: appointments.miss(found, at=now(), by=officer),
        "did not come": lambda: appointments.drop(found, reason=DID_NOT_COME, at=now(), by=officer),
        "cancelled": lambda: appointments.drop(found, reason=CANCELLED_BY_CUSTOMER, at=now(), by=officer),
        "mistake": lambda: appointments.put_back(found, at=now(), by=officer),
        "interpreter": lambda: appointments.interpreter_booked(found, at=now(), by=officer),
    }
    act = acts.get(request.POST.get("outcome", ""))
    if act is not None:
        try:
            act()
            messages.success(request, "It is recorded.")
        except REFUSED as why:
            messages.warning(request, str(why))
    return redirect("appointment", reference)


def _page(found: Appointment, heading: str, button: str, done: str, hint: str = "") -> Page:
    back = reverse("appointment", args=[found.occasion.reference])
    return Page(heading, button, done, back, "Back to the appointment", hint)
