"""Reports for officers: the same figures with the small numbers, each open down to its cases."""

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from answerable.charter.clauses import Charter
from answerable.charter.explaining.proofs import proved
from answerable.charter.facts import CHANNELS
from answerable.charter.judging.clock import Verdict
from answerable.desk.history.law import law
from answerable.desk.records.register import records_behind, records_in
from answerable.reports.behind import VERDICTS
from answerable.reports.behind import cases_behind as find_behind
from answerable.reports.breaks import when_broken
from answerable.reports.held import held, may_be_held
from answerable.reports.promises import Card, Entry, full_card

PAGE = 50


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    card = full_card(now())
    measured = [entry for entry in card.entries if entry.is_measured]
    most_broken = sorted(measured, key=lambda entry: -entry.total.broken)
    shown = {
        "card": card,
        "measured": measured,
        "unmeasured": [entry for entry in card.entries if not entry.is_measured],
        "most_broken": [entry for entry in most_broken if entry.total.broken][:3],
    }
    return render(request, "reports/staff.html", shown)


@require_safe
def one_promise(request: HttpRequest, promise: str) -> HttpResponse:
    moment = now()
    card = full_card(moment)
    breaks = when_broken(promise, card.first, moment)
    entry, charter = _entry(card, promise), law().charter_at(moment)
    shown = {
        "card": card,
        "entry": entry,
        "breaks": breaks,
        "proof": _proof(promise, charter),
        "held": held(promise, entry.whole, card.first, card.last, moment) if may_be_held(charter, promise) else None,
    }
    return render(request, "reports/staff_promise.html", shown)


@require_safe
def cases_behind(request: HttpRequest, promise: str, month: str, verdict: str) -> HttpResponse:
    channel = request.GET.get("channel")
    if verdict not in VERDICTS or channel not in (None, "", *CHANNELS):
        raise Http404
    moment, first = now(), _month(month)
    entry = _entry(full_card(moment, first=first, last=first), promise)
    if any(one.id == promise for one in records_in(law().charter_at(moment))):
        return _records_behind(request, entry, first, verdict)
    found = find_behind(promise, first, verdict, channel, moment)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    shown = {"entry": entry, "month": first, "verdict": verdict, "channel": channel, "found": found, "page": page}
    return render(request, "reports/cases_behind.html", shown)


def _records_behind(request: HttpRequest, entry: Entry, month: date, verdict: str) -> HttpResponse:
    if verdict not in set(Verdict):
        raise Http404
    found = records_behind(entry.line.id, month, Verdict(verdict), now())
    shown = {"entry": entry, "month": month, "verdict": verdict, "found": found}
    return render(request, "reports/records_behind.html", shown)


def _proof(id: str, charter: Charter) -> str:
    """Return how the promise is proved, or "" where the charter in force doesn't make it."""
    return next((proved(promise) for promise in charter if promise.id == id), "")


def _entry(card: Card, promise: str) -> Entry:
    try:
        return card[promise]
    except KeyError:
        raise Http404 from None


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Http404 from None
