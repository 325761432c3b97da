"""What a program passes on of a contact: the words it may use, how they are kept, and how they are read again."""

import json

from pydantic import Field

from answerable.api.fields import Asked, CaseType, Channel, Email, Line, Moment, Text, YesNo
from answerable.desk.cases.need import in_short
from answerable.desk.incoming.incoming import Incoming


class Person(Asked):
    """Who contacted the council, as far as is known. Somebody known by the e-mail address is recognised."""

    name: Line = Field("", max_length=200)
    email: Email = Field("", max_length=320)
    telephone: Line = Field("", max_length=40)


class NewContact(Asked):
    """A contact that reached the council through another program: it opens a case, or joins one."""

    channel: Channel = Field(description="How the customer reached the council.")
    text: Text = Field(min_length=1, max_length=100_000, description="What the customer wrote or said.")
    subject: Line = Field("", max_length=300, description="What it is about; left out, the first line of the text.")
    received_at: Moment | None = Field(None, description="When it reached the council; left out, now.")
    customer: Person = Person(name="", email="", telephone="")
    type: CaseType = "enquiry"
    service: str = Field("", max_length=40, description="The code of the service that it is about.")
    acknowledgement_requested: YesNo = Field(False, description="Whether the customer asked for an acknowledgement.")
    case: Line = Field(
        "",
        max_length=20,
        description="The reference of the case that it joins; left out, a new one. From an e-mail address that isn’t "
        "known on that case it opens a new one, and an officer is told which case it may belong to.",
    )


def envelope(body: bytes, *, program: str, client: int, key: str) -> bytes:
    """Return the bytes that are kept: who passed it on, under which key, and then the body as it came.

    The same program's same body under the same key is the same arrival.
    """
    head = json.dumps({"client": client, "key": key, "program": program}, sort_keys=True)
    return head.encode() + b"\n" + body


def read(kept: bytes, limit: int) -> Incoming:
    """Return what an `envelope` says. It was found right before it was kept."""
    head, _, body = kept.partition(b"\n")
    given = NewContact.model_validate(json.loads(body))
    person = given.customer
    return Incoming(
        sender=person.email,
        sender_name=person.name,
        telephone=person.telephone,
        subject=given.subject or in_short(given.text),
        text=given.text,
        service=given.service,
        channel=given.channel,
        received_at=given.received_at,
        source=json.loads(head)["program"][:40],
        type=given.type,
        acknowledgement_requested=given.acknowledgement_requested,
        case=given.case,
    )
