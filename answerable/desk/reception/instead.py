"""Instead of waiting: the visitor is promised to be rung back, or is given an appointment, and leaves."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from answerable.desk.cases.actions import Matter
from answerable.desk.cases.models import Case
from answerable.desk.customers.models import AddressKind
from answerable.desk.customers.who import NewCustomer
from answerable.desk.incoming.record import open_with_contact
from answerable.desk.messages.actions import promise_ring_back
from answerable.desk.messages.models import LeftMessage
from answerable.desk.officers.models import Officer
from answerable.desk.reception.actions import leave
from answerable.desk.reception.asked import CHANNEL
from answerable.desk.reception.models import ReceptionVisit


@dataclass(frozen=True, kw_only=True)
class Word:
    """Who can't wait, where to reach them ("": not asked), and what it is about."""

    name: str
    number: str = ""
    about: str
    otherwise: str = ""  # why they are rung, who asked for another way


@transaction.atomic
def ring_back(visit: ReceptionVisit, word: Word, *, by_when: datetime, at: datetime, by: Officer) -> LeftMessage:
    """Promise to ring the visitor back, and let them go. The case is the officer's until it is handed over.

    Raises NotAsAsked for who takes no calls, unless the word says why they are rung.
    """
    case = open_for(visit, word, at=at, by=by)
    whom: dict[str, Any] = {"name": word.name, "number": word.number, "otherwise": word.otherwise}
    message = promise_ring_back(case, **whom, by_when=by_when, said_at=at, at=at, by=by)
    leave(visit, at=at, by=by)
    return message


@transaction.atomic
def open_for(visit: ReceptionVisit, word: Word, *, at: datetime, by: Officer) -> Case:
    """Return the visitor's case, opened now unless it was before: they wait until they are let go."""
    if visit.case is not None:
        return visit.case
    customer = visit.customer or NewCustomer(word.name, {AddressKind.TELEPHONE.value: word.number}).make(at)
    matter = Matter(service=visit.service) if visit.service else Matter()
    case, contact = open_with_contact(
        word.about, channel=CHANNEL, customer=customer, owner=by, received_at=at, at=at, by=by, matter=matter
    )
    visit.customer, visit.contact, visit.case = customer, contact, case
    visit.save(update_fields=["customer", "contact", "case"])
    return case


def let_go(case: Case, *, at: datetime, by: Officer) -> bool:
    """Let the visitor go who waits for what the case is about, now that they have a time. Say whether one waited."""
    waiting = ReceptionVisit.objects.waiting().filter(case=case).select_related("occasion").first()
    if waiting is not None:
        leave(waiting, at=at, by=by)
    return waiting is not None
