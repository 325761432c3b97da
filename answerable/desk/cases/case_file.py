"""The file of one case: all that the officer's page shows, in few questions to the database."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, FilteredRelation, OuterRef, Prefetch, Q, Subquery, prefetch_related_objects

from answerable.desk.cases.models import Case, HandOver
from answerable.desk.customers.actions import recent_looks
from answerable.desk.customers.models import Address, Look
from answerable.desk.drafts.models import Draft
from answerable.desk.history.models import Clock, Fact, Move
from answerable.desk.incoming.models import Attachment, Contact
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.models import Message
from answerable.desk.post.models import Scan

LOOK = "case"


@dataclass(frozen=True)
class CaseFile:
    """A case with everything in it. `draft` is the officer's own half-typed reply."""

    case: Case
    waiting: HandOver | None
    addresses: list[Address]
    clocks: list[Clock]
    contacts: list[Contact]
    messages: list[Message]
    facts: list[Fact]
    notes: list[Any]
    moves: list[Move]
    draft: dict[str, str]


def reply_place(reference: str) -> str:
    """Return where a draft of the reply in that case is kept."""
    return f"reply {reference}"


def open_file(reference: str, *, officer: Officer, at: datetime) -> CaseFile:
    """Open the file of the case for an officer, whose look is kept. Raises Case.DoesNotExist."""
    case = _case(reference, officer, at)
    if case.customer is not None and not case.looked_lately:
        Look.objects.create(officer=officer, customer=case.customer, case=case, at=at, where=LOOK)
    customer, clocks = case.customer, list(case.clocks.all())
    return CaseFile(
        case=case,
        waiting=getattr(case, "waiting", None),  # Django sets it only where a row was joined
        addresses=list(customer.addresses.filter(current=True).order_by("kind", "-id")) if customer else [],
        clocks=clocks,
        contacts=_contacts(case),
        messages=list(case.messages.select_related("officer", "posting", "letter__posted_by", "letter__printed_by")),
        facts=list(case.facts.select_related("by").order_by("at", "id")),
        notes=list(case.notes.select_related("officer")),
        moves=_moves(case) if any(clock.calendar_id for clock in clocks) else [],
        draft=case.draft_fields or {},
    )


def _contacts(case: Case) -> list[Contact]:
    """Return the contacts with their files: `filed` says of each whether files came with it, `scanned` whether scans
    were made of it. Both are read only where there are any."""
    filed = Exists(Attachment.objects.filter(contact=OuterRef("pk")))
    scanned = Exists(Scan.objects.filter(contact=OuterRef("pk")))
    found = case.contacts.annotate(filed=filed, scanned=scanned)
    contacts = list(found.select_related("recorded_by", "suggested", "posting"))
    prefetch_related_objects([contact for contact in contacts if contact.filed], "attachments")
    scans = Prefetch("scans", Scan.objects.defer("text").order_by("id"))
    prefetch_related_objects([contact for contact in contacts if contact.scanned], scans)
    return list[Contact](contacts)


def _moves(case: Case) -> list[Move]:
    """Return what changes of the calendar moved; only a clock that one of them dated can have moved."""
    return list(case.moves.select_related("change__by").order_by("change", "was", "id"))


def _case(reference: str, officer: Officer, at: datetime) -> Any:
    draft = Draft.objects.filter(officer=officer, place=reply_place(reference))
    looks = recent_looks(officer, at=at, where=LOOK).filter(customer=OuterRef("customer"), case=OuterRef("pk"))
    return (
        Case.objects.annotate(
            waiting=FilteredRelation(
                "hand_overs", condition=Q(hand_overs__accepted_at=None, hand_overs__declined_at=None)
            ),
            looked_lately=Exists(looks),
            draft_fields=Subquery(draft.values("fields")[:1]),
        )
        .select_related("customer", "owner", "service", "joined", "waiting__giver", "waiting__taker")  # type: ignore[misc]
        .prefetch_related(Prefetch("clocks", Clock.objects.order_by("started", "id")), "customer__needs")
        .get(reference=reference)
    )
