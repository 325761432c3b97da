"""Whatever is posted to any address is done, or refused in words: nothing that people or machines send is a fault."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from answerable.desk.badges.actions import issue
from answerable.desk.models import CalendarChange, Contact, Service
from tests.cast import Town
from tests.databases import ON_POSTGRES
from tests.desk.badges.faces import a_face
from tests.guards.test_open_doors import ROUTES
from tests.mails import mail
from tests.web.arriving import a_diary_about, a_visit_about, taken_in

pytestmark = pytest.mark.django_db

NOT_POSTED = {"csrfmiddlewaretoken"}
# What the page's own script, or somebody who plays with it, may post beside the fields that are shown.
UNSEEN = ("as", "customer", "do", "joins", "matters", "next", "on", "q", "token", "words")
NOT_STORED = ("a\0b", "9" * 5000)
BAD = ("", *NOT_STORED, "😀<img src=x onerror=alert(1)>" * 300, "a\r\nBcc: x@example.org")
# Choices that ask for other days than the first.
OTHER_WAYS = {"channel": "letter", "means": "holding"}
# Days that never were, or at which a calendar ends; a time that the clock change skips; years of other centuries.
SPRING, SKIPPED = "29 3 2026", "01:30"
DAYS = ("30 2 2026", SPRING, "1 1 1", "31 12 9999", "1 1 1752")
A_DATE = re.compile("_(day|month|year)$")


class Fields(HTMLParser):
    """The fields of a page's forms that post, with what stands in them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self._choice = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self.forms.append((given.get("action", "") if given.get("method") == "post" else "never", {}))
        elif self.forms and name not in NOT_POSTED:
            self._keep(tag, name, given)

    def _keep(self, tag: str, name: str, given: dict[str, str]) -> None:
        fields = self.forms[-1][1]
        if tag == "option" and ("selected" in given or not fields[self._choice]):
            fields[self._choice] = given.get("value", "")
        elif tag == "select":
            self._choice = name
            fields[name] = ""
        elif name and given.get("type") != "checkbox" and ("checked" in given or name not in fields):
            fields[name] = given.get("value", "")


@pytest.fixture
def contact(town: Town) -> Contact:
    Service.objects.create(code="lights", name="Street lights")
    CalendarChange.objects.create(what="closure", first=localdate(), last=localdate(), title="Shut", at=now())
    found = taken_in(mail())
    a_visit_about(found, town.bob)
    a_diary_about(found, town.bob)
    issue(town.bob, number="1001", photograph=a_face(), expires=localdate(), at=now(), by=None)
    return found


def addresses(contact: Contact) -> Iterator[str]:
    """Yield each of our addresses, leading to something that is there."""
    case, customer = contact.cases.get(), contact.customer
    assert customer is not None
    for address, pattern in ROUTES.items():
        if address.startswith(("api/", "^")) or pattern.name == "account_logout":
            continue
        reference = contact.reference if "contacts" in address else case.reference
        if "appointments" in address:
            reference = case.appointments.earliest("pk").occasion.reference
        thing = customer.pk if "customers" in address else 1
        ids = {"reference": reference, "pk": thing, "place": "new-contact", "promise": "F25"}
        ids |= {"key": "0", "subject": "officer-1", "code": "1001", "secret": "x", "office": 1}
        ids |= {
            "day": "2026-12-25",
            "number": 1,
            "month": "2026-03",
            "verdict": "kept",
            "name": "due",
            "part": 1,
            "address": thing,
            "kind": "officer",
            "office": 1,
        }
        yield "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda word: str(ids[word[1]]), address)  # noqa: B023


def forms_at(client: Client, address: str) -> list[tuple[str, dict[str, str]]]:
    page = client.get(address)
    if page.status_code == 405:
        return [(address, {})]
    found = Fields(page.content.decode()).forms if page.get("Content-Type", "").startswith("text/html") else []
    return [
        (action or address, fields) for action, fields in found if action not in ("never", reverse("account_logout"))
    ]


def filled(fields: dict[str, str]) -> dict[str, str]:
    """Fill in what is empty, so that a form gets as far as doing its work."""
    return {name: "send" if name == "do" else value or usual(name) for name, value in fields.items()}


def usual(name: str) -> str:
    known = {"who": "Ann Lee ann@example.org", "email": "ann@example.org", "to": "lee@example.org", "host": "x.example"}
    left_empty = (*UNSEEN, "time", "website", "token")
    return "" if name in left_empty or A_DATE.search(name) else known.get(name, "Words")


def dated(fields: dict[str, str], day: str) -> dict[str, str]:
    parts = dict(zip(("day", "month", "year"), day.split(), strict=True))
    with_day = {name: parts[part[1]] if (part := A_DATE.search(name)) else text for name, text in fields.items()}
    return with_day | ({"time": SKIPPED if day == SPRING else "00:00"} if "time" in fields else {})


def attempts(fields: dict[str, str]) -> Iterator[dict[str, str]]:
    """Yield what is posted. PostgreSQL is tried on what it can't store, and on days that it may not know."""
    right = filled(fields)
    for bad in NOT_STORED if ON_POSTGRES else BAD:
        yield right | dict.fromkeys((*fields, *UNSEEN), bad)
    yield from ({**dated(right, day), "token": ""} for day in DAYS if dated(right, day) != right)
    if not ON_POSTGRES:
        yield from one_by_one(fields, right)


def one_by_one(fields: dict[str, str], right: dict[str, str]) -> Iterator[dict[str, str]]:
    """Yield the form with one of what is bad in each field, and with other choices."""
    for way in ({**right, name: way} for name, way in OTHER_WAYS.items() if name in fields):
        yield from ({**dated(way, day), "token": ""} for day in DAYS if dated(way, day) != way)
    for number, name in enumerate(fields):
        yield {**right, name: BAD[number % len(BAD)]}
    for bad in BAD[1:3]:
        yield right | dict.fromkeys(set(UNSEEN) - set(fields), bad)


@pytest.mark.parametrize("who", ["bob", "alice", "a stranger"])
def test_no_form_gives_a_500(client: Client, town: Town, contact: Contact, who: str) -> None:
    client.raise_request_exception = False
    if who != "a stranger":
        client.force_login(getattr(town, who))
    mine = "/desk/settings" if who == "alice" else "/desk/" if who == "bob" else "/"
    seen, faults = set(), []
    for address in addresses(contact):
        if not address.startswith(mine) or (who == "a stranger" and address.startswith("/desk/")):
            continue
        for action, fields in forms_at(client, address):
            if (action, *fields) in seen:
                continue
            seen.add((action, *fields))
            for sent in attempts(fields):
                answer = client.post(action, sent)
                faults += [(action, sent)] if answer.status_code >= 500 else []
    assert len(seen) > 3
    assert faults == []
    # And nothing that was done makes a page fail afterwards.
    assert [address for address in addresses(contact) if client.get(address).status_code >= 500] == []
