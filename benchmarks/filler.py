"""Filling a desk with very many cases, fast: the rows that the actions would have made, judged by the real judge.

Nothing of this is part of the program. `same_as_the_actions` says whether the rows are right.
"""

import json
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import chain, count, islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from answerable.charter.moments import local
from answerable.charter.versions import clocks_by_version
from answerable.desk.history.law import Law, law
from answerable.desk.history.retiming import derive, retime, row_of
from answerable.desk.models import Address, Arrival, Case, Clock, Contact, Customer, Fact, Message
from answerable.desk.references import drawn_from, new_reference, new_secret
from answerable.desk.search.actions import rebuild_search
from benchmarks.desk import Desk
from benchmarks.stories import YEARS, Happening, Story, stories

CHUNK = 1000


def fill(desk: Desk, cases: int, now: datetime) -> None:
    """Make so many cases of the two years before `now`, with all that belongs to them, and make them findable."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
    with drawn_from(random.Random(cases)):
        customers = _customers(max(1, cases * 6 // 10), now)
        told, numbers = stories(cases, now), count(1)
        while chunk := list(islice(told, CHUNK)):
            with transaction.atomic():
                _fill(chunk, customers, desk, numbers)
    with transaction.atomic():
        rebuild_search()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=FULL")


def same_as_the_actions(sample: int = 200) -> int:
    """Return how many clock rows of some cases the real actions would have made otherwise: none, if all is well."""
    step = max(1, Case.objects.count() // sample)
    return sum(retime(case, at=case.opened_at) for case in Case.objects.all()[::step])


def _customers(number: int, now: datetime) -> list[Customer]:
    made = [Customer(pk=place, name=f"Customer {place}", created=now - YEARS) for place in range(1, number + 1)]
    with transaction.atomic():
        _insert(made)
        _insert([_address(customer) for customer in made])
    return made


def _address(customer: Customer) -> Address:
    address = f"customer{customer.pk}@example.org"
    return Address(customer=customer, kind="email", value=address, key=address)


def _fill(told: list[Story], customers: list[Customer], desk: Desk, numbers: Iterator[int]) -> None:
    rules = law()
    cases = [_case(next(numbers), story, customers[story.customer], desk) for story in told]
    both = list(zip(told, cases, strict=True))
    facts = [
        [_fact(place, happening, story, case) for place, happening in enumerate(story.happenings)]
        for story, case in both
    ]
    clocks = [_clocks(case, of_one, rules) for case, of_one in zip(cases, facts, strict=True)]
    contacts = [_contact(story, case) for story, case in both]
    join = Contact.cases.through
    _insert(cases)
    _insert([contact.arrival for contact in contacts if contact.arrival])
    _insert(contacts)
    _insert([join(contact_id=contact.pk, case_id=contact.pk) for contact in contacts])
    _insert([_message(happening, case) for story, case in both for happening in story.happenings if happening.means])
    _insert(list(chain(*facts)))
    _insert(list(chain(*clocks)))


def _insert(rows: Sequence[Model]) -> None:
    """Insert rows as they are: Django's own way takes many times as long."""
    fields = type(rows[0])._meta.concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    sql = f'INSERT INTO "{type(rows[0])._meta.db_table}" ({columns}) VALUES ({", ".join(["%s"] * len(fields))})'
    names = [field.attname for field in fields]
    with connection.cursor() as cursor:
        cursor.executemany(sql, [[_stored(getattr(row, name)) for name in names] for row in rows])


def _stored(value: Any) -> Any:
    """Return a value as Django stores it in SQLite."""
    match value:
        case datetime():
            return str(value.astimezone(UTC).replace(tzinfo=None))
        case date():
            return value.isoformat()
        case dict() | list():
            return json.dumps(value)
        case _:
            return value


def _case(number: int, story: Story, customer: Customer, desk: Desk) -> Case:
    closed = story.closed
    owner = desk.officers[story.customer % len(desk.officers)]
    by_hand = story.channel not in ("email", "web")
    return Case(
        pk=number,
        reference=new_reference(),
        customer=customer,
        type=story.type,
        service=desk.services[len(story.text) % len(desk.services)],
        need=story.subject[:300],
        owner=owner,
        taken_at=story.begun if by_hand else None,
        target=local(story.begun + timedelta(days=3)).date(),
        channel=story.channel,
        opened_at=story.begun,
        triaged_at=story.begun if by_hand or closed or len(story.text) % 8 else None,
        sorted_as="new" if by_hand else "",
        closed_at=closed.at if closed else None,
        outcome=str(closed.details["outcome"]) if closed else "",
    )


def _arrival(story: Story, case: Case) -> Arrival:
    body = f"Subject: {story.subject}\nMessage-ID: <{new_secret()}@example.org>\n\n{story.text}".encode()
    return Arrival(
        pk=case.pk,
        channel=story.channel,
        sha256=sha256(body).hexdigest(),
        body=body,
        size=len(body),
        arrived_at=story.begun,
        taken_in_at=story.begun,
    )


def _contact(story: Story, case: Case) -> Contact:
    arrival = _arrival(story, case) if story.channel in ("email", "web") else None
    return Contact(
        pk=case.pk,
        reference=new_reference(),
        customer_id=case.customer_id,
        arrival=arrival,
        channel=story.channel,
        message_id=f"<{new_secret()}@example.org>" if story.channel == "email" else "",
        sender=f"customer{case.customer_id}@example.org" if arrival else "",
        subject=story.subject,
        text=story.text,
        received_at=story.begun,
        recorded_at=story.begun,
        recorded_by=None if arrival else case.owner,
    )


def _message(happening: Happening, case: Case) -> Message:
    automatic = happening.details["automatic"] == "yes"
    return Message(
        case=case,
        by=happening.by,
        to=f"customer{case.customer_id}@example.org" if happening.by == "email" else "",
        subject=f"{case.need} [{case.reference}]",
        text="Thank you for telling us. This is what we found, and what we will do about it. " * 4,
        means=happening.means,
        automatic=automatic,
        officer=None if automatic else case.owner,
        message_id=f"<{new_secret()}@council.example.org>",
        queued_at=happening.at,
        state="sent",
        sent_at=happening.at,
        tries=1,
    )


def _fact(place: int, happening: Happening, story: Story, case: Case) -> Fact:
    automatic = story.channel in ("email", "web") and happening.kind in ("received", "query opened", "acknowledged")
    return Fact(
        pk=case.pk * 10 + place,  # the judge tells facts apart by it
        case=case,
        kind=happening.kind,
        at=happening.at,
        recorded=happening.at,
        by=None if automatic else case.owner,
        source="mail" if automatic else "",
        channel=story.channel if happening.kind != "closed" else "",
        details=happening.details,
    )


def _clocks(case: Case, facts: list[Fact], rules: Law) -> list[Clock]:
    timings = clocks_by_version(rules.versions, [fact.told(case.reference) for fact in facts], case.opened_at)
    derive(case, timings, rules)
    return [row_of(case, timing, rules) for timing in timings]
