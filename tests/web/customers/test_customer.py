"""A customer's page: who they are, how they are reached, and who has looked."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from answerable.desk.incoming.by_hand import Wanted, take_down
from tests.cast import Town, moment

pytestmark = pytest.mark.django_db
MONDAY = moment("Monday 2 March 2026 10:00")


def page(client: Client, town: Town) -> str:
    return client.get(reverse("customer", args=[town.mrs_lee.pk])).content.decode()


def test_P03_every_contact_and_case_stands_on_one_page(bob: Client, town: Town) -> None:
    for channel, need in (("telephone", "The tip"), ("letter", "The hedge")):
        wanted = [Wanted(need=need, outcome="open", owner=town.bob)]
        take_down(channel=channel, received_at=MONDAY, at=MONDAY, by=town.bob, customer=town.mrs_lee, wanted=wanted)
    shown = page(bob, town)
    assert all(words in shown for words in ("The tip", "The hedge", "Telephone call", "Letter", "01632 960123"))


@pytest.mark.parametrize("number", [1, 30])
def test_a_customers_page_asks_the_same_few_questions_for_one_contact_and_for_thirty(
    client: Client, town: Town, number: int
) -> None:
    client.force_login(town.carol)
    for _ in range(number):
        wanted = [Wanted(need="The tip", outcome="open", owner=town.bob)]
        take_down(channel="letter", received_at=MONDAY, at=MONDAY, by=town.bob, customer=town.mrs_lee, wanted=wanted)
    with CaptureQueriesContext(connection) as asked:
        page(client, town)
    assert len(asked) <= 12, [query["sql"][:90] for query in asked]


def test_P11_managers_see_who_has_looked_and_officers_do_not(bob: Client, town: Town) -> None:
    assert "Who has looked" not in page(bob, town)
    manager = Client()
    manager.force_login(town.carol)
    shown = page(manager, town)
    assert "Who has looked" in shown
    assert "Bob Baker" in shown


def test_a_name_is_put_right(bob: Client, town: Town) -> None:
    bob.post(reverse("customer-name", args=[town.mrs_lee.pk]), {"name": "Mrs A Lee", "organisation": ""})
    assert "Mrs A Lee" in page(bob, town)


def test_a_customer_without_any_name_is_refused(bob: Client, town: Town) -> None:
    response = bob.post(reverse("customer-name", args=[town.mrs_lee.pk]), {"name": " ", "organisation": ""})
    assert "Give a name or an organisation" in response.content.decode()


def test_ways_to_reach_them_are_added_and_used_no_longer(bob: Client, town: Town) -> None:
    bob.post(reverse("customer-addresses", args=[town.mrs_lee.pk]), {"kind": "post", "value": "1 Mill Lane\nFlitwick"})
    assert "1 Mill Lane<br>Flitwick" in page(bob, town)
    address = town.mrs_lee.addresses.get(kind="post")
    bob.post(reverse("customer-retirement", args=[town.mrs_lee.pk, address.pk]))
    assert "(no longer used)" in page(bob, town)


def test_customers_are_found_by_words_that_stand_in_no_address(bob: Client, town: Town) -> None:
    assert "1 found" in bob.post(reverse("customers"), {"words": "lee"}).content.decode()
    assert "Nobody found" in bob.post(reverse("customers"), {"words": "nobody"}).content.decode()
