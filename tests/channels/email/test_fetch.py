"""Mail is fetched from a real IMAP server over TLS: kept first, deleted only then."""

import imaplib
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import DatabaseError

from answerable.channels.email import fetch as fetching
from answerable.channels.email.fetch import Unreachable, fetch
from answerable.desk.council.models import Mailbox
from answerable.desk.council.secrets import encrypted
from answerable.desk.incoming.actions import keep
from answerable.desk.incoming.models import Arrival
from tests.cast import a_town
from tests.dovecot import Mailbox as Server
from tests.mails import mail

pytestmark = [pytest.mark.django_db(transaction=True)]


class Killed(BaseException):
    """Stands for the process's end at that very moment: nothing catches it."""


@pytest.fixture
def mailbox(imap_server: Server) -> Mailbox:
    a_town()
    return Mailbox.objects.create(
        address=imap_server.user,
        host=imap_server.host,
        port=imap_server.port,
        login=imap_server.user,
        password=encrypted(imap_server.password),
        ca_file=str(imap_server.certificate),
    )


def left_at(server: Server) -> int:
    secure = ssl.create_default_context(cafile=str(server.certificate))
    with imaplib.IMAP4_SSL(server.host, server.port, ssl_context=secure) as client:
        client.login(server.user, server.password)
        _, count = client.select("INBOX")
        return int(count[0] or 0)


def now() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=5)


def test_each_mail_is_kept_byte_for_byte_and_then_gone_from_the_server(mailbox: Mailbox, imap_server: Server) -> None:
    for number in range(3):
        imap_server.deliver(mail(text=f"Lamp {number} é"))
    assert fetch(mailbox, at=now()) == 3
    assert left_at(imap_server) == 0
    bodies = [bytes(arrival.body) for arrival in Arrival.objects.order_by("id")]
    assert [b"Lamp %d" % number in body for number, body in enumerate(bodies)] == [True, True, True]
    assert {arrival.mailbox for arrival in Arrival.objects.all()} == {mailbox}


def test_a_mail_reached_us_when_the_server_had_it(mailbox: Mailbox, imap_server: Server) -> None:
    imap_server.deliver(mail())
    two_days_on = now() + timedelta(days=2)
    fetch(mailbox, at=two_days_on)
    assert two_days_on - Arrival.objects.get().arrived_at > timedelta(days=1, hours=23)


@pytest.mark.parametrize("when", ["before the bytes are kept", "after they are kept"])
def test_killed_in_the_middle_nothing_is_lost_or_doubled(mailbox: Mailbox, imap_server: Server, when: str) -> None:
    for number in range(3):
        imap_server.deliver(mail(text=f"Lamp {number}"))

    def dies_at_the_second(really: Callable[..., Arrival]) -> Callable[..., Arrival]:
        calls = iter(range(9))

        def keeping(*args: object, **kwargs: object) -> Arrival:
            second = next(calls) == 1
            if second and when == "before the bytes are kept":
                raise Killed
            arrival = really(*args, **kwargs)
            if second:
                raise Killed
            return arrival

        return keeping

    with patch.object(fetching, "keep", dies_at_the_second(keep)), pytest.raises(Killed):
        fetch(mailbox, at=now())
    assert left_at(imap_server) + Arrival.objects.count() >= 3
    fetch(mailbox, at=now())
    assert (left_at(imap_server), Arrival.objects.count()) == (0, 3)


def test_a_mail_that_can_not_be_kept_stays_at_the_server_and_stops_no_other(
    mailbox: Mailbox, imap_server: Server
) -> None:
    for number in range(3):
        imap_server.deliver(mail(text=f"Lamp {number}"))
    refused = iter([False, True, False])

    def keeping(*args: object, **kwargs: object) -> Arrival:
        if next(refused):
            raise DatabaseError
        return keep(*args, **kwargs)  # type: ignore[arg-type]

    with patch.object(fetching, "keep", keeping), pytest.raises(Unreachable, match="1 of 3"):
        fetch(mailbox, at=now())
    assert (left_at(imap_server), Arrival.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"ca_file": ""}, "doesn't prove who it is"),
        ({"password": "not encrypted with our key"}, "Enter it again"),
        ({"folder": "Nowhere"}, "can't be read"),
        ({"port": 1}, "can't be read"),
    ],
)
def test_trouble_is_said_in_words(mailbox: Mailbox, wrong: dict[str, object], words: str) -> None:
    for name, value in wrong.items():
        setattr(mailbox, name, value)
    with pytest.raises(Unreachable, match=words):
        fetch(mailbox, at=now())


def test_a_wrong_password_is_trouble_and_not_an_end(mailbox: Mailbox) -> None:
    mailbox.password = encrypted("wrong")
    with pytest.raises(Unreachable, match="can't be read"):
        fetch(mailbox, at=now())
