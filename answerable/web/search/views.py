"""Search: as one types, from anywhere, and on a page of its own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from answerable.desk.customers.actions import looked_at_several
from answerable.desk.search.finding import Found, search, the_case
from answerable.web.sitting import officer_of


def search_page(request: HttpRequest) -> HttpResponse:
    """Show what was found; a whole reference leads to its case at once."""
    typed = request.POST.get("q", "")
    case = the_case(typed)
    if case is not None:
        return redirect("case", case.reference)
    return render(request, "search/page.html", {"typed": typed[:200], "found": _found(request, typed)})


@require_POST
def found(request: HttpRequest) -> HttpResponse:
    """Return what was found so far, to stand under the box."""
    return render(request, "search/found.html", {"found": _found(request, request.POST.get("q", ""))})


def _found(request: HttpRequest, typed: str) -> Found:
    result = search(typed)
    looked_at_several(officer_of(request), result.everybody(), at=now(), where="search")
    return result
