"""Two officers in one case see each other, neither writes over the other unawares, and nobody's text is lost."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from answerable.desk.cases.actions import note
from answerable.desk.drafts.actions import kept
from answerable.desk.models import Case, Message, OpenPage
from answerable.desk.presence.actions import LOST
from answerable.web.presence.live import PRESENCE
from tests.cast import Town, a_case, moment

pytestmark = pytest.mark.django_db
NOW = moment("Monday 2 March 2026 10:00")
PAGE, OTHER_PAGE = "a" * 40, "b" * 40


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def case(town: Town) -> Case:
    return a_case(town, at=NOW - timedelta(hours=1))


@pytest.fixture
def carol(town: Town) -> Client:
    client = Client()
    client.force_login(town.carol)
    return client


def version_in(client: Client, case: Case, name: str = "case") -> str:
    page = client.get(reverse(name, args=[case.reference])).content.decode()
    return page.split('name="opened" value="')[1].split('"')[0]


def reply(client: Client, case: Case, text: str, **fields: str) -> Any:
    typed = {
        "means": "answer",
        "to": "lee@example.org",
        "closes": "open",
        "do": "send",
        "anyway": "on",
        "token": text[:5],
    }
    return client.post(reverse("case-reply", args=[case.reference]), {**typed, "text": text, **fields})


def is_open_on(client: Client, case: Case, page: str = PAGE, **fields: str) -> int:
    said = {"page": page, **fields}
    return client.post(reverse("case-presence", args=[case.reference]), said).status_code


def seen_by(officer_number: int, at: Any = NOW) -> list[tuple[str, bool]]:
    """Return who else the officer sees in the one case that they have open."""
    found = PRESENCE.marks(at).get(officer_number, ())
    return [(one.name, one.writing) for seen in found for one in seen.others]  # type: ignore[attr-defined]


def test_who_has_the_case_open_sees_who_else_has_and_who_writes(
    bob: Client, carol: Client, town: Town, case: Case
) -> None:
    is_open_on(bob, case)
    assert seen_by(town.bob.pk) == []
    is_open_on(carol, case, OTHER_PAGE)
    assert seen_by(town.bob.pk) == [("Carol Chowdhury", False)]
    assert seen_by(town.carol.pk) == [("Bob Baker", False)]
    is_open_on(carol, case, OTHER_PAGE, writing="yes")
    assert seen_by(town.bob.pk) == [("Carol Chowdhury", True)]
    assert "Carol Chowdhury</strong> has this case open too and" in PRESENCE.cards(town.bob, NOW)[case.reference]


def test_who_leaves_or_is_heard_of_no_more_is_gone(bob: Client, carol: Client, town: Town, case: Case) -> None:
    is_open_on(bob, case)
    is_open_on(carol, case, OTHER_PAGE)
    is_open_on(carol, case, OTHER_PAGE, left="yes")
    assert seen_by(town.bob.pk) == []
    is_open_on(carol, case, OTHER_PAGE)
    assert seen_by(town.bob.pk, NOW + LOST) == []


def test_one_officer_on_two_pages_is_one_and_nobody_closes_anothers_page(
    bob: Client, carol: Client, town: Town, case: Case
) -> None:
    is_open_on(bob, case)
    is_open_on(carol, case, OTHER_PAGE, writing="yes")
    is_open_on(carol, case, "c" * 40)
    assert seen_by(town.bob.pk) == [("Carol Chowdhury", True)]
    is_open_on(carol, case, PAGE, left="yes")
    assert OpenPage.objects.filter(page=PAGE).exists()
    assert is_open_on(bob, case, "no such page") == 400


def test_a_change_is_told_to_who_has_the_case_open(bob: Client, town: Town, case: Case) -> None:
    version = version_in(bob, case)
    is_open_on(bob, case)
    assert f'data-version="{version}"' in PRESENCE.cards(town.bob, NOW)[case.reference]
    before = PRESENCE.marks(NOW)
    note(case, text="She rang again.", at=NOW, by=town.carol)
    assert PRESENCE.marks(NOW) != before
    assert f'data-version="{version}"' not in PRESENCE.cards(town.bob, NOW)[case.reference]


def test_of_two_replies_the_second_is_warned_before_it_goes_and_both_texts_are_kept(
    bob: Client, carol: Client, town: Town, case: Case
) -> None:
    bobs, carols = version_in(bob, case), version_in(carol, case)
    assert reply(bob, case, "The lorry comes tomorrow.", opened=bobs).status_code == 302
    warned = reply(carol, case, "We come on Friday.", opened=carols)
    page = warned.content.decode()
    assert "Since you opened this case: Answer by e-mail (Bob Baker), 10:00. Look first, or do it anyway" in page
    assert "The lorry comes tomorrow." in page and "We come on Friday." in page
    assert kept(town.carol, f"reply {case.reference}")["text"] == "We come on Friday."
    assert Message.objects.filter(officer=town.carol).count() == 0
    again = page.split('name="opened" value="')[1].split('"')[0]
    assert reply(carol, case, "We come on Friday.", opened=again).status_code == 302
    assert Message.objects.filter(officer=town.carol).count() == 1


def test_ones_own_work_in_another_tab_is_no_surprise(bob: Client, town: Town, case: Case) -> None:
    version = version_in(bob, case)
    note(case, text="Mine.", at=NOW, by=town.bob)
    assert reply(bob, case, "The lorry comes tomorrow.", opened=version).status_code == 302


@pytest.mark.parametrize("opened", ["", "x", "1-2-3", "1-1-1-99999999999999999999", "1-1-1-1-1"])
def test_a_form_without_a_version_acts_as_before(bob: Client, town: Town, case: Case, opened: str) -> None:
    note(case, text="Hers.", at=NOW, by=town.carol)
    assert reply(bob, case, "The lorry comes tomorrow.", opened=opened).status_code == 302


def test_closing_warns_too_and_acts_when_it_is_pressed_again(bob: Client, town: Town, case: Case) -> None:
    address = reverse("case-closure", args=[case.reference])
    fields = {"outcome": "withdrawn", "token": "close", "opened": version_in(bob, case, "case-closure")}
    note(case, text="She rang: please go on.", at=NOW, by=town.carol)
    page = bob.post(address, fields).content.decode()
    assert "Since you opened this case: Note (Carol Chowdhury), 10:00" in page
    case.refresh_from_db()
    assert case.is_open
    again = page.split('name="opened" value="')[1].split('"')[0]
    assert bob.post(address, {**fields, "opened": again}).status_code == 302
    case.refresh_from_db()
    assert not case.is_open


def test_a_note_stands_beside_whatever_others_do(bob: Client, town: Town, case: Case) -> None:
    version = version_in(bob, case, "case-note")
    note(case, text="Hers.", at=NOW, by=town.carol)
    address = reverse("case-note", args=[case.reference])
    assert bob.post(address, {"text": "Mine.", "token": "note", "opened": version}).status_code == 302
