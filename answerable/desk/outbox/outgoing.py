"""What the desk hands to a channel: one message as the customer will read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answerable.desk.council.models import Council
from answerable.desk.outbox.models import Message
from answerable.desk.outbox.return_path import return_path
from answerable.desk.outbox.words import DEMONSTRATION, signature


@dataclass(frozen=True)
class Enclosed:
    """A text file that goes with an e-mail: text/`subtype`, with what else is said of it (`params`)."""

    name: str
    subtype: str
    body: bytes
    params: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """One e-mail, complete but for its wire format. `automatic`: a machine wrote it, and machines must not answer."""

    message_id: str
    sender_name: str
    sender: str
    return_path: str
    to: str
    subject: str
    text: str
    in_reply_to: str = ""
    references: str = ""
    automatic: bool = False
    enclosed: Sequence[Enclosed] = ()


def outgoing(message: Message, council: Council) -> Outgoing:
    """Return the message signed, and marked as invented where the council is a demonstration."""
    parts = [DEMONSTRATION if council.demonstration else "", message.text, signature(message.officer, council)]
    return Outgoing(
        message_id=message.message_id,
        sender_name=council.name,
        sender=council.email,
        return_path=return_path(message, council.email),
        to=message.to,
        subject=message.subject,
        text="\n\n".join(part.strip() for part in parts if part.strip()),
        in_reply_to=message.in_reply_to,
        references=message.references,
        automatic=message.automatic,
    )
