"""Taking a call: one officer has it, the others are told who. What was said and done in it is recorded here."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from answerable.charter.judging.standing import standing
from answerable.desk.customers.actions import looked
from answerable.desk.customers.models import Customer
from answerable.desk.history.actions import correct, facts_of, happened, new_occasion
from answerable.desk.history.models import Occasion
from answerable.desk.incoming.models import Contact
from answerable.desk.officers.models import Officer
from answerable.desk.telephone.greeting import PICKED_UP
from answerable.desk.telephone.models import Call

CHANNEL = "telephone"


class Taken(Exception):
    """A colleague has the call; the message says who and since when."""

    def __init__(self, call: Call) -> None:
        super().__init__(f"{call.taken_by} has taken this call.")
        self.call = call


def take(call: Call, *, at: datetime, by: Officer) -> Call:
    """Make the call `by`'s. Of two who press at once one has it, and Taken tells the other. Pressed again: no matter.

    Who really answered it may take it all the same, whoever had pressed.
    """
    free = Q(taken_by=None) | Q(taken_by=by) | Q(answered_by=by)
    mine = Call.objects.filter(free, pk=call.pk)
    if not mine.filter(taken_by=by).exists() and not mine.update(taken_by=by, taken_at=at):
        call.refresh_from_db()
        raise Taken(call)
    call.refresh_from_db()
    return call


@transaction.atomic
def take_by_hand(*, at: datetime, by: Officer) -> Call:
    """Begin a call of which no telephone system tells: it is picked up now. How long it rang is not known."""
    occasion = new_occasion(Occasion.Kind.CALL, at=at, channel=CHANNEL)
    happened(occasion, PICKED_UP, at=at, by=by, channel=CHANNEL)
    return Call.objects.create(
        occasion=occasion, call=occasion.reference, answered=at, answered_by=by, taken_by=by, taken_at=at
    )


@transaction.atomic
def strike_out(call: Call, *, at: datetime, by: Officer) -> bool:
    """Strike out a call by hand that was none: a key pressed by mistake. Return False where something came of it.

    What was recorded of it is corrected, so that no promise is broken by a call that never was.
    """
    slips = Call.objects.select_for_update().filter(feed=None, sample=None, contact=None, ended=None, taken_by=by)
    slip = slips.filter(pk=call.pk).first()
    if slip is None or slip.transfers.exists():
        return False
    stand = {fact.id for fact in standing(facts_of(call.occasion))}
    for row in call.occasion.facts.exclude(kind="corrected"):
        if str(row.pk) in stand:
            correct(row, at=at, by=by)
    slip.delete()
    return True


def moment_of(call: Call) -> datetime:
    """Return when what is said in the call reached us."""
    moment = call.answered or call.taken_at or call.ring
    assert moment is not None
    return moment


@transaction.atomic
def record_call(
    call: Call,
    contact: Contact,
    *,
    greeted: Sequence[str],
    ended: Sequence[str],
    at: datetime,
    by: Officer,
    ends: bool = True,
) -> None:
    """Record what the call was about, and what was done in it of what the charter asks at its beginning and its end.

    A call of which no telephone system tells ends when its contact is written, unless it goes on (`ends`).
    """
    if call.contact is None:
        call.contact, call.customer = contact, contact.customer
        call.save(update_fields=["contact", "customer"])
    over = _over(call, at)
    if greeted:
        _done(call, greeted, done_at=over, at=at, by=by)
    if ends and call.feed_id is None and call.ended is None:
        _end_by_hand(call, ended, at, by)
    elif ended:
        _done(call, ended, done_at=over, at=at, by=by)


def _over(call: Call, at: datetime) -> datetime:
    """Return when the call ended as its history says it, in whole seconds; `at` where it goes on."""
    ends = [fact.at for fact in standing(facts_of(call.occasion)) if fact.kind == "call ended"]
    return min([*ends, at])


def _done(call: Call, done: Sequence[str], *, done_at: datetime, at: datetime, by: Officer) -> None:
    happened(call.occasion, "step done", at=done_at, recorded=at, by=by, channel=CHANNEL, done=done)


def _end_by_hand(call: Call, done: Sequence[str], at: datetime, by: Officer) -> None:
    happened(call.occasion, "call ended", at=at, by=by, channel=CHANNEL, done=done)
    call.ended, call.outcome = at, Call.Outcome.ANSWERED
    call.save(update_fields=["ended", "outcome"])


def seen_who(officer: Officer, customers: Sequence[Customer], *, at: datetime) -> None:
    """Keep that the officer who took the call saw who it may be."""
    for customer in customers:
        looked(officer, customer, at=at, where="call")
