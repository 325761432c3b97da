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


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """One contact as read: whatever could not be read is empty, and `troubles` says so in words for the officer."""

    kind: str = "person"  # person, automatic, bounce
    message_id: str = ""
    sender: str = ""
    sender_name: str = ""
    telephone: str = ""
    recipients: tuple[str, ...] = ()  # every address it was sent or delivered to
    subject: str = ""
    text: str = ""
    html: str = ""
    service: str = ""  # the code of the service that a form was for
    attachments: tuple[File, ...] = ()
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    date: datetime | None = None  # as the sender's clock says; nobody is held to it
    bounced_message_id: str = ""
    troubles: tuple[str, ...] = ()
