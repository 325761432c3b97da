"""Mail and web forms come in: the bytes are kept first, then made one contact of one or more cases."""

import logging
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string

from answerable.desk.cases.actions import Matter, open_case, received_again
from answerable.desk.cases.models import Case
from answerable.desk.council.actions import duty_officer, held_council
from answerable.desk.council.models import Council, Mailbox, Service
from answerable.desk.customers.actions import add_address, find_by_address, new_customer
from answerable.desk.customers.models import AddressKind, Customer
from answerable.desk.diary.away import stands_in
from answerable.desk.incoming.conversing import place_of_posting, place_of_text
from answerable.desk.incoming.incoming import Incoming
from answerable.desk.incoming.joining import Place, place_named, place_of
from answerable.desk.incoming.models import Arrival, Attachment, Contact
from answerable.desk.messages.voicemail import CHANNEL as VOICEMAIL
from answerable.desk.messages.voicemail import left_word, who_left
from answerable.desk.needs.known import ways_taken
from answerable.desk.outbox.acknowledge import acknowledge
from answerable.desk.outbox.delivery import bounced
from answerable.desk.outbox.otherwise import acknowledge_otherwise
from answerable.desk.references import new_reference
from answerable.desk.rows import insert, insert_all
from answerable.desk.search.actions import index_case, index_new_case
from answerable.desk.sms.actions import acknowledge_by_text, is_ours
from answerable.desk.social.actions import acknowledge_on_network, last_posting, note_posting

ACKNOWLEDGING = "We have your message"
log = logging.getLogger(__name__)


def keep(body: bytes, *, channel: str, at: datetime, mailbox: Mailbox | None = None) -> Arrival:
    """Keep what came, byte for byte, before anything is made of it. The same bytes are the same arrival.

    `channel` "email": a mail as it came over the wire; "voicemail": one that a telephone system sent;
    "networks": one in which a social network tells of a message.
    "web": a form as JSON, see channels/web/parse.py. "api": what a program passed on, see api/reading.py; on which
    channel the customer came stands in it.
    When this returns the bytes are committed.
    """
    digest = sha256(body).hexdigest()
    try:
        with transaction.atomic(durable=True):
            return insert(
                Arrival(channel=channel, sha256=digest, body=body, size=len(body), arrived_at=at, mailbox=mailbox)
            )
    except IntegrityError:  # it is here already
        return Arrival.objects.get(channel=channel, sha256=digest)


def discard(arrival: Arrival) -> None:
    """Throw away what was kept and then refused. What is taken in already stays."""
    Arrival.objects.filter(pk=arrival.pk, taken_in_at=None).delete()


def take_in(arrival: Arrival, *, at: datetime) -> Contact:
    """Make a contact of an arrival: its customer, its case, its acknowledgement, all or nothing.

    It may be called again, and by several at once: the arrival has one contact.
    """
    # One at a time: two mails of a new customer make one customer, and the hourly limit holds.
    with transaction.atomic(), held_council() as council:
        if not Arrival.objects.filter(pk=arrival.pk, taken_in_at=None).update(taken_in_at=at):
            return Contact.objects.get(arrival=arrival)
        return _made_contact(arrival, council, at)


def _made_contact(arrival: Arrival, council: Council, at: datetime) -> Contact:
    incoming = _unlike_our_own(read(arrival), council)
    place = _place(arrival, incoming, at)
    contact = _contact(arrival, incoming, place, at)
    if incoming.posting is not None:
        note_posting(contact, incoming.posting)
    if place.returned is not None:
        bounced(place.returned, at=at, why=incoming.subject or "The mail server sent it back.")
    case = place.case or _new_case(arrival, contact, incoming, at)
    insert(Contact.cases.through(contact=contact, case=case))
    if place.case is None:
        index_new_case(case, contact)
    else:
        index_case(case)
    if incoming.kind == "person":
        if place.case is not None:
            _one_more(case, contact, _source(arrival, incoming), at)
        if contact.channel == VOICEMAIL:
            left_word(contact, case, incoming.telephone)
        _acknowledge(case, incoming, at)
    return contact


def read(arrival: Arrival) -> Incoming:
    """Return what the arrival says, by the reader of its channel."""
    try:
        incoming: Incoming = import_string(settings.READERS[arrival.channel])(bytes(arrival.body), settings.MAIL_LIMIT)
    except Exception as error:
        # Readers never fail; should one do so all the same, an officer sees that something came.
        log.error("Arrival %s can't be read: %s", arrival.pk, type(error).__name__)
        return Incoming(troubles=("The program failed to read it. Download the original.",))
    return incoming


def _place(arrival: Arrival, incoming: Incoming, at: datetime) -> Place:
    if incoming.posting is not None:
        return place_of_posting(incoming.posting, at=at)
    match arrival.channel:
        case "email":
            return place_of(incoming)
        case "sms":
            return place_of_text(incoming, at=at)
    return place_named(incoming)


def _source(arrival: Arrival, incoming: Incoming) -> str:
    return incoming.source or ("mail" if arrival.channel == "email" else arrival.channel)


def _unlike_our_own(incoming: Incoming, council: Council) -> Incoming:
    """What says it is from ourselves is a machine's: we never answer our own voice."""
    if incoming.sender_kind == AddressKind.TELEPHONE:
        return replace(incoming, kind="automatic") if is_ours(incoming.sender) else incoming
    ours = {council.email.lower(), *(address.lower() for address in Mailbox.objects.values_list("address", flat=True))}
    return replace(incoming, kind="automatic") if incoming.sender.lower() in ours - {""} else incoming


def _contact(arrival: Arrival, incoming: Incoming, place: Place, at: datetime) -> Contact:
    contact = Contact(
        reference=new_reference(),
        customer=_customer(incoming, place, at),
        arrival=arrival,
        channel=incoming.channel or arrival.channel,
        kind=incoming.kind,
        message_id=incoming.message_id,
        sender=incoming.sender,
        recipients=", ".join(incoming.recipients),
        subject=incoming.subject,
        text=incoming.text,
        html=incoming.html,
        troubles="\n".join(incoming.troubles),
        # A clock elsewhere may be before ours: nothing reached us later than it came.
        received_at=min(incoming.received_at or arrival.arrived_at, arrival.arrived_at),
        recorded_at=at,
        suggested=place.suggested,
    )
    insert(contact)
    insert_all(
        Attachment(contact=contact, part=file.part, name=file.name, type=file.type, size=file.size, sha256=file.sha256)
        for file in incoming.attachments
    )
    return contact


def _customer(incoming: Incoming, place: Place, at: datetime) -> Customer | None:
    """Return who wrote: known by the address, or new. A machine is nobody; a telephone may be shared."""
    if place.case is not None:
        return place.case.customer
    if incoming.channel == VOICEMAIL:
        return who_left(incoming.telephone, at)
    if incoming.kind != "person" or not (incoming.sender or incoming.telephone or incoming.sender_name):
        return None
    kind = AddressKind(incoming.sender_kind)
    known = find_by_address(kind, incoming.sender) if incoming.sender else []
    if known and not (kind == AddressKind.TELEPHONE and len(known) > 1):
        return known[0]
    customer = new_customer(name=incoming.sender_name, addresses={kind: incoming.sender}, at=at)
    if incoming.telephone:
        add_address(customer, kind=AddressKind.TELEPHONE, value=incoming.telephone)
    return customer


def _new_case(arrival: Arrival, contact: Contact, incoming: Incoming, at: datetime) -> Case:
    service = Service.objects.filter(code=incoming.service, current=True).first() if incoming.service else None
    return open_case(
        customer=contact.customer,
        need=incoming.subject or _first_line(incoming.text),
        channel=contact.channel,
        received_at=contact.received_at,
        at=at,
        by=None,
        owner=stands_in(duty_officer(mailbox=arrival.mailbox, service=service), at),
        matter=Matter(
            type=incoming.type, service=service, acknowledgement_requested=incoming.acknowledgement_requested
        ),
        source=_source(arrival, incoming),
        clocked=incoming.kind == "person",
    )


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "Nothing readable")


def _one_more(case: Case, contact: Contact, source: str, at: datetime) -> None:
    """A further contact in the case. One that was closed is open again and to be sorted: it may only be a thank-you."""
    if not case.is_open:
        case.triaged_at, case.sorted_as = None, ""
        case.save(update_fields=["triaged_at", "sorted_as"])
    received_again(case, channel=contact.channel, received_at=contact.received_at, at=at, by=None, source=source)


# Which way goes back to where somebody wrote from.
_AS_THEY_WROTE: dict[str, str] = {
    AddressKind.EMAIL: "email",
    AddressKind.TELEPHONE: "sms",
    AddressKind.SOCIAL: "social",
}


def _acknowledge(case: Case, incoming: Incoming, at: datetime) -> None:
    if incoming.sender and _AS_THEY_WROTE[incoming.sender_kind] not in ways_taken(case.customer):
        acknowledge_otherwise(case, at=at)
    elif incoming.sender_kind == AddressKind.TELEPHONE:
        acknowledge_by_text(case, to=incoming.sender, at=at)
    elif incoming.posting is not None and (under := last_posting(case)) is not None:
        acknowledge_on_network(case, under=under, at=at)
    elif incoming.sender_kind == AddressKind.EMAIL:
        _acknowledge_by_email(case, incoming, at)


def _acknowledge_by_email(case: Case, incoming: Incoming, at: datetime) -> None:
    acknowledge(
        case,
        to=incoming.sender,
        subject=f"{ACKNOWLEDGING} [{case.reference}]",
        at=at,
        in_reply_to=incoming.message_id,
        references=" ".join([*incoming.references, incoming.message_id]),
    )
