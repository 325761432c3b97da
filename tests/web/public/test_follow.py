"""Following a case: stage and dates to whoever has the key, and one answer to everybody else."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from answerable.desk.cases.following import key_of
from answerable.desk.models import Case
from tests.cast import Town, a_case, moment

pytestmark = pytest.mark.django_db
MONDAY = moment("Monday 3 March 2025 09:00")


@pytest.fixture
def case(town: Town) -> Case:
    return a_case(town, at=MONDAY, need="The light outside my bedroom", channel="web")


def ask(client: Client, reference: str, code: str) -> HttpResponse:
    return client.post(reverse("follow"), {"reference": reference, "code": code})  # type: ignore[return-value]


def test_it_shows_stage_and_dates_and_nothing_else(case: Case, client: Client) -> None:
    page = ask(client, case.reference, key_of(case)).content.decode()
    assert "Received" in page and "Monday 3 March 2025" in page and "Wednesday 5 March 2025" in page
    for secret in ("bedroom", "Mrs Lee", "lee@example.org", "Dan Okafor", key_of(case)):
        assert secret not in page


def test_unknown_and_wrong_get_one_answer(case: Case, client: Client) -> None:
    key = key_of(case)
    wrong = ask(client, case.reference, key[::-1]).content.decode()
    unknown = ask(client, "2222-2222", key).content.decode()
    typed = re.compile(r'value="[^"]*"')
    assert typed.sub("", wrong) == typed.sub("", unknown)
    assert "We can’t find a case with that reference and code" in wrong


def test_whoever_guesses_waits(case: Case, client: Client) -> None:
    for _ in range(10):
        ask(client, case.reference, "a guess")
    page = ask(client, case.reference, key_of(case)).content.decode()
    assert "too many wrong tries" in page
    assert "Your case" not in page


def test_nothing_of_it_is_stored_or_sent_on(case: Case, client: Client) -> None:
    for response in (client.get(reverse("follow")), ask(client, case.reference, key_of(case))):
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("page", ["home", "contact-us", "follow", "accessibility", "privacy", "cookies", "healthz"])
def test_every_public_page_opens_for_everybody(town: Town, client: Client, page: str) -> None:
    assert client.get(reverse(page)).status_code == 200


@pytest.mark.parametrize(
    "page", ["home", "contact-us", "follow", "accessibility", "privacy", "cookies", "account_login"]
)
def test_every_page_of_a_demonstration_says_that_it_is_one(town: Town, client: Client, page: str) -> None:
    assert "are invented" not in client.get(reverse(page)).content.decode()
    town.council.demonstration = True
    town.council.save()
    said = client.get(reverse(page)).content.decode()
    assert "The people and figures here are invented. They are not Flitwick Town Council’s record." in said


def test_what_is_not_there_is_said_in_words(town: Town, client: Client) -> None:
    response = client.get("/no-such-page")
    assert response.status_code == 404
    assert "Page not found" in response.content.decode()


def test_a_forged_form_is_refused_in_words(town: Town) -> None:
    response = Client(enforce_csrf_checks=True).post(reverse("contact-us"), {"need": "x"})
    assert response.status_code == 403
    assert "The form could not be sent" in response.content.decode()


def test_the_cookies_page_names_every_cookie_that_is_set(town: Town, client: Client) -> None:
    client.get(reverse("contact-us"))
    client.post(reverse("contact-us"), {"need": "x", "name": "x", "telephone": "01632 960456"})
    client.force_login(town.alice)
    client.post(reverse("service-new"), {"name": "Bins"})
    page = client.get(reverse("cookies")).content.decode()
    assert client.cookies
    assert [name for name in client.cookies if f">{name}<" not in page] == []
