"""What officers do with a case. A case left open always has an owner and a target date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from answerable.charter.clauses import Timed
from answerable.charter.facts import VOID_REASONS
from answerable.charter.judging.standing import standing
from answerable.charter.moments import local
from answerable.desk.cases.following import key_digest
from answerable.desk.cases.models import Case, HandOver, Note
from answerable.desk.council.models import Service
from answerable.desk.customers.models import Customer
from answerable.desk.history.actions import correct, facts_of, happened
from answerable.desk.history.law import law
from answerable.desk.history.retiming import DERIVED, answer_due
from answerable.desk.officers.models import Officer
from answerable.desk.references import new_reference
from answerable.desk.rows import insert
from answerable.desk.search.actions import index_case

ANSWERED_OUTCOMES = ("answered", "signposted", "not available")
OUTCOMES = (*ANSWERED_OUTCOMES, *VOID_REASONS)
# Outcomes that are something told to the customer, and facts of their own.
TOLD_OUTCOMES = ("signposted", "not available")


class NotAnswered(Exception):
    """The case can't be closed like this; the message tells the officer what to do instead."""


@dataclass(frozen=True)
class Matter:
    """What a case is about, in the words the charter may choose promises by."""

    type: str = "enquiry"
    priority: str = "normal"
    service: Service | None = None
    stage: str = "1"
    acknowledgement_requested: bool = False

    def details(self) -> dict[str, object]:
        """Return it as the details of a fact."""
        details: dict[str, object] = {"type": self.type, "priority": self.priority, "stage": self.stage}
        if self.service:
            details["service"] = self.service.code
        if self.acknowledgement_requested:
            details["acknowledgement requested"] = "yes"
        return details


@transaction.atomic(savepoint=False)
def open_case(
    *,
    customer: Customer | None,
    need: str,
    channel: str,
    received_at: datetime,
    at: datetime,
    by: Officer | None,
    owner: Officer,
    matter: Matter | None = None,
    target: date | None = None,
    source: str = "",
    clocked: bool = True,
    done: Sequence[str] = (),
) -> Case:
    """Open a case for what a customer needs. `received_at` is when it reached us, `at` when it is recorded.

    Without `target` the date is the judge's own for the answer; where the charter gives none, the slowest it
    promises on any channel. `clocked` False: a machine wrote it, nobody waits for an answer, no fact is recorded.
    """
    matter = matter or Matter()
    case = _new_case(matter, customer=customer, need=need[:300], channel=channel, opened_at=received_at, owner=owner)
    case.target = target or local(received_at).date()
    case.taken_at = at if by == owner else None
    if by:
        case.triaged_at, case.sorted_as = at, "new"
    insert(case)
    if clocked:
        happened(
            case,
            "received",
            "query opened",
            at=received_at,
            recorded=at,
            by=by,
            channel=channel,
            details=matter.details(),
            done=done,
            source=source,
            first=True,
        )
    due = answer_due(case) or _slowest_answer(received_at)
    if target is None and due is not None:
        case.target = local(due).date()
    case.save(update_fields=["target", *DERIVED])
    return case


def _new_case(matter: Matter, **fields: Any) -> Case:
    reference = new_reference()
    return Case(
        reference=reference,
        secret_hash=key_digest(reference),
        type=matter.type,
        priority=matter.priority,
        stage=matter.stage,
        service=matter.service,
        **fields,
    )


def _slowest_answer(start: datetime) -> datetime | None:
    calendar = law().calendar_at(start)
    dues = [
        calendar.due(start, promise.within).moment
        for promise in law().charter_at(start)
        if isinstance(promise, Timed) and "answered" in promise.stops and promise.start == "received" and promise.within
    ]
    return max(dues, default=None)


@transaction.atomic
def received_again(
    case: Case, *, channel: str, received_at: datetime, at: datetime, by: Officer | None, source: str = ""
) -> None:
    """Record a further contact of the customer in the case. A closed case is opened again."""
    matter = Matter(case.type, case.priority, case.service, case.stage)
    settled_before = not case.is_open
    if settled_before:
        reopen(case, at=at, by=by, source=source)
    kinds = ("received", "came back") if settled_before else ("received",)
    happened(case, *kinds, at=received_at, recorded=at, by=by, channel=channel, details=matter.details(), source=source)


def take(case: Case, *, at: datetime, by: Officer) -> None:
    """Make the case `by`'s own work."""
    case.owner, case.taken_at = by, at
    case.save(update_fields=["owner", "taken_at"])


def give(case: Case, *, to: Officer) -> None:
    """Make the case a colleague's work, who has yet to take it."""
    case.owner, case.taken_at = to, None
    case.save(update_fields=["owner", "taken_at"])


@transaction.atomic
def offer(case: Case, *, to: Officer, note: str, at: datetime, by: Officer, done: Sequence[str] = ()) -> HandOver:
    """Offer the case to a colleague. An offer that still waits is withdrawn for it."""
    _withdraw_offer(case, at)
    happened(case, "handed over", at=at, by=by, channel=case.channel, done=done)
    return HandOver.objects.create(case=case, giver=by, taker=to, note=note[:500], asked_at=at)


def _withdraw_offer(case: Case, at: datetime) -> None:
    case.hand_overs.filter(accepted_at=None, declined_at=None).update(declined_at=at)


@transaction.atomic
def accept(hand_over: HandOver, *, at: datetime, by: Officer) -> None:
    """Accept a case that was offered: from now on it is the taker's, and the giver's words stay on the case."""
    if not hand_over.waits:
        raise NotAnswered("This case is no longer offered to you. Look at who owns it now.")
    hand_over.accepted_at = at
    hand_over.save(update_fields=["accepted_at"])
    happened(hand_over.case, "accepted", at=at, by=by, channel=hand_over.case.channel)
    take(hand_over.case, at=at, by=by)
    said = f": {hand_over.note}" if hand_over.note else "."
    note(hand_over.case, text=f"Taken over from {hand_over.giver}{said}", at=at, by=by)


@transaction.atomic
def decline(hand_over: HandOver, *, at: datetime, by: Officer) -> None:
    """Give the case back to its owner, who has owned it all along and reads on the case that it was declined."""
    hand_over.declined_at = at
    hand_over.save(update_fields=["declined_at"])
    note(hand_over.case, text=f"Declined. {hand_over.giver} had offered this case.", at=at, by=by)


def set_target(case: Case, *, date: date) -> None:
    """Set the date by which we mean to have answered."""
    case.target = date
    case.save(update_fields=["target"])


@transaction.atomic
def note(case: Case, *, text: str, at: datetime, by: Officer) -> Note:
    """Write a note for colleagues."""
    written = Note.objects.create(case=case, officer=by, at=at, text=text)
    index_case(case)
    return written


@transaction.atomic
def close(case: Case, *, outcome: str, at: datetime, by: Officer | None, done: Sequence[str] = ()) -> None:
    """Close the case. Raises NotAnswered where the outcome says that it was answered and it was not."""
    if outcome in ANSWERED_OUTCOMES and not is_answered(case):
        raise NotAnswered(
            "Nothing has been sent, posted or spoken in answer yet. Send the answer, record what you told the "
            "customer, or choose the reason for which no answer is due."
        )
    mark_closed(case, outcome=outcome, at=at)
    told = (outcome,) if outcome in TOLD_OUTCOMES and not case.facts.filter(kind=outcome).exists() else ()
    happened(case, *told, "closed", at=at, by=by, channel=case.channel, details={"outcome": outcome}, done=done)


def mark_closed(case: Case, *, outcome: str, at: datetime) -> None:
    """Note on the case that it is closed; whoever calls this records the fact."""
    case.closed_at, case.outcome = at, outcome
    case.triaged_at = case.triaged_at or at
    case.save(update_fields=["closed_at", "outcome", "triaged_at"])
    _withdraw_offer(case, at)


def is_answered(case: Case) -> bool:
    """Say whether everything the customer sent in this case was followed by an answer that stands."""
    facts = standing(facts_of(case))
    asked = max((fact.at for fact in facts if fact.kind in ("received", "stage 2 requested")), default=None)
    answered = [fact.at for fact in facts if fact.kind in ("answered", "called back")]
    return asked is None or any(moment >= asked for moment in answered)


@transaction.atomic
def reopen(case: Case, *, at: datetime, by: Officer | None, source: str = "") -> None:
    """Open a closed case again; nothing that was broken is mended by it."""
    case.closed_at, case.outcome = None, ""
    case.save(update_fields=["closed_at", "outcome"])
    happened(case, "reopened", at=at, by=by, source=source)


@transaction.atomic
def request_stage_2(
    case: Case, *, received_at: datetime, at: datetime, by: Officer, channel: str, done: Sequence[str] = ()
) -> None:
    """Record that the customer asked for stage 2 of the complaint, and open the case again if it was closed."""
    if not case.is_open:
        reopen(case, at=at, by=by)
    case.type, case.stage = "complaint", "2"
    case.save(update_fields=["type", "stage"])
    matter = Matter("complaint", case.priority, case.service, "2")
    happened(
        case,
        "stage 2 requested",
        at=received_at,
        recorded=at,
        by=by,
        channel=channel,
        details=matter.details(),
        done=done,
    )
    due = answer_due(case)
    if due is not None:
        set_target(case, date=local(due).date())


@transaction.atomic
def correct_receipt(case: Case, *, received_at: datetime, at: datetime, by: Officer) -> None:
    """Put right when the contact that opened the case reached us. Its clocks start from there."""
    for fact in case.facts.filter(kind__in=("received", "query opened"), at=case.opened_at):
        correct(fact, at=at, by=by, to=received_at)
    case.opened_at = received_at
    case.save(update_fields=["opened_at"])
