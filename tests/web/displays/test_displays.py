"""Screens at which nobody signs in: a manager makes the link, and ends it."""

import re

import pytest
from django.test import Client

from answerable.desk.displays.models import Display
from tests.cast import Town

pytestmark = pytest.mark.django_db


def link_made_by(manager: Client, kind: str = "wall") -> str:
    page = manager.post("/desk/settings/displays/new", {"name": "By the kitchen", "kind": kind}).content.decode()
    found = re.search(r"/wall/\w+", page)
    assert found
    return found[0]


def test_a_screen_shows_the_wall_by_its_link_until_that_is_ended(client: Client, town: Town) -> None:
    client.force_login(town.carol)
    link = link_made_by(client)
    television = Client()
    page = television.get(link)
    assert (page.status_code, page["X-Robots-Tag"], page["Referrer-Policy"]) == (200, "noindex", "no-referrer")
    assert b"Calls ringing" in page.content
    assert b"Back to the desk" not in page.content
    assert b"Never" not in client.get("/desk/settings/displays/").content
    client.post(f"/desk/settings/displays/{Display.objects.get().pk}/revocation")
    assert television.get(link).status_code == 404
    assert television.get("/desk/").status_code == 302


def test_the_link_is_shown_once_and_kept_only_as_its_proof(client: Client, town: Town) -> None:
    client.force_login(town.carol)
    secret = link_made_by(client).split("/")[-1]
    assert secret not in client.get("/desk/settings/displays/").content.decode()
    assert secret not in str(Display.objects.values().get())


@pytest.mark.parametrize("secret", ["x", "0" * 40, "%00", "a b", "\u2603"])
def test_no_other_link_opens_anything(client: Client, town: Town, secret: str) -> None:
    assert client.get(f"/wall/{secret}").status_code == 404


def test_an_officer_lets_no_screen_in(bob: Client) -> None:
    assert bob.get("/desk/settings/displays/new").status_code == 403


@pytest.mark.parametrize(
    "fields", [{"name": ""}, {"name": "x"}, {"name": "x", "kind": "door"}, {"kind": "wall", "office": "9"}]
)
def test_what_is_missing_is_asked_for(client: Client, town: Town, fields: dict[str, str]) -> None:
    client.force_login(town.carol)
    page = client.post("/desk/settings/displays/new", fields)
    assert b"There is a problem" in page.content
    assert not Display.objects.exists()
