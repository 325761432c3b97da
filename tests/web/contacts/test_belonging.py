"""Whose a contact is shows afterwards: it goes to the customer with its cases, and no fact changes."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from answerable.desk.customers.actions import new_customer
from answerable.desk.history.models import Fact
from answerable.desk.incoming.models import Contact
from answerable.desk.incoming.record import record_contact
from answerable.desk.messages.voicemail import left_word
from answerable.desk.models import Customer, Look
from tests.calling import a_ringing_call
from tests.cast import Town, a_case, moment

pytestmark = pytest.mark.django_db
AT = moment("Monday 2 March 2026 10:00")


def from_nobody_known(town: Town, channel: str, number: str = "") -> Contact:
    """A contact on that channel, with its case, of which nobody knows whose it is."""
    case = a_case(town, at=AT, channel=channel)
    case.customer = None
    case.save()
    contact = record_contact(
        channel=channel, text="Bins", received_at=AT, at=AT, by=town.bob, customer=None, cases=[case]
    )
    if channel == "voicemail":
        left_word(contact, case, number)
    if channel == "telephone":
        call = a_ringing_call(AT, caller=number)
        call.contact = contact
        call.save()
    return contact


def say(client: Client, contact: Contact, **fields: str) -> Any:
    return client.post(reverse("contact-customer", args=[contact.reference]), fields, follow=True)


@pytest.mark.parametrize("channel", ["telephone", "voicemail", "letter", "counter", "social"])
def test_a_contact_on_any_channel_goes_to_the_customer_with_its_case(bob: Client, town: Town, channel: str) -> None:
    contact = from_nobody_known(town, channel, "01632 960777")
    before = list(Fact.objects.order_by("pk").values())
    assert "say who it was" in bob.get(reverse("contact", args=[contact.reference])).text
    case = contact.cases.get()
    assert "Say who it was" in bob.get(reverse("case", args=[case.reference])).text
    page = say(bob, contact, who="Mrs Lee", customer=str(town.mrs_lee.pk)).text
    assert "It is known whose it is" in page and "Mrs Lee" in page
    contact.refresh_from_db()
    case.refresh_from_db()
    assert (contact.customer, case.customer) == (town.mrs_lee, town.mrs_lee)
    assert Look.objects.filter(officer=town.bob, customer=town.mrs_lee).exists()
    assert list(Fact.objects.order_by("pk").values()) == before


def test_of_a_shared_number_the_officer_chooses_and_somebody_new_keeps_the_number(bob: Client, town: Town) -> None:
    new_customer(name="Mr Lee", addresses={"telephone": "01632 960123"}, at=AT)
    shared = from_nobody_known(town, "voicemail", "01632 960123")
    assert 'value="01632 960123"' in bob.get(reverse("contact-customer", args=[shared.reference])).text
    page = say(bob, shared, who="01632 960123").text
    assert "Which one was it?" in page and "Mr Lee" in page
    other = from_nobody_known(town, "telephone", "01632 960777")
    say(bob, other, who="Jo Smith", customer="new")
    jo = Customer.objects.get(name="Jo Smith")
    assert [one.value for one in jo.addresses.all()] == ["01632 960777"]
    assert other.calls.get().customer == jo


def test_what_is_anonymous_still_or_somebodys_already_stays_as_it_is(bob: Client, town: Town) -> None:
    contact = from_nobody_known(town, "letter")
    assert "Without a name it stays as it is." in say(bob, contact, who="anonymous").text
    say(bob, contact, who="Mrs Lee", customer=str(town.mrs_lee.pk))
    say(bob, contact, who="Somebody Else", customer="new")
    contact.refresh_from_db()
    assert contact.customer == town.mrs_lee
