"""What programs may read: cases and their promises."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils.timezone import now
from ninja import Query, Router, Schema
from pydantic import Field

from answerable.api.answers import CaseTold, WholeCase, case_told, promises_told
from answerable.api.fields import Asked, Channel, Line
from answerable.api.problems import invalid
from answerable.api.tokens import Token
from answerable.desk.cases.models import Case, CaseQuerySet

router = Router(tags=["reading"], auth=Token("cases:read"))


class Wanted(Asked):
    """Which cases, and how many at once."""

    open: bool | None = Field(None, description="true: still open; false: closed.")
    overdue: bool | None = Field(None, description="true: open, and something promised is overdue.")
    channel: Channel | None = Field(None, description="The channel on which the case was opened.")
    limit: int = Field(50, ge=1, le=100)
    after: Line = Field("", max_length=20, description="The reference of the last case of the page before.")


class Page(Schema):
    """Cases, the newest first."""

    cases: list[CaseTold]
    next: str | None = Field(description="What to write in `after` for the next page; null: this is the last.")


@router.get("/cases", response=Page, summary="List cases")
def list_cases(request: HttpRequest, wanted: Query[Wanted]) -> Any:
    """Return cases, the newest first, a page at a time. Nothing is told of who the customer is."""
    moment = now()
    cases = _opened_before(wanted.after)
    if wanted.open is not None:
        cases = cases.filter(closed_at__isnull=wanted.open)
    if wanted.overdue is not None:
        overdue = Q(closed_at=None, next_due__lt=moment)
        cases = cases.filter(overdue if wanted.overdue else ~overdue)
    if wanted.channel:
        cases = cases.filter(channel=wanted.channel)
    found = list(cases.select_related("service", "joined").order_by("-pk")[: wanted.limit + 1])
    page = found[: wanted.limit]
    return {
        "cases": [case_told(case, moment) for case in page],
        "next": page[-1].reference if len(found) > len(page) else None,
    }


def _opened_before(reference: str) -> CaseQuerySet:
    if not reference:
        return Case.objects.all()
    last = Case.objects.filter(reference=reference.upper()).values_list("pk", flat=True).first()
    if last is None:
        raise invalid("after", "Write what stood in “next” on the page before.")
    return Case.objects.filter(pk__lt=last)


@router.get("/cases/{reference}", response=WholeCase, summary="Read a case and its promises")
def read_case(request: HttpRequest, reference: str) -> Any:
    """Return a case with what was promised in it, and each promise’s verdict as of now."""
    moment = now()
    found = Case.objects.select_related("service", "joined").filter(reference=reference.upper()[:20])
    case = found.first() if reference.isprintable() else None
    if case is None:
        raise Http404
    return {
        **case_told(case, moment),
        "contacts": list(case.contacts.order_by("pk").values_list("reference", flat=True)),
        "promises": promises_told(case, moment),
    }
