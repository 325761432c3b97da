"""A voicemail that came in: who may have left it, the call that it ends, and that somebody waits to be rung back."""

from datetime import datetime, timedelta

from answerable.desk.cases.models import Case
from answerable.desk.customers.actions import find_by_address, key_of, new_customer
from answerable.desk.customers.models import AddressKind, Customer
from answerable.desk.incoming.models import Contact
from answerable.desk.messages.models import LeftMessage
from answerable.desk.telephone.models import Call

CHANNEL = "voicemail"
# The recording is sent when the caller has rung off; systems take a while over it.
WITHIN = timedelta(hours=2)


def who_left(number: str, at: datetime) -> Customer | None:
    """Return whose number it is, or somebody new with it; nobody where it is withheld or shared."""
    if not number:
        return None
    known = find_by_address(AddressKind.TELEPHONE, number)
    if known:
        return known[0] if len(known) == 1 else None
    return new_customer(name="", addresses={AddressKind.TELEPHONE: number}, at=at)


def left_word(contact: Contact, case: Case, number: str) -> LeftMessage:
    """Keep that somebody waits to be rung back, and join the voicemail to the call in which it was left."""
    _join_call(contact, number)
    return LeftMessage.objects.create(
        case=case,
        kind=LeftMessage.Kind.VOICEMAIL,
        name=contact.customer.name if contact.customer else "",
        number=number[:80],
        contact=contact,
        taken_at=contact.received_at,
    )


def _join_call(contact: Contact, number: str) -> None:
    if not number:
        return
    near = (contact.received_at - WITHIN, contact.received_at + timedelta(minutes=1))
    calls = Call.objects.filter(key=key_of("telephone", number)[:40], ring__range=near, answered=None, contact=None)
    latest = calls.order_by("-ring").first()
    if latest is not None:
        Call.objects.filter(pk=latest.pk).update(contact=contact, customer=contact.customer)
