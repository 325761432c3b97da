"""The servers that other tests lean on are real ones, and do what they say."""

import imaplib
import smtplib
import ssl

import pytest
from playwright.sync_api import Page

from tests.browsing import axe
from tests.dovecot import Mailbox
from tests.servers import SmtpServer

LETTER = b"From: olwen@example.org\r\nTo: council@example.org\r\nSubject: The bins\r\n\r\nNobody came on Tuesday.\r\n"


def send(server: SmtpServer) -> None:
    with smtplib.SMTP(server.host, server.port) as smtp:
        smtp.sendmail("olwen@example.org", ["council@example.org"], LETTER)


def test_the_smtp_server_keeps_what_it_is_sent(smtp_server: SmtpServer) -> None:
    send(smtp_server)
    assert [message["Subject"] for message in smtp_server.messages] == ["The bins"]
    assert smtp_server.envelopes[0].rcpt_tos == ["council@example.org"]


def test_the_smtp_server_refuses_once_and_then_accepts(smtp_server: SmtpServer) -> None:
    smtp_server.refuse_next(451)
    with pytest.raises(smtplib.SMTPDataError) as refusal:
        send(smtp_server)
    assert refusal.value.smtp_code == 451
    assert smtp_server.messages == []
    send(smtp_server)
    assert len(smtp_server.messages) == 1


def inbox(mailbox: Mailbox) -> list[bytes]:
    trusting = ssl.create_default_context(cafile=str(mailbox.certificate))
    with imaplib.IMAP4_SSL(mailbox.host, mailbox.port, ssl_context=trusting) as imap:
        imap.login(mailbox.user, mailbox.password)
        imap.select("INBOX")
        numbers = imap.search(None, "ALL")[1][0].split()
        fetched = [imap.fetch(number, "(BODY.PEEK[])")[1][0] for number in numbers]
        return [part[1] for part in fetched if isinstance(part, tuple)]


def test_the_imap_server_hands_out_what_was_delivered(imap_server: Mailbox) -> None:
    imap_server.deliver(LETTER)
    assert [message.endswith(b"Nobody came on Tuesday.\r\n") for message in inbox(imap_server)] == [True]


def test_each_test_has_a_mailbox_of_its_own(imap_server: Mailbox) -> None:
    assert inbox(imap_server) == []


def test_the_imap_server_is_not_trusted_by_strangers(imap_server: Mailbox) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        imaplib.IMAP4_SSL(imap_server.host, imap_server.port, ssl_context=ssl.create_default_context())


@pytest.mark.browser
def test_axe_finds_a_picture_without_words(page: Page) -> None:
    page.set_content('<html lang="en"><title>Bins</title><main><h1>Bins</h1><img src="data:,"></main></html>')
    assert [fault.split(":")[0] for fault in axe(page)] == ["image-alt"]


@pytest.mark.browser
def test_axe_finds_nothing_on_a_good_page(page: Page) -> None:
    page.set_content('<html lang="en"><title>Bins</title><main><h1>Bins</h1><p>Tuesdays.</p></main></html>')
    assert axe(page) == []
