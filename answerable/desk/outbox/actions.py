"""Saying things to customers: queued here, sent by a channel, and only what was sent counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from answerable.desk.cases.models import Case
from answerable.desk.council.actions import council
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.asked import reason_kept
from answerable.desk.outbox.models import Message, State
from answerable.desk.outbox.said import really_said
from answerable.desk.references import new_secret
from answerable.desk.rows import insert
from answerable.desk.search.actions import index_case


@dataclass(frozen=True)
class Saying:
    """What a message means to the customer, and what it tells: the charter asks after both."""

    means: str
    text: str
    tells: Sequence[str] = ()
    date_told: date | None = None
    signpost: bool = False
    closes: str = ""  # the outcome with which the case closes once this has been sent
    done: Sequence[str] = ()  # what the charter's steps ask for at that moment, and was done
    otherwise: str = ""  # why it goes another way than the customer asked for


def queue(
    case: Case | None,
    saying: Saying,
    *,
    to: str,
    subject: str,
    at: datetime,
    by: Officer | None,
    automatic: bool = False,
    in_reply_to: str = "",
    references: str = "",
) -> Message:
    """Queue an e-mail. Nothing is said until a channel has sent it. Raises ValueError if a header would break.

    Whatever the way: raises NotAsAsked where the customer asked for another, and the saying doesn't say why.
    """
    if any(mark in line for line in (to, subject) for mark in "\r\n"):
        raise ValueError("An address or a subject has no line breaks. Write it on one line.")
    return _make(
        case,
        saying,
        by="email",
        to=to,
        subject=subject[:500],
        officer=by,
        automatic=automatic,
        in_reply_to=in_reply_to[:998],
        references=references,
        queued_at=at,
        next_try=at,
    )


def lay_ready(
    case: Case | None,
    saying: Saying,
    *,
    by: str,
    to: str,
    at: datetime,
    officer: Officer | None,
    automatic: bool = False,
    sends: bool = False,
) -> Message:
    """Queue what goes by letter, text or social media (`by`). `sends`: the worker sends it; else people or programs do.

    Nothing is said until it was really posted or sent.
    """
    return _make(
        case,
        saying,
        by=by,
        to=to[:500],
        officer=officer,
        automatic=automatic,
        queued_at=at,
        next_try=at if sends else None,
    )


def lay_before_people(case: Case, saying: Saying, *, by: str, why: str, at: datetime) -> Message:
    """Keep what a machine can't say in the way for which the customer asked: it is work for people (`not_delivered`).

    `by` is how it would have gone, `why` what hindered it.
    """
    return _make(case, saying, by=by, bound=False, automatic=True, queued_at=at, state=State.FAILED, trouble=why[:500])


@transaction.atomic
def post(case: Case, saying: Saying, *, posted_at: datetime, at: datetime, by: Officer, to: str = "") -> Message:
    """Record a letter that was posted at `posted_at`."""
    message = _make(case, saying, by="letter", to=to, officer=by, queued_at=at)
    really_said(message, at=posted_at, recorded=at)
    return message


@transaction.atomic
def speak(
    case: Case | None, saying: Saying, *, spoken_at: datetime, at: datetime, by: Officer, first_contact: bool = False
) -> Message:
    """Record words that an officer spoke to the customer. `first_contact`: they settled it in the first contact."""
    message = _make(case, saying, by="spoken", officer=by, queued_at=at, said_at=spoken_at, bound=not first_contact)
    really_said(message, at=spoken_at, recorded=at, also=("settled at first contact",) if first_contact else ())
    return message


def _make(
    case: Case | None,
    saying: Saying,
    *,
    by: str,
    queued_at: datetime,
    said_at: datetime | None = None,
    bound: bool = True,
    **fields: object,
) -> Message:
    """`bound`: by the way for which the customer asked. Without a case nobody knows here who that is."""
    otherwise = saying.otherwise
    if case is not None:
        customer = case.customer if bound else None
        otherwise = reason_kept(customer, by, otherwise, at=said_at or queued_at)
    return _put_down(case, saying, by=by, queued_at=queued_at, otherwise=otherwise, **fields)


@transaction.atomic(savepoint=False)
def _put_down(case: Case | None, saying: Saying, **fields: object) -> Message:
    domain = council().email.rpartition("@")[2] or "localhost"
    message = Message(
        case=case,
        means=saying.means,
        text=saying.text,
        tells=list(saying.tells),
        date_told=saying.date_told,
        signpost=saying.signpost,
        closes=saying.closes,
        done=list(saying.done),
        message_id=f"<{new_secret()}@{domain}>",
        **fields,
    )
    insert(message)
    if case is not None and not message.automatic:
        index_case(case)
    return message


@transaction.atomic
def withdraw(message: Message) -> bool:
    """Let go of a message that waits, or could not go; return False where it has gone, or is going, already."""
    waiting = Message.objects.filter(pk=message.pk, state__in=[State.QUEUED, State.FAILED])
    return bool(waiting.update(state=State.WITHDRAWN, next_try=None))
