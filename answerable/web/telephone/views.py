"""Calls: what rings, what goes on, what nobody has written down yet; and the sheet of a call in hand."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from answerable.desk.messages.lists import waiting
from answerable.desk.telephone import taking
from answerable.desk.telephone.models import Call
from answerable.desk.telephone.ringing import Ringing, going_on, ringing, untold, with_known
from answerable.desk.telephone.taking import Taken
from answerable.web.contacts.views import is_dialog, on_sheet, show
from answerable.web.drafts.restore import token_of
from answerable.web.sitting import officer_of
from answerable.web.telephone.ringing import shown_to
from answerable.web.telephone.sheet import CallSheet

# Of calls without a word the page shows the latest.
MOST = 20


@require_GET
def calls(request: HttpRequest) -> HttpResponse:
    officer, moment = officer_of(request), now()
    shown: dict[str, Any] = {
        "calls": shown_to(officer, with_known(ringing(moment)), moment),
        "going_on": going_on(moment),
        "untold": untold(moment)[:MOST],
        "left_messages": list(waiting(officer)),
        "mine": True,
        "token": token_of(request),
        "moment": moment,
    }
    return render(request, "telephone/calls.html", shown)


@require_POST
def take(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the call, and open its sheet. Whom it went to is told to the one who came second."""
    found = the_call(reference)
    try:
        found = Ringing(taking.take(found.call, at=now(), by=officer_of(request)), found.known)
    except Taken as problem:
        return _taken(request, problem)
    taking.seen_who(officer_of(request), [one.customer for one in found.known], at=now())
    return _open(request, found)


@require_POST
def take_by_hand(request: HttpRequest) -> HttpResponse:
    """Begin a call of which no telephone system tells."""
    return _open(request, Ringing(taking.take_by_hand(at=now(), by=officer_of(request))))


@require_http_methods(["GET", "HEAD", "POST"])
def call(request: HttpRequest, reference: str) -> HttpResponse:
    """Write down what the call is about. Only who has taken it can."""
    found = the_call(reference)
    officer = officer_of(request)
    if found.call.contact_id and request.method != "POST":
        return redirect("contact", found.call.contact.reference)  # type: ignore[union-attr]
    if found.call.taken_by_id != officer.pk:
        return _taken(request, Taken(found.call)) if found.call.taken_by_id else redirect("calls")
    return on_sheet(request, CallSheet(request, found))


def the_call(reference: str) -> Ringing:
    """Return the call with who it may be."""
    rows = Call.objects.select_related("occasion", "line__office", "taken_by", "answered_by", "contact")
    found = with_known(rows.filter(occasion__reference=reference))
    if not found:
        raise Http404
    return found[0]


def _open(request: HttpRequest, found: Ringing) -> HttpResponse:
    reference = found.call.occasion.reference
    if not is_dialog(request):
        return redirect("call", reference)
    sheet = CallSheet(request, found)
    return show(request, sheet, *sheet.half_typed())


def _taken(request: HttpRequest, problem: Taken) -> HttpResponse:
    if is_dialog(request):
        return render(request, "telephone/taken.html", {"problem": problem})
    messages.warning(request, str(problem))
    return redirect("calls")
