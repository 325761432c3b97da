"""A customer whose every word is a script goes through every page: nothing runs, and each look at them is kept."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from answerable.channels.email.send import as_mail
from answerable.desk.cases.actions import note, offer
from answerable.desk.customers.actions import new_customer, rename
from answerable.desk.models import Contact, Look, Message, Need, Service
from answerable.desk.needs.actions import Told, keep_needs
from answerable.desk.outbox.delivery import not_sent
from answerable.desk.outbox.outgoing import outgoing
from tests.cast import Town, a_town
from tests.guards.test_open_doors import ROUTES
from tests.mails import mail
from tests.web.arriving import a_diary_about, a_visit_about, taken_in

pytestmark = pytest.mark.django_db
EVIL = '"><img src=x onerror=alert(1)>'
FORMULA = "=HYPERLINK(1)" + EVIL
NAME = FORMULA + " Zed"
# What is shown of a customer: by these words a page is known that names them.
THEIRS = ("Zed", "evil@example.org")
# The forms on which somebody says who it was: two are called so, and the officer is asked which.
TWINS = "Zed Twin"


class Runs(HTMLParser):
    """Whether a page holds a picture, or an element that does something by itself: ours have neither."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [tag] if tag == "img" else []
        self.found += [f"{tag} {name}" for name, _ in attrs if name.startswith("on")]


@pytest.fixture
def town() -> Town:
    return a_town()


@pytest.fixture
def contact(town: Town) -> Contact:
    """Everything that a stranger, or a colleague, may have written is evil."""
    town.bob.name = EVIL
    town.bob.save()
    Service.objects.create(code="evil", name=FORMULA, duty_officer=town.bob)
    found = taken_in(
        mail(
            sender=f'"{EVIL.replace(chr(34), "")}" <evil@example.org>',
            subject=EVIL,
            text=f"<p>{EVIL}</p><svg onload=alert(1)>",
            more="Content-Type: text/html",
        )
    )
    assert found.customer is not None
    rename(found.customer, name=NAME, organisation=EVIL)
    evil = [Told(Need.Kind.ADJUSTMENT, EVIL), Told(Need.Kind.LANGUAGE, FORMULA[:60], interpreter=True)]
    keep_needs(found.customer, evil, at=now(), by=town.bob)
    case = found.cases.get()
    note(case, text=EVIL, at=now(), by=town.bob)
    offer(case, to=town.alice, note=EVIL, at=now(), by=town.bob)
    a_visit_about(found, town.bob)
    a_diary_about(found, town.bob)
    return found


@dataclass(frozen=True)
class Walk:
    """The pages that answered, with what each says; and those that named a customer while no look was kept."""

    pages: dict[str, str]
    unseen: set[str]
    asked_which: set[str]


def walk(client: Client, contact: Contact) -> Walk:
    """Go through each page that answers, what searches find, and what is asked where two people have one name."""
    case, customer = contact.cases.get(), contact.customer
    assert customer is not None
    found, unseen, asked_which = {}, set[str](), set[str]()

    def read(place: str, fields: dict[str, str] | None = None) -> str:
        Look.objects.all().delete()  # the same look is kept once in a while
        answer = client.get(place) if fields is None else client.post(place, fields)
        page: str = answer.content.decode()
        if any(words in page for words in THEIRS) and not Look.objects.exists():
            unseen.add(place)
        return page

    for address, pattern in ROUTES.items():
        if address.startswith(("api/", "^")) or pattern.name == "account_logout":
            continue
        reference = contact.reference if "contacts" in address else case.reference
        if "appointments" in address:
            reference = case.appointments.earliest("pk").occasion.reference
        ids = {"reference": reference, "pk": customer.pk if "customers" in address else 1, "name": "due"}
        ids |= {
            "day": "2026-12-25",
            "number": 1,
            "key": "0",
            "subject": "officer-1",
            "code": "1001",
            "secret": "x",
            "office": 1,
        }
        ids |= {
            "promise": "F25",
            "month": f"{now():%Y-%m}",
            "verdict": "running",
            "part": 1,
            "place": "x",
            "kind": "officer",
            "office": 1,
            "address": 1,
        }
        place = "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda word: str(ids[word[1]]), address)  # noqa: B023
        found[place] = read(place + "?whose=everybody")
        if 'name="who"' in found[place]:
            page = read(place, {"who": TWINS})
            asked_which |= {place} if "Which one was it?" in page else set()
    for name, field in (("customers", "words"), ("customers-found", "words"), ("search", "q"), ("search-found", "q")):
        found[name] = read(reverse(name), {field: "img onerror"})
    return Walk(found, unseen, asked_which)


def test_a_customer_named_like_a_script_is_words_on_every_page_and_in_our_mail(
    client: Client, town: Town, contact: Contact
) -> None:
    acknowledgement = Message.objects.get(means="acknowledgement")
    wire = as_mail(outgoing(acknowledgement, town.council), at=now()).as_string()
    assert "onerror" not in wire  # it never repeats what the customer wrote
    not_sent(acknowledgement, at=now(), why=EVIL, for_ever=True)
    client.force_login(town.alice)
    for number in ("1", "2"):
        new_customer(name=TWINS, addresses={"telephone": f"01632 96055{number}"}, at=now())
    went = walk(client, contact)
    found = went.pages
    assert {place: runs for place, page in found.items() if (runs := Runs(page).found)} == {}
    # It was really there to be shown.
    shown = {place for place, page in found.items() if "&lt;img src=x onerror=alert(1)&gt;" in page}
    case = contact.cases.get()
    assert {"/desk/", "/desk/triage/", reverse("case", args=[case.reference]), "customers", "search-found"} <= shown
    assert not any(
        line.startswith(("=", "+", "-", "@")) for line in found["/promises.csv"].lstrip("\ufeff").splitlines()
    )
    # Whoever read of a customer has looked, and that is kept (design: every read of a customer).
    assert went.unseen == set()
    assert {
        reverse("new-contact"),
        reverse("new-message"),
        reverse("post"),
        reverse("appointment-new-case"),
    } <= went.asked_which
