"""Keeping what is half-typed."""

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from answerable.desk.drafts.actions import keep
from answerable.web.drafts.restore import typed
from answerable.web.sitting import officer_of


@require_POST
def draft(request: HttpRequest, place: str) -> HttpResponse:
    """Keep the form as it is typed."""
    keep(officer_of(request), place, typed(request), at=now(), token=request.POST.get("token", ""))
    return HttpResponse(status=204)
