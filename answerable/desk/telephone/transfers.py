"""Putting a call through: the colleague has the card before the line, and accepts it; else it comes back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from answerable.desk.cases.actions import accept as accept_case
from answerable.desk.cases.actions import offer
from answerable.desk.cases.models import Case
from answerable.desk.history.actions import correct, happened
from answerable.desk.officers.models import Officer
from answerable.desk.telephone.models import Call, Transfer

CHANNEL = "telephone"
# A card that nobody has answered by then came back: the customer waits on the line.
PATIENCE = timedelta(seconds=90)
# So long a colleague is asked whether the call was for them. Who has not said so by then says it no more.
ASKED = timedelta(hours=24)
# What the charter's steps call what is done here.
BRIEFING, CONNECTED, ARRANGED = "briefing", "connected", "ring-back arranged"
MESSAGE_TAKEN, NUMBER_GIVEN = "message taken", "right number given"
RIGHT = "right first time"


class Over(Exception):
    """The transfer can't go on like this; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Briefing:
    """What a colleague has to know: why it is for them, how identity was checked, what was asked, told and promised."""

    why: str
    identity: str
    asked: str
    told: str


@transaction.atomic
def put_through(
    call: Call,
    *,
    to: Officer,
    briefing: Briefing,
    at: datetime,
    by: Officer,
    done: Sequence[str] = (),
    case: Case | None = None,
) -> Transfer:
    """Offer the call to a colleague, with its card. `done` is what the customer was told of whom they get, and why.

    `case` is what it is put through about; None: all that the call is about. Raises Over where the card waits for
    somebody already.
    """
    Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    waiting = Transfer.objects.filter(call=call, accepted_at=None, came_back_at=None).select_related("taker").first()
    if waiting is not None:
        raise Over(f"{waiting.taker} has the card of this call, and has not answered yet.")
    _settle(call, at)
    return Transfer.objects.create(
        call=call,
        giver=by,
        taker=to,
        case=case,
        why=briefing.why[:300],
        identity=briefing.identity[:200],
        asked=briefing.asked,
        told=briefing.told,
        done=list(done),
        offered_at=at,
    )


@transaction.atomic
def accept(transfer: Transfer, *, at: datetime) -> None:
    """The colleague has read the card and has the call, and the cases that it is about."""
    _end(transfer, accepted_at=at)
    call, taker = transfer.call, transfer.taker
    Call.objects.filter(pk=call.pk).update(taken_by=taker, taken_at=at)
    _no_longer_right(call, at, taker)
    done = [*transfer.done, BRIEFING]
    happened(call.occasion, "transferred", at=at, by=taker, channel=CHANNEL, done=done)
    for case in cases_of(transfer):
        accept_case(offer(case, to=taker, note=_card(transfer), at=at, by=transfer.giver), at=at, by=taker)
        _left_open(case, CONNECTED, at, taker)


@transaction.atomic
def refuse(transfer: Transfer, *, at: datetime) -> None:
    """The colleague can't take the call now: it comes back to its owner."""
    _come_back(transfer, Transfer.Reason.REFUSED, at)


def give_back(now: datetime) -> int:
    """Let the calls come back that a colleague has not answered by now, or that ended meanwhile. Return how many."""
    waits = Transfer.objects.filter(accepted_at=None, came_back_at=None)
    late = waits.filter(Q(offered_at__lte=now - PATIENCE) | Q(call__ended__isnull=False) | Q(call__cut=True))
    returned = 0
    for transfer in late.select_related("call__occasion", "giver", "taker"):
        try:
            with transaction.atomic():
                _come_back(transfer, Transfer.Reason.UNANSWERED, now)
        except Over:  # answered just now
            continue
        returned += 1
    return returned


@transaction.atomic
def see_to(transfer: Transfer, done: str = "", *, at: datetime) -> None:
    """The giver has seen to a call that came back: took a message, gave the right number (`done`), or keeps it."""
    if not Transfer.objects.filter(pk=transfer.pk, settled_at=None).update(settled_at=at):
        return
    call = transfer.call
    moment = min(at, call.ended) if call.ended else at
    if done:
        happened(call.occasion, "step done", at=moment, recorded=at, by=transfer.giver, channel=CHANNEL, done=[done])
    for case in cases_of(transfer):
        _left_open(case, ARRANGED if done == MESSAGE_TAKEN else "", at, transfer.giver)


@transaction.atomic
def say_whether_right(transfer: Transfer, *, theirs: bool, at: datetime) -> None:
    """The colleague says whether the call was for them. Put through more than once, it was not right first time."""
    unsaid = Transfer.objects.filter(pk=transfer.pk, accepted_at__isnull=False, theirs=None)
    if not unsaid.update(theirs=theirs, settled_at=at):
        return
    others = Transfer.objects.filter(call=transfer.call, accepted_at__isnull=False).exclude(pk=transfer.pk)
    if theirs and not others.exists():
        happened(transfer.call.occasion, RIGHT, at=at, by=transfer.taker, channel=CHANNEL)


def _end(transfer: Transfer, **values: object) -> None:
    waits = Transfer.objects.filter(pk=transfer.pk, accepted_at=None, came_back_at=None)
    if not waits.update(**values):
        raise Over("This call is no longer offered to you. It went back to who had it.")
    transfer.refresh_from_db()


def _come_back(transfer: Transfer, reason: str, at: datetime) -> None:
    _end(transfer, came_back_at=at, reason=reason)
    happened(transfer.call.occasion, "transfer failed", at=at, by=transfer.giver, channel=CHANNEL)


def _settle(call: Call, at: datetime) -> None:
    """Whoever puts the call through again has seen to what came back; and what they had accepted was not for them."""
    before = Transfer.objects.filter(call=call, settled_at=None)
    before.filter(came_back_at__isnull=False).update(settled_at=at)
    before.filter(accepted_at__isnull=False).update(settled_at=at, theirs=False)


def _no_longer_right(call: Call, at: datetime, by: Officer) -> None:
    """What was right first time, as somebody said, was not where the call is put through again."""
    struck = call.occasion.facts.filter(kind="corrected").values_list("details__fact", flat=True)
    for fact in call.occasion.facts.filter(kind=RIGHT):
        if str(fact.pk) not in struck:
            correct(fact, at=at, by=by)


def cases_of(transfer: Transfer) -> list[Case]:
    """Return the open cases that the call was put through about and that are still the giver's."""
    found = matters_of(transfer.call, transfer.giver)
    return [case for case in found if transfer.case_id in (None, case.pk)]


def matters_of(call: Call, owner: Officer) -> list[Case]:
    """Return the open cases of the call that are this officer's."""
    if call.contact is None:
        return []
    return list(call.contact.cases.filter(owner=owner, closed_at=None).order_by("id"))


def _left_open(case: Case, done: str, at: datetime, by: Officer) -> None:
    if not case.facts.filter(kind="left open").exists():
        happened(case, "left open", at=at, by=by, channel=CHANNEL, done=[done] if done else ())


def _card(transfer: Transfer) -> str:
    known = (("Why", transfer.why), ("Identity", transfer.identity), ("Asked", transfer.asked), ("Told", transfer.told))
    return ". ".join(f"{name}: {words}" for name, words in known if words)


def came_back(call: Call) -> Transfer | None:
    """Return the transfer of the call that came back, and that nobody has seen to."""
    rows = Transfer.objects.filter(call=call, came_back_at__isnull=False, settled_at=None)
    return rows.select_related("call__occasion", "call__contact", "giver", "taker").first()


@dataclass(frozen=True)
class Card:
    """A transfer as one officer is shown it: one `for_me`, to be accepted; one that I have, and may say whether it was
    right (`asks`); else one of mine that waits for a colleague or has come back."""

    transfer: Transfer
    for_me: bool
    asks: bool

    @property
    def came_back(self) -> bool:
        return self.transfer.came_back_at is not None


def on_screens(now: datetime) -> QuerySet[Transfer]:
    """Return the transfers that somebody has still to see to, or to say something of."""
    return Transfer.objects.filter(settled_at=None).exclude(accepted_at__lt=now - ASKED)


def cards_waiting(officer: Officer, now: datetime) -> list[Card]:
    """Return the cards that wait for the officer, and those of theirs that wait for a colleague or have come back."""
    mine = Q(giver=officer, accepted_at=None) | Q(taker=officer, came_back_at=None)
    rows = (
        on_screens(now).filter(mine).select_related("call__occasion", "call__line", "call__customer", "giver", "taker")
    )
    return [_card_for(officer, row) for row in rows.prefetch_related("call__customer__needs").order_by("offered_at")]


def _card_for(officer: Officer, row: Transfer) -> Card:
    theirs = row.taker_id == officer.pk
    return Card(row, for_me=theirs and row.waits, asks=theirs and row.accepted_at is not None)
