"""Letters in: a batch is entered on one page, a letter at a time, without the mouse."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime, now
from django.views.decorators.http import require_http_methods, require_POST

from answerable.charter.clauses import Step
from answerable.desk.cases.actions import Matter
from answerable.desk.customers.actions import looked_at_several
from answerable.desk.drafts.actions import keep, kept, once
from answerable.desk.history.law import law
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.models import Means
from answerable.desk.post.entering import LetterIn, NotUndone, enter, entered, letter_before, ticked, undo_last
from answerable.desk.post.models import Letter, Scan
from answerable.desk.post.scans import attach, pile, set_aside
from answerable.desk.steps.asked import steps_about
from answerable.web.contacts.who import saw_who
from answerable.web.drafts.restore import given_back, token_of, typed
from answerable.web.post.forms import LetterInForm, PileForm, row_number
from answerable.web.post.scans import TOO_MUCH, keep_one
from answerable.web.sitting import officer_of
from answerable.web.uploads import brought_too_much

PLACE = "post"
MOMENTS = ("received", "query opened", "left open")
# What stays from letter to letter. What was done is a fact of one letter: it is ticked for each.
STAYS = ("channel", "on_day", "on_month", "on_year", "owner")


@require_http_methods(["GET", "HEAD", "POST"])
def letters_in(request: HttpRequest) -> HttpResponse:
    """Enter a letter and go on to the next, or say what the scan at hand is."""
    officer = officer_of(request)
    if request.method != "POST":
        return _show(request, _form(officer))
    match request.POST.get("do"):
        case "aside":
            return _set_aside(request, officer)
        case "before":
            return _to_the_one_before(request, officer)
    form = LetterInForm(request.POST, request.FILES, officer=officer, steps=_steps())
    right = form.is_valid()
    # Its scans are safe before anything can fail: where the form is wrong, they lie on the pile.
    kept_now = [keep_one(request, *scan).pk for scan in form.cleaned_data.get("scans") or ()]
    if right and not brought_too_much(request):
        once(token_of(request), lambda: _enter(request, form, officer, kept_now), at=now(), by=officer)
        return redirect("post")
    if brought_too_much(request):
        form.add_error("scans", TOO_MUCH)
    return _show(request, form)


def _form(officer: Officer) -> LetterInForm:
    initial = given_back(LetterInForm, kept(officer, PLACE))
    on = initial.get("on")
    if not on or not any(on):
        initial.pop("on", None)
    return LetterInForm(initial=initial, officer=officer, steps=_steps())


def _steps() -> list[Step]:
    return steps_about(law().charter_at(now()), *MOMENTS)


def _enter(request: HttpRequest, form: LetterInForm, officer: Officer, scans: list[int]) -> str:
    data, moment = form.cleaned_data, now()
    if data["scan"] and pile(officer).filter(pk=data["scan"]).exists():
        scans = [data["scan"], *scans]
    matter = Matter(type=data["type"] or "enquiry", service=data["service"], acknowledgement_requested=data["asked"])
    letter = LetterIn(
        received_at=data["when"],
        need=data["need"],
        owner=data["owner"],
        customer=data["customer"],
        channel=data["channel"],
        address=data["address"],
        matter=matter,
        joins=data["joins"],
        scans=scans,
        done=data.get("done", ()),
    )
    entry = enter(letter, at=moment, by=officer)
    stays = {name: value for name, value in typed(request).items() if name in STAYS}
    keep(officer, PLACE, stays, at=moment)
    return entry.case.reference


def _set_aside(request: HttpRequest, officer: Officer) -> HttpResponse:
    scan = _at_hand(request, officer)
    if scan is not None:
        set_aside(scan, at=now())
        messages.success(request, f"“{scan.name}” is set aside. It stays kept; add it again to bring it back.")
    return redirect("post")


def _to_the_one_before(request: HttpRequest, officer: Officer) -> HttpResponse:
    scan = _at_hand(request, officer)
    last = letter_before(officer, since=_this_morning())
    # Only to the letter that the page named: another may have been entered, or taken back, in a second tab.
    if last is None or str(last.pk) != request.POST.get("before"):
        messages.error(request, "That is no longer the letter before. Look at which one it belongs to.")
    elif scan is not None:
        attach(Scan.objects.filter(pk=scan.pk), last.contact, at=now())
        messages.success(request, f"“{scan.name}” is with the letter before, in {last.case.reference}.")
    return redirect("post")


def _this_morning() -> datetime:
    return localtime(now()).replace(hour=0, minute=0, second=0, microsecond=0)


def _at_hand(request: HttpRequest, officer: Officer) -> Scan | None:
    """Return the scan that the form was about; what was typed beside it stays."""
    keep(officer, PLACE, typed(request), at=now())
    return pile(officer).filter(pk=row_number(request.POST.get("scan", "")) or 0).first()


@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Keep the letter as it is typed."""
    keep(officer_of(request), PLACE, typed(request), at=now(), token=token_of(request))
    return HttpResponse(status=204)


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take back the letter that was entered last, and give back what was typed."""
    officer = officer_of(request)
    try:
        entry = undo_last(officer, at=now())
    except NotUndone as why:
        messages.error(request, str(why))
        return redirect("post")
    there = localtime(entry.contact.received_at).date()
    fields = {
        **{name: value for name, value in kept(officer, PLACE).items() if name in STAYS},
        "channel": entry.contact.channel,
        "who": str(entry.contact.customer) if entry.contact.customer else "anonymous",
        "customer": str(entry.contact.customer_id) if entry.contact.customer_id else "anonymous",
        "need": entry.contact.text,
        "done": "\n".join(ticked(entry)),
        "on_day": str(there.day),
        "on_month": str(there.month),
        "on_year": str(there.year),
    }
    keep(officer, PLACE, fields, at=now())
    messages.success(request, "Taken back. Put it right and enter it again.")
    return redirect("post")


def _show(request: HttpRequest, form: LetterInForm) -> HttpResponse:
    officer, moment = officer_of(request), now()
    if not form.is_bound:
        form.fields["who"].widget.attrs["autofocus"] = True
    waiting = list(pile(officer)[:100])
    done = entered(officer, since=_this_morning())
    looked_at_several(officer, [e.contact.customer for e in done if e.contact.customer], at=moment, where="post")
    cases = [entry.case for entry in done]
    acknowledged = Letter.objects.filter(
        message__case__in=cases, message__means=Means.ACKNOWLEDGEMENT, withdrawn_at=None, posted_on=None
    )
    shown: dict[str, Any] = {
        "form": form,
        "contact": form,
        "chosen": saw_who(request, form),
        "pile_form": PileForm(auto_id="pile-%s"),
        "scan": waiting[0] if waiting else None,
        "waiting": len(waiting),
        "entries": done,
        "acknowledged": set(acknowledged.values_list("message__case_id", flat=True)),
        "before": letter_before(officer, since=_this_morning()),
        "token": token_of(request),
        "more": any(form[name].value() or form[name].errors for name in ("address", "joins", "service", "scans"))
        if form.is_bound
        else bool(form["address"].value() or form["joins"].value()),
    }
    return render(request, "post/in.html", shown)
