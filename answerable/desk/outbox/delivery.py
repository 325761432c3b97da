"""What becomes of a message on its way: taken by a worker, sent, delivered, not sent, or come back."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from answerable.desk.cases.actions import reopen
from answerable.desk.history.actions import correct, happened
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.asked import NO_WAY, NotAsAsked, reason_kept
from answerable.desk.outbox.models import Message, State
from answerable.desk.outbox.said import really_said

# A worker that takes a message and dies holds it no longer than this.
CLAIM = timedelta(minutes=5)
FIRST_DELAY = timedelta(minutes=1)
LONGEST_DELAY = timedelta(hours=4)


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
        really_said(message, at=at, recorded=recorded or at)


def _has_come_back(message: Message) -> bool:
    """Say whether the message is known to have come back, and let nobody say so until the transaction ends."""
    return Message.objects.select_for_update().values_list("state", flat=True).get(pk=message.pk) == State.BOUNCED


def delivered(message: Message, *, at: datetime) -> None:
    """Record that the network says that a text reached the telephone. It was said when it was sent.

    Where it is not known that it was sent, the worker takes that from here and sends it no more.
    """
    Message.objects.filter(pk=message.pk, delivered_at=None).update(delivered_at=at)


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
