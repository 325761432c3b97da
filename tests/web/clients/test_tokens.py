"""Programs: a token is shown once, kept as a digest, and ends."""

import re
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse

from answerable.desk.clients.actions import client_with, issue, revoke
from answerable.desk.models import Client
from tests.cast import Town, moment

pytestmark = pytest.mark.django_db
MONDAY = moment("Monday 3 March 2025 09:00")
NEXT_YEAR = MONDAY + timedelta(days=365)


def test_the_token_is_shown_once_and_kept_as_a_digest(town: Town) -> None:
    browser = Browser()
    browser.force_login(town.alice)
    given = {"name": "Street lights", "scopes": ["cases:read"]}
    given |= {"expires_day": "31", "expires_month": "12", "expires_year": "2099"}
    response = browser.post(reverse("client-new"), given)
    token = re.search(r"answerable_[\w-]{40,}", response.content.decode())
    assert token is not None
    assert "no-store" in response["Cache-Control"]
    assert token[0] not in Client.objects.get().token_hash
    assert token[0] not in browser.get(reverse("clients")).content.decode()
    assert client_with(token[0], now=MONDAY) == Client.objects.get()


def test_it_ends_by_its_date_or_when_it_is_revoked() -> None:
    client, token = issue(name="Street lights", scopes=["cases:read"], expires=NEXT_YEAR, at=MONDAY)
    assert client_with(token, now=NEXT_YEAR - timedelta(seconds=1)) == client
    assert client_with(token, now=NEXT_YEAR) is None
    revoke(client, at=MONDAY)
    assert client_with(token, now=MONDAY) is None


@pytest.mark.parametrize("scopes", [["cases:write"], ["everything"]])
def test_it_has_no_scope_that_is_not_there(scopes: list[str]) -> None:
    with pytest.raises(ValueError, match="known scopes"):
        issue(name="x", scopes=scopes, expires=NEXT_YEAR, at=MONDAY)
