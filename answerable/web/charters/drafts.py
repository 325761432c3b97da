"""A new edition of the charter: its text is kept as a draft, checked, compared, and adopted from a day on."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from answerable.charter.doubts import doubts
from answerable.charter.reader import read_charter
from answerable.charter.reading.problems import CharterErrors
from answerable.charter.rehearsing.compare import compare
from answerable.desk.charters.actions import (
    Adoption,
    ChangedMeanwhile,
    NotAdopted,
    adopt_draft,
    discard,
    keep_draft,
    last_edition,
)
from answerable.desk.models import CharterDraft
from answerable.web.charters.forms import AdoptionForm, DraftForm
from answerable.web.roles import managers_only
from answerable.web.sitting import officer_of
from answerable.web.templatetags.desk import day as day_in_words


@managers_only
def new(request: HttpRequest) -> HttpResponse:
    """Begin a draft with the text of the last edition."""
    form = DraftForm(request.POST or None, request.FILES or None, initial={"text": last_edition().text})
    if request.method == "POST" and form.is_valid():
        draft = keep_draft(CharterDraft(), form.written(), at=now(), by=officer_of(request))
        return redirect("charter-draft", draft.pk)
    others = CharterDraft.objects.filter(edition=None).select_related("changed_by").order_by("-changed_at")
    return render(request, "charters/new.html", {"form": form, "drafts": others})


@managers_only
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a draft with what is wrong in it; where nothing is, what it changes, and the way to adopt it."""
    kept = get_object_or_404(CharterDraft.objects.select_related("edition", "changed_by"), pk=pk)
    if kept.edition:
        return redirect("charter-edition", kept.edition.number)
    form = DraftForm(request.POST or None, request.FILES or None, initial=_read(kept))
    if request.method == "POST" and form.is_valid():
        try:
            keep_draft(kept, form.written(), at=now(), by=officer_of(request), read_at=_moment(form))
        except (ChangedMeanwhile, NotAdopted):
            return _changed_meanwhile(request, pk, form.written())
        messages.success(request, "The draft is kept.")
        return redirect("charter-draft", pk)
    return _show(request, kept, form)


def _read(kept: CharterDraft) -> dict[str, Any]:
    return {"text": kept.text, "read_at": kept.changed_at.isoformat()}


def _moment(form: DraftForm | AdoptionForm) -> datetime | None:
    try:
        moment = datetime.fromisoformat(form.cleaned_data["read_at"])
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _changed_meanwhile(request: HttpRequest, pk: int, text: str) -> HttpResponse:
    """Give the officer's text back, to be kept over the other's on purpose."""
    kept = get_object_or_404(CharterDraft.objects.select_related("edition", "changed_by"), pk=pk)
    form = DraftForm({"text": text, "read_at": kept.changed_at.isoformat()})
    said = f"{kept.changed_by} changed this draft meanwhile. Your text stands below; keep it to replace theirs."
    form.add_error("text", said)
    return _show(request, kept, form)


def _show(
    request: HttpRequest, kept: CharterDraft, form: DraftForm, adoption: AdoptionForm | None = None
) -> HttpResponse:
    shown: dict[str, Any] = {"draft": kept, "form": form, "last": last_edition()}
    try:
        charter = read_charter(kept.text)
    except CharterErrors as errors:
        lines = kept.text.split("\n")
        shown["problems"] = [(each, _line(lines, each.line)) for each in errors.problems]
    else:
        last = shown["last"]
        seen = {"compared_with": last.number, "read_at": kept.changed_at.isoformat(), "day": localdate()}
        shown |= {
            "charter": charter,
            "changes": compare(read_charter(last.text), charter),
            "doubts": doubts(charter, localdate()),
            "year": _last_year(),
            "adoption": adoption or AdoptionForm(initial=seen),
        }
    return render(request, "charters/draft.html", shown)


def _last_year() -> list[tuple[str, int]]:
    """Return the boxes of the rehearsal's first and last day: the last twelve months."""
    today = localdate()
    days = {"first": today - timedelta(days=365), "last": today}
    return [(f"{name}_{box}", getattr(day, box)) for name, day in days.items() for box in ("day", "month", "year")]


def _line(lines: list[str], number: int) -> str:
    return lines[number - 1].strip() if 0 < number <= len(lines) else ""


@require_POST
@managers_only
def adoption(request: HttpRequest, pk: int) -> HttpResponse:
    kept = get_object_or_404(CharterDraft.objects.select_related("edition", "changed_by"), pk=pk)
    form = AdoptionForm(request.POST)
    if not form.is_valid():
        return _show(request, kept, DraftForm(initial=_read(kept)), form)
    given = form.cleaned_data
    asked = Adoption(given["day"], given["compared_with"], _moment(form) or kept.changed_at)
    try:
        edition = adopt_draft(kept, asked, at=now(), by=officer_of(request))
    except (NotAdopted, CharterErrors) as why:
        # What was compared is another by now: the page shows the newer, and asks again.
        messages.error(request, str(why))
        return redirect("charter-draft", pk)
    messages.success(request, f"{edition} is adopted. It binds what starts from {day_in_words(edition.starts)} on.")
    return redirect("charter-edition", edition.number)


@require_POST
@managers_only
def discarding(request: HttpRequest, pk: int) -> HttpResponse:
    discard(get_object_or_404(CharterDraft, pk=pk))
    messages.success(request, "The draft is thrown away.")
    return redirect("charter")
