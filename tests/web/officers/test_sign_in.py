"""Signing in: the right person gets in, a guesser learns nothing and waits, and nobody can lock out the clerk."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import NoReverseMatch, reverse

from answerable.desk.models import Message, SignInDelay
from answerable.desk.officers.actions import leave
from tests.cast import PASSWORD, Town, a_town, moment

pytestmark = pytest.mark.django_db


def sign_in(client: Client, email: str, password: str = PASSWORD, *, address: str = "127.0.0.1") -> HttpResponseBase:
    return client.post(reverse("account_login"), {"login": email, "password": password}, REMOTE_ADDR=address)


def problem(response: HttpResponseBase) -> str:
    """Return what the error summary says."""
    assert isinstance(response, HttpResponse)
    found = re.search(r'govuk-error-summary__list">(.*?)</ul>', response.content.decode(), re.DOTALL)
    return re.sub(r"<[^>]*>|\s+", " ", found[1]).strip() if found else ""


def is_in(client: Client) -> bool:
    return client.get(reverse("my-account")).status_code == 200


def test_an_officer_signs_in_with_address_and_password(town: Town, client: Client) -> None:
    response = sign_in(client, town.bob.email)
    assert response.status_code == 302
    assert is_in(client)


def test_capital_letters_in_the_address_make_no_difference(town: Town, client: Client) -> None:
    sign_in(client, town.bob.email.upper())
    assert is_in(client)


def test_a_wrong_password_and_an_unknown_name_get_the_same_words(town: Town, client: Client) -> None:
    wrong = problem(sign_in(client, town.bob.email, "not the password"))
    unknown = problem(sign_in(client, "nobody@example.org", "not the password"))
    assert wrong == unknown == "The e-mail address or the password is wrong"


def test_as_many_passwords_are_hashed_for_an_unknown_name(
    town: Town, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []

    def counted(real: Any) -> Any:
        def counting(*given: Any) -> Any:
            hashed.append("hashed")
            return real(*given)

        return counting

    for name in ("encode", "verify"):
        monkeypatch.setattr(Argon2PasswordHasher, name, counted(getattr(Argon2PasswordHasher, name)))
    sign_in(client, town.bob.email, "not the password")
    for_known = len(hashed)
    sign_in(client, "nobody@example.org", "not the password")
    assert for_known == 1
    assert len(hashed) == 2


def test_after_many_wrong_tries_one_waits_and_is_told_how_long(town: Town, client: Client) -> None:
    with time_machine.travel(moment("Monday 3 March 2025 09:00"), tick=False) as clock:
        for _ in range(5):
            assert "wrong" in problem(sign_in(client, town.bob.email, "a guess"))
        assert "Wait 2 seconds and try again" in problem(sign_in(client, town.bob.email))
        assert not is_in(client)
        clock.shift(timedelta(seconds=2))
        sign_in(client, town.bob.email)
        assert is_in(client)


def test_a_stranger_who_guesses_locks_nobody_out(town: Town, client: Client) -> None:
    for _ in range(7):
        sign_in(client, town.alice.email, "a guess", address="203.0.113.9")
    sign_in(client, town.alice.email, address="198.51.100.7")
    assert is_in(client)


def test_the_table_of_delays_names_nobody(town: Town, client: Client) -> None:
    sign_in(client, town.bob.email, "a guess", address="203.0.113.9")
    kept = " ".join(SignInDelay.objects.values_list("key", flat=True))
    assert len(kept.split()) == 2
    assert "bob" not in kept and "203" not in kept


def test_nobody_can_sign_themselves_up(town: Town, client: Client) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_signing_out_needs_more_than_a_link(town: Town, client: Client) -> None:
    sign_in(client, town.bob.email)
    client.get(reverse("account_logout"))
    assert is_in(client)
    client.post(reverse("account_logout"))
    assert not is_in(client)


def test_a_leaver_is_out_at_the_next_click(town: Town, client: Client) -> None:
    sign_in(client, town.bob.email)
    leave(town.bob, heir=town.carol, at=moment("Monday 3 March 2025 09:00"))
    assert not is_in(client)
    sign_in(client, town.bob.email)
    assert not is_in(client)


def test_the_link_to_a_new_password_goes_by_the_public_address_through_the_outbox(town: Town, client: Client) -> None:
    client.post(reverse("account_reset_password"), {"email": town.bob.email}, headers={"host": "localhost"})
    message = Message.objects.get()
    assert (message.to, message.means, message.case) == (town.bob.email, "other", None)
    assert f"{town.council.public_url}/password/choose/" in message.text
    assert "localhost" not in message.text


def test_a_new_password_works_once_by_its_link(town: Town, client: Client) -> None:
    client.post(reverse("account_reset_password"), {"email": town.bob.email})
    link = re.search(r"/password/choose/\S+", Message.objects.get().text)
    assert link is not None
    chosen = "another walk along the canal"
    page = client.get(link[0], follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": chosen, "password2": chosen})
    sign_in(client, town.bob.email, chosen)
    assert is_in(client)
    assert "no longer works" in Client().get(link[0], follow=True).content.decode()


def test_nobody_has_us_write_to_a_stranger(town: Town, client: Client) -> None:
    known = client.post(reverse("account_reset_password"), {"email": town.bob.email}, follow=True)
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"}, follow=True)
    assert re.sub(rb"csrf\w+", b"", known.content) == re.sub(rb"csrf\w+", b"", unknown.content)
    assert Message.objects.filter(to="nobody@example.org").count() == 0


def test_a_stranger_who_asks_for_the_desk_is_sent_to_sign_in(client: Client) -> None:
    a_town()
    response = client.get(reverse("settings"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))
