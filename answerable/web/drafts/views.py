"""Keeping what is half-typed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from answerable.desk.drafts.actions import keep
from answerable.web.contacts.sheet import A_PLACE
from answerable.web.drafts.restore import token_of, typed
from answerable.web.sitting import officer_of


@require_POST
def draft(request: HttpRequest, place: str) -> HttpResponse:
    """Keep the form of a new contact, or of a call, as it is typed; a reply is kept by its case."""
    if not A_PLACE.fullmatch(place):
        raise Http404
    keep(officer_of(request), place, typed(request), at=now(), token=token_of(request))
    return HttpResponse(status=204)
