"""Taking down a contact by hand: a finished call, a visit, a letter; what was wanted, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db import transaction

from answerable.desk.cases.actions import Matter, NotAnswered, open_case
from answerable.desk.cases.models import Case
from answerable.desk.cases.need import in_short
from answerable.desk.council.actions import council
from answerable.desk.customers.actions import email_of
from answerable.desk.customers.models import Customer
from answerable.desk.customers.who import NewCustomer
from answerable.desk.diary.words import dear
from answerable.desk.history.actions import happened
from answerable.desk.incoming.models import Contact
from answerable.desk.incoming.record import NotYet, record_contact
from answerable.desk.needs.known import ways_taken
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.acknowledge import in_few_words, saying
from answerable.desk.outbox.actions import Saying, lay_before_people, speak
from answerable.desk.outbox.asked import NO_WAY
from answerable.desk.outbox.models import Means
from answerable.desk.outbox.ways import EMAIL, LETTER, SMS, say, way_asked_for
from answerable.desk.outbox.words import in_words

OPEN, ANSWERED, SIGNPOSTED = "open", "answered", "signposted"
PUT_THROUGH = "put through"  # a colleague is to take it in this very call: whether it stays open shows then
# Only where somebody stands or listens there can a thing be settled on the spot.
LIVE = ("telephone", "counter")
SETTLED_WORDS = "Settled while they were with us."


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One thing that the customer wanted. `outcome` is open, answered, signposted or put through."""

    need: str
    outcome: str
    owner: Officer
    target: date | None = None
    told: str = ""
    matter: Matter = field(default_factory=Matter)
    done: Sequence[str] = ()  # what the charter's steps ask for at this moment, and was done
    send: bool = False  # left open: they are sent who deals with it, how to reach them, and by when


@transaction.atomic
def take_down(
    *,
    channel: str,
    received_at: datetime,
    at: datetime,
    by: Officer,
    customer: Customer | NewCustomer | None,
    wanted: Sequence[Wanted],
) -> Contact:
    """Record a contact with a case for each thing that was wanted; what was settled in it is answered and closed.

    Raises NotYet where it would have reached us later than `at`, NotAnswered where nobody was there to be told.
    """
    if received_at > at:
        raise NotYet("That moment is still to come. Give the date on which it reached the council.")
    if channel not in LIVE and any(one.outcome != OPEN for one in wanted):
        raise NotAnswered("Nobody was there to be told. Leave it open here, and answer it from the case.")
    known = customer.make(at) if isinstance(customer, NewCustomer) else customer
    cases = [_open(one, known, channel, received_at, at, by) for one in wanted]
    return record_contact(
        channel=channel,
        text="\n\n".join(one.need for one in wanted),
        received_at=received_at,
        at=at,
        by=by,
        customer=known,
        cases=cases,
    )


def _open(
    one: Wanted, customer: Customer | None, channel: str, received_at: datetime, at: datetime, by: Officer
) -> Case:
    case = open_case(
        customer=customer,
        need=in_short(one.need),
        channel=channel,
        received_at=received_at,
        at=at,
        by=by,
        owner=one.owner,
        matter=one.matter,
        target=one.target,
        done=one.done,
    )
    if one.outcome == PUT_THROUGH:
        return case
    if one.outcome != OPEN:
        spoken = Saying(
            means=Means.ANSWER,
            text=one.told or SETTLED_WORDS,
            signpost=one.outcome == SIGNPOSTED,
            closes=one.outcome,
            done=one.done,
        )
        speak(case, spoken, spoken_at=received_at, at=at, by=by, first_contact=True)
    else:
        # What was done of the steps of its closing, such as reading the need back, counts when it is closed.
        kept = ("step done",) if one.done else ()
        happened(case, "left open", *kept, at=received_at, recorded=at, by=by, channel=channel, done=one.done)
        if one.send and customer:
            _send_who_and_when(case, customer, at, by)
    return case


def _send_who_and_when(case: Case, customer: Customer, at: datetime, by: Officer) -> None:
    """Send the customer a named contact, telephone, e-mail and the date (K09): by e-mail, or in the way they asked for.

    Whose e-mail address isn't known is sent nothing; who asked for a way in which nothing can be sent is people's work.
    """
    by_email = EMAIL in ways_taken(customer)
    way, to = (EMAIL, email_of(customer)) if by_email else way_asked_for(customer, case)
    if way and to:
        said = _who_and_when(case, way, at)
        say(case, said, way=way, to=to, subject=f"{council().name}: {case.reference}", at=at, by=by)
    elif not by_email:
        lay_before_people(case, _who_and_when(case, EMAIL, at), by=EMAIL, why=NO_WAY, at=at)


def _who_and_when(case: Case, way: str, at: datetime) -> Saying:
    ours = council()
    reach = f"{case.owner.name} can be reached at {' or '.join(filter(None, (ours.email, ours.telephone)))}."
    told = in_few_words(case, at=at, more=reach) if way == SMS else saying(case, at=at, by_letter=way == LETTER)
    expected = told.date_told or case.target
    parts = (
        told.text,
        "" if way == SMS else reach,
        "" if told.date_told else f"We mean to answer by {in_words(expected)}.",
    )
    text = dear(case.customer, (" " if way == SMS else "\n\n").join(filter(None, parts)), way)
    return replace(told, text=text, tells=("who deals with it", "when the answer comes"), date_told=expected)
