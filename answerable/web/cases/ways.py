"""Saying something to a customer by another way than e-mail: a letter, a text, a message on social media.

The page is the same for all: what it is, its words, what the charter says it lacks, and then it goes.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now

from answerable.charter.moments import local
from answerable.desk.cases.case_file import CaseFile
from answerable.desk.cases.models import Case
from answerable.desk.council.actions import council
from answerable.desk.council.models import Council
from answerable.desk.drafts.actions import drop, keep, kept, once
from answerable.desk.history.law import law
from answerable.desk.history.retiming import answer_due
from answerable.desk.officers.models import Officer
from answerable.desk.outbox import words
from answerable.desk.outbox.actions import Saying
from answerable.desk.outbox.models import Means
from answerable.web.cases.checks import Checked, Missing, check
from answerable.web.cases.forms import LATE, WayForm
from answerable.web.cases.steps import SAYING, just_unrecorded, say, steps_for
from answerable.web.cases.views import the_file
from answerable.web.drafts.restore import given_back, token_of, typed
from answerable.web.sitting import officer_of


@dataclass(frozen=True)
class Draft:
    """What an officer wants to say in a case, and by whom."""

    file: CaseFile
    data: dict[str, Any]
    officer: Officer
    council: Council

    @property
    def case(self) -> Case:
        return self.file.case


@dataclass(frozen=True)
class Way:
    """One way of saying something. `as_read` gives the words as the customer reads them; `advised` what is doubtful."""

    by: str
    heading: str
    button: str
    done: str
    form: type[WayForm]
    initial: Callable[[CaseFile, Officer], dict[str, Any]]
    send: Callable[[Draft, Saying], object]
    as_read: Callable[[Draft], str] = lambda draft: str(draft.data.get("text", ""))
    advised: Callable[[Draft], list[Missing]] = lambda draft: []
    note: Callable[[Draft], str] = lambda draft: ""
    hint: str = ""
    signed: bool = False  # our signature goes under it

    def place(self, reference: str) -> str:
        """Return where its draft is kept."""
        return f"{self.by} {reference}"

    @property
    def url(self) -> str:
        return f"case-by-{self.by}"


def say_by(request: HttpRequest, reference: str, way: Way) -> HttpResponse:
    """Show the page of that way of saying something; send what is right, and keep what is not finished."""
    file, officer = the_file(request, reference), officer_of(request)
    if request.method != "POST":
        held = given_back(way.form, kept(officer, way.place(reference)))
        return _show(request, file, _form(way, file, initial={**way.initial(file, officer), **held}), way)
    form = _form(way, file, request.POST)
    if request.POST.get("do") != "send":
        return _kept(request, file, form, way)
    draft, found = _read(request, file, form, way)
    if form.errors or found is None:
        return _show(request, file, form, way)
    for lack in found.missing:
        form.add_error(lack.field, f"{lack.words} ({lack.promises})")
    if found.missing or (found.advised and not form.cleaned_data["anyway"]):
        return _show(request, file, form, way, found)
    began = now()
    once(token_of(request), lambda: _send(draft, found, way), at=began, by=officer)
    messages.success(request, way.done)
    say(request, just_unrecorded(file.case, since=began))
    return redirect("case", reference)


def draft_by(request: HttpRequest, reference: str, way: Way) -> HttpResponse:
    """Keep what is typed, and say what it lacks; nothing if that hasn't changed."""
    file = the_file(request, reference)
    keep(officer_of(request), way.place(reference), typed(request), at=now(), token=token_of(request))
    draft, found = _read(request, file, _form(way, file, request.POST), way)
    shown = {"checked": found, "note": way.note(draft) if draft.data.get("text") else ""}
    if f"{found.key if found else ''}{shown['note']}" == request.POST.get("shown", ""):
        return HttpResponse(status=204)
    return render(request, "cases/way_lacks.html", shown)


def _form(way: Way, file: CaseFile, posted: Any = None, initial: dict[str, Any] | None = None) -> WayForm:
    form = way.form(posted, initial=initial)
    form.ask_for(steps_for(law(), file.case, *SAYING, at=now()))
    form.heed(file.case.customer, [way.by])
    form.know(file)
    return form


def _read(request: HttpRequest, file: CaseFile, form: WayForm, way: Way) -> tuple[Draft, Checked | None]:
    """Read the form as the charter does; None where there are no words yet."""
    form.is_valid()
    draft = Draft(file, form.cleaned_data, officer_of(request), council())
    if not draft.data.get("text"):
        return draft, None
    charter = law(draft.council).charter_at(now())
    fields = {**draft.data, "text": way.as_read(draft)}
    found = check(file, fields, by=way.by, charter=charter, officer=draft.officer, council=draft.council)
    return draft, replace(found, advised=[*found.advised, *way.advised(draft)])


def _show(request: HttpRequest, file: CaseFile, form: WayForm, way: Way, found: Checked | None = None) -> HttpResponse:
    shown = {
        "case": file.case,
        "form": form,
        "way": way,
        "checked": found,
        "token": token_of(request),
        "late": [str(means) for means in LATE],
        "here": reverse(way.url, args=[file.case.reference]),
        "drafting": reverse(f"{way.url}-draft", args=[file.case.reference]),
        "signature": words.signature(officer_of(request), council()),
    }
    return render(request, "cases/way.html", shown)


def _kept(request: HttpRequest, file: CaseFile, form: WayForm, way: Way) -> HttpResponse:
    fields = typed(request)
    if request.POST.get("do") == "write":
        form.is_valid()
        data = form.cleaned_data
        more = words.holding(
            expected=data.get("expected"), reason=data.get("reason", ""), apology=data.get("apology", False)
        )
        fields["text"] = "\n\n".join(filter(None, (fields.get("text", "").rstrip(), more)))
    else:
        messages.success(request, "The draft is kept.")
    keep(officer_of(request), way.place(file.case.reference), fields, at=now())
    return redirect(way.url, file.case.reference)


def _send(draft: Draft, found: Checked, way: Way) -> str:
    data = draft.data
    saying = Saying(
        means=data["means"],
        text=data["text"],
        tells=found.tells,
        date_told=_date_told(draft, found),
        signpost=data["signpost"],
        closes=data["closes"],
        done=data.get("done", ()),
        otherwise=data.get("otherwise", ""),
    )
    way.send(draft, saying)
    drop(draft.officer, way.place(draft.case.reference))
    return draft.case.reference


def _date_told(draft: Draft, found: Checked) -> date | None:
    data = draft.data
    if data["means"] in LATE:
        expected: date | None = data["expected"]
        return expected
    if data["means"] == Means.ACKNOWLEDGEMENT and "when the answer comes" in found.tells:
        due = answer_due(draft.case)
        return local(due).date() if due else None
    return None
