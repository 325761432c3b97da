"""A mailbox at a provider that takes no password: mail comes and goes by tokens, from real servers."""

import base64
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.urls import reverse
from time_machine import travel

from answerable.desk.council.changes import send_through
from answerable.desk.council.secrets import decrypted
from answerable.desk.models import Arrival, Mailbox, Permission
from answerable.desk.outbox.actions import Saying, queue
from answerable.worker.work import POLL, Worker
from tests.cast import Town, moment
from tests.dovecot import Mailbox as ImapServer
from tests.mails import mail
from tests.servers import SmtpServer, free_port
from tests.token_server import CLIENT, SECRET, TokenServer

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:Requiring AUTH"),  # on this machine nobody listens
]
FRIDAY = moment("Friday 27 November 2026 10:00")


class TokenSmtpServer(SmtpServer):
    """An SMTP server that lets nobody send without a token that is good."""

    def __init__(self, tokens: TokenServer) -> None:
        super().__init__()
        self.port, self._tokens = free_port(), tokens
        more = {"auth_require_tls": False, "auth_required": True}
        self._controller = Controller(self, hostname=self.host, port=self.port, **more)  # type: ignore[arg-type]

    async def auth_XOAUTH2(self, server: SMTP, words: list[str]) -> AuthResult:
        _, token = base64.b64decode(words[1]).decode().split("\1auth=Bearer ")
        if self._tokens.accepts(token.rstrip("\1")):
            return AuthResult(success=True)
        said = await server.challenge_auth('{"status":"401","schemes":"bearer"}')
        assert said == b"", "why it refuses is no question to be answered"
        return AuthResult(success=False, handled=False)


@pytest.fixture
def outgoing_server(token_server: TokenServer, settings: LazySettings) -> Iterator[TokenSmtpServer]:
    settings.SMTP = ""
    server = TokenSmtpServer(token_server)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def alice(town: Town, client: Client) -> Client:
    client.force_login(town.alice)
    return client


class Days:
    """The worker's clock, which stands until it is turned."""

    now: datetime = FRIDAY

    def __call__(self) -> datetime:
        return self.now

    def turn(self, by: timedelta) -> None:
        self.now += by


def a_permission(alice: Client, tokens: TokenServer, given: str = "consent") -> Permission:
    """Enter it on its page, as an administrator does."""
    entered = {"name": "Our provider", "provider": "other", "client_id": CLIENT, "secret": SECRET, "given": given}
    entered |= {"consent_url": f"{tokens.address}/consent", "token_url": f"{tokens.address}/token"}
    entered |= {"scope": "mail offline", "servers": "127.0.0.1"}
    alice.post(reverse("permission-new"), entered)
    return Permission.objects.get(name="Our provider")


def give(alice: Client, tokens: TokenServer, permission: Permission) -> str:
    """Go to the provider, consent there, and come back; return the page that the administrator then reads."""
    to_the_provider = alice.get(reverse("permission-asking", args=[permission.pk]))["Location"]
    back = tokens.consent(to_the_provider)
    return alice.get(back.removeprefix("http://127.0.0.1:8000"), follow=True).content.decode()


def read_by(permission: Permission, imap: ImapServer, tokens: TokenServer) -> Mailbox:
    tokens.user = imap.user
    Mailbox.objects.all().delete()
    return Mailbox.objects.create(
        address=imap.user, host=imap.host, port=imap.port, ca_file=str(imap.certificate), permission=permission
    )


def send_by(permission: Permission, alice: Client, server: TokenSmtpServer, town: Town) -> None:
    # The form wants an encrypted connection, and the test's server on this machine has none.
    address = f"smtp://council%40example.org:@{server.host}:{server.port}"
    send_through(town.council, address=address, permission=permission)


def write(town: Town) -> None:
    queue(None, Saying("other", "Hello."), to="lee@example.org", subject="Lamp", at=FRIDAY, by=town.bob)


def grants(tokens: TokenServer) -> list[str]:
    return [asked["grant_type"] for asked in tokens.asked]


def test_consent_is_given_once_and_mail_comes_and_goes_from_then_on(
    town: Town, alice: Client, token_server: TokenServer, imap_server: ImapServer, outgoing_server: TokenSmtpServer
) -> None:
    permission = a_permission(alice, token_server)
    with travel(FRIDAY, tick=False):
        assert "The permission is given" in give(alice, token_server, permission)
    mailbox = read_by(permission, imap_server, token_server)
    token_server.end_access()  # what it gave with the consent was for another mailbox
    send_by(permission, alice, outgoing_server, town)
    clock = Days()
    worker = Worker(clock)

    imap_server.deliver(mail())
    write(town)
    worker.pass_once()
    assert Arrival.objects.count() == 1
    assert [message["Subject"] for message in outgoing_server.messages] == ["Lamp"]
    assert grants(token_server) == ["authorization_code", "refresh_token"], "one token serves reading and sending"

    # Within the hour the token that is kept is used; after its end a new one is fetched, and nobody is asked.
    clock.turn(POLL)
    worker.pass_once()
    assert len(token_server.asked) == 2
    clock.turn(timedelta(hours=2))
    imap_server.deliver(mail(text="Another lamp"))
    worker.pass_once()
    assert (Arrival.objects.count(), grants(token_server)[2:]) == (2, ["refresh_token"])
    mailbox.refresh_from_db()
    assert mailbox.trouble == ""


def test_a_token_that_ends_before_its_time_is_fetched_again_once(
    town: Town, alice: Client, token_server: TokenServer, outgoing_server: TokenSmtpServer
) -> None:
    permission = a_permission(alice, token_server, given="application")
    send_by(permission, alice, outgoing_server, town)
    token_server.end_access()
    write(town)
    Worker(Days()).pass_once()
    assert len(outgoing_server.messages) == 1
    assert grants(token_server) == ["client_credentials", "client_credentials"]


def test_withdrawn_consent_is_said_with_what_to_do_and_given_again_the_mail_comes(
    town: Town, alice: Client, token_server: TokenServer, imap_server: ImapServer
) -> None:
    permission = a_permission(alice, token_server)
    with travel(FRIDAY, tick=False):
        give(alice, token_server, permission)
        mailbox = read_by(permission, imap_server, token_server)
        clock = Days()
        worker = Worker(clock)
        token_server.withdraw()
        imap_server.deliver(mail())
        worker.pass_once()
        page = alice.get(reverse("mailboxes")).content.decode()
        assert page.count("consent was withdrawn or has ended. Ask for permission again in Settings, Mail.") == 2
        asked = len(token_server.asked)
        clock.turn(POLL)
        worker.pass_once()
        assert len(token_server.asked) == asked, "nobody is asked again for what was refused for ever"

        give(alice, token_server, permission)
        clock.turn(POLL)
        worker.pass_once()
    mailbox.refresh_from_db()
    assert (Arrival.objects.count(), mailbox.trouble) == (1, "")


def test_a_server_that_refuses_a_fresh_token_is_trouble_in_words(
    town: Town, alice: Client, token_server: TokenServer, imap_server: ImapServer
) -> None:
    permission = a_permission(alice, token_server, given="application")
    mailbox = read_by(permission, imap_server, token_server)
    token_server.user = "somebody-else@example.org"
    token_server.end_access()
    Worker(Days()).pass_once()
    mailbox.refresh_from_db()
    assert "can't be read" in mailbox.trouble


def test_no_secret_stands_in_the_database_as_it_is_or_on_a_page(
    town: Town, alice: Client, token_server: TokenServer
) -> None:
    permission = a_permission(alice, token_server)
    with travel(FRIDAY, tick=False):
        give(alice, token_server, permission)
    permission.refresh_from_db()
    told = {decrypted(permission.access), decrypted(permission.lasting), SECRET}
    assert {word.partition("-")[0] for word in told} == {"access", "lasting", SECRET}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM desk_permission")
        (row,) = cursor.fetchall()
    page = alice.get(reverse("permission", args=[permission.pk])).content.decode()
    assert not any(secret in f"{row} {page}" for secret in told)
