"""What programs may write: contacts that they pass on, and facts from outside."""

from datetime import datetime
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from answerable.api.answers import PromiseTold, promises_told
from answerable.api.fields import Asked, Channel, Line, Moment, Told
from answerable.api.once import CREATED, Key, Write
from answerable.api.problems import Kind, Problem, invalid
from answerable.api.reading import NewContact, envelope
from answerable.api.tokens import Token
from answerable.charter.facts import BY_NAME
from answerable.desk.cases.models import Case
from answerable.desk.clients.replays import AnotherBody
from answerable.desk.council.models import Service
from answerable.desk.history.actions import happened
from answerable.desk.incoming.actions import discard, keep, take_in
from answerable.desk.incoming.joining import case_named
from answerable.desk.incoming.models import Arrival

# What another program can have seen happen: a telephone system, a screen on which visitors check in.
# What is said to a customer keeps promises, so it needs a sent message, a posted letter or an officer.
FROM_OUTSIDE = ("came back", "rang", "picked up", "given up", "transferred", "arrived", "left")

router = Router(tags=["writing"])


class Taken(Schema):
    """A contact that was taken in."""

    contact: str = Field(description="The contact’s reference.")
    case: str = Field(description="The reference of the case that it opened or joined.")
    promises: list[PromiseTold]


class OutsideFact(Asked):
    """Something that happened outside, in the matter of a case."""

    case: Line = Field(max_length=20, description="The case’s reference.")
    kind: str = Field(max_length=30, json_schema_extra={"enum": list(FROM_OUTSIDE)})
    at: Moment
    channel: Channel | None = Field(None, description="Left out, the channel on which the case was opened.")


class Recorded(Schema):
    """A fact that was recorded, and what it did to the case’s promises."""

    case: str
    kind: str
    at: Told
    promises: list[PromiseTold]


@router.post("/contacts", response={CREATED: Taken}, auth=Token("contacts:write"), summary="Pass a contact on")
def create_contact(request: HttpRequest, contact: NewContact, idempotency_key: Key = "") -> HttpResponse:
    """Open a case for what a customer wants, or join one by its reference; start its clocks by the charter.

    Where the charter lets a machine acknowledge it and an e-mail address is given, an acknowledgement is queued.
    """
    write = Write.asked(request, idempotency_key)
    if answer := write.answered_before():
        return answer
    refuse_future("received_at", contact.received_at, write.at)
    _refuse_unknown(contact)
    # The bytes are safe before anything is made of them: what is killed from here on, the worker finishes.
    key = write.key or uuid4().hex
    body = envelope(request.body, program=write.client.name, client=write.client.pk, key=key)
    arrival = keep(body, channel="api", at=write.at)
    try:
        return write.answer(lambda: taken(arrival, write.at))
    except AnotherBody:
        discard(arrival)
        raise


def taken(arrival: Arrival, at: datetime) -> Taken:
    contact = take_in(arrival, at=at)
    case = contact.cases.earliest("id")
    return Taken(contact=contact.reference, case=case.reference, promises=promises_told(case, at))


def _refuse_unknown(contact: NewContact) -> None:
    if contact.case and case_named(contact.case) is None:
        raise _no_case(contact.case)
    if contact.service and not Service.objects.filter(code=contact.service, current=True).exists():
        raise invalid("service", f"There is no service “{contact.service}”. The council’s settings list their codes.")


def _no_case(reference: str) -> Problem:
    return invalid("case", f"There is no case {reference}. Write a reference like K7M2-Q9XR, as it was answered.")


def refuse_future(name: str, given: datetime | None, at: datetime) -> None:
    if given is not None and given > at:
        raise invalid(name, "That moment is still to come. Write when it really happened.")


@router.post("/facts", response={CREATED: Recorded}, auth=Token("facts:write"), summary="Record what happened outside")
def record_fact(request: HttpRequest, fact: OutsideFact, idempotency_key: Key = "") -> HttpResponse:
    """Record a fact that another program saw happen, and start and stop the case’s clocks by the charter.

    An answer, an acknowledgement, a closing or a correction is no such fact.
    """
    write = Write.asked(request, idempotency_key)
    if answer := write.answered_before():
        return answer
    _refuse_kind(fact.kind)
    refuse_future("at", fact.at, write.at)
    return write.answer(lambda: _recorded(fact, write))


def _refuse_kind(kind: str) -> None:
    if kind not in BY_NAME:
        raise invalid("kind", f"Write one of: {', '.join(FROM_OUTSIDE)}.")
    if kind == "received":
        raise invalid("kind", "Pass the contact itself on, by POST to /api/v1/contacts with the case’s reference.")
    if kind not in FROM_OUTSIDE:
        raise Problem(
            Kind.NOT_FROM_OUTSIDE,
            "The API records only what comes from outside; answered needs a message, a posted letter or an "
            f"officer’s spoken answer. “{kind}” is recorded at the desk. "
            f"From outside come: {', '.join(FROM_OUTSIDE)}.",
        )


def _recorded(fact: OutsideFact, write: Write) -> Recorded:
    named = case_named(fact.case)
    if named is None:
        raise _no_case(fact.case)
    case = Case.objects.select_for_update().get(pk=named.pk)  # two facts at once would each miss the other
    happened(
        case,
        fact.kind,
        at=fact.at,
        recorded=write.at,
        by=None,
        source=write.client.name[:40],
        channel=fact.channel or case.channel,
    )
    return Recorded(case=case.reference, kind=fact.kind, at=fact.at, promises=promises_told(case, write.at))
