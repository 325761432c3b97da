"""Single keys can be switched off by whoever they are in the way of (WCAG 2.1.4)."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import a_town

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("asked", "works"), [("no", False), ("yes", True)])
def test_single_keys_are_switched_by_the_officer(client: Client, asked: str, works: bool) -> None:
    client.force_login(a_town().bob)
    client.post(reverse("single-keys"), {"on": asked})
    page = client.get(reverse("my-account")).content.decode()
    assert ("data-shortcuts" in page) is works
