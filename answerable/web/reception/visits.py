"""One visit: who it is, what was recorded, what becomes of it; visits entered afterwards; the visits of a day."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from answerable.desk.customers.actions import looked, saw_listed
from answerable.desk.drafts.actions import once
from answerable.desk.history.law import law
from answerable.desk.history.models import Clock
from answerable.desk.outbox.asked import SPOKEN
from answerable.desk.reception import actions
from answerable.desk.reception.actions import describe
from answerable.desk.reception.asked import needs_at
from answerable.desk.reception.figures import figures
from answerable.desk.reception.instead import open_for, ring_back
from answerable.desk.reception.models import ReceptionVisit
from answerable.web.contacts.views import on_sheet
from answerable.web.days import read_day
from answerable.web.drafts.restore import token_of
from answerable.web.reception.forms import AfterwardsForm, InsteadForm, RingBackForm, VisitorForm, described
from answerable.web.reception.place import is_blank, place_of
from answerable.web.reception.sheet import VisitSheet
from answerable.web.reception.views import the_visit
from answerable.web.sitting import officer_of

PAGE = 100
# What the buttons of a visit's page do.
RING_BACK, APPOINTMENT = "ring back", "appointment"


@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: HttpRequest, reference: str) -> HttpResponse:
    """Show one visit; take down who it is, promise to ring them back, or look for a time with them."""
    found, does = the_visit(reference), request.POST.get("do", "")
    known = {"name": found.name, "about": found.about}
    form = VisitorForm(_posted(request, does not in (RING_BACK, APPOINTMENT)), initial=described(found))
    by_on = law().calendar_at(now()).next_working_day(localdate())
    instead = RingBackForm(_posted(request, does == RING_BACK), initial={**known, "by_on": by_on})
    instead.heed(found.case.customer if found.case else found.customer, [SPOKEN])
    appointment = InsteadForm(_posted(request, does == APPOINTMENT), initial=known)
    if form.is_bound and form.is_valid():
        describe(found, form.visitor())
        return redirect("reception")
    if instead.is_bound and found.waits and instead.is_valid():
        return _let_go(request, found, instead)
    if appointment.is_bound and found.waits and appointment.is_valid():
        return _look_for_a_time(request, found, appointment)
    looked(officer_of(request), found.customer, at=now(), where="reception")
    forms = {"form": form, "instead": instead, "appointment": appointment}
    return render(request, "reception/visit.html", forms | _shown(request, found))


def _posted(request: HttpRequest, here: bool) -> QueryDict | None:
    return request.POST if request.method == "POST" and here else None


def _let_go(request: HttpRequest, found: ReceptionVisit, form: RingBackForm) -> HttpResponse:
    officer, moment, by_when = officer_of(request), now(), form.cleaned_data["by_when"]

    def promise() -> str:
        return ring_back(found, form.word(), by_when=by_when, at=moment, by=officer).case.reference

    reference = once(token_of(request), promise, at=moment, by=officer)
    messages.success(request, "They can go. The case is yours, with the promise to ring them back.")
    return redirect("case", reference)


def _look_for_a_time(request: HttpRequest, found: ReceptionVisit, form: InsteadForm) -> HttpResponse:
    officer, moment = officer_of(request), now()
    reference = once(
        token_of(request), lambda: open_for(found, form.word(), at=moment, by=officer).reference, at=moment, by=officer
    )
    return redirect("appointment-new", reference)


def _shown(request: HttpRequest, found: ReceptionVisit) -> dict[str, Any]:
    moment = now()
    moments = [
        ("Came", found.arrived_at),
        ("Greeted", found.greeted_at),
        ("Told why they wait", found.words_at),
        ("Seen", found.seen_at),
        ("Left", found.left_at),
    ]
    return {
        "visit": found,
        "moments": moments,
        "promises": _promises(found, moment),
        "blank": is_blank(request),
        "token": token_of(request),
    }


def _promises(found: ReceptionVisit, moment: datetime) -> list[tuple[Clock, str, str]]:
    """Return the visit's clocks, each with what was promised and how that stands."""
    rules = law()
    clocks = found.occasion.clocks.order_by("started", "promise")
    return [(one, rules.edition_of(one).charter[one.promise].title, one.verdict(moment)) for one in clocks]


@require_POST
def discussed(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that personal matters were discussed, and whether others could hear."""
    found = the_visit(reference)
    in_private = request.POST.get("where") == "private"
    actions.discussed(found, in_private=in_private, at=now(), by=officer_of(request))
    messages.success(request, "It is recorded.")
    return redirect("reception-visit", reference)


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, reference: str) -> HttpResponse:
    """Write down what the visit was about: a contact, with its cases."""
    found = the_visit(reference)
    if found.contact and request.method != "POST":
        return redirect("contact", found.contact.reference)
    return on_sheet(request, VisitSheet(request, found))


@require_http_methods(["GET", "HEAD", "POST"])
def afterwards(request: HttpRequest) -> HttpResponse:
    """Enter a visit that is over, or somebody met away from the desk, with its true times."""
    moment, office, officer = now(), place_of(request).office, officer_of(request)
    needs = needs_at(actions.GREETED, law().charter_at(moment), office, moment)
    posted = request.POST if request.method == "POST" else None
    form = AfterwardsForm(posted, initial={"office": office}, needs=needs)
    if form.is_bound and form.is_valid():
        what, where = form.remembered(), form.cleaned_data["office"]

        def enter() -> str:
            return actions.enter_afterwards(what, office=where, at=moment, by=officer).occasion.reference

        messages.success(request, "It is recorded, and marked as entered afterwards.")
        return redirect("reception-visit", once(token_of(request), enter, at=moment, by=officer))
    return render(request, "reception/afterwards.html", {"form": form, "token": token_of(request)})


@require_GET
def day(request: HttpRequest) -> HttpResponse:
    """List the visits of a day, with how long people waited."""
    today, office, blank = localdate(), place_of(request).office, is_blank(request)
    on = min(read_day(request.GET.get("on", "")) or today, today)
    rows = ReceptionVisit.objects.standing().at(office).filter(day=on).select_related("occasion", "office")
    page = Paginator(rows.order_by("occasion__at", "id"), PAGE).get_page(request.GET.get("page"))
    if not blank:
        saw_listed(officer_of(request), [one.customer_id for one in page], at=now(), where="reception")
    shown = {
        "on": on,
        "before": on - timedelta(days=1),
        "after": on + timedelta(days=1) if on < today else None,
        "page": page,
        "figures": figures(on, on, office),
        "blank": blank,
    }
    return render(request, "reception/day.html", shown)
