"""What the page of a case says of itself while it is open."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from answerable.desk.cases.models import Case
from answerable.desk.presence.actions import heard, left
from answerable.web.sitting import officer_of


@require_POST
def presence(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep that the case is open on that page, or that it was left."""
    case, officer = get_object_or_404(Case, reference=reference), officer_of(request)
    page = request.POST.get("page", "")
    if not re.fullmatch(r"[0-9a-f]{40}", page, re.ASCII):
        return HttpResponse(status=400)
    if request.POST.get("left"):
        left(page, officer)
    else:
        heard(page, case, officer, at=now(), writing=bool(request.POST.get("writing")))
    return HttpResponse(status=204)
