"""The public report card. Nothing here tells of fewer than five."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from answerable.charter.clauses import Charter
from answerable.charter.reading.timescales import Timescale, timescales
from answerable.desk.council.actions import council
from answerable.desk.council.models import Service
from answerable.desk.history.law import law
from answerable.reports.promises import Card, Entry, public_card
from answerable.reports.rows import as_csv, rows


@require_safe
@login_not_required
def report_card(request: HttpRequest) -> HttpResponse:
    card = public_card(now())
    measured = [entry for entry in card.entries if entry.is_measured]
    due = [entry for entry in measured if entry.total.measured]
    parts = {
        "measured": measured,
        "due": due,
        "always": [entry for entry in due if not entry.total.broken],
        "unmeasured": [entry for entry in card.entries if not entry.is_measured],
        "entries": _drawn(card),
    }
    return render(request, "reports/report_card.html", {"card": card, **parts})


_last_drawn: tuple[Card, SafeString] | None = None


def _drawn(card: Card) -> SafeString:
    """Return the card's entries as HTML. The card that was drawn last is not drawn again: figures change seldom."""
    global _last_drawn
    known = _last_drawn
    if known is not None and known[0] is card:
        return known[1]
    measured = [entry for entry in card.entries if entry.is_measured]
    parts = {
        "card": card,
        "absolutes": [entry for entry in measured if entry.line.is_absolute],
        "aims": [entry for entry in measured if not entry.line.is_absolute],
        "unmeasured": [entry for entry in card.entries if not entry.is_measured],
    }
    drawn = render_to_string("reports/entries.html", parts)
    _last_drawn = (card, drawn)
    return drawn


@require_safe
@login_not_required
def one_promise(request: HttpRequest, promise: str) -> HttpResponse:
    card = public_card(now())
    try:
        entry = card[promise]
    except KeyError:
        raise Http404 from None
    ours = council()  # read once for the charter and for the page
    times = _of_services(promise, law(ours).charter_at(now()))
    shown = {"card": card, "entry": entry, "chosen": _voids(entry), "times": times, "council": ours}
    return render(request, "reports/promise.html", shown)


def _of_services(promise: str, charter: Charter) -> list[tuple[str, Timescale]]:
    """Return, by the services' names, where this promise times a service otherwise than the rest."""
    found = [each for each in timescales(charter) if each.promise == promise]
    names = dict(Service.objects.values_list("code", "name")) if found else {}
    return [(names.get(each.service, each.service), each) for each in found]


def _voids(entry: Entry) -> list[object]:
    return [aside for aside in entry.void if aside.count]


@require_safe
@login_not_required
def table(request: HttpRequest) -> HttpResponse:
    """Return the same figures as CSV; of a demonstration the first line says that they are invented."""
    the_council = council()
    invented = f"The people and figures here are invented. They are not {the_council.name}’s record."
    text = as_csv(rows(public_card(now())), invented if the_council.demonstration else "")
    headers = {"Content-Disposition": 'attachment; filename="promises.csv"'}
    # The mark at its beginning tells spreadsheets that the text is in UTF-8.
    return HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8", headers=headers)
