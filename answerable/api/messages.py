"""Texts and messages on social media: in from programs that hear of them, out by programs that put them there."""

from datetime import datetime
from typing import Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from answerable.api.fields import Asked, Line, Moment, Text, Told, YesNo
from answerable.api.once import CREATED, Key, Write
from answerable.api.reading import envelope
from answerable.api.tokens import Token
from answerable.api.writing import Taken, refuse_future, taken
from answerable.desk.clients.replays import AnotherBody
from answerable.desk.incoming.actions import discard, keep
from answerable.desk.incoming.models import Arrival, Contact
from answerable.desk.sms.actions import receipt
from answerable.desk.social import actions as social
from answerable.desk.social.models import Posting

SCOPE = "messages:write"
router = Router(tags=["messages"], auth=Token(SCOPE))


class TextIn(Asked):
    """A text that a customer sent to the council."""

    id: Line = Field(min_length=1, max_length=150, description="The gateway’s own name for it: sent twice, it is one.")
    sender: Line = Field(alias="from", min_length=1, max_length=40, description="The number that it came from.")
    to: Line = Field("", max_length=40, description="The council’s number.")
    text: Text = Field(min_length=1, max_length=5_000)
    received_at: Moment | None = Field(None, description="When it reached the council; left out, now.")


class NotifyText(Schema):
    """A text as GOV.UK Notify calls back with it."""

    model_config = ConfigDict(extra="allow")
    id: Line = Field(min_length=1, max_length=150)
    source_number: Line = Field(min_length=1, max_length=40)
    destination_number: Line = Field("", max_length=40)
    message: Text = Field(max_length=5_000)
    date_received: Line = Field("", max_length=40)


class Receipt(Asked):
    """What became of a text that the council sent."""

    id: Line = Field(min_length=1, max_length=150, description="The id that the council gave it.")
    status: Literal["delivered", "failed"] = Field(description="“failed”: it will not reach the telephone.")
    why: Line = Field("", max_length=300)


class NotifyReceipt(Schema):
    """What became of a text, as GOV.UK Notify calls back with it."""

    model_config = ConfigDict(extra="allow")
    reference: Line | None = Field(None, max_length=150)
    status: Line = Field(max_length=40)


class Noted(Schema):
    """Whether what was told was about something here."""

    known: bool


class PostIn(Asked):
    """A message on social media that is meant for the council."""

    network: Line = Field(min_length=1, max_length=40, description="Such as “facebook”.")
    id: Line = Field(min_length=1, max_length=150, description="The network’s own name for it: sent twice, it is one.")
    page: Line = Field("", max_length=200, description="The page or group where it stands.")
    public: YesNo = Field(description="Whether everybody can read it there.")
    permalink: Line = Field("", max_length=1000, pattern=r"^(https://\S+)?$", description="Where it can be seen.")
    author: Line = Field(min_length=1, max_length=150, description="The customer’s name at the network, as “@ann”.")
    name: Line = Field("", max_length=200, description="What the customer is called there in words.")
    text: Text = Field(min_length=1, max_length=20_000)
    received_at: Moment | None = Field(None, description="When it was written; left out, now.")


class Waiting(Schema):
    """What the council says on a network, and waits to be put there."""

    id: int
    case: str
    network: str
    page: str
    public: bool = Field(description="Whether it goes under the customer’s message for all to read, or to them alone.")
    to: str = Field(description="The customer’s name at the network.")
    in_reply_to: str = Field(description="The network’s own name for what it answers.")
    permalink: str
    text: str
    queued_at: Told


class AllWaiting(Schema):
    """What waits, the oldest first."""

    messages: list[Waiting]


class WhichWay(Asked):
    """Which messages."""

    channel: Literal["social"] = "social"


class Standing(Asked):
    """Where our message stands now."""

    at: Moment | None = Field(None, description="Since when; left out, now.")
    permalink: Line = Field("", max_length=1000, pattern=r"^(https://\S+)?$")
    network_id: Line = Field("", max_length=150, description="The network’s own name for it.")


class Refusal(Asked):
    """Why the network would not have it."""

    why: Line = Field(min_length=1, max_length=300)


@router.post("/messages/sms", response={CREATED: Taken}, summary="Pass a text on")
def create_text(request: HttpRequest, text: TextIn, idempotency_key: Key = "") -> HttpResponse:
    """Take in a text: it joins what was exchanged with that number, or the customer’s only open case, or opens one.

    Where the charter lets a machine acknowledge it, an acknowledgement is queued as a text. The same `id` is the same
    text, under whatever idempotency key.
    """
    return _take(request, "sms", f"sms:{text.id}", idempotency_key, text.received_at)


@router.post("/messages/sms/notify", response={CREATED: Taken}, summary="Called back by GOV.UK Notify with a text")
def create_text_from_notify(request: HttpRequest, text: NotifyText, idempotency_key: Key = "") -> HttpResponse:
    """Take in a text as GOV.UK Notify passes it on; the token of the call-back is a token of this API."""
    return _take(request, "sms", f"sms:{text.id}", idempotency_key, None)


@router.post("/messages/social", response={CREATED: Taken}, summary="Pass a message on social media on")
def create_social(request: HttpRequest, message: PostIn, idempotency_key: Key = "") -> HttpResponse:
    """Take in a message with its place: it joins the case of the same author at that network, or opens one."""
    name = f"{message.network.lower()}:{message.id}"
    return _take(request, "social", name, idempotency_key, message.received_at)


def _take(request: HttpRequest, channel: str, name: str, key: str, received_at: datetime | None) -> HttpResponse:
    write = Write.asked(request, key or name)
    if answer := write.answered_before():
        return answer
    refuse_future("received_at", received_at, write.at)
    if known := Contact.objects.filter(channel=channel, message_id=name).select_related("arrival").first():
        assert known.arrival is not None
        arrival: Arrival = known.arrival
        return write.answer(lambda: taken(arrival, write.at))
    # The bytes are safe before anything is made of them: what is killed from here on, the worker finishes.
    body = envelope(request.body, program=write.client.name, client=write.client.pk, key=name)
    arrival = keep(body, channel=channel, at=write.at)
    try:
        return write.answer(lambda: taken(arrival, write.at))
    except AnotherBody:
        discard(arrival)
        raise


@router.post("/messages/sms/receipts", response={CREATED: Noted}, summary="Say what became of a text")
def create_receipt(request: HttpRequest, told: Receipt, idempotency_key: Key = "") -> HttpResponse:
    """Record that a text reached the telephone, or never will: then what it had stopped runs on."""
    write = Write.asked(request, idempotency_key)
    return write.answered_before() or write.answer(
        lambda: _noted(told.id, reached=told.status == "delivered", why=told.why, at=write.at)
    )


@router.post("/messages/sms/notify/receipts", response={CREATED: Noted}, summary="Called back with a delivery receipt")
def create_receipt_from_notify(request: HttpRequest, told: NotifyReceipt, idempotency_key: Key = "") -> HttpResponse:
    """Record a delivery receipt of GOV.UK Notify. Of failures only those count that Notify calls final for a number."""
    write = Write.asked(request, idempotency_key)
    if answer := write.answered_before():
        return answer
    if told.status not in ("delivered", "permanent-failure", "temporary-failure", "technical-failure"):
        return write.answer(lambda: Noted(known=False))
    why = f"GOV.UK Notify says: {told.status.replace('-', ' ')}."
    return write.answer(lambda: _noted(told.reference or "", reached=told.status == "delivered", why=why, at=write.at))


def _noted(name: str, *, reached: bool, why: str, at: datetime) -> Noted:
    return Noted(known=receipt(name, reached=reached, why=why, at=at) is not None)


@router.get("/messages/outgoing", response=AllWaiting, summary="List what waits to be put on a network")
def list_outgoing(request: HttpRequest, which: Query[WhichWay]) -> Any:
    """Return what the council says on social media and has not been put there yet."""
    return {"messages": [_waiting(posting) for posting in social.outgoing()]}


def _waiting(posting: Posting) -> dict[str, object]:
    message = posting.message
    assert message is not None
    return {
        "id": posting.pk,
        "case": message.case.reference if message.case else "",
        "network": posting.network,
        "page": posting.page,
        "public": posting.public,
        "to": posting.author,
        "in_reply_to": posting.network_id,
        "permalink": posting.permalink,
        "text": message.text,
        "queued_at": message.queued_at,
    }


@router.post("/messages/outgoing/{id}/sent", response={CREATED: Noted}, summary="Say that it stands on the network")
def create_sent(request: HttpRequest, id: int, standing: Standing, idempotency_key: Key = "") -> HttpResponse:
    """Record that what the council said stands on the network: only now it is said. Told again, nothing changes."""
    write = Write.asked(request, idempotency_key)
    if answer := write.answered_before():
        return answer
    refuse_future("at", standing.at, write.at)
    posting = _ours(id)
    return write.answer(
        lambda: Noted(
            known=social.stands(
                posting,
                at=standing.at or write.at,
                recorded=write.at,
                permalink=standing.permalink,
                network_id=standing.network_id,
            )
        )
    )


@router.post("/messages/outgoing/{id}/failed", response={CREATED: Noted}, summary="Say that the network refused it")
def create_failed(request: HttpRequest, id: int, refusal: Refusal, idempotency_key: Key = "") -> HttpResponse:
    """Record that the network would not have it: an officer sees it among what did not reach the customer."""
    write = Write.asked(request, idempotency_key)
    if answer := write.answered_before():
        return answer
    posting = _ours(id)
    return write.answer(lambda: Noted(known=social.refused(posting, at=write.at, why=refusal.why)))


def _ours(id: int) -> Posting:
    posting = Posting.objects.filter(pk=id, message__by="social").first() if id < 1 << 62 else None
    if posting is None:
        raise Http404
    return posting
