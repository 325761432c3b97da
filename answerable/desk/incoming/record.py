"""Recording a contact by hand: a call that has ended, a letter, a visit."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from answerable.desk.cases.actions import Matter, open_case
from answerable.desk.cases.models import Case
from answerable.desk.cases.need import in_short
from answerable.desk.customers.models import Customer
from answerable.desk.incoming.models import Contact
from answerable.desk.officers.models import Officer
from answerable.desk.references import new_reference
from answerable.desk.search.actions import index_case


class NotYet(ValueError):
    """The contact would have reached us in the future."""


@transaction.atomic
def record_contact(
    *,
    channel: str,
    text: str,
    received_at: datetime,
    at: datetime,
    by: Officer,
    customer: Customer | None,
    cases: Iterable[Case],
    sender: str = "",
) -> Contact:
    """Record a contact that reached us at `received_at`, with the cases it opened or joins.

    Raises NotYet where `received_at` lies after `at`.
    """
    if received_at > at:
        raise NotYet("That moment is still to come. Give the date on which it reached the council.")
    contact = Contact.objects.create(
        reference=new_reference(),
        customer=customer,
        channel=channel,
        sender=sender,
        subject=text.splitlines()[0][:300] if text.strip() else "",
        text=text,
        received_at=received_at,
        recorded_at=at,
        recorded_by=by,
    )
    joined = list(cases)
    contact.cases.set(joined)
    for case in joined:
        index_case(case)
    return contact


@transaction.atomic
def open_with_contact(
    words: str,
    *,
    channel: str,
    customer: Customer | None,
    owner: Officer,
    received_at: datetime,
    at: datetime,
    by: Officer,
    matter: Matter | None = None,
    done: Sequence[str] = (),
) -> tuple[Case, Contact]:
    """Open a case for what somebody asked in these words, which are its contact too."""
    case = open_case(
        customer=customer,
        need=in_short(words),
        channel=channel,
        received_at=received_at,
        at=at,
        by=by,
        owner=owner,
        matter=matter or Matter(),
        done=done,
    )
    contact = record_contact(
        channel=channel, text=words, received_at=received_at, at=at, by=by, customer=customer, cases=[case]
    )
    return case, contact
