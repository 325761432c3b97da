"""Is this officer genuine? in public: by a code alone, one answer to every wrong one, and slowly to who guesses."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from answerable.desk.badges.actions import LOST, issue, withdraw
from answerable.desk.badges.signed import signed_code
from answerable.desk.models import Alarm, Badge, Check
from answerable.desk.visits.actions import leave
from answerable.desk.visits.codes import code_of
from answerable.desk.visits.genuine import bearer_of
from answerable.web.public.genuine import MOST_A_MINUTE
from tests.cast import Town
from tests.desk.badges.faces import a_face
from tests.desk.visits.planned import MONDAY, a_visit, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def badge(town: Town) -> Iterator[Badge]:
    """Bob's badge; he visits Mrs Lee, and it is 14:20."""
    made = issue(town.bob, number="1001", photograph=a_face(), expires=at("12:00").date(), at=MONDAY, by=None)
    a_visit(town)
    cache.clear()
    with time_machine.travel(at("14:20"), tick=False):
        yield made


def asked(client: Client, code: str, address: str = "198.51.100.7") -> Any:
    return client.post("/genuine", {"code": code}, REMOTE_ADDR=address)


def shown(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_P17_the_code_shows_name_badge_and_photograph_and_never_where_anybody_is(client: Client, badge: Badge) -> None:
    response = asked(client, code_of(badge.officer.visits.get()))
    page = shown(response)
    assert "Bob Baker Badge 1001" in page
    assert "data:image/jpeg;base64," in response.content.decode()
    assert "ring us on 01632 960000" in page
    for secret in ("Mill Lane", "Lee", "14:00", "15:00", "damp", "Customer services officer"):
        assert secret not in page


def test_P17_every_wrong_code_has_the_same_answer_to_the_letter(client: Client, badge: Badge, town: Town) -> None:
    over = a_visit(town, officer=town.bob)
    leave(over, at=at("14:10"), by=town.bob)
    badgeless = a_visit(town, officer=town.dan)
    wrong = ["AAAA-AAAA", code_of(over), code_of(badgeless), "😀", "Bob Baker", "1001", "12 Mill Lane"]
    answers = set()
    for number, code in enumerate(wrong):
        response = asked(client, code, f"198.51.100.{number}")
        answers.add((response.status_code, response.content.decode().replace(f'value="{code}"', "")))
    assert len(answers) == 1
    assert "We can’t confirm this visitor. Keep the door shut and ring us" in answers.pop()[1]


def test_P17_the_page_is_kept_nowhere_found_nowhere_and_told_to_nobody(client: Client, badge: Badge) -> None:
    code = code_of(badge.officer.visits.get())
    for response in (client.get("/genuine"), asked(client, code), client.get(f"/genuine/card/{signed_code(badge)}")):
        assert response["Cache-Control"] == "no-store"
        assert response["X-Robots-Tag"] == "noindex"
        assert response["Referrer-Policy"] == "no-referrer"


def test_P17_who_guesses_waits_longer_and_longer_and_the_desk_hears_of_it(client: Client, badge: Badge) -> None:
    pages = [shown(asked(client, f"AAAA-AA{number:02}")) for number in range(12)]
    assert "There were too many wrong tries. Wait" in pages[-1]
    assert Check.objects.filter(matched=False).count() < 12
    assert Alarm.objects.get().kind == "codes"
    assert "There were too many wrong tries" in shown(asked(client, code_of(badge.officer.visits.get())))
    assert "Bob Baker" in shown(asked(client, code_of(badge.officer.visits.get()), "203.0.113.9"))  # others are free


def test_P17_guesses_from_a_thousand_addresses_are_slowed_together(client: Client, badge: Badge) -> None:
    for number in range(MOST_A_MINUTE):
        asked(client, "AAAA-AAAA", f"203.0.113.{number}")
    assert "Very many codes are being tried just now" in shown(asked(client, "AAAA-AAAA", "192.0.2.1"))
    with time_machine.travel(at("14:21"), tick=False):
        assert "We can’t confirm" in shown(asked(client, "AAAA-AAAA", "192.0.2.2"))


def test_P17_nobody_is_found_by_name_and_an_address_says_nothing(client: Client, badge: Badge) -> None:
    assert "Bob" not in shown(client.get("/genuine?code=Bob+Baker&q=Bob&words=Bob"))
    assert client.get("/genuine/Bob").status_code == 404


def test_P21_the_square_on_the_card_shows_whose_it_is_while_it_is_good(client: Client, badge: Badge) -> None:
    address = f"/genuine/card/{signed_code(badge)}"
    page = shown(client.get(address))
    assert "This card is one of ours and good today" in page and "Bob Baker Badge 1001" in page
    assert "does not say that a visit to you is planned" in page
    withdraw(badge, why=LOST, at=at("14:20"))
    refused = client.get(address)
    assert "it is not one of ours, or is good no longer" in shown(refused)
    assert client.get("/genuine/card/1001.20260303.made-up").content == refused.content


def test_P21_a_card_that_is_good_no_longer_tells_the_managers_once(client: Client, badge: Badge) -> None:
    withdraw(badge, why=LOST, at=at("14:20"))
    for _ in range(5):
        client.get(f"/genuine/card/{signed_code(badge)}")
    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.check_made and alarm.check_made.trouble) == ("check", "badge withdrawn")
    for number in range(20):
        client.get(f"/genuine/card/1001.20260303.{number}")
    assert Alarm.objects.count() == 1


def test_a_card_that_is_read_again_and_again_is_one_check_in_five_minutes(badge: Badge) -> None:
    for time in ("14:00", "14:02", "14:05", "14:06"):
        assert bearer_of(signed_code(badge), now=at(time)) == badge
    assert list(Check.objects.order_by("at").values_list("at", flat=True)) == [at("14:00"), at("14:05")]


def test_no_address_of_the_public_page_is_a_fault(client: Client, badge: Badge) -> None:
    for code in ("\0", "é", "a" * 5000, "..", "%00", "1001.20260303.", "😀" * 50):
        assert client.get(f"/genuine/card/{code}").status_code in (200, 404)
        assert asked(client, code).status_code == 200
