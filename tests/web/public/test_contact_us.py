"""The contact form: what a customer sends is one case, with its date, and nothing typed is lost."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from answerable.desk.council.changes import keep_service
from answerable.desk.models import Arrival, Case, Contact, Message, Service
from tests.cast import Town

pytestmark = pytest.mark.django_db
FORM = {
    "form_id": "one form",
    "need": "The street light outside 4 High Street is out.\nIt has been for a week.",
    "type": "request",
    "name": "Mrs Lee",
    "email": "lee@example.org",
    "telephone": "",
    "service": "",
    "website": "",
}


def send(client: Client, **changed: str) -> HttpResponse:
    return client.post(reverse("contact-us"), FORM | changed, follow=True)  # type: ignore[return-value]


def test_it_makes_one_case_of_the_customer_who_is_known(town: Town, client: Client) -> None:
    page = send(client).content.decode()
    case = Case.objects.get()
    assert (case.customer, case.owner, case.channel) == (town.mrs_lee, town.dan, "web")
    assert case.contacts.get().text == FORM["need"]
    assert case.reference in page


def test_the_form_asks_what_it_is_and_a_complaint_is_one(town: Town, client: Client) -> None:
    assert "A complaint</option>" in client.get(reverse("contact-us")).content.decode()
    send(client, type="complaint")
    assert Case.objects.get().type == "complaint"


def test_the_page_and_the_acknowledgement_name_the_same_date_and_link(town: Town, client: Client) -> None:
    page = send(client).content.decode()
    message = Message.objects.get()
    assert message.date_told is not None
    assert f"{message.date_told:%A} {message.date_told.day} {message.date_told:%B %Y}" in page
    link = next(word for word in message.text.split() if "/follow#" in word)
    assert f'href="{link}"' in page


def test_posted_twice_it_is_one_case(town: Town, client: Client) -> None:
    first, second = send(client), send(client)
    assert first.content == second.content
    assert (Case.objects.count(), Contact.objects.count(), Message.objects.count()) == (1, 1, 1)


def test_the_same_words_from_another_form_are_another_case(town: Town, client: Client) -> None:
    send(client)
    send(client, form_id="another form")
    assert Case.objects.count() == 2


def test_a_telephone_is_enough_to_be_answered(town: Town, client: Client) -> None:
    send(client, email="", telephone="01632 960456")
    assert Case.objects.get().customer is not None
    assert Message.objects.count() == 0


def test_without_a_way_to_answer_it_says_so_and_keeps_what_was_typed(town: Town, client: Client) -> None:
    page = send(client, email="").content.decode()
    assert "Enter an e-mail address or a telephone number, so that we can answer" in page
    assert "It has been for a week." in page
    assert page.index("<title>Error: ") > 0
    assert Arrival.objects.count() == 0


def test_it_goes_to_the_duty_officer_of_the_service(town: Town, client: Client) -> None:
    bins = Service(name="Bins and recycling", duty_officer=town.bob)
    keep_service(bins)
    send(client, service=bins.code)
    case = Case.objects.get()
    assert (case.service, case.owner) == (bins, town.bob)


def test_a_machine_that_fills_in_every_box_is_told_to_leave_one_empty(town: Town, client: Client) -> None:
    page = send(client, website="https://example.org").content.decode()
    assert "Leave the last box empty" in page
    assert Case.objects.count() == 0


def test_a_flood_is_slowed_with_what_was_typed_kept(town: Town, client: Client) -> None:
    for number in range(20):
        send(client, form_id=f"form {number}", email="", telephone="01632 960456")
    page = send(client, form_id="one more").content.decode()
    assert "Many forms came from your connection" in page
    assert "It has been for a week." in page
    assert Case.objects.count() == 20


def test_whose_case_was_sent_is_known_to_that_browser_alone(town: Town, client: Client) -> None:
    send(client)
    assert Case.objects.get().reference not in Client().get(reverse("contact-received"), follow=True).content.decode()


def test_a_customer_named_like_a_script_is_only_a_name(town: Town, client: Client) -> None:
    page = send(
        client, name="<img src=x onerror=alert(1)>", need="<script>alert(2)</script>", email=""
    ).content.decode()
    assert "<img src=x" not in page
    assert "<script>alert" not in page
