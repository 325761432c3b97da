"""The calls of a day: who rang, who answered, and what it was about."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET

from answerable.desk.customers.actions import saw_listed
from answerable.desk.telephone.ringing import calls_of
from answerable.web.days import read_day
from answerable.web.sitting import officer_of

PAGE = 100


@require_GET
def day(request: HttpRequest) -> HttpResponse:
    """List the calls of a day, the first first."""
    today = localdate()
    on = min(read_day(request.GET.get("on", "")) or today, today)
    page = Paginator(calls_of(on), PAGE).get_page(request.GET.get("page"))
    saw_listed(officer_of(request), [one.customer_id for one in page], at=now(), where="calls")
    shown = {
        "on": on,
        "before": on - timedelta(days=1),
        "after": on + timedelta(days=1) if on < today else None,
        "page": page,
    }
    return render(request, "telephone/day.html", shown)
