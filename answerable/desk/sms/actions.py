"""Texts: acknowledged where the charter lets a machine do so, answered from the case, and what became of them."""

from datetime import datetime

from django.db import transaction

from answerable.desk.cases.models import Case
from answerable.desk.council.secrets import encrypted
from answerable.desk.history.law import law
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.acknowledge import flooded, in_few_words, promised
from answerable.desk.outbox.actions import Saying, lay_ready
from answerable.desk.outbox.delivery import bounced, delivered
from answerable.desk.outbox.models import Message
from answerable.desk.sms.models import TextGateway
from answerable.desk.sms.numbers import may_be_texted, one_spelling


def gateway() -> TextGateway | None:
    """Return the gateway that is set, if one is in use."""
    return TextGateway.objects.filter(active=True).first()


def is_ours(number: str) -> bool:
    """Say whether our own texts come from that number."""
    return TextGateway.objects.filter(number=number).exclude(number="").exists()


def keep_gateway(row: TextGateway, *, secret: str) -> TextGateway:
    """Keep the gateway as it was set. Without `secret` it keeps the one it has."""
    if secret:
        row.secret = encrypted(secret)
    row.trouble = ""
    row.save()
    return row


def text(
    case: Case | None, saying: Saying, *, to: str, at: datetime, by: Officer | None, automatic: bool = False
) -> Message:
    """Queue a text. Raises ValueError for a number that nobody can be texted at."""
    if not may_be_texted(to):
        raise ValueError("This is no number that can be texted.")
    return lay_ready(case, saying, by="sms", to=one_spelling(to), at=at, officer=by, automatic=automatic, sends=True)


def acknowledge_by_text(case: Case, *, to: str, at: datetime) -> Message | None:
    """Queue the acknowledgement of a text, where the charter lets a machine write it and none is owed no more.

    Never to a short code or to a name, and never more than a few an hour to one number.
    """
    if not may_be_texted(to) or not law().acknowledges_by_itself("sms", at) or not promised(case):
        return None
    if flooded(one_spelling(to), at):
        return None
    return text(case, acknowledgement(case, at=at), to=to, at=at, by=None, automatic=True)


def acknowledgement(case: Case, *, at: datetime) -> Saying:
    """Return the acknowledgement of a text, as one text."""
    return in_few_words(case, at=at, more="To add something, text back.")


def name_of(message: Message) -> str:
    """Return what a gateway calls the message: it is the same however often it is handed over."""
    return message.message_id.strip("<>").partition("@")[0]


@transaction.atomic
def receipt(name: str, *, reached: bool, why: str, at: datetime) -> Message | None:
    """Record what the network says became of a text; return the message, or None where there is no such one.

    What did not reach the telephone was not said: what it had stopped runs on.
    """
    held = Message.objects.select_for_update(of=("self",))  # the worker may be recording that it was sent
    message = held.filter(by="sms", message_id__startswith=f"<{name}@").first() if name else None
    if message is None:
        return None
    if reached:
        delivered(message, at=at)
    else:
        bounced(message, at=at, why=why or "The text did not reach the telephone.", source="sms")
    return message
