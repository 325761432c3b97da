"""Saying things to customers: queued here, sent by a channel, and only what was sent counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from answerable.charter.facts import TELLS
from answerable.desk.cases.actions import mark_closed, reopen, set_target
from answerable.desk.cases.models import Case
from answerable.desk.council.actions import council
from answerable.desk.history.actions import correct, happened
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.asked import NO_WAY, NotAsAsked, reason_kept
from answerable.desk.outbox.models import Means, Message, State
from answerable.desk.outbox.written import written
from answerable.desk.references import new_secret
from answerable.desk.rows import insert, update
from answerable.desk.search.actions import index_case

FACT_OF = {
    Means.ACKNOWLEDGEMENT: "acknowledged",
    Means.ANSWER: "answered",
    Means.FINAL: "answered",
    Means.HOLDING: "told",
    Means.EXTENSION: "told",
}
# A worker that takes a message and dies holds it no longer than this.
CLAIM = timedelta(minutes=5)
FIRST_DELAY = timedelta(minutes=1)
LONGEST_DELAY = timedelta(hours=4)


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
    _really_said(message, at=posted_at, recorded=at)
    return message


@transaction.atomic
def speak(
    case: Case | None, saying: Saying, *, spoken_at: datetime, at: datetime, by: Officer, first_contact: bool = False
) -> Message:
    """Record words that an officer spoke to the customer. `first_contact`: they settled it in the first contact."""
    message = _make(case, saying, by="spoken", officer=by, queued_at=at, said_at=spoken_at, bound=not first_contact)
    _really_said(message, at=spoken_at, recorded=at, also=("settled at first contact",) if first_contact else ())
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


def claim(now: datetime, *, by: str = "email") -> Message | None:
    """Take the next message to send that way, so that no other worker does; None where nothing waits."""
    waiting = Q(state=State.QUEUED, next_try__lte=now) | Q(state=State.SENDING, claimed_until__lt=now)
    for message in Message.objects.filter(waiting, by=by).order_by("next_try")[:5]:
        # The worker that had it died: perhaps after the server had accepted it.
        lost = {"perhaps_twice": True} if message.state == State.SENDING else {}
        taken = Message.objects.filter(waiting, pk=message.pk).update(
            state=State.SENDING, claimed_until=now + CLAIM, tries=F("tries") + 1, **lost
        )
        if taken:
            message.refresh_from_db()
            return message
    return None


@transaction.atomic
def sent(message: Message, *, at: datetime, recorded: datetime | None = None) -> None:
    """Record that the mail server or the network accepted the message, or that it was posted: only now is it said.

    `recorded` is when that was written down, where it is later. What came back before we heard that stays so.
    """
    if not _has_come_back(message):
        _really_said(message, at=at, recorded=recorded or at)


def _has_come_back(message: Message) -> bool:
    """Say whether the message is known to have come back, and let nobody say so until the transaction ends."""
    return Message.objects.select_for_update().values_list("state", flat=True).get(pk=message.pk) == State.BOUNCED


@transaction.atomic
def withdraw(message: Message) -> bool:
    """Let go of a message that waits, or could not go; return False where it has gone, or is going, already."""
    waiting = Message.objects.filter(pk=message.pk, state__in=[State.QUEUED, State.FAILED])
    return bool(waiting.update(state=State.WITHDRAWN, next_try=None))


def delivered(message: Message, *, at: datetime) -> None:
    """Record that the network says that a text reached the telephone. It was said when it was sent.

    Where it is not known that it was sent, the worker takes that from here and sends it no more.
    """
    Message.objects.filter(pk=message.pk, delivered_at=None).update(delivered_at=at)


def _really_said(message: Message, *, at: datetime, recorded: datetime, also: Sequence[str] = ()) -> None:
    update(message, state=State.SENT, sent_at=at, claimed_until=None, trouble="")
    kind = FACT_OF.get(Means(message.means))
    if message.case is None or kind is None:
        return
    details = _details(message, kind)
    if message.signpost and kind == "answered":
        also = (*also, "signposted")
    if message.closes and message.case.is_open:
        mark_closed(message.case, outcome=message.closes, at=recorded)
        told = ("not available",) if message.closes == "not available" else ()
        also, details = (*also, *told, "closed"), {**details, "outcome": message.closes}
    if kind == "told" and message.date_told:
        set_target(message.case, date=message.date_told)
    happened(
        message.case,
        kind,
        *also,
        at=at,
        recorded=recorded,
        by=message.officer,
        source="outbox",
        channel=message.case.channel,
        details=details,
        done=message.done,
    )


def _details(message: Message, kind: str) -> dict[str, object]:
    how = {"letter": "letter", "spoken": "spoken"}.get(message.by, "message")
    details: dict[str, object] = {
        "message": str(message.pk),
        "automatic": "yes" if message.automatic else "no",
        "tells": [tell for tell in message.tells if tell in TELLS],
    }
    if message.by != "spoken":
        details["has"] = written(message, council())
    if kind != "acknowledged":
        details["by"] = "signpost" if message.signpost and kind == "answered" else how
    if kind != "answered" and message.date_told:
        details["date"] = message.date_told.isoformat()
    return details


@transaction.atomic
def not_sent(message: Message, *, at: datetime, why: str, for_ever: bool = False) -> None:
    """Record that sending failed. It is tried again after a growing delay, unless it was refused `for_ever`."""
    if _has_come_back(message):
        return
    message.trouble, message.claimed_until = why[:500], None
    message.state = State.FAILED if for_ever else State.QUEUED
    message.next_try = None if for_ever else at + min(FIRST_DELAY * 2 ** max(message.tries - 1, 0), LONGEST_DELAY)
    message.save(update_fields=["trouble", "claimed_until", "state", "next_try"])
    if for_ever:
        _came_back(message, at=at, source="outbox")


@transaction.atomic
def bounced(message: Message, *, at: datetime, why: str, source: str = "mail") -> None:
    """Record that a sent message came back: what it had stopped runs on, and a case it closed is open again."""
    if message.state == State.BOUNCED:
        return
    message.state, message.trouble = State.BOUNCED, why[:500]
    message.save(update_fields=["state", "trouble"])
    _came_back(message, at=at, source=source)
    if message.case is not None and message.closes and not message.case.is_open:
        reopen(message.case, at=at, by=None, source=source)


def _came_back(message: Message, *, at: datetime, source: str) -> None:
    """What was said in a case that has joined another was said there too, and now in neither."""
    for case in (message.case, message.case.joined if message.case else None):
        if case is not None:
            happened(case, "bounced", at=at, by=None, source=source, details={"message": str(message.pk)})


@transaction.atomic
def send_again(message: Message, *, at: datetime, by: Officer | None = None) -> None:
    """Try a message that was not sent once more, at once. That it had come back is struck out: it may yet count.

    Raises NotAsAsked where the customer asks for another way by now, and for what was laid before people.
    """
    if not message.to:
        raise NotAsAsked(NO_WAY)
    reason_kept(message.case.customer if message.case else None, message.by, message.otherwise, at=at)
    message.state, message.next_try, message.delivered_at = State.QUEUED, at, None
    message.save(update_fields=["state", "next_try", "delivered_at"])
    if message.case is not None:
        for fact in message.case.facts.filter(kind="bounced", details__message=str(message.pk)):
            correct(fact, at=at, by=by)
