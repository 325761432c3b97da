"""Which case a text or a message on social media belongs to: neither has a subject, but each goes on with something."""

import re
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from answerable.desk.cases.models import Case
from answerable.desk.customers.actions import find_by_address
from answerable.desk.customers.models import AddressKind, Customer
from answerable.desk.incoming.incoming import Incoming, Posted
from answerable.desk.incoming.joining import Place, case_named
from answerable.desk.outbox.models import Message
from answerable.desk.references import PATTERN

# A thank-you, or a "but", comes soon after the case was closed.
GOES_ON = timedelta(days=14)


def place_of_text(incoming: Incoming, *, at: datetime) -> Place:
    """Return where a text belongs: with the texts exchanged with that number, or in the customer's only open case.

    A reference in it is followed where the number is known as that customer's. A machine's text joins nothing.
    """
    if incoming.kind != "person":
        return Place()
    customers = find_by_address(AddressKind.TELEPHONE, incoming.sender)
    for reference in re.findall(PATTERN, incoming.text.upper())[:5]:
        named = case_named(reference)
        if named is not None and named.customer in customers:
            return Place(case=named)
    exchanged = _newest(_exchanged(incoming.sender, customers), at)
    if exchanged is not None:
        return Place(case=exchanged)
    theirs = list(Case.objects.open().filter(customer__in=customers).select_related("customer").order_by("-id")[:2])
    if len(customers) == 1 and len(theirs) == 1:
        return Place(case=theirs[0])
    return Place(suggested=theirs[0]) if theirs else Place()


def place_of_posting(posted: Posted, *, at: datetime) -> Place:
    """Return where a message on social media belongs: with the same author's, in public or in private."""
    if not posted.author:
        return Place()
    same = Q(contacts__posting__network=posted.network, contacts__posting__author=posted.author)
    return Place(case=_newest(same, at))


def _exchanged(number: str, customers: list[Customer]) -> Q:
    """Return what holds of the cases in which texts went to that number or came from it."""
    sent = Message.objects.filter(to=number, by="sms").exclude(case=None).order_by("-queued_at")
    came = Q(customer__in=customers, contacts__channel="sms", contacts__sender=number)
    return Q(pk__in=list(sent.values_list("case_id", flat=True)[:20])) | came


def _newest(which: Q, at: datetime) -> Case | None:
    """Return the newest such case that is open, or was closed only lately."""
    goes_on = Q(closed_at=None) | Q(closed_at__gt=at - GOES_ON)
    found: QuerySet[Case] = Case.objects.filter(which, goes_on, joined=None).select_related("customer")
    return found.order_by("-id").first()
