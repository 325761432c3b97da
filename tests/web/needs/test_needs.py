"""P13: what a customer needs is kept on their page, and stands wherever somebody deals with them."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from answerable.desk.customers.actions import add_address
from answerable.desk.models import Fact, Look, Need
from answerable.desk.needs.actions import Told, keep_needs
from answerable.desk.outbox.actions import Saying
from answerable.desk.post.letters import write_letter
from answerable.desk.telephone.transfers import Briefing, cards_waiting, put_through
from answerable.web.telephone.live import RINGING, TRANSFERS
from tests.calling import a_ringing_call
from tests.cast import Town, a_case
from tests.mails import mail
from tests.web.arriving import a_diary_about, a_visit_about, taken_in

pytestmark = pytest.mark.django_db
LARGE, SIGNED = "Large print, 18 point", "British Sign Language, with an interpreter"
TOLD = [
    Told(Need.Kind.FORMAT, "large print"),
    Told(Need.Kind.LANGUAGE, "British Sign Language", interpreter=True),
    Told(Need.Kind.ADJUSTMENT, "hearing loop"),
]


@pytest.fixture
def needy(town: Town) -> Town:
    keep_needs(town.mrs_lee, TOLD, at=now(), by=town.bob)
    return town


def add(client: Client, town: Town, **fields: Any) -> str:
    return client.post(reverse("customer-needs", args=[town.mrs_lee.pk]), fields, follow=True).content.decode()


def test_P13_what_they_need_is_ticked_once_and_ended_by_a_button(bob: Client, town: Town) -> None:
    page = add(bob, town, formats=["large print"], language="Polish", interpreter="on", other="Ring before coming")
    assert all(words in page for words in (LARGE, "Polish, with an interpreter", "Ring before coming"))
    form = bob.get(reverse("customer-needs", args=[town.mrs_lee.pk])).content.decode()
    assert 'value="large print"' not in form and 'value="braille"' in form
    need = Need.objects.get(what="large print")
    page = bob.post(reverse("customer-need-ending", args=[town.mrs_lee.pk, need.pk]), follow=True).content.decode()
    assert "What they needed before" in page and "ended by Bob Baker" in page
    assert Look.objects.filter(customer=town.mrs_lee, where="customer").exists()


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({}, "Tick or write what they need"),
        ({"interpreter": "on"}, "Say which language the interpreter speaks with them"),
        ({"formats": "a parrot"}, "Select a valid choice"),
        ({"other": "Card 4111 1111 1111 1111"}, "payment card number"),
    ],
)
def test_what_is_not_clear_is_asked_again(bob: Client, town: Town, fields: dict[str, str], problem: str) -> None:
    assert problem in add(bob, town, **fields)
    assert not Need.objects.exists()


def test_a_need_of_somebody_else_is_not_ended(bob: Client, needy: Town) -> None:
    need = Need.objects.earliest("pk")
    assert bob.post(reverse("customer-need-ending", args=[needy.tom.pk, need.pk])).status_code == 404
    assert Need.objects.filter(ended_at=None).count() == len(TOLD)


def pages_about(client: Client, town: Town) -> dict[str, str]:
    """Return the pages and parts of pages on which somebody deals with Mrs Lee."""
    contact = taken_in(mail(sender="Mrs Lee <lee@example.org>"))
    case = contact.cases.get()
    a_visit_about(contact, town.bob)  # with the reference of the case
    appointment = a_diary_about(contact, town.bob)
    call = a_ringing_call(now())
    found = {
        "her page": reverse("customer", args=[town.mrs_lee.pk]),
        "the case": reverse("case", args=[case.reference]),
        "the contact": reverse("contact", args=[contact.reference]),
        "the home visit": reverse("visit", args=[case.reference]),
        "the appointment": reverse("appointment", args=[appointment.occasion.reference]),
        "planning a home visit": f"{reverse('visit-plan')}?case={case.reference}",
        "calls": reverse("calls"),
    }
    shown = {name: client.get(address).content.decode() for name, address in found.items()}
    assert "Page not found" not in "".join(shown.values())
    shown["the card of the call"] = "".join(RINGING.cards(town.bob, now()).values())
    taken = client.post(reverse("call-taking", args=[call.occasion.reference]), follow=True)
    shown["the sheet of the call"] = taken.content.decode()
    shown["who it was, while typing"] = client.post(reverse("customers-found"), {"words": "lee"}).content.decode()
    shown["found customers"] = client.post(reverse("customers"), {"words": "lee"}).content.decode()
    which = client.post(reverse("new-contact"), {"who": "Mrs Lee", "matters": "1"})
    shown["which one it was"] = which.content.decode()
    chosen = client.post(reverse("new-contact"), {"who": "Mrs Lee", "customer": town.mrs_lee.pk, "matters": "1"})
    shown["a contact that is not complete"] = chosen.content.decode()
    return shown


def test_P13_her_needs_stand_wherever_somebody_deals_with_her(bob: Client, needy: Town) -> None:
    shown = pages_about(bob, needy)
    assert {
        name for name, page in shown.items() if not (LARGE in page and SIGNED in page and "A hearing loop" in page)
    } == set()


def test_P13_who_needs_nothing_is_not_said_to_need_anything(bob: Client, town: Town) -> None:
    assert {name for name, page in pages_about(bob, town).items() if "app-needs__need" in page} == set()


def test_F23_the_card_of_a_call_put_through_shows_them_in_as_many_questions_for_three(needy: Town) -> None:
    why = Briefing(why="Rates", identity="", asked="The bill", told="")
    asked = []
    for count in (1, 2):
        for _ in range(count):
            call = a_ringing_call(now())
            call.customer = needy.mrs_lee
            call.save(update_fields=["customer"])
            put_through(call, to=needy.carol, briefing=why, at=now(), by=needy.bob)
        with CaptureQueriesContext(connection) as queries:
            cards = TRANSFERS.cards(needy.carol, now())
        asked.append(len(queries))
        assert all(LARGE in card for card in cards.values())
    assert len(cards_waiting(needy.carol, now())) == 3
    assert asked[0] == asked[1] <= 3


def test_P14_her_letter_is_large_unless_somebody_chooses_otherwise(bob: Client, needy: Town) -> None:
    add_address(needy.mrs_lee, kind="post", value="4 Mill Lane")
    case = a_case(needy, at=now(), channel="letter")
    page = bob.get(reverse("case-by-letter", args=[case.reference])).content.decode()
    assert re.search('value="18"[^>]* checked', page)
    assert write_letter(case, Saying("answer", "Dear Mrs Lee"), address="", at=now(), by=needy.bob).size == 18


def test_P15_a_new_appointment_begins_with_her_interpreter_and_her_needs(bob: Client, needy: Town) -> None:
    case = a_case(needy, at=now())
    address = reverse("appointment-new", args=[case.reference])
    assert 'value="British Sign Language"' in bob.get(address).content.decode()
    wanted: dict[str, Any] = {"officer": needy.bob.pk, "minutes": 30, "language": "British Sign Language"}
    assert f'value="{LARGE}; A hearing loop"' in bob.get(address, wanted).content.decode()


def test_P11_needs_stand_in_no_fact_and_no_address(bob: Client, town: Town) -> None:
    add(bob, town, other="Ring before coming")
    assert not Fact.objects.filter(details__icontains="coming").exists()
    assert "coming" not in reverse("customer-needs", args=[town.mrs_lee.pk])
