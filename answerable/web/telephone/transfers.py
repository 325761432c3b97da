"""Putting a call through: the card for a colleague, filled from what is typed of the call; and what becomes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from answerable.desk.cases.models import Case
from answerable.desk.customers.who import NewCustomer
from answerable.desk.diary.away import all_away
from answerable.desk.drafts.actions import drop, kept, once
from answerable.desk.history.law import law
from answerable.desk.incoming.by_hand import OPEN, PUT_THROUGH, Wanted, take_down
from answerable.desk.officers.models import Officer
from answerable.desk.steps.asked import steps_about
from answerable.desk.telephone import transfers
from answerable.desk.telephone.models import Call, Transfer
from answerable.desk.telephone.ringing import Ringing
from answerable.desk.telephone.taking import CHANNEL, moment_of, record_call
from answerable.desk.telephone.transfers import BRIEFING, NUMBER_GIVEN, Briefing, Over, matters_of
from answerable.web.cases.steps import StepForm
from answerable.web.contacts.fields import Line, SmallRadios, Words
from answerable.web.contacts.forms import WhoForm
from answerable.web.contacts.sheet import call_place
from answerable.web.contacts.views import is_dialog
from answerable.web.contacts.who import saw_who
from answerable.web.drafts.restore import given_back, token_of
from answerable.web.forms import errors_of
from answerable.web.sitting import officer_of
from answerable.web.telephone.said import SaidForm, what_to_say

NEED, TOLD = "-need", "-told"
MOST_OF_A_NEED = 120  # characters of it beside its radio button


@dataclass(frozen=True)
class Matter:
    """One thing that the caller wants: half-typed, or the case that it is written down as."""

    need: str
    case: Case | None = None


class TransferForm(SaidForm, WhoForm, StepForm):
    """Whom the call goes to, and what they have to know before they have it."""

    to = forms.ModelChoiceField(
        Officer.objects.none(),
        label="To",
        empty_label="Choose a colleague",
        error_messages={"required": "Choose the colleague who gets the call"},
    )
    matter = forms.ChoiceField(
        label="Which matter is it?", widget=SmallRadios, error_messages={"required": "Choose which matter it is"}
    )
    why = Line(label="Why them", max_length=300, error_messages={"required": "Say why it is for them"})
    identity = Line(
        label="How you know who it is", max_length=200, required=False, help_text="Such as: name and postcode given"
    )
    asked = Words(label="What they ask", rows=3, error_messages={"required": "Write what they ask"})
    told = Words(label="What you told and promised them", rows=2, required=False)
    field_order = ("to", "matter", "why", "who", "identity", "asked", "told", "done")

    def __init__(self, *args: Any, officer: Officer, written: bool, matters: Sequence[Matter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matters = matters
        self._choose_among(matters)
        to = self.fields["to"]
        assert isinstance(to, forms.ModelChoiceField)
        to.queryset = Officer.objects.at_work().exclude(pk=officer.pk).order_by("name")
        away = all_away(to.queryset, now())
        to.label_from_instance = lambda obj: _with_absence(obj, away)  # type: ignore[method-assign]
        if written:  # who it is stands in the contact already
            del self.fields["who"], self.fields["customer"]
        self.ask_for(steps_about(law().charter_at(now()), "transferred"))
        if "done" in self.fields:
            done: Any = self.fields["done"]
            done.choices = [choice for choice in done.choices if choice[0] != BRIEFING]

    def _choose_among(self, matters: Sequence[Matter]) -> None:
        """Of several matters one is chosen, and the card has its words; a single one may be put in other words."""
        if len(matters) < 2:
            del self.fields["matter"]
            return
        choice: Any = self.fields["matter"]
        choice.choices = [(str(number), matter.need[:MOST_OF_A_NEED]) for number, matter in enumerate(matters)]
        del self.fields["asked"]

    @property
    def its_matter(self) -> Matter | None:
        """Return the matter that was chosen; None where there was nothing to choose."""
        return self.matters[int(self.cleaned_data["matter"])] if "matter" in self.fields else None

    def briefing(self) -> Briefing:
        data = self.cleaned_data
        asked = self.its_matter.need if self.its_matter else data["asked"]
        return Briefing(why=data["why"], identity=data["identity"], asked=asked, told=data["told"])


def _with_absence(officer: Officer, away: dict[int, Any]) -> str:
    found = away.get(officer.pk)
    if found is None:
        return officer.name
    cover = f", {found.cover} covers" if found.cover else ""
    return f"{officer.name}: away until {found.returns:%-d %B}{cover}"


def put_through(request: HttpRequest, found: Ringing) -> HttpResponse:
    """Show the card, filled in; once it is right, offer the call to the colleague."""
    officer, call = officer_of(request), found.call
    place = call_place(call.occasion.reference)
    asked = None if call.contact_id else what_to_say(call, officer, at=now())
    draft = kept(officer, place)
    how: dict[str, Any] = {"officer": officer, "written": call.contact_id is not None, "asked": asked}
    how["matters"] = _matters(call, officer, draft)
    if request.method != "POST":
        form = TransferForm(initial=_filled_in(found, draft), **how)
        return _show(request, form, call)
    form = TransferForm(request.POST, **how)
    if not form.is_valid():
        return _show(request, form, call)

    def offer() -> str:
        case = form.its_matter.case if form.its_matter else None
        if call.contact is None:
            case = _write_down(call, form, officer)
        done = form.cleaned_data.get("done", ())
        to = form.cleaned_data["to"]
        transfers.put_through(call, to=to, briefing=form.briefing(), at=now(), by=officer, done=done, case=case)
        drop(officer, place)
        return call.occasion.reference

    try:
        once(token_of(request), offer, at=now(), by=officer)
    except Over as problem:
        form.add_error("to", str(problem))
        return _show(request, form, call)
    return _offered(request, call)


def _matters(call: Call, officer: Officer, draft: dict[str, str]) -> list[Matter]:
    """Return what the call is about, as it is written down, or else as it is half-typed."""
    if call.contact_id is not None:
        return [Matter(case.need, case) for case in matters_of(call, officer)]
    return [Matter(need) for need in _typed(draft, NEED)]


def _typed(draft: dict[str, str], ending: str) -> list[str]:
    return [words for name, words in sorted(draft.items()) if name.endswith(ending) and words.strip()]


def _filled_in(found: Ringing, draft: dict[str, str]) -> dict[str, Any]:
    """Return the card as far as the sheet of the call, or the card before, has it."""
    before = found.call.transfers.order_by("-id").first()
    if before is not None:
        return {"why": "", "identity": before.identity, "asked": before.asked, "told": before.told}
    needs, told = _typed(draft, NEED), _typed(draft, TOLD)
    known = {"who": found.call.caller}
    if len(found.known) == 1:
        known = {"who": str(found.known[0].customer), "customer": str(found.known[0].customer.pk)}
    return {**known, **given_back(WhoForm, draft), "asked": "\n\n".join(needs), "told": "\n\n".join(told)} | (
        {"greeted": True} if draft.get("greeted") else {}
    )


def _write_down(call: Call, form: TransferForm, officer: Officer) -> Case:
    """Write the contact down, and return the case that goes with the call. If nobody takes it, it is still ours.

    What else was half-typed of the call stays open with whoever puts it through.
    """
    data, moment = form.cleaned_data, now()
    customer = data["customer"]
    if isinstance(customer, NewCustomer):
        customer = customer.make(moment)
    matters = form.matters if form.its_matter else [Matter(data["asked"])]
    put_through = form.its_matter or matters[0]
    wanted = [
        Wanted(need=one.need, outcome=PUT_THROUGH if one is put_through else OPEN, owner=officer) for one in matters
    ]
    contact = take_down(
        channel=CHANNEL, received_at=moment_of(call), at=moment, by=officer, customer=customer, wanted=wanted
    )
    asked = what_to_say(call, officer, at=moment)
    greeted, _ = asked.done(greeted=bool(data.get("greeted")), thanked=False)
    record_call(call, contact, greeted=greeted, ended=(), at=moment, by=officer, ends=False)
    return contact.cases.order_by("id")[next(n for n, one in enumerate(matters) if one is put_through)]


def _show(request: HttpRequest, form: TransferForm, call: Call) -> HttpResponse:
    shown = {
        "form": form,
        "contact": form,
        "chosen": saw_who(request, form),
        "call": call,
        "problems": errors_of(form) if form.is_bound else [],
        "token": token_of(request),
        "dialog": is_dialog(request),
        "url": reverse("call-transfer", args=[call.occasion.reference]),
    }
    return render(request, "telephone/transfer_form.html" if shown["dialog"] else "telephone/transfer.html", shown)


def _offered(request: HttpRequest, call: Call) -> HttpResponse:
    waiting = call.transfers.select_related("taker").order_by("-id").first()
    if is_dialog(request):
        return render(request, "telephone/offered.html", {"transfer": waiting})
    messages.success(request, f"The card is on {waiting.taker}’s screen." if waiting else "The call is put through.")
    return redirect("calls")


def _the_transfer(request: HttpRequest, pk: int, **mine: object) -> Transfer:
    rows = Transfer.objects.select_related("call__occasion", "call__contact", "case", "giver", "taker")
    return get_object_or_404(rows, pk=pk, **mine)


@require_POST
def acceptance(request: HttpRequest, pk: int) -> HttpResponse:
    """Got it: the call, and what it is about, is this officer's now."""
    transfer = _the_transfer(request, pk, taker=officer_of(request))
    try:
        transfers.accept(transfer, at=now())
        messages.success(request, "You have the call. What it is about is yours now.")
    except Over as problem:
        messages.warning(request, str(problem))
        return redirect("calls")
    return _to_the_case(transfer)


def case_of(transfer: Transfer) -> Case | None:
    """Return the case that the call was put through about; the first of several."""
    contact = transfer.call.contact
    return transfer.case or (contact.cases.order_by("id").first() if contact else None)


def _to_the_case(transfer: Transfer) -> HttpResponse:
    case = case_of(transfer)
    return redirect("case", case.reference) if case else redirect("calls")


@require_POST
def refusal(request: HttpRequest, pk: int) -> HttpResponse:
    """Not now: the call goes back to who had it."""
    transfer = _the_transfer(request, pk, taker=officer_of(request))
    try:
        transfers.refuse(transfer, at=now())
        messages.success(request, f"The call is back with {transfer.giver}.")
    except Over as problem:
        messages.warning(request, str(problem))
    return redirect("calls")


@require_POST
def rightness(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether the call was for this officer."""
    transfer = _the_transfer(request, pk, taker=officer_of(request))
    transfers.say_whether_right(transfer, theirs=request.POST.get("theirs") == "yes", at=now())
    messages.success(request, "Kept. It counts in “right first time”.")
    return redirect("calls")


@require_POST
def settlement(request: HttpRequest, pk: int) -> HttpResponse:
    """See to a call that came back: the right number was given, or it stays with its owner."""
    transfer = _the_transfer(request, pk, giver=officer_of(request))
    given = request.POST.get("done") == NUMBER_GIVEN
    transfers.see_to(transfer, NUMBER_GIVEN if given else "", at=now())
    messages.success(request, "Kept: the right number was given." if given else "It stays with you.")
    return _to_the_case(transfer)
