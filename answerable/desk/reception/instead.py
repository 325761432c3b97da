"""Instead of waiting: the visitor is promised to be rung back, which is a case with a clock, and leaves."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from answerable.desk.cases.actions import Matter, open_case
from answerable.desk.cases.need import in_short
from answerable.desk.customers.models import AddressKind
from answerable.desk.customers.who import NewCustomer
from answerable.desk.incoming.record import record_contact
from answerable.desk.messages.actions import promise_ring_back
from answerable.desk.messages.models import LeftMessage
from answerable.desk.officers.models import Officer
from answerable.desk.reception.actions import leave
from answerable.desk.reception.asked import CHANNEL
from answerable.desk.reception.models import ReceptionVisit


@dataclass(frozen=True, kw_only=True)
class RingBack:
    """Whom to ring, where, about what, and by when they were told."""

    name: str
    number: str
    about: str
    by_when: datetime


@transaction.atomic
def ring_back(visit: ReceptionVisit, wanted: RingBack, *, at: datetime, by: Officer) -> LeftMessage:
    """Promise to ring the visitor back, and let them go. The case is the officer's until it is handed over."""
    customer = visit.customer or NewCustomer(wanted.name, {AddressKind.TELEPHONE.value: wanted.number}).make(at)
    matter = Matter(service=visit.service) if visit.service else Matter()
    case = open_case(
        customer=customer,
        need=in_short(wanted.about),
        channel=CHANNEL,
        received_at=at,
        at=at,
        by=by,
        owner=by,
        matter=matter,
    )
    contact = record_contact(
        channel=CHANNEL, text=wanted.about, received_at=at, at=at, by=by, customer=customer, cases=[case]
    )
    message = promise_ring_back(
        case, name=wanted.name, number=wanted.number, by_when=wanted.by_when, said_at=at, at=at, by=by
    )
    visit.customer, visit.contact, visit.case = customer, contact, case
    visit.save(update_fields=["customer", "contact", "case"])
    leave(visit, at=at, by=by)
    return message
