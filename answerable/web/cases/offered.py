"""Where an officer writes to the customer of a case first: in the way for which they asked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now

from answerable.desk.cases.case_file import reply_place
from answerable.desk.cases.models import Case
from answerable.desk.drafts.actions import keep, kept
from answerable.desk.needs.known import ways_taken
from answerable.web.sitting import officer_of

EMAIL, SPOKEN = "email", "spoken"
_PAGES = {"letter": "case-by-letter", "sms": "case-by-sms", SPOKEN: "case-spoken"}


def first_way(case: Case) -> str:
    """Return the way in which the customer is written to first: by e-mail, unless they asked for another."""
    taken = ways_taken(case.customer)
    return next((way for way in (EMAIL, *_PAGES) if way in taken), EMAIL)


def place_of(way: str, reference: str) -> str:
    """Return where what is typed in that way is kept."""
    return reply_place(reference) if way == EMAIL else f"{way} {reference}"


def page_of(way: str, reference: str) -> str:
    """Return the address of the page on which something is said in that way."""
    return f"{reverse('case', args=[reference])}#reply" if way == EMAIL else reverse(_PAGES[way], args=[reference])


def prepare(request: HttpRequest, case: Case, fields: dict[str, str]) -> HttpResponse:
    """Lead to where the customer is told, with these fields filled in; what was typed there is kept."""
    way, officer = first_way(case), officer_of(request)
    if way == SPOKEN:
        return redirect(f"{page_of(way, case.reference)}?means={fields['means'].replace(' ', '+')}")
    place = place_of(way, case.reference)
    keep(officer, place, {**kept(officer, place), **fields}, at=now())
    return redirect(page_of(way, case.reference))
