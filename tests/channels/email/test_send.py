"""Mail as it goes over the wire, and what a real server's answers mean."""

import smtplib
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from answerable.channels.email.send import MailServer, Never, NoServer, NotNow, as_mail, send
from answerable.desk.outbox.outgoing import Outgoing
from tests.cast import moment
from tests.servers import SmtpServer, free_port

AT = moment("Friday 27 November 2026 10:00")
LETTER = Outgoing(
    message_id="<0123456789abcdef@council.example.org>",
    sender_name="Cyngor y Dref, Tŷ Mawr",
    sender="council@council.example.org",
    return_path="council+1-0a@council.example.org",
    to="lee@example.org",
    subject="Re: The street lamp [K7M2-Q9XR]",
    text="Dear Mrs Lee,\n\nSee https://example.org/lamps?a=1&b=2 for <all> lamps.",
    in_reply_to="<mail1@example.org>",
    references="<mail0@example.org> <mail1@example.org>",
)


def on_the_wire(outgoing: Outgoing) -> EmailMessage:
    return message_from_bytes(as_mail(outgoing, at=AT).as_bytes(), policy=policy.default)


def test_a_mail_stands_in_the_customers_thread() -> None:
    mail = on_the_wire(LETTER)
    assert (mail["Message-ID"], mail["In-Reply-To"]) == (LETTER.message_id, "<mail1@example.org>")
    assert mail["References"] == "<mail0@example.org> <mail1@example.org>"
    assert mail["Subject"] == "Re: The street lamp [K7M2-Q9XR]"
    (council,) = mail["From"].addresses
    assert (council.display_name, council.addr_spec) == ("Cyngor y Dref, Tŷ Mawr", "council@council.example.org")


def test_a_mail_says_the_same_in_plain_text_and_in_simple_html() -> None:
    mail = on_the_wire(LETTER)
    plain, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None and html is not None
    assert plain.get_content().split() == LETTER.text.split()
    assert '<a href="https://example.org/lamps?a=1&amp;b=2">' in html.get_content()
    assert "&lt;all&gt;" in html.get_content()


def test_only_what_a_machine_wrote_says_so() -> None:
    assert on_the_wire(LETTER)["Auto-Submitted"] is None
    automatic = on_the_wire(replace(LETTER, automatic=True))
    assert (automatic["Auto-Submitted"], automatic["X-Auto-Response-Suppress"]) == ("auto-replied", "All")
    assert on_the_wire(replace(LETTER, automatic=True, in_reply_to=""))["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    "broken",
    [
        {"to": "lee@example.org\r\nBcc: all@example.org"},
        {"to": "lee@example.org, all@example.org"},
        {"to": "nobody"},
        {"to": ""},
        {"subject": "Lamp\r\nBcc: all@example.org"},
        {"sender_name": "Council\nBcc: all@example.org"},
    ],
)
def test_a_line_break_in_a_header_is_refused(broken: dict[str, str]) -> None:
    with pytest.raises(Never):
        as_mail(replace(LETTER, **broken), at=AT)  # type: ignore[arg-type]


def test_a_message_id_of_the_customers_that_is_none_is_left_out() -> None:
    mail = on_the_wire(replace(LETTER, in_reply_to="<a b\r\nBcc: x@y>", references="nonsense <ok@example.org> <é>"))
    assert (mail["In-Reply-To"], mail["References"], mail["Bcc"]) == (None, "<ok@example.org>", None)


@pytest.fixture
def connection(smtp_server: SmtpServer) -> smtplib.SMTP:
    return MailServer.at(f"smtp://{smtp_server.host}:{smtp_server.port}").connect(at=AT)


def test_the_server_gets_the_signed_return_path_as_sender(smtp_server: SmtpServer, connection: smtplib.SMTP) -> None:
    send(connection, LETTER, at=AT)
    (envelope,) = smtp_server.envelopes
    assert (envelope.mail_from, envelope.rcpt_tos) == ("council+1-0a@council.example.org", ["lee@example.org"])


def test_a_server_that_asks_to_wait_is_tried_again(smtp_server: SmtpServer, connection: smtplib.SMTP) -> None:
    smtp_server.refuse_next(451, "Greylisted")
    with pytest.raises(NotNow, match="451 Greylisted"):
        send(connection, LETTER, at=AT)


def test_a_server_that_refuses_for_ever_is_not(smtp_server: SmtpServer, connection: smtplib.SMTP) -> None:
    smtp_server.refuse_next(550, "No such person")
    with pytest.raises(Never, match="550 No such person"):
        send(connection, LETTER, at=AT)


def test_a_server_that_is_not_there_is_an_outage() -> None:
    with pytest.raises(NoServer):
        MailServer.at(f"smtp://127.0.0.1:{free_port()}").connect(at=AT)


def test_a_server_that_speaks_no_tls_is_not_trusted_with_mail(smtp_server: SmtpServer) -> None:
    with pytest.raises(NoServer):
        MailServer.at(f"smtp+tls://{smtp_server.host}:{smtp_server.port}").connect(at=AT)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example.org", MailServer("smtp", "mail.example.org", 25)),
        ("smtp+tls://me%40x:p%3Aw@mail.example.org", MailServer("smtp+tls", "mail.example.org", 587, "me@x", "p:w")),
        ("smtps://mail.example.org:4650", MailServer("smtps", "mail.example.org", 4650)),
    ],
)
def test_a_servers_address_is_read(url: str, server: MailServer) -> None:
    assert MailServer.at(url) == server


@pytest.mark.parametrize("url", ["mail.example.org", "http://mail.example.org", "smtp://", "smtp://h:port"])
def test_a_servers_address_that_can_not_be_read_is_refused(url: str) -> None:
    with pytest.raises(ValueError):
        MailServer.at(url)
