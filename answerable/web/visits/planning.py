"""Home visits are planned, confirmed, planned anew and cancelled: the customer is told in their own way."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, localtime, now
from django.views.decorators.http import require_POST

from answerable.desk.cases.models import Case
from answerable.desk.customers.actions import looked
from answerable.desk.customers.models import AddressKind, Customer
from answerable.desk.diary.taken import taken_of
from answerable.desk.drafts.actions import once
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.ways import NotSaid
from answerable.desk.visits import actions
from answerable.desk.visits.confirming import confirm, tell_cancellation, tell_move
from answerable.desk.visits.line import nobody_else_works_here
from answerable.desk.visits.models import Visit
from answerable.web.diary.forms import SorryForm, WayForm
from answerable.web.diary.pages import REFUSED, Page, form_page
from answerable.web.drafts.restore import token_of
from answerable.web.sitting import officer_of
from answerable.web.templatetags.desk import moment as moment_in_words
from answerable.web.visits.forms import MoveVisitForm, PlanForm
from answerable.web.visits.views import the_visit


def plan(request: HttpRequest) -> HttpResponse:
    """Plan a visit, about a case or to a customer where one is named in the address."""
    officer, case = officer_of(request), Case.objects.filter(reference=request.GET.get("case", "")).first()
    customer = case.customer if case else _customer(request)
    looked(officer, customer, case=case, at=now(), where="visit")
    form = PlanForm(request.POST or None, initial=_known(request, customer))
    form.offer_ways(customer, case)
    if request.method == "POST" and form.is_valid():
        planned = form.planned(customer, case)

        def do() -> str:
            _refuse_busy(planned)
            visit = actions.plan(planned, at=now(), by=officer)
            if form.cleaned_data["way"]:
                confirm(visit, **form.as_told, at=now(), by=officer)
            return visit.occasion.reference

        try:
            reference = once(token_of(request), do, at=now(), by=officer)
        except REFUSED as why:
            form.add_error("way" if isinstance(why, NotSaid) else "begins", str(why))
        else:
            messages.success(request, "The visit is planned.")
            return redirect("visit", reference)
    shown = {"form": form, "token": token_of(request), "customer": customer, "case": case}
    return render(request, "visits/plan.html", {**shown, "alone": nobody_else_works_here(officer)})


def _customer(request: HttpRequest) -> Customer | None:
    number = request.GET.get("customer", "")
    return (
        Customer.objects.filter(pk=number).first()
        if number.isascii() and number.isdigit() and len(number) < 19
        else None
    )


def _known(request: HttpRequest, customer: Customer | None) -> dict[str, Any]:
    """Return what the form need not ask again."""
    post = customer.addresses.filter(kind=AddressKind.POST, current=True).order_by("-id").first() if customer else None
    return {
        "officer": officer_of(request).pk,
        "on": localdate(),
        "address": ", ".join(post.value.split("\n")) if post else "",
    }


def _refuse_busy(planned: actions.Plan, but: Visit | None = None) -> None:
    """Raise NotPossible where the officer has something else in the diary then, and let nobody else take that time."""
    list(Officer.objects.select_for_update().filter(pk=planned.officer.pk))
    for one in taken_of(planned.officer, planned.begins, planned.ends):
        if but is None or one.visit != but.pk:
            when = moment_in_words(one.begins)
            raise actions.NotPossible(f"{planned.officer} has something else then: {one.by}, from {when}")


def confirmation(request: HttpRequest, reference: str) -> HttpResponse:
    """Tell the customer of the visit: for the first time, again, or in another way."""
    found = _to_come(request, reference)
    if found.is_over:
        return redirect("visit", reference)
    form = WayForm(request.POST or None)
    form.offer_ways(found.customer, found.case)
    page = _page(found, "Tell the customer of the visit", "Tell the customer", "The customer is told.")
    by = officer_of(request)
    return form_page(request, form, page, lambda: confirm(found, **form.as_told, at=now(), by=by))


def move(request: HttpRequest, reference: str) -> HttpResponse:
    """Plan the visit anew: never without apology and explanation."""
    found, officer = _to_come(request, reference), officer_of(request)
    form = MoveVisitForm(request.POST or None, initial=_as_it_is(found))
    form.offer_ways(found.customer, found.case)
    page = _page(found, "Move the visit", "Move it and tell the customer", "The visit is moved.")

    def act() -> None:
        planned = form.planned(found.customer, found.case)
        _refuse_busy(planned, but=found)
        tell_move(found, planned, **form.sorry, at=now(), by=officer)

    return form_page(request, form, page, act)


def cancellation(request: HttpRequest, reference: str) -> HttpResponse:
    """Cancel the visit: never without apology and explanation."""
    found, officer = _to_come(request, reference), officer_of(request)
    form = SorryForm(request.POST or None)
    form.offer_ways(found.customer, found.case)
    page = _page(found, "Cancel the visit", "Cancel it and tell the customer", "The visit does not take place.")
    return form_page(request, form, page, lambda: tell_cancellation(found, **form.sorry, at=now(), by=officer))


@require_POST
def dropped(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that the customer cancelled the visit."""
    try:
        actions.drop(the_visit(reference), at=now(), by=officer_of(request))
        messages.success(request, "It is recorded. The visit does not take place.")
    except actions.NotPossible as why:
        messages.error(request, str(why))
    return redirect("visit", reference)


def _to_come(request: HttpRequest, reference: str) -> Visit:
    """Return the visit, and keep that this officer looked at its customer."""
    found = the_visit(reference)
    looked(officer_of(request), found.customer, at=now(), where="visit")
    return found


def _as_it_is(visit: Visit) -> dict[str, Any]:
    """Return what is planned, as the form asks for it."""
    clocks = {name: f"{localtime(getattr(visit, name)):%H:%M}" for name in ("begins", "ends", "safe_by")}
    kept = {name: getattr(visit, name) for name in ("address", "purpose")}
    return {"officer": visit.officer_id, "on": localtime(visit.begins).date(), **kept, **clocks}


def _page(found: Visit, heading: str, button: str, done: str) -> Page:
    return Page(heading, button, done, reverse("visit", args=[found.occasion.reference]), "Back to the visit")
