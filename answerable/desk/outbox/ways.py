"""The ways in which a customer can be told something: by e-mail, by text, by letter, or in words."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from answerable.desk.cases.models import Case
from answerable.desk.council.actions import council
from answerable.desk.customers.models import AddressKind, Customer
from answerable.desk.needs.known import ways_taken
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.actions import Saying, queue, speak, withdraw
from answerable.desk.outbox.models import Message
from answerable.desk.post.letters import postal_address, usual_size, write_letter
from answerable.desk.post.models import Letter
from answerable.desk.sms.actions import gateway, text
from answerable.desk.sms.numbers import is_mobile, may_be_texted
from answerable.desk.sms.segments import length_of

EMAIL, SMS, LETTER, SPOKEN = "email", "sms", "letter", "spoken"
# Who came to us in one of these ways is told in the same, if they can be.
_AS_THEY_CAME = {"email": EMAIL, "web": EMAIL, "sms": SMS, "letter": LETTER}
MOST_PLACES = 4 * 153  # of a text: what is longer is better said in another way


class NotSaid(Exception):
    """It can't be said in this way; the message tells the officer what to do instead."""


def ways_to(customer: Customer | None, case: Case | None) -> dict[str, str]:
    """Return the ways in which the customer can be told, and where each reaches them ("": before us, on the line).

    That for which they asked, or in which they came to us, stands first. By text only where a gateway sends them, to a
    telephone that people carry with them or that they have texted from.
    """
    found, taken = {**dict(_written(customer, case)), SPOKEN: ""}, ways_taken(customer)
    as_they_came = _AS_THEY_CAME.get(case.channel if case else "", "")
    return {way: found[way] for way in sorted(found, key=lambda way: (way not in taken, way != as_they_came))}


def way_asked_for(customer: Customer | None, case: Case | None) -> tuple[str, str]:
    """Return the way in which the customer takes what is written to them, and where it reaches them; "" without one."""
    taken = ways_taken(customer) - {SPOKEN}
    return next(((way, to) for way, to in ways_to(customer, case).items() if way in taken), ("", ""))


def _written(customer: Customer | None, case: Case | None) -> Iterator[tuple[str, str]]:
    if customer is None:
        return
    known = list(customer.addresses.filter(current=True).order_by("-id"))
    if emails := [one.value for one in known if one.kind == AddressKind.EMAIL]:
        yield EMAIL, emails[0]
    texted = may_be_texted if case and case.channel == SMS else is_mobile
    numbers = [one.value for one in known if one.kind == AddressKind.TELEPHONE and texted(one.value)]
    if numbers and (gateway() or council().demonstration):
        yield SMS, numbers[0]
    if any(one.kind == AddressKind.POST for one in known):
        yield LETTER, postal_address(customer)


def say(
    case: Case | None,
    saying: Saying,
    *,
    way: str,
    to: str,
    subject: str,
    at: datetime,
    by: Officer,
    customer: Customer | None = None,
    automatic: bool = False,
    post_by: datetime | None = None,
) -> Message:
    """Say it in that way: what is sent or posted counts when it really was, what is spoken at once. Raises NotSaid.

    `customer`: who is told, where there is no case. A letter is laid in the tray; posted after `post_by` it would come
    too late.
    """
    match way:
        case "spoken":
            return speak(case, saying, spoken_at=at, at=at, by=by)
        case "letter":
            size = usual_size(customer or (case.customer if case else None))
            how: dict[str, Any] = {"size": size, "post_by": post_by, "automatic": automatic}
            return write_letter(case, saying, address=to, at=at, by=by, **how).message
        case "sms":
            _refuse_long(saying.text)
            return text(case, saying, to=to, at=at, by=by, automatic=automatic)
        case "email":
            return queue(case, saying, to=to, subject=subject, at=at, by=by, automatic=automatic)
    raise NotSaid("They can't be told in this way. Choose another.")


def _refuse_long(words: str) -> None:
    places = length_of(words).places
    if places > MOST_PLACES:
        raise NotSaid(
            f"This is too long for a text: {places} letters, of at most {MOST_PLACES}. "
            "Shorten the directions or the explanation, or tell them in another way."
        )


def take_back(messages: Iterable[Message], *, at: datetime) -> None:
    """Let go of those that still wait: they would tell what no longer stands. What has gone, or is going, stays."""
    for message in messages:
        if withdraw(message):
            Letter.objects.filter(message=message).update(withdrawn_at=at)
