"""How visitors were received: the month's figures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from answerable.desk.figures.months import month_of
from answerable.reports.reception import months_with_visits, received_in
from answerable.reports.slots import picture
from answerable.web.reports.telephone import month_asked


@require_safe
def reception(request: HttpRequest) -> HttpResponse:
    moment = now()
    received = received_in(month_asked(request) or month_of(moment), moment)
    shown = {
        "received": received,
        "months": months_with_visits(moment) or [received.month],
        "hours": picture(received.hours),
        "weekdays": picture(received.weekdays),
    }
    return render(request, "reports/reception.html", shown)
