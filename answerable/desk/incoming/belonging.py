"""Whose a contact is, where that shows only afterwards: a shared or unknown number, a caller who gives a name later.

One act for every channel. The history does not change by it: facts name nobody.
"""

from datetime import datetime

from django.db import transaction

from answerable.desk.customers.actions import looked
from answerable.desk.customers.models import Customer
from answerable.desk.customers.who import NewCustomer, with_number
from answerable.desk.incoming.models import Contact
from answerable.desk.messages.models import LeftMessage
from answerable.desk.officers.models import Officer
from answerable.desk.reception.models import ReceptionVisit
from answerable.desk.search.actions import index_case
from answerable.desk.telephone.models import Call


class KnownAlready(Exception):
    """Somebody said meanwhile whose it is; the message says who."""


def number_of(contact: Contact) -> str:
    """Return the number from which they rang, as far as it is known; "" for what was no call."""
    call = Call.objects.filter(contact=contact).exclude(caller="").first()
    left = LeftMessage.objects.filter(contact=contact).exclude(number="").first()
    return call.caller if call else left.number if left else ""


@transaction.atomic
def give_to(contact: Contact, who: Customer | NewCustomer, *, at: datetime, by: Officer) -> Customer:
    """Make the contact the customer's, and what came of it that is nobody's yet: its cases, its call, its visit.

    Raises KnownAlready where it is somebody's.
    """
    held = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if held.customer is not None:
        raise KnownAlready(f"This contact is known to be {held.customer}’s by now.")
    customer = with_number(who, number_of(contact)).make(at) if isinstance(who, NewCustomer) else who
    cases = list(contact.cases.filter(customer=None))
    Contact.objects.filter(pk=contact.pk).update(customer=customer)
    contact.cases.filter(customer=None).update(customer=customer)
    Call.objects.filter(contact=contact, customer=None).update(customer=customer)
    ReceptionVisit.objects.filter(contact=contact, customer=None).update(customer=customer)
    LeftMessage.objects.filter(case__in=cases, name__in=("", "anonymous")).update(name=customer.name)
    for case in cases:
        index_case(case)
    looked(by, customer, at=at, where="contact")
    return customer
