"""Letters in: entered one after the other, each with its scans, and the last one taken back where it was wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from answerable.desk.cases.actions import Matter, mark_closed, note, received_again
from answerable.desk.cases.models import Case
from answerable.desk.cases.triage import close_as_before
from answerable.desk.customers.actions import add_address
from answerable.desk.customers.models import AddressKind, Customer
from answerable.desk.customers.who import NewCustomer
from answerable.desk.history.actions import correct
from answerable.desk.incoming.by_hand import OPEN, Wanted, take_down
from answerable.desk.incoming.models import Contact
from answerable.desk.incoming.record import NotYet, record_contact
from answerable.desk.needs.known import ways_taken
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.models import Message
from answerable.desk.outbox.otherwise import acknowledge_otherwise
from answerable.desk.outbox.ways import take_back
from answerable.desk.post.letters import acknowledge_by_letter
from answerable.desk.post.models import Entry, Scan
from answerable.desk.post.scans import attach, detach
from answerable.desk.search.actions import index_case

UNDONE = "This was entered by mistake, and taken back."
# What was entered longer ago is put right on its case.
TAKEN_BACK_WITHIN = timedelta(hours=12)


class NotUndone(ValueError):
    """Nothing can be taken back; the message says why."""


@dataclass(frozen=True, kw_only=True)
class LetterIn:
    """A letter as an officer enters it. `received_at` is when it reached the council, never the letter's own date."""

    received_at: datetime
    need: str
    owner: Officer
    customer: Customer | NewCustomer | None
    channel: str = "letter"
    address: str = ""  # postal, where it is new
    matter: Matter = field(default_factory=Matter)
    joins: Case | None = None
    scans: Sequence[int] = ()
    done: Sequence[str] = ()


@transaction.atomic
def enter(letter: LetterIn, *, at: datetime, by: Officer) -> Entry:
    """Record a letter: a case for what is wanted, or one more contact in the case that it `joins`. Raises NotYet.

    Where the charter promises an acknowledgement, or the letter asks for one, it lies in the tray afterwards.
    """
    contact = _joined(letter, at, by) if letter.joins else _taken_down(letter, at, by)
    case = contact.cases.get()
    if letter.address and contact.customer is not None:
        add_address(contact.customer, kind=AddressKind.POST, value=letter.address)
    attach(Scan.objects.filter(pk__in=letter.scans), contact, at=at)
    if letter.channel == "letter":
        _acknowledge(case, at=at, asked=letter.matter.acknowledgement_requested)
    return Entry.objects.create(contact=contact, case=case, officer=by, at=at, joined=letter.joins is not None)


def _acknowledge(case: Case, *, at: datetime, asked: bool) -> None:
    if "letter" in ways_taken(case.customer):
        acknowledge_by_letter(case, at=at, asked=asked)
    else:
        acknowledge_otherwise(case, at=at, asked=asked)


def _taken_down(letter: LetterIn, at: datetime, by: Officer) -> Contact:
    wanted = Wanted(
        need=letter.need, outcome=OPEN, owner=letter.owner, matter=letter.matter, done=letter.done, send=False
    )
    return take_down(
        channel=letter.channel,
        received_at=letter.received_at,
        at=at,
        by=by,
        customer=letter.customer,
        wanted=[wanted],
    )


def _joined(letter: LetterIn, at: datetime, by: Officer) -> Contact:
    case = letter.joins
    assert case is not None
    if letter.received_at > at:
        raise NotYet("That moment is still to come. Give the date on which it reached the council.")
    received_again(case, channel=letter.channel, received_at=letter.received_at, at=at, by=by)
    return record_contact(
        channel=letter.channel,
        text=letter.need,
        received_at=letter.received_at,
        at=at,
        by=by,
        customer=case.customer,
        cases=[case],
    )


def entered(officer: Officer, *, since: datetime) -> list[Entry]:
    """Return what the officer entered since then, the last first."""
    mine = Entry.objects.filter(officer=officer, at__gte=since)
    return list(mine.select_related("contact__customer", "case").prefetch_related("contact__scans").order_by("-id"))


def letter_before(officer: Officer, *, since: datetime) -> Entry | None:
    """Return the letter that the officer entered last, to which a further sheet may belong; older ones are none."""
    mine = Entry.objects.filter(officer=officer, undone_at=None, at__gte=since)
    return mine.select_related("contact__customer", "case").order_by("-id").first()


def ticked(entry: Entry) -> list[str]:
    """Return what was ticked as done when the letter was entered, each thing once."""
    details = (
        entry.case.facts.filter(recorded=entry.at, by=entry.officer).order_by("id").values_list("details", flat=True)
    )
    return list(dict.fromkeys(need for told in details for need in told.get("done", ())))


@transaction.atomic
def undo_last(officer: Officer, *, at: datetime) -> Entry:
    """Take back the letter that the officer entered last: its facts are struck out, its scans are on the pile again.

    Raises NotUndone where there is none, or something was sent or came in since.
    """
    mine = Entry.objects.filter(officer=officer, undone_at=None, at__gt=at - TAKEN_BACK_WITHIN)
    entry = mine.select_related("contact", "case__customer").order_by("-id").first()
    if entry is None:
        raise NotUndone("There is nothing to take back.")
    case = entry.case
    if case.facts.filter(recorded__gt=entry.at).exists():
        raise NotUndone(f"Something has happened in {case.reference} since. Put it right there.")
    if not Entry.objects.filter(pk=entry.pk, undone_at=None).update(undone_at=at):
        raise NotUndone("It is taken back already.")
    _take_back(entry, at, officer)
    return entry


def _take_back(entry: Entry, at: datetime, by: Officer) -> None:
    case = entry.case
    take_back(Message.objects.filter(case=case, queued_at=entry.at), at=at)
    reopened = False
    for fact in case.facts.filter(recorded=entry.at, by=by):
        reopened = reopened or fact.kind == "reopened"
        correct(fact, at=at, by=by)
    detach(entry.contact)
    if not entry.joined:
        mark_closed(case, outcome="duplicate", at=at)
    elif reopened:
        close_as_before(case)
    note(case, text=UNDONE, at=at, by=by)
    if entry.joined:
        entry.contact.cases.remove(case)
        index_case(case)
