"""The yearly review: its pack on the screen, on paper and as CSV; what to say that it is done with."""

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
from answerable.reports.rows import as_csv, rows
from answerable.web.roles import managers_only

EARLIEST = 2000


@require_safe
@managers_only
def review(request: HttpRequest) -> HttpResponse:
    moment, year = now(), _year(request)
    due = [one for one in law().charter_at(moment) if isinstance(one, Record) and one.each == CHARTER]
    shown = {
        "review": reviewed(year, moment),
        "years": range(localdate().year, localdate().year - 5, -1),
        "records": due,
        "charter": CHARTER,
    }
    return render(request, "reports/review.html", shown)


@require_safe
@managers_only
def review_table(request: HttpRequest) -> HttpResponse:
    """Return the year's figures as CSV, with the small numbers: for officers, not for publication."""
    moment, year = now(), _year(request)
    card = full_card(moment, first=date(year, 1, 1), last=min(date(year, 12, 1), month_of(moment)))
    headers = {"Content-Disposition": f'attachment; filename="review-{year}.csv"'}
    return HttpResponse("\ufeff" + as_csv(rows(card)), content_type="text/csv; charset=utf-8", headers=headers)


def _year(request: HttpRequest) -> int:
    """Return the year asked for; last year, where none is: it is over, so its review can be."""
    text = request.GET.get("year", str(localdate().year - 1))
    if not (text.isascii() and text.isdecimal() and EARLIEST <= int(text) <= localdate().year):
        raise Http404
    return int(text)
