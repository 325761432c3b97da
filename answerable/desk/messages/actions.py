"""Taking a message for a colleague, and returning it: "rang, no answer" is an attempt, and no answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from answerable.charter.moments import local
from answerable.desk.cases.actions import NotAnswered, give, note, set_target
from answerable.desk.cases.models import Case
from answerable.desk.customers.models import Customer
from answerable.desk.history.actions import happened
from answerable.desk.incoming.models import Contact
from answerable.desk.incoming.record import open_with_contact
from answerable.desk.messages.models import Attempt, LeftMessage
from answerable.desk.messages.outlook import TAKEN
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.actions import Saying, speak
from answerable.desk.outbox.asked import SPOKEN, reason_kept
from answerable.desk.outbox.models import Means

CHANNEL = "telephone"


class AlreadyReturned(NotAnswered):
    """Somebody has rung the customer back; the message says so."""


@dataclass(frozen=True, kw_only=True)
class Word:
    """What a caller left: who they are, where to ring them, what it is about in a line, and by when."""

    name: str
    number: str
    words: str
    by_when: datetime | None = None
    otherwise: str = ""  # why they are rung, who asked for another way


@transaction.atomic
def leave_message(
    word: Word,
    *,
    wanted: Officer,
    to: Officer,
    customer: Customer | None,
    said_at: datetime,
    at: datetime,
    by: Officer,
    done: Sequence[str] = (),
    case: Case | None = None,
) -> LeftMessage:
    """Take a message for `wanted` at `said_at`, and give it to `to`: them, or who covers. It is that officer's work.

    `case`: what it is about was written down before, when the call could not be put through.
    """
    contact: Contact | None
    if case is None:
        case, contact = open_with_contact(
            word.words, channel=CHANNEL, customer=customer, owner=to, received_at=said_at, at=at, by=by, done=done
        )
    else:
        contact = case.contacts.order_by("id").last()
        give(case, to=to)
    taken = (TAKEN, *done)
    happened(case, "colleague away", TAKEN, at=said_at, recorded=at, by=by, channel=CHANNEL, done=taken)
    return LeftMessage.objects.create(
        case=case,
        wanted=wanted,
        name=word.name[:200],
        number=word.number[:80],
        by_when=word.by_when,
        otherwise=reason_kept(customer, SPOKEN, word.otherwise, at=None),
        contact=contact,
        taken_by=by,
        taken_at=said_at,
    )


@transaction.atomic
def promise_ring_back(
    case: Case,
    *,
    name: str,
    number: str,
    by_when: datetime,
    said_at: datetime,
    at: datetime,
    by: Officer,
    done: Sequence[str] = (),
    otherwise: str = "",
) -> LeftMessage:
    """Record that the customer was told by when they are rung back about a long query: we aim at that day.

    Raises NotAsAsked for who takes no calls, unless `otherwise` says why they are rung.
    """
    why = reason_kept(case.customer, SPOKEN, otherwise, at=None)
    happened(case, "ring-back promised", at=said_at, recorded=at, by=by, channel=case.channel, done=done)
    set_target(case, date=local(by_when).date())
    return LeftMessage.objects.create(
        case=case,
        kind=LeftMessage.Kind.RING_BACK,
        wanted=case.owner,
        name=name[:200],
        number=number[:80],
        by_when=by_when,
        otherwise=why,
        taken_by=by,
        taken_at=said_at,
    )


@transaction.atomic
def attempt(message: LeftMessage, outcome: str, *, at: datetime, by: Officer) -> Attempt:
    """Record that somebody rang and did not reach the customer. It answers nothing: the clock runs on."""
    _refuse_returned(message)
    reason_kept(message.case.customer, SPOKEN, message.otherwise, at=None)
    tried = Attempt.objects.create(message=message, officer=by, at=at, outcome=outcome)
    note(message.case, text=f"{tried.get_outcome_display()}.", at=at, by=by)
    return tried


def ring_all_the_same(message: LeftMessage, *, why: str) -> None:
    """Keep why they are rung, who asked for another way."""
    message.otherwise = why[:200]
    message.save(update_fields=["otherwise"])


@transaction.atomic
def returned(
    message: LeftMessage,
    *,
    text: str,
    rung_at: datetime,
    at: datetime,
    by: Officer,
    closes: bool = True,
    done: Sequence[str] = (),
    otherwise: str = "",
) -> None:
    """Record that the customer was rung back and reached, and what they were told: that answers them.

    `closes`: the case is settled by it.
    """
    if not LeftMessage.objects.filter(pk=message.pk, returned_at=None).update(returned_at=rung_at):
        _refuse_returned(message)
    Attempt.objects.create(message=message, officer=by, at=rung_at, outcome=Attempt.Outcome.REACHED)
    happened(message.case, "called back", at=rung_at, recorded=at, by=by, channel=message.case.channel)
    answer = Saying(
        means=Means.ANSWER,
        text=text,
        closes="answered" if closes else "",
        done=done,
        otherwise=otherwise or message.otherwise,
    )
    speak(message.case, answer, spoken_at=rung_at, at=at, by=by)


def _refuse_returned(message: LeftMessage) -> None:
    message.refresh_from_db()
    if message.returned_at is not None:
        raise AlreadyReturned("This message has been returned already. Look at the case for what was said.")
