"""What a channel hands to the desk: one contact as it was read from its bytes, before the desk knows whose it is."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class File:
    """A file that came with a contact. `part` says where in the bytes it stands."""

    part: int
    name: str
    type: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Posted:
    """Where a message on social media stands, and who wrote it there."""

    network: str
    page: str = ""
    author: str = ""
    public: bool = False
    permalink: str = ""
    network_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """One contact as read: whatever could not be read is empty, and `troubles` says so in words for the officer."""

    kind: str = "person"  # person, automatic, bounce
    message_id: str = ""
    sender: str = ""
    sender_kind: str = "email"  # what sort of address it is: email, telephone, social
    sender_name: str = ""
    telephone: str = ""
    recipients: tuple[str, ...] = ()  # every address it was sent or delivered to
    subject: str = ""
    text: str = ""
    html: str = ""
    service: str = ""  # the code of the service that it is for
    # What only a program says that passes a contact on; a mail and our own form are what they are.
    channel: str = ""  # by which the customer reached the council
    received_at: datetime | None = None
    source: str = ""  # the program's name
    type: str = "enquiry"
    acknowledgement_requested: bool = False
    posting: Posted | None = None
    case: str = ""  # the reference of the case that it belongs to
    attachments: tuple[File, ...] = ()
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    date: datetime | None = None  # as the sender's clock says; nobody is held to it
    bounced_message_id: str = ""
    troubles: tuple[str, ...] = ()
