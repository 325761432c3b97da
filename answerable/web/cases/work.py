"""What officers do with a case beside replying: each piece of work has its own page and its own address."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime, now
from django.views.decorators.http import require_POST

from answerable.desk.cases import actions
from answerable.desk.cases.actions import NotAnswered
from answerable.desk.cases.models import Case, HandOver
from answerable.desk.customers.actions import looked
from answerable.desk.drafts.actions import once
from answerable.desk.history.actions import facts_of
from answerable.desk.history.law import law
from answerable.desk.presence.versions import versions
from answerable.desk.steps.actions import record_done
from answerable.desk.steps.asked import unrecorded
from answerable.web.cases.forms import ClosureForm, DoneForm, HandOverForm, NoteForm, ReceiptForm, StageForm, TargetForm
from answerable.web.cases.news import OPENED, in_words, news
from answerable.web.cases.steps import CLOSING, StepForm, just_unrecorded, say, steps_for
from answerable.web.drafts.restore import token_of
from answerable.web.sitting import officer_of


@dataclass(frozen=True)
class Piece:
    """One piece of work: its page in words, and what it does once its form is right."""

    heading: str
    button: str
    done: str
    do: Callable[[Case, dict[str, Any]], object]
    hint: str = ""
    beside: bool = False  # it stands beside whatever others do, so nobody need look first


def the_case(request: HttpRequest, reference: str) -> Case:
    """Return the case, and keep that this officer looked."""
    case = get_object_or_404(Case.objects.select_related("customer", "owner", "service"), reference=reference)
    looked(officer_of(request), case.customer, case=case, at=now(), where="case")
    return case


def work(request: HttpRequest, case: Case, form: forms.Form, piece: Piece) -> HttpResponse:
    """Show the form of a piece of work; once it is right, do the work once and go back to the case."""

    def do() -> str:
        piece.do(case, form.cleaned_data)
        return case.reference

    if request.method == "POST" and form.is_valid() and not _is_overtaken(request, case, form, piece):
        began = now()
        try:
            once(token_of(request), do, at=began, by=officer_of(request))
        except NotAnswered as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, piece.done)
            say(request, just_unrecorded(case, since=began))
            return redirect("case", case.reference)
    shown = {"case": case, "form": form, "piece": piece, "token": token_of(request)}
    return render(request, "cases/work.html", {**shown, "version": versions([case.pk])[case.pk]})


def _is_overtaken(request: HttpRequest, case: Case, form: forms.Form, piece: Piece) -> bool:
    """Say whether others have done something since the form was made; the form then says what, once."""
    since = [] if piece.beside else news(case, request.POST.get(OPENED, ""), officer_of(request))
    if since:
        form.add_error(None, in_words(since))
    return bool(since)


Asking = TypeVar("Asking", bound=StepForm)


def asking(form: Asking, case: Case, *kinds: str) -> Asking:
    """Return the form with what the charter's steps ask for when facts of these `kinds` happen to the case."""
    form.ask_for(steps_for(law(), case, *kinds, at=now()))
    return form


def note(request: HttpRequest, reference: str) -> HttpResponse:
    case, officer = the_case(request, reference), officer_of(request)
    piece = Piece(
        "Write a note",
        "Keep the note",
        "The note is on the case.",
        lambda case, data: actions.note(case, text=data["text"], at=now(), by=officer),
        beside=True,
    )
    return work(request, case, NoteForm(request.POST or None), piece)


def hand_over(request: HttpRequest, reference: str) -> HttpResponse:
    case, officer = the_case(request, reference), officer_of(request)
    piece = Piece(
        "Offer this case to a colleague",
        "Offer it",
        "Offered. It stays with its owner until your colleague accepts.",
        lambda case, data: actions.offer(
            case, to=data["to"], note=data["note"], at=now(), by=officer, done=data.get("done", ())
        ),
        hint="It stays with its owner until your colleague accepts.",
    )
    form = asking(HandOverForm(request.POST or None, owner=case.owner), case, "handed over")
    return work(request, case, form, piece)


@require_POST
def acceptance(request: HttpRequest, reference: str) -> HttpResponse:
    """Accept the case that was offered to this officer."""
    offered = _offered(request, reference)
    try:
        actions.accept(offered, at=now(), by=officer_of(request))
        messages.success(request, "The case is yours now.")
    except NotAnswered as problem:
        messages.warning(request, str(problem))
    return redirect("case", reference)


@require_POST
def refusal(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the case back to its owner."""
    offered = _offered(request, reference)
    if offered.waits:
        actions.decline(offered, at=now(), by=officer_of(request))
        messages.success(request, f"Given back to {offered.case.owner}.")
    return redirect("case", reference)


def _offered(request: HttpRequest, reference: str) -> HandOver:
    mine = HandOver.objects.select_related("case__owner", "giver").filter(case__reference=reference)
    return get_object_or_404(mine.filter(taker=officer_of(request)).order_by("-id")[:1])


@require_POST
def owner(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the case."""
    actions.take(the_case(request, reference), at=now(), by=officer_of(request))
    messages.success(request, "The case is yours now.")
    return redirect("case", reference)


def closure(request: HttpRequest, reference: str) -> HttpResponse:
    case, officer = the_case(request, reference), officer_of(request)
    piece = Piece(
        "Close the case",
        "Close it",
        "The case is closed.",
        lambda case, data: actions.close(
            case, outcome=data["outcome"], at=now(), by=officer, done=data.get("done", ())
        ),
        hint="Closing answers nothing. Without an answer, the reason you choose is counted and published.",
    )
    form = asking(ClosureForm(request.POST or None), case, *CLOSING)
    return work(request, case, form, piece)


@require_POST
def reopening(request: HttpRequest, reference: str) -> HttpResponse:
    """Open the case again."""
    case = the_case(request, reference)
    if not case.is_open:
        actions.reopen(case, at=now(), by=officer_of(request))
        messages.success(request, "The case is open again. Nothing that was broken is mended by that.")
    return redirect("case", reference)


def target(request: HttpRequest, reference: str) -> HttpResponse:
    case = the_case(request, reference)
    piece = Piece(
        "By when do we mean to answer?",
        "Keep the date",
        "The date is kept.",
        lambda case, data: actions.set_target(case, date=data["target"]),
        hint="This is our own aim. It moves no promise: those follow from the charter.",
    )
    return work(request, case, TargetForm(request.POST or None, initial={"target": case.target}), piece)


def stage_2(request: HttpRequest, reference: str) -> HttpResponse:
    case, officer = the_case(request, reference), officer_of(request)
    piece = Piece(
        "The customer asks for stage 2",
        "Record the request",
        "Stage 2 is recorded.",
        lambda case, data: actions.request_stage_2(
            case,
            received_at=data["when"],
            at=now(),
            by=officer,
            channel=data["channel"],
            done=data.get("done", ()),
        ),
        hint="They need not say why. Leave date and time empty if it was just now.",
    )
    form = StageForm(request.POST or None, initial={"channel": "letter"})
    return work(request, case, asking(form, case, "stage 2 requested"), piece)


def step(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Record what was done at the moment of a step, and not ticked then."""
    case, officer = the_case(request, reference), officer_of(request)
    lacks = [lack for lack in unrecorded(law(), facts_of(case)) if lack.fact == str(pk)]
    if not lacks:
        raise Http404
    piece = Piece(
        "What was done?",
        "Record it",
        "It is recorded.",
        lambda case, data: record_done(case, done=data["done"], done_at=data["when"], at=now(), by=officer),
        hint="Give the time at which it was really done. What was done after its moment doesn’t keep the promise.",
    )
    return work(request, case, DoneForm(request.POST or None, lacks=lacks), piece)


def receipt(request: HttpRequest, reference: str) -> HttpResponse:
    case, officer = the_case(request, reference), officer_of(request)
    there = localtime(case.opened_at)
    piece = Piece(
        "When did it really reach us?",
        "Put it right",
        "Put right. What it says of the past is shown as a correction.",
        lambda case, data: actions.correct_receipt(case, received_at=data["when"], at=now(), by=officer),
        hint="The promises count from then.",
    )
    initial = {"on": there.date(), "time": f"{there:%H:%M}"}
    return work(request, case, ReceiptForm(request.POST or None, initial=initial), piece)
