"""A telephone service is given an address and a secret."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from answerable.desk.models import Webhook
from tests.cast import Town

pytestmark = pytest.mark.django_db


def test_the_form_offers_the_two_ways_and_asks_for_the_secret_once(town: Town) -> None:
    alice = Browser()
    alice.force_login(town.alice)
    page = alice.get(reverse("webhook-new")).content.decode()
    assert page.count('type="radio"') == 2 and "shared with it (optional)" not in page
    given = {"name": "cloud", "style": "json", "current": "on"}
    assert "Enter the secret" in alice.post(reverse("webhook-new"), given).content.decode()
    alice.post(reverse("webhook-new"), given | {"secret": "s3cret"})
    kept = Webhook.objects.get().secret
    page = alice.get(reverse("webhook", args=[Webhook.objects.get().pk])).content.decode()
    assert "s3cret" not in page + kept
    alice.post(reverse("webhook", args=[Webhook.objects.get().pk]), given | {"style": "form"})
    assert (Webhook.objects.get().style, Webhook.objects.get().secret) == ("form", kept)
