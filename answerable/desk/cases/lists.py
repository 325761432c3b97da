"""The lists that an officer's day is read from. Each answers one question in one question to the database."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from answerable.desk.cases.models import Case, CaseQuerySet, HandOver
from answerable.desk.customers.models import Customer
from answerable.desk.history.models import Clock
from answerable.desk.incoming.models import Contact
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.models import Message, State

PAGE = 25
# Of the cases in which no promise runs, Today shows only the first.
FEW = 10
# Beyond this nobody counts: "99+".
MOST = 100


@dataclass(frozen=True)
class Counts:
    """How many open cases are overdue, fall due later, and have no promise running."""

    overdue: int
    due: int
    undated: int


def open_cases(owner: Officer | None) -> CaseQuerySet:
    """Return the open cases of one officer, or of everybody."""
    cases = Case.objects.open()
    return cases.of(owner) if owner else cases


def counts(owner: Officer | None, *, now: datetime) -> Counts:
    """Count the open cases by what is due in them."""
    return Counts(
        **open_cases(owner).aggregate(
            overdue=Count("next_due", filter=Q(next_due__lt=now)),
            due=Count("next_due", filter=Q(next_due__gte=now)),
            undated=Count("pk", filter=Q(next_due=None)),
        )
    )


def overdue(owner: Officer | None, *, now: datetime) -> CaseQuerySet:
    """Return the open cases of which a promise is overdue, the longest overdue first."""
    return open_cases(owner).filter(next_due__lt=now).order_by("next_due", "pk")


def due(owner: Officer | None, *, now: datetime) -> CaseQuerySet:
    """Return the open cases of which a promise falls due, the next first."""
    return open_cases(owner).filter(next_due__gte=now).order_by("next_due", "pk")


def undated(owner: Officer | None) -> CaseQuerySet:
    """Return the open cases in which no promise runs, by the date at which we aim."""
    return open_cases(owner).filter(next_due=None).order_by("target", "pk")


def first_of_each(owner: Officer | None, *, now: datetime) -> list[Case]:
    """Return the first page of the overdue, of those that fall due next and of those with no promise running."""
    lists = ((overdue(owner, now=now), PAGE), (due(owner, now=now), PAGE), (undated(owner), FEW))
    firsts = [Case.objects.filter(pk__in=cases.values("pk")[:most]).values("pk") for cases, most in lists]
    # One list of numbers: for several, each OR another, PostgreSQL looks through every case that there ever was.
    numbers = firsts[0].union(*firsts[1:], all=True)
    return list(as_rows(Case.objects.filter(pk__in=numbers).order_by("next_due", "target", "pk")))


def as_rows(cases: CaseQuerySet) -> CaseQuerySet:
    """Read with each case what its row says: whose it is, who has it, whether the customer was told it is late."""
    waiting = Clock.objects.filter(
        case=OuterRef("pk"), promise=OuterRef("next_promise"), stopped=None, voided=None, gone=None
    )
    return cases.select_related("customer", "owner").annotate(told=Subquery(waiting.values("told")[:1]))


def arrived(owner: Officer | None, *, since: datetime, viewer: Officer) -> list[dict[str, Any]]:
    """Return the newest contacts of people that reached us since then, with their cases; at most `MOST`.

    Left out is what the viewer recorded: they know of it.
    """
    recent = Contact.objects.filter(Q(recorded_by=None) | ~Q(recorded_by=viewer), received_at__gt=since, kind="person")
    # Coalesce keeps the joins outer ones, so that either database, whatever it believes of its tables' sizes, starts
    # from the contacts, by when they came, and never from all cases that there ever were.
    recent = recent.alias(whose=Coalesce("cases__owner_id", 0))
    theirs = recent.filter(whose=owner.pk) if owner else recent.filter(whose__gt=0)
    rows = theirs.order_by("-received_at", "-pk", "-cases__pk").values(
        "reference",
        "channel",
        "received_at",
        "cases__reference",
        "cases__need",
        "cases__opened_at",
        "cases__triaged_at",
        "cases__owner__name",
        "cases__customer_id",
        "cases__customer__name",
        "cases__customer__organisation",
    )
    return [_arrival(dict(row)) for row in rows[:MOST]]


def _arrival(row: dict[str, Any]) -> dict[str, Any]:
    customer = Customer(
        name=row["cases__customer__name"] or "", organisation=row["cases__customer__organisation"] or ""
    )
    return {
        "contact": row["reference"],
        "channel": row["channel"],
        "at": row["received_at"],
        "reference": row["cases__reference"],
        "need": row["cases__need"],
        "again": row["cases__opened_at"] != row["received_at"],
        "to_sort": row["cases__triaged_at"] is None,
        "owner": row["cases__owner__name"],
        "customer": str(customer),
        "customer_id": row["cases__customer_id"],
    }


def offered(officer: Officer) -> list[HandOver]:
    """Return the cases that colleagues offer this officer, the longest waiting first."""
    waiting = HandOver.objects.filter(taker=officer, accepted_at=None, declined_at=None)
    return list(waiting.select_related("case__customer", "giver").order_by("asked_at")[:MOST])


def not_delivered(owner: Officer | None) -> list[Message]:
    """Return the messages that failed or came back while their case waits: nothing has reached the customer since."""
    since = Message.objects.filter(
        case=OuterRef("case"), state=State.SENT, automatic=False, sent_at__gt=OuterRef("queued_at")
    )
    troubled = Message.objects.filter(state__in=[State.FAILED, State.BOUNCED], case__closed_at=None)
    troubled = troubled.filter(~Exists(since), case__isnull=False)
    if owner:
        troubled = troubled.filter(case__owner=owner)
    return list(troubled.select_related("case__customer", "case__owner").order_by("-queued_at")[:MOST])
