"""The yearly review: its pack on the screen, on paper and as CSV; what to say that it is done with."""

from collections.abc import Sequence
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from answerable.charter.clauses import Record
from answerable.desk.figures.months import month_of
from answerable.desk.history.law import law
from answerable.desk.records.timing import CHARTER
from answerable.reports.promises import full_card
from answerable.reports.review import review as reviewed
from answerable.reports.review import years_with_figures
from answerable.reports.rows import as_csv, rows
from answerable.web.roles import managers_only

EARLIEST = 2000
YEARS_OFFERED = 5


@require_safe
@managers_only
def review(request: HttpRequest) -> HttpResponse:
    moment = now()
    years = years_with_figures(localdate().year - YEARS_OFFERED + 1, localdate().year)
    year = _year(request, years)
    due = [one for one in law().charter_at(moment) if isinstance(one, Record) and one.each == CHARTER]
    shown = {
        "review": reviewed(year, moment),
        "years": years,
        "records": due,
        "charter": CHARTER,
    }
    return render(request, "reports/review.html", shown)


@require_safe
@managers_only
def review_table(request: HttpRequest) -> HttpResponse:
    """Return the year's figures as CSV, with the small numbers: for officers, not for publication."""
    moment, year = now(), _year(request, [])
    card = full_card(moment, first=date(year, 1, 1), last=min(date(year, 12, 1), month_of(moment)))
    headers = {"Content-Disposition": f'attachment; filename="review-{year}.csv"'}
    return HttpResponse("\ufeff" + as_csv(rows(card)), content_type="text/csv; charset=utf-8", headers=headers)


def _year(request: HttpRequest, offered: Sequence[int]) -> int:
    """Return the year asked for. Where none is, the last one, if it is offered: it is over, so its review can be."""
    this = localdate().year
    text = request.GET.get("year", str(this - 1 if this - 1 in offered else this))
    if not (text.isascii() and text.isdecimal() and EARLIEST <= int(text) <= this):
        raise Http404
    return int(text)
