"""The page of a permission: what is refused, and that nothing given for one place is taken to another."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from answerable.channels.email.permission import NotPermitted, access_token
from answerable.desk.council.changes import NotPossible, keep_mailbox
from answerable.desk.council.secrets import decrypted, encrypted
from answerable.desk.models import Permission
from answerable.desk.permissions.actions import SecretNeeded, keep_permission
from answerable.desk.permissions.providers import may_be_shown_to
from tests.cast import Town, moment
from tests.token_server import CLIENT, SECRET, TokenServer

pytestmark = pytest.mark.django_db
FRIDAY = moment("Friday 27 November 2026 10:00")
MICROSOFT = {"provider": "microsoft", "tenant": "council.example.org"}


def kept(**more: str) -> Permission:
    permission = Permission(**{"name": "Ours", "client_id": CLIENT, **MICROSOFT, **more})
    keep_permission(permission, secret=SECRET)
    return permission


@pytest.fixture
def alice(town: Town, client: Client) -> Client:
    client.force_login(town.alice)
    return client


@pytest.mark.parametrize(
    ("provider", "asks_at", "scope"),
    [
        (MICROSOFT, "login.microsoftonline.com/council.example.org/oauth2/v2.0/authorize", "IMAP.AccessAsUser.All"),
        ({"provider": "google", "tenant": ""}, "accounts.google.com/o/oauth2/v2/auth", "https://mail.google.com/"),
    ],
)
def test_consent_is_asked_for_at_the_provider_and_comes_back_to_the_configured_address(
    alice: Client, provider: dict[str, str], asks_at: str, scope: str
) -> None:
    answer = alice.get(reverse("permission-asking", args=[kept(**provider).pk]))
    place = urlsplit(answer["Location"])
    asked = parse_qs(place.query)
    assert f"https://{asks_at}" == f"{place.scheme}://{place.netloc}{place.path}"
    assert scope in asked["scope"][0]
    assert asked["redirect_uri"] == ["http://127.0.0.1:8000/desk/settings/mail-permissions/answer"]
    assert asked["code_challenge_method"] == ["S256"]
    assert SECRET not in answer["Location"]


@pytest.mark.parametrize(
    ("entered", "words"),
    [
        ({"provider": "microsoft"}, "Enter the directory id"),
        ({"provider": "google", "given": "application", "secret": "x"}, "Google gives it only by somebody"),
        ({**MICROSOFT, "given": "application"}, "Enter the client secret"),
        ({"provider": "other"}, "Enter the address at which it gives tokens"),
        ({"provider": "other", "token_url": "http://x.example.org"}, "must begin with https://"),
        ({"provider": "other", "token_url": "https://x:y@x.example.org"}, "Write an address like"),
        ({"provider": "other", "consent_url": "https://[x"}, "error-message"),
    ],
)
def test_what_can_not_be_is_refused_in_words(alice: Client, entered: dict[str, str], words: str) -> None:
    page = alice.post(reverse("permission-new"), {"name": "Ours", "client_id": "x", "given": "consent", **entered})
    assert words in page.content.decode()
    assert not Permission.objects.exists()


@pytest.mark.parametrize("state", ["", "guessed"])
def test_an_answer_that_nobody_asked_for_gives_nothing(alice: Client, state: str) -> None:
    permission = kept()
    alice.get(reverse("permission-asking", args=[permission.pk]))
    page = alice.get(reverse("permission-answer"), {"code": "a stranger's", "state": state}, follow=True)
    assert "This answer was not asked for from this browser" in page.content.decode()
    permission.refresh_from_db()
    assert permission.lasting == ""


def test_a_refusal_at_the_provider_changes_nothing(alice: Client) -> None:
    permission = kept()
    place = alice.get(reverse("permission-asking", args=[permission.pk]))["Location"]
    said = {"error": "access_denied", "state": parse_qs(urlsplit(place).query)["state"][0]}
    assert "was not given. Nothing has changed" in alice.get(
        reverse("permission-answer"), said, follow=True
    ).content.decode().replace("\n", " ")


def test_what_was_given_for_one_place_is_not_taken_to_another(town: Town) -> None:
    permission = kept()
    permission.lasting = encrypted("lasting")
    permission.save()
    permission.tenant = "another.example.org"
    with pytest.raises(SecretNeeded, match="Enter the secret again"):
        keep_permission(permission, secret="")
    keep_permission(permission, secret=SECRET)
    permission.refresh_from_db()
    assert permission.lasting == ""


@pytest.mark.parametrize(
    ("host", "may"),
    [
        ("outlook.office365.com", True),
        ("smtp.office365.com", True),
        ("Outlook.Office365.com", True),
        ("office365.com.example.org", False),
        ("evil-office365.com", False),
        ("imap.gmail.com", False),
    ],
)
def test_a_token_is_shown_to_the_providers_own_servers_only(town: Town, host: str, may: bool) -> None:
    permission = kept()
    assert may_be_shown_to(permission, host) == may
    town.mailbox.permission, town.mailbox.host = permission, host
    if may:
        keep_mailbox(town.mailbox, password="")
    else:
        with pytest.raises(NotPossible, match="is for other mail servers"):
            keep_mailbox(town.mailbox, password="")


def test_mail_is_sent_by_a_permission_and_keeps_no_password(alice: Client, town: Town) -> None:
    entered = {"scheme": "smtp+tls", "host": "smtp.office365.com", "port": "587", "password": "left over"}
    entered |= {"permission": str(kept().pk), "name": ""}
    page = alice.post(reverse("sending"), entered).content.decode()
    assert "the permission signs in by it" in page
    alice.post(reverse("sending"), {**entered, "name": "us@council.example.org"})
    town.council.refresh_from_db()
    assert decrypted(town.council.smtp) == "smtp+tls://us%40council.example.org:@smtp.office365.com:587"
    assert town.council.smtp_permission == Permission.objects.get()


def test_a_permission_that_is_in_use_is_not_removed(alice: Client, town: Town) -> None:
    permission = kept()
    town.mailbox.permission = permission
    town.mailbox.save()
    assert "Mail still comes or goes by it" in _removed(alice, permission)
    town.mailbox.permission = None
    town.mailbox.save()
    assert "is removed" in _removed(alice, permission)


def _removed(alice: Client, permission: Permission) -> str:
    return alice.post(reverse("permission-removal", args=[permission.pk]), follow=True).content.decode()


def test_a_wrong_secret_is_told_at_once(alice: Client, token_server: TokenServer) -> None:
    entered = {"name": "Ours", "provider": "other", "client_id": CLIENT, "secret": "wrong", "given": "application"}
    entered |= {"consent_url": f"{token_server.address}/x", "token_url": f"{token_server.address}/token"}
    page = alice.post(reverse("permission-new"), {**entered, "scope": "mail", "servers": "127.0.0.1"}, follow=True)
    assert "know the application or its secret" in page.content.decode()


def test_a_token_address_in_a_private_network_is_not_called(town: Town, token_server: TokenServer) -> None:
    address = f"https://127.0.0.1:{token_server.port + 1}/token"
    permission = kept(provider="other", given="application", token_url=address, servers="127.0.0.1")
    assert settings.ALLOWED_ADDRESSES
    with pytest.raises(NotPermitted, match="private network"):
        access_token(permission, at=FRIDAY)
    assert token_server.asked == []
