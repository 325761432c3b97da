"""Badges on the screen: issued with a photograph, printed, renewed, withdrawn."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from answerable.desk.models import Badge, RecordFact
from tests.cast import Town
from tests.desk.badges.faces import a_picture
from tests.desk.visits.planned import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def carol(town: Town, client: Client) -> Iterator[Client]:
    client.force_login(town.carol)
    with time_machine.travel(MONDAY, tick=False):
        yield client


def shown(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def issued(carol: Client, town: Town, photograph: bytes | None, number: str = "1001", **more: str) -> Any:
    given = {
        "number": number,
        "expires_day": "2",
        "expires_month": "3",
        "expires_year": "2028",
        "token": number,
        **more,
    }
    files = {"photograph": SimpleUploadedFile("face.jpg", photograph)} if photograph is not None else {}
    return carol.post(reverse("badge-issue", args=[town.bob.pk]), {**given, **files}, follow=True)


def test_P21_a_manager_issues_a_badge_and_prints_it_and_the_register_knows(carol: Client, town: Town) -> None:
    assert "Bob Baker Customer services officer None" in shown(carol.get(reverse("badges")))
    response = issued(carol, town, a_picture("PNG"))
    page, html = shown(response), response.content.decode()
    assert "Bob Baker has a new badge. Print it now." in page
    for printed in ("Flitwick Town Council", "Bob Baker", "Customer services officer", "1001", "2 March 2028"):
        assert printed in page
    assert 'aria-label="A code that leads to the check"' in html and "How to check" in page
    assert "01632" not in page  # who forges a card prints another number on it
    assert RecordFact.objects.get(of="name badge").kind == "renewed"
    assert "Thursday 2 March 2028" in shown(carol.get(reverse("badges")))


@pytest.mark.parametrize(
    ("photograph", "said"),
    [
        (None, "Choose a photograph: JPEG or PNG"),
        (b"", "The file is empty"),
        (b"<svg onload=alert(1)>", "no JPEG or PNG"),
        (b"\xff\xd8\xff<script>", "damaged"),
        (a_picture() + bytes(9 * 1024 * 1024), "Choose a photograph: JPEG or PNG"),
    ],
)  # fmt: skip
def test_what_is_no_photograph_is_refused_beside_its_field(
    carol: Client, town: Town, photograph: bytes | None, said: str
) -> None:
    assert said in shown(issued(carol, town, photograph))
    assert not Badge.objects.exists()


def test_P21_renewing_keeps_the_photograph_and_withdrawing_says_why(carol: Client, town: Town) -> None:
    issued(carol, town, a_picture())
    assert "The file is too large" in shown(issued(carol, town, bytes(10 * 1024 * 1024), "1002"))
    issued(carol, town, None, "1002")
    first, second = Badge.objects.order_by("pk")
    assert (first.why, bytes(second.photograph)) == ("replaced", bytes(first.photograph))
    page = shown(carol.post(reverse("badge-withdrawal", args=[second.pk]), {"why": "lost"}, follow=True))
    assert "Badge 1002 is good no longer." in page and "▲ Withdrawn lost" in page
    assert "don’t print it" in shown(carol.get(reverse("badge-card", args=[second.pk])))


def test_a_number_that_is_taken_a_day_that_is_past_and_a_badge_posted_twice(carol: Client, town: Town) -> None:
    for _ in range(2):
        issued(carol, town, a_picture())
    assert Badge.objects.count() == 1
    assert "There is a badge 1001 already" in shown(issued(carol, town, a_picture(), token="two"))
    assert "good until today at least" in shown(issued(carol, town, a_picture(), "1002", expires_year="2020"))
    assert "Use digits, capital letters and dashes" in shown(issued(carol, town, a_picture(), "10.02"))
    assert Badge.objects.get().withdrawn_at is None


def test_officers_issue_no_badges(bob: Client, town: Town) -> None:
    assert bob.get(reverse("badges")).status_code == 403
    assert issued(bob, town, a_picture()).status_code == 403
