"""The second factor: asked for after the password, replaced by a recovery code, and never guessed."""

import time
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD, Town, moment
from tests.web.officers.test_sign_in import is_in, problem, sign_in

pytestmark = pytest.mark.django_db


def code_of(secret: str) -> str:
    """Return what an authenticator app would show now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def test_the_password_alone_no_longer_opens_the_desk(town: Town, client: Client) -> None:
    secret = generate_totp_secret()
    TOTP.activate(town.bob, secret)
    response = sign_in(client, town.bob.email)
    assert response["Location"].startswith(reverse("mfa_authenticate"))
    assert not is_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert is_in(client)


def test_an_officer_sets_it_up_and_is_asked_for_it_from_then_on(town: Town, client: Client) -> None:
    sign_in(client, town.bob.email)
    asked = client.get(reverse("mfa_activate_totp"))["Location"]  # for the password once more
    page = client.post(asked, {"password": PASSWORD}, follow=True)
    secret = page.context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert Authenticator.objects.filter(user=town.bob, type=Authenticator.Type.TOTP).exists()
    sign_in(again := Client(), town.bob.email)
    assert not is_in(again)


def test_a_recovery_code_works_once(town: Town, client: Client) -> None:
    TOTP.activate(town.bob, generate_totp_secret())
    code = RecoveryCodes.activate(town.bob).get_unused_codes()[0]
    sign_in(client, town.bob.email)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert is_in(client)
    again = Client()
    sign_in(again, town.bob.email)
    again.post(reverse("mfa_authenticate"), {"code": code})
    assert not is_in(again)


def test_whoever_guesses_at_codes_waits(town: Town, client: Client) -> None:
    secret = generate_totp_secret()
    TOTP.activate(town.bob, secret)
    with time_machine.travel(moment("Monday 3 March 2025 09:00"), tick=False) as clock:
        sign_in(client, town.bob.email)
        for guess in range(5):
            client.post(reverse("mfa_authenticate"), {"code": f"00000{guess}"})
        refused = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
        assert "Wait 2 seconds" in problem(refused)
        clock.shift(timedelta(seconds=2))
        client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
        assert is_in(client)


def test_setting_it_up_asks_for_the_password_again(town: Town, client: Client) -> None:
    sign_in(client, town.bob.email)
    response = client.get(reverse("mfa_activate_totp"))
    assert response["Location"].startswith(reverse("account_reauthenticate"))


def test_its_secret_is_kept_encrypted(town: Town) -> None:
    secret = generate_totp_secret()
    TOTP.activate(town.bob, secret)
    assert secret not in str(Authenticator.objects.get(user=town.bob).data)
