"""New contact: who, what, and what came of it, on any channel; nothing half-typed is lost, nothing comes twice."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from answerable.desk.cases.lately import cases_lately
from answerable.desk.customers.actions import new_customer
from answerable.desk.incoming.record import record_contact
from answerable.desk.models import Case, Contact, Customer
from tests.cast import Town, moment

pytestmark = pytest.mark.django_db
MONDAY = moment("Monday 2 March 2026 10:00")


@pytest.fixture(autouse=True)
def _the_moment() -> Iterator[None]:
    with time_machine.travel(MONDAY):
        yield


def record(client: Client, **fields: str) -> Any:
    typed = {
        "channel": "telephone",
        "who": "lee@example.org",
        "matters": "1",
        "matter0-need": "When is the tip open?",
        "matter0-outcome": "answered",
        "do": "send",
        "token": "a-form",
        **fields,
    }
    # The owner is filled in beforehand, as on the page.
    page = client.get(reverse("new-contact")).context["matters"][0]["owner"].value()
    return client.post(reverse("new-contact"), {"matter0-owner": page, **typed})


def test_a_call_settled_at_once_is_a_closed_case(bob: Client, town: Town) -> None:
    assert record(bob).status_code == 302
    case = Case.objects.get()
    assert (case.customer, case.outcome, case.owner) == (town.mrs_lee, "answered", town.bob)


def test_a_call_that_stays_open_has_me_as_its_owner_and_the_charters_date(bob: Client, town: Town) -> None:
    record(bob, **{"matter0-outcome": "open"})
    case = Case.objects.get()
    assert (case.owner, case.is_open) == (town.bob, True)
    assert case.target > MONDAY.date()


def test_a_form_posted_twice_records_one_contact(bob: Client) -> None:
    assert record(bob)["Location"] == record(bob)["Location"]
    assert (Contact.objects.count(), Case.objects.count()) == (1, 1)


def test_the_screen_asks_few_questions(bob: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        bob.get(reverse("new-contact"))
    assert len(asked) <= 12, [query["sql"][:90] for query in asked]


def test_a_caller_may_stay_anonymous(bob: Client) -> None:
    record(bob, who="Anonymous")
    assert Case.objects.get().customer is None


def test_somebody_new_is_one_line(bob: Client) -> None:
    record(bob, who="Jo Smith 01632 960999", customer="new")
    customer = Customer.objects.get(name="Jo Smith")
    assert customer.addresses.get().value == "01632 960999"
    assert Case.objects.get().customer == customer


def test_of_two_with_one_name_the_officer_chooses(bob: Client, town: Town) -> None:
    other = new_customer(name="Mrs Lee", addresses={"telephone": "01632 960555"}, at=MONDAY)
    page = record(bob, who="Mrs Lee").content.decode()
    assert "Which one was it?" in page
    assert "01632 960555" in page
    record(bob, who="Mrs Lee", customer=str(other.pk))
    assert Case.objects.get().customer == other


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"who": ""}, "Say who it was"),
        ({"matter0-need": ""}, "Write what they wanted"),
        ({"matter0-outcome": ""}, "Choose what came of it"),
        ({"matter0-need": "Card 4111 1111 1111 1111"}, "card numbers are never kept"),
        ({"channel": "voicemail"}, "Nobody was there to be told"),
        ({"channel": "letter", "matter0-outcome": "open"}, "Give the day on which the letter reached the council"),
    ],
)
def test_what_is_missing_is_said_in_words_and_nothing_is_recorded(
    bob: Client, fields: dict[str, str], said: str
) -> None:
    assert said in record(bob, **fields).content.decode()
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("day", "time", "said"),
    [
        ("3 3 2026", "", "That moment is still to come"),
        ("31 2 2026", "", "real date"),
        ("30 3 2025", "1:30", "the clocks go forward over it"),
        ("26 10 2025", "01:30", "happens twice"),
    ],
)
def test_a_moment_that_cannot_be_is_refused_in_words(bob: Client, day: str, time: str, said: str) -> None:
    on = dict(zip(("on_day", "on_month", "on_year"), day.split(), strict=True))
    page = record(bob, channel="letter", time=time, **on, **{"matter0-outcome": "open"}).content.decode()
    assert said in page
    assert not Contact.objects.exists()


def test_F27_a_letter_dated_in_the_past_counts_from_then(bob: Client) -> None:
    on = {"on_day": "26", "on_month": "2", "on_year": "2026"}
    record(bob, channel="letter", **on, **{"matter0-outcome": "open"})
    assert Contact.objects.get().received_at == moment("Thursday 26 February 2026 00:00")
    due = Case.objects.get().clocks.get(promise="F27").due
    assert due is not None
    assert f"{due:%A %d %B}" == "Monday 09 March"


def test_one_contact_opens_several_cases(bob: Client, town: Town) -> None:
    page = record(bob, do="add").content.decode()
    assert "Matter 2" in page
    assert "When is the tip open?" in page
    second = {"matter1-need": "A pothole", "matter1-outcome": "signposted", "matter1-owner": str(town.bob.pk)}
    response = record(bob, matters="2", **second)
    assert Contact.objects.get().cases.count() == 2
    assert response["Location"] == reverse("contact", args=[Contact.objects.get().reference])


def test_what_is_half_typed_is_given_back_until_it_is_recorded(bob: Client) -> None:
    bob.post(reverse("draft", args=["new-contact"]), {"who": "Mrs L", "matter0-need": "Half", "on_day": "3"})
    page = bob.get(reverse("new-contact")).content.decode()
    assert "Mrs L" in page
    assert "Half" in page
    record(bob)
    assert "Half" not in bob.get(reverse("new-contact")).content.decode()


def test_in_a_dialog_what_is_recorded_is_said_without_leaving_the_page(bob: Client) -> None:
    bob.defaults["HTTP_HX_REQUEST"] = "true"
    response = record(bob)
    assert response.status_code == 200
    assert "What you were at before is as you left it" in response.content.decode()
    assert Case.objects.get().reference in response.content.decode()


def test_P03_who_comes_again_is_asked_nothing_twice(bob: Client, town: Town) -> None:
    record(bob, token="first", **{"matter0-need": "The bins were missed", "matter0-outcome": "open"})
    record(bob, token="second")
    case = Case.objects.get(need="The bins were missed")
    record_contact(
        channel="counter", text="Again", received_at=MONDAY, at=MONDAY, by=town.bob, customer=town.mrs_lee, cases=[case]
    )
    shown = bob.get(reverse("customer-lately", args=[town.mrs_lee.pk])).text
    assert f"{case.reference}</span> The bins were missed · open since Monday 2 March 2026 · they came 2 times" in shown
    assert "When is the tip open? · closed Monday 2 March 2026" in shown
    bob.post(
        reverse("draft", args=["new-contact"]), {"who": "Mrs Lee", "customer": str(town.mrs_lee.pk), "matters": "1"}
    )
    assert "they came 2 times" in bob.get(reverse("new-contact")).text
    with time_machine.travel(moment("Monday 7 September 2026 10:00")):
        assert cases_lately(town.mrs_lee, now()) == [(case, 2)]  # only what is open still


def test_names_stand_in_no_address(bob: Client) -> None:
    assert bob.get(reverse("customers-found"), {"words": "lee"}).status_code == 405


def test_what_was_left_half_typed_says_so_and_a_customer_who_comes_next_starts_afresh(bob: Client) -> None:
    page = reverse("new-contact")
    assert "Left half-typed" not in bob.get(page).text
    bob.post(
        reverse("draft", args=["new-contact"]), {"who": "Maria", "matter0-need": "The hall is cold", "matters": "1"}
    )
    assert "Left half-typed on Monday 2 March 2026 at 10:00" in bob.get(page).text
    assert "The hall is cold" not in bob.post(page, {"do": "afresh"}, follow=True).text
    bob.post(reverse("draft", args=["new-contact"]), {"channel": "letter", "matters": "1"})
    assert "Left half-typed" not in bob.get(page).text  # nothing in it is about anybody
