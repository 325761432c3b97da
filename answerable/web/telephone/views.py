"""Calls: what rings, what goes on, what nobody has written down yet; and the sheet of a call in hand."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from answerable.desk.customers.actions import saw_listed
from answerable.desk.drafts.actions import drop, keep, kept
from answerable.desk.messages.lists import waiting
from answerable.desk.telephone import taking
from answerable.desk.telephone.models import Call, Feed
from answerable.desk.telephone.ringing import Ringing, going_on, ringing, untold, with_known
from answerable.desk.telephone.taking import Taken
from answerable.desk.telephone.transfers import cards_waiting
from answerable.web.contacts.sheet import call_place
from answerable.web.contacts.views import is_dialog, on_sheet, show
from answerable.web.drafts.restore import token_of, typed
from answerable.web.sitting import officer_of
from answerable.web.telephone.ringing import shown_to
from answerable.web.telephone.sheet import CallSheet
from answerable.web.telephone.transfers import put_through

# Of calls without a word the page shows the latest.
MOST = 20


@require_GET
def calls(request: HttpRequest) -> HttpResponse:
    officer, moment = officer_of(request), now()
    cards, left_messages = cards_waiting(officer, moment), list(waiting(officer))
    named = [*(card.transfer.call.customer_id for card in cards), *(one.case.customer_id for one in left_messages)]
    saw_listed(officer, named, at=moment, where="calls")
    shown: dict[str, Any] = {
        "calls": shown_to(officer, with_known(ringing(moment)), moment),
        "connected": Feed.objects.exists(),
        "going_on": going_on(moment),
        "untold": untold(moment)[:MOST],
        "cards": cards,
        "left_messages": left_messages,
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
    if not is_mine(request, found.call):
        return refused(request, found.call)
    if request.POST.get("do") == "transfer":
        keep(officer_of(request), call_place(reference), typed(request), at=now())
        return redirect("call-transfer", reference)
    if request.POST.get("do") == "none":
        return _no_call(request, found.call)
    written = found.call.contact
    if written and request.method != "POST" and not kept(officer_of(request), call_place(reference)):
        return redirect("contact", written.reference)
    return on_sheet(request, CallSheet(request, found))


@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: HttpRequest, reference: str) -> HttpResponse:
    """Put the call through. Only who has it can."""
    found = the_call(reference)
    return put_through(request, found) if is_mine(request, found.call) else refused(request, found.call)


def _no_call(request: HttpRequest, call: Call) -> HttpResponse:
    """Strike out a call that was begun by mistake, with what was half-typed of it."""
    officer, place = officer_of(request), call_place(call.occasion.reference)
    if not taking.strike_out(call, at=now(), by=officer):
        messages.warning(
            request, "This call can’t be struck out: a telephone system told of it, or something came of it."
        )
        return redirect("calls")
    drop(officer, place)
    if is_dialog(request):
        return render(request, "telephone/struck.html")
    messages.success(request, "It was no call. It is struck out, and counts nowhere.")
    return redirect("calls")


def is_mine(request: HttpRequest, call: Call) -> bool:
    return call.taken_by_id == officer_of(request).pk


def refused(request: HttpRequest, call: Call) -> HttpResponse:
    """Say who has the call; what nobody has is taken from the list of calls."""
    return _taken(request, Taken(call)) if call.taken_by_id else redirect("calls")


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
