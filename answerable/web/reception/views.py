"""The board of the counter, and what is pressed on it."""

from hashlib import blake2b
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from answerable.desk.council.actions import council
from answerable.desk.customers.actions import saw_listed
from answerable.desk.drafts.actions import once
from answerable.desk.history.law import law
from answerable.desk.offices.models import Room
from answerable.desk.offices.rooms import RoomTaken, free_rooms
from answerable.desk.reception import actions
from answerable.desk.reception.actions import NotPossible, Visitor
from answerable.desk.reception.board import Board, board
from answerable.desk.reception.estimate import Wait
from answerable.desk.reception.models import ReceptionVisit
from answerable.web.contacts.views import is_dialog
from answerable.web.drafts.restore import token_of
from answerable.web.reception.forms import PlaceForm, WaitForm, whole
from answerable.web.reception.place import is_blank, place_of, stand_at, turn_blank
from answerable.web.sitting import officer_of

# What the board says of what was done last, by the kind of fact.
DONE = {"arrived": "has come", "greeted": "greeted", "seen": "seen", "left": "has left", "told": "told why they wait"}
_LAST = "reception last"


@require_GET
def reception(request: HttpRequest) -> HttpResponse:
    """Show the board. What asks for the list alone gets nothing where it has not changed."""
    shown = _shown(request)
    if is_dialog(request):
        if request.GET.get("as") == shown["stamp"]:
            return HttpResponse(status=204)
        return render(request, "reception/list.html", shown)
    return render(request, "reception/board.html", shown)


def _shown(request: HttpRequest, current: str = "") -> dict[str, Any]:
    place, moment, blank, ours = place_of(request), now(), is_blank(request), council()
    found = board(place.office, rules=law(ours), now=moment)
    if not blank:
        named = [*(row.visit for row in found.waiting), *found.being_seen, *found.gone]
        saw_listed(officer_of(request), [visit.customer_id for visit in named], at=moment, where="reception")
    return {
        "council": ours,
        "place": place,
        "blank": blank,
        "board": found,
        "rooms": free_rooms(place.office, moment) if found.waiting or found.being_seen else [],
        "last": request.session.get(_LAST),
        "alone": is_dialog(request),  # without the page around it, which else says what went wrong
        "current": current,
        "moment": moment,
        "token": token_of(request),
        "stamp": _stamp(found, blank),
    }


def _stamp(found: Board, blank: bool) -> str:
    """Return what differs whenever the list looks different, but for the clocks, which the page counts."""
    rows = [(row.visit.pk, row.state, row.words, row.visit.greeted_at, row.visit.room_id) for row in found.waiting]
    others = [(one.pk, one.left_at, one.room_id) for one in (*found.being_seen, *found.gone)]
    words = [(row.visit.name, row.visit.about) for row in found.waiting]
    return blake2b(repr((rows, others, words, blank)).encode(), digest_size=9).hexdigest()


@require_POST
def arrival(request: HttpRequest) -> HttpResponse:
    """Somebody has come. One key: who they are can be written later."""
    place = place_of(request)
    if place.unclear:
        messages.warning(request, "Say first at which office this screen stands.")
        return redirect("reception-place")
    officer = officer_of(request)

    def arrive() -> str:
        return actions.arrive(Visitor(), office=place.office, at=now(), by=officer).occasion.reference

    reference = once(token_of(request), arrive, at=now(), by=officer)
    return _after(request, the_visit(reference), "arrived")


@require_POST
def greeting(request: HttpRequest, reference: str) -> HttpResponse:
    visit = the_visit(reference)
    try:
        told = whole(WaitForm(request.POST))
    except ValidationError as error:
        messages.warning(request, error.messages[0])
        return _after(request, visit, "")
    wait = Wait(told[0], told[1], sum(told) / 2, 0) if told else None
    actions.greet(visit, at=now(), by=officer_of(request), wait=wait)
    return _after(request, visit, "greeted")


@require_POST
def seeing(request: HttpRequest, reference: str) -> HttpResponse:
    visit = the_visit(reference)
    actions.see(visit, at=now(), by=officer_of(request), room=place_of(request).counter)
    return _after(request, visit, "seen")


@require_POST
def leaving(request: HttpRequest, reference: str) -> HttpResponse:
    visit = the_visit(reference)
    actions.leave(visit, at=now(), by=officer_of(request))
    return _after(request, visit, "left")


@require_POST
def words_said(request: HttpRequest, reference: str) -> HttpResponse:
    visit = the_visit(reference)
    actions.say_words(visit, at=now(), by=officer_of(request))
    return _after(request, visit, "told")


@require_POST
def undoing(request: HttpRequest, reference: str) -> HttpResponse:
    visit = the_visit(reference)
    undone = actions.undo(visit, at=now(), by=officer_of(request))
    request.session.pop(_LAST, None)
    if undone:
        messages.success(request, f"Undone: “number {visit.number} {DONE[undone]}”.")
    return _after(request, visit, "")


@require_POST
def room(request: HttpRequest, reference: str) -> HttpResponse:
    """Book a private room for the visitor, from now on."""
    visit = the_visit(reference)
    wanted = request.POST.get("room", "")
    chosen = Room.objects.filter(pk=wanted if wanted.isascii() and wanted.isdecimal() and len(wanted) < 10 else 0)
    try:
        if found := chosen.filter(current=True, private=True).first():
            actions.take_to(visit, found, at=now(), by=officer_of(request))
        else:
            messages.warning(request, "Choose one of the rooms that are free.")
    except (RoomTaken, NotPossible) as problem:
        messages.warning(request, str(problem))
    return _after(request, visit, "")


def the_visit(reference: str) -> ReceptionVisit:
    rows = ReceptionVisit.objects.standing().select_related("occasion", "office", "room", "seen_by", "service")
    return get_object_or_404(rows, occasion__reference=reference)


def _after(request: HttpRequest, visit: ReceptionVisit, done: str) -> HttpResponse:
    """Show the board again, with what was done last, which can be undone."""
    reference = visit.occasion.reference
    if done:
        request.session[_LAST] = {"reference": reference, "number": visit.number, "words": DONE[done]}
    if is_dialog(request):
        return render(request, "reception/list.html", _shown(request, current=reference))
    return redirect("reception")


@require_POST
def blank(request: HttpRequest) -> HttpResponse:
    """Take names, and what visits are about, off this screen; pressed again, show them."""
    turn_blank(request)
    return render(request, "reception/list.html", _shown(request)) if is_dialog(request) else redirect("reception")


@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest) -> HttpResponse:
    """Say which counter this screen is."""
    found = place_of(request)
    at = f"counter-{found.counter.pk}" if found.counter else f"office-{found.office.pk}" if found.office else ""
    form = PlaceForm(request.POST if request.method == "POST" else None, initial={"at": at})
    if request.method == "POST" and form.is_valid():
        stand_at(request, *form.place())
        return redirect("reception")
    return render(request, "reception/place.html", {"form": form})
