"""The register of records: what was last done when, what is due and overdue, and one form to say that it was done."""

from datetime import date, datetime, time
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_POST

from answerable.charter.clauses import Record
from answerable.charter.moments import council_moments
from answerable.desk.drafts.actions import once
from answerable.desk.history.law import law
from answerable.desk.records.actions import NotPossible, add_thing, end, renew, strike_out
from answerable.desk.records.models import RecordFact
from answerable.desk.records.register import name_of, records_in, register, renewals, sorts_of_things
from answerable.desk.records.timing import CHARTER, OFFICER
from answerable.web.drafts.restore import token_of
from answerable.web.records.forms import RenewalForm, ThingForm
from answerable.web.roles import managers_only
from answerable.web.sitting import officer_of


@require_GET
@managers_only
def register_of_records(request: HttpRequest) -> HttpResponse:
    moment = now()
    lines = register(moment)
    only_due = request.GET.get("show") == "due"
    shown: dict[str, Any] = {
        "groups": [
            (promise, [line for line in of_one if not only_due or line.overdue or line.soon])
            for promise, of_one in groupby(lines, key=lambda line: line.promise)
        ],
        "only_due": only_due,
        "overdue": sum(line.overdue for line in lines),
        "soon": sum(line.soon for line in lines),
        "enter": _enter(sorts_of_things(law().charter_at(moment))),
        "charter": CHARTER,
    }
    return render(request, "records/register.html", shown)


def _enter(sorts: list[str]) -> str:
    """Return what leads to the form for a new thing, such as "Enter a facility or an article"."""
    named = (f"{'an' if sort[0].lower() in 'aeiou' else 'a'} {sort}" for sort in sorts)
    return f"Enter {' or '.join(named)}" if sorts else ""


@managers_only
def renewal(request: HttpRequest, promise: str, subject: str) -> HttpResponse:
    """Record that it was done: who or what, when, and what proves it."""
    record, name, officer = _record(promise), _name(subject), officer_of(request)
    initial = {"on": localdate(), "evidence": request.GET.get("evidence", "")}
    form = RenewalForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        done_at, evidence = _on(form.cleaned_data["on"]), form.cleaned_data["evidence"]

        def do() -> str:
            renew(subject, of=record.of, done_at=done_at, evidence=evidence, at=now(), by=officer)
            return subject

        once(token_of(request), do, at=now(), by=officer)
        messages.success(request, f"Recorded: {record.of} of {name}.")
        return redirect("records")
    shown = {
        "form": form,
        "record": record,
        "subject": subject,
        "name": name,
        "token": token_of(request),
        "renewals": renewals(subject, record.of),
        "may_end": not subject.startswith((OFFICER, CHARTER)),
        "is_charter": subject == CHARTER,
    }
    return render(request, "records/renewal.html", shown)


def _record(promise: str) -> Record:
    for record in records_in(law().charter_at(now())):
        if record.id == promise:
            return record
    raise Http404


def _name(subject: str) -> str:
    name = name_of(subject)
    if not name:
        raise Http404
    return name


def _on(day: date) -> datetime:
    """Return the moment for what was done on `day`: people note the day; noon, but never after now."""
    return min(council_moments(datetime.combine(day, time(12)))[0], now())


@require_POST
@managers_only
def mistake(request: HttpRequest, promise: str, subject: str, pk: int) -> HttpResponse:
    """Strike out a renewal that was entered by mistake."""
    fact = get_object_or_404(RecordFact, pk=pk, subject=subject, of=_record(promise).of, kind="renewed")
    strike_out(fact, at=now(), by=officer_of(request))
    messages.success(request, "Struck out. It stands in the history, and counts no more.")
    return redirect("record", promise, subject)


@require_POST
@managers_only
def ending(request: HttpRequest, promise: str, subject: str) -> HttpResponse:
    """Record that a thing is there no longer."""
    name = _name(subject)
    if subject.startswith((OFFICER, CHARTER)):
        raise Http404
    end(subject, at=now(), by=officer_of(request))
    messages.success(request, f"{name} is there no longer. Nothing falls due for it any more.")
    return redirect("records")


@managers_only
def thing(request: HttpRequest) -> HttpResponse:
    """Enter something that records are kept of."""
    sorts = sorts_of_things(law().charter_at(now()))
    if not sorts:
        raise Http404
    form = ThingForm(request.POST or None, initial={"on": localdate()}, sorts=sorts)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            add_thing(each=data["each"], name=data["name"], since=_on(data["on"]), at=now(), by=officer_of(request))
        except NotPossible as why:
            form.add_error("name", str(why))
        else:
            messages.success(request, f"{data['name']} is in the register.")
            return redirect("records")
    return render(request, "records/thing.html", {"form": form, "enter": _enter(sorts)})
