"""The desk's officer check: one search while the caller waits, with the photograph, and the alarm where it fails."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from answerable.desk.badges.actions import issue
from answerable.desk.models import Alarm, Check, Look
from tests.cast import Town
from tests.desk.badges.faces import a_face
from tests.desk.visits.planned import MONDAY, a_visit, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(town: Town) -> Iterator[Town]:
    """Bob has a badge and visits Mrs Lee; it is 14:20."""
    issue(town.bob, number="1001", photograph=a_face(), expires=at("12:00").date(), at=MONDAY, by=None)
    a_visit(town)
    with time_machine.travel(at("14:20"), tick=False):
        yield town


def asked(client: Client, words: str, token: str = "") -> Any:
    return client.post(reverse("officer-check"), {"words": words, "token": token})


def shown(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_P17_one_search_shows_photograph_badge_job_and_where_a_visit_is_due_now(client: Client, town: Town) -> None:
    client.force_login(town.dan)
    response = asked(client, "mill lane 12")
    page = shown(response)
    assert "✓ An officer of ours is due now" in page
    assert "Customer services officer · badge 1001, good until Tuesday 3 March 2026" in page
    assert "14:00–15:00: 12 Mill Lane, Flitwick (now)" in page
    assert "ring back on 01632 960000" in page and "Never say where an officer is" in page
    assert 'alt="Photograph of Bob Baker"' in response.content.decode()
    assert Check.objects.get().matched
    assert Look.objects.get().where == "officer check"


def test_P17_a_failed_check_tells_the_managers_and_a_slip_of_the_finger_is_taken_back(
    client: Client, town: Town
) -> None:
    client.force_login(town.dan)
    page = shown(asked(client, "Rob Barker"))
    assert "▲ Not confirmed: the door stays shut" in page and "The managers have been told." in page
    alarm = Alarm.objects.get()
    check = alarm.check_made
    assert check is not None
    client.force_login(town.bob)
    assert client.post(reverse("officer-mistyped", args=[check.pk])).status_code == 404  # only who asked
    client.force_login(town.dan)
    assert "The alarm is taken back" in shown(client.post(reverse("officer-mistyped", args=[check.pk]), follow=True))
    alarm.refresh_from_db()
    assert alarm.closed_by == town.dan


def test_P17_the_caller_at_another_address_is_a_failed_check(client: Client, town: Town) -> None:
    client.force_login(town.dan)
    asked(client, "baker")
    page = shown(client.post(reverse("officer-elsewhere", args=[town.bob.pk]), follow=True))
    assert "the managers are told" in page
    assert Alarm.objects.get().check_made.trouble == "no visit due at that address"  # type: ignore[union-attr]


def test_a_check_posted_twice_is_one_check_and_one_alarm(client: Client, town: Town) -> None:
    client.force_login(town.dan)
    for _ in range(2):
        asked(client, "Rob Barker", token="one")
    assert (Check.objects.count(), Alarm.objects.count()) == (1, 1)


def test_an_empty_search_is_no_check(client: Client, town: Town) -> None:
    client.force_login(town.dan)
    assert "Enter a name, a badge number or an address" in shown(asked(client, " "))
    assert not Check.objects.exists()
