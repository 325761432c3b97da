"""Which case a mail belongs to. A reference alone proves nothing: it joins only from an address known on the case."""

import re
from dataclasses import dataclass
from itertools import chain

from answerable.desk.cases.models import Case
from answerable.desk.customers.actions import key_of
from answerable.desk.customers.models import AddressKind
from answerable.desk.incoming.incoming import Incoming
from answerable.desk.outbox.models import Message
from answerable.desk.outbox.return_path import message_returned_to
from answerable.desk.references import PATTERN

# A Message-ID that our outbox made begins so (references.new_secret): others need not be looked up.
OURS = re.compile(r"<[0-9a-f]{40}@")


@dataclass(frozen=True)
class Place:
    """Where a mail belongs: the `case` it joins, one only `suggested`, and our message that it brings back."""

    case: Case | None = None
    suggested: Case | None = None
    returned: Message | None = None


def place_of(incoming: Incoming) -> Place:
    """Return where the mail belongs. A bounce counts only with our Message-ID or our signed return path."""
    if incoming.kind == "bounce":
        returned = _ours([incoming.bounced_message_id]) or message_returned_to(incoming.recipients)
        return Place(case=_where_it_went(returned.case), returned=returned) if returned else Place()
    answered = _ours([incoming.message_id, *incoming.in_reply_to, *reversed(incoming.references)])
    # A machine that names our own Message-ID has had it from us; it moves no clock, so it needs no other proof.
    if incoming.kind == "automatic" and answered is not None and answered.case is not None:
        return Place(case=_where_it_went(answered.case))
    named = _where_it_went(answered.case if answered else None) or _named_in(incoming.subject) or _followed(incoming)
    if named is None:
        return Place()
    return Place(case=named) if _is_known(incoming.sender, named) else Place(suggested=named)


def place_named(incoming: Incoming) -> Place:
    """Return where a contact belongs that a program passed on with a reference: whoever wrote may have guessed it.

    Without an e-mail address, as of a call, the program's word is taken.
    """
    named = case_named(incoming.case) if incoming.case else None
    if named is None or not incoming.sender or _is_known(incoming.sender, named):
        return Place(case=named)
    return Place(suggested=named)


def case_named(reference: str) -> Case | None:
    """Return the case that a program with a token names, or the one that it was found to be part of."""
    return _where_it_went(Case.objects.select_related("joined", "customer").filter(reference=reference.upper()).first())


def _ours(ids: list[str]) -> Message | None:
    """Return the message of ours that is named first."""
    wanted = [id for id in ids if OURS.match(id)]
    found = {message.message_id: message for message in Message.objects.filter(message_id__in=wanted)} if wanted else {}
    return next((found[id] for id in wanted if id in found), None)


def _named_in(subject: str) -> Case | None:
    references = re.findall(PATTERN, subject.upper())[:10]
    found = Case.objects.filter(reference__in=references).order_by("-id").first() if references else None
    return _where_it_went(found)


def _followed(incoming: Incoming) -> Case | None:
    """Return the case of the customer's own earlier mail that this one follows."""
    ids = [*incoming.in_reply_to, *incoming.references]
    found = Case.objects.filter(contacts__message_id__in=ids).order_by("-id").first() if ids else None
    return _where_it_went(found)


def _where_it_went(case: Case | None) -> Case | None:
    """A case that was found to be part of another is followed there."""
    return case.joined if case is not None and case.joined is not None else case


def _is_known(sender: str, case: Case) -> bool:
    if not sender:
        return False
    of_customer = (
        case.customer.addresses.filter(kind=AddressKind.EMAIL).values_list("key", flat=True) if case.customer else ()
    )
    told = chain(
        case.messages.filter(by="email").values_list("to", flat=True),
        case.contacts.filter(kind="person").values_list("sender", flat=True),
    )
    keys = chain(of_customer, (key_of(AddressKind.EMAIL, address) for address in told if address))
    return key_of(AddressKind.EMAIL, sender) in keys
