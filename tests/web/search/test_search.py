"""The search page and what stands under the box as one types: without a name in any address, and every look kept."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from answerable.desk.models import Customer, Look
from tests.cast import Town
from tests.desk.triage.post import an_email_arrives

pytestmark = pytest.mark.django_db
MOST_QUERIES = 10


@pytest.fixture
def bob(client: Client, town: Town) -> Client:
    client.force_login(town.bob)
    return client


def seen(client: Client, typed: str, address: str = "/desk/search") -> str:
    response = client.post(address, {"q": typed})
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("address", ["/desk/search", "/desk/search/found"])
def test_customers_and_cases_are_found_with_the_words_marked(bob: Client, town: Town, address: str) -> None:
    case = an_email_arrives(town, "The lamp is out", at="Monday 3 March 2025 09:00", text="In Mill Lane, for ten days")
    found = seen(bob, "lee", address)
    assert f'href="/desk/customers/{town.mrs_lee.pk}"' in found and "01632 960123" in found and "1 open case" in found
    assert f'href="/desk/cases/{case.reference}"' in found
    assert "<mark>Mill</mark> Lane" in seen(bob, "mill", address)


def test_a_whole_reference_leads_to_its_case(bob: Client, town: Town) -> None:
    case = an_email_arrives(town, "The lamp is out", at="Monday 3 March 2025 09:00")
    response = bob.post("/desk/search", {"q": case.reference.lower()})
    assert response["Location"] == f"/desk/cases/{case.reference}"


def test_what_is_looked_for_is_posted_and_stands_in_no_address(bob: Client, town: Town) -> None:
    page = bob.get("/desk/search").content.decode()
    forms = [form.partition(">")[0] for form in page.split("<form")[1:] if "/desk/search" in form.partition(">")[0]]
    assert len(forms) == 2
    assert all('method="post"' in form for form in forms)
    assert "Mrs Lee" not in bob.get("/desk/search?q=lee").content.decode()
    assert bob.get("/desk/search/found").status_code == 405


def test_every_customer_who_is_shown_was_looked_at_once(bob: Client, town: Town) -> None:
    an_email_arrives(town, "The lamp is out", at="Monday 3 March 2025 09:00")
    for typed in ("le", "lee", "lamp", "lee lamp"):
        seen(bob, typed, "/desk/search/found")
    assert list(Look.objects.values_list("officer_id", "customer_id", "where")) == [
        (town.bob.pk, town.mrs_lee.pk, "search")
    ]
    seen(bob, "tom")
    assert Look.objects.filter(customer=town.tom).count() == 1


def test_what_people_type_is_text_and_never_markup(bob: Client, town: Town) -> None:
    Customer.objects.filter(pk=town.mrs_lee.pk).update(name="<img src=x onerror=alert(1)> Lee")
    an_email_arrives(town, "<script>alert(1)</script> lamp", at="Monday 3 March 2025 09:00", text="<b>lamp</b>")
    found = seen(bob, "lamp <img")
    assert "<img src=x" not in found and "<script>alert" not in found
    assert "Nothing is found by that" in seen(bob, "<script>unfindable")
    assert "Write at least two letters" in seen(bob, "x")


def test_no_more_is_asked_of_the_database_for_300_cases_than_for_10(bob: Client, town: Town) -> None:
    asked = []
    for count in (10, 290):
        for number in range(count):
            an_email_arrives(town, f"Lamp {number}", at="Monday 3 March 2025 09:00")
        Look.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            seen(bob, "lamp")
        asked.append(len(queries))
    assert asked[0] == asked[1] <= MOST_QUERIES
