"""What a machine wrote is told from what a person wrote, and a delivery that failed from both."""

import pytest

from answerable.channels.email.parse import parse
from tests.mails import bounce_of, mail

OURS = "<0123456789abcdef@council.example.org>"


@pytest.mark.parametrize(
    "more",
    [
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-generated (rejected)",
        "Auto-Submitted: auto-notified; owner-email=x",
        "Return-Path: <>",
        "Precedence: bulk",
        "Precedence: Junk",
        "Precedence: auto_reply",
        "Precedence: list",
        "X-Auto-Response-Suppress: DR, OOF, AutoReply",
        "X-Autoreply: yes",
        "List-Id: <residents.example.org>",
    ],
)
def test_a_machine_is_known_by_what_it_says_of_itself(more: str) -> None:
    assert parse(mail(more=more)).kind == "automatic"


@pytest.mark.parametrize(
    "sender",
    ["MAILER-DAEMON@mx.example.org", "postmaster@example.org", "no-reply@shop.example.org", "donotreply@a.example"],
)
def test_a_machine_is_known_by_its_address(sender: str) -> None:
    assert parse(mail(sender=sender)).kind == "automatic"


@pytest.mark.parametrize("subject", ["Automatic reply: Lamp", "Out of office: back on Monday", "Ateb awtomatig: Lamp"])
def test_an_absence_note_is_known_by_its_subject(subject: str) -> None:
    assert parse(mail(subject=subject)).kind == "automatic"


@pytest.mark.parametrize(
    "body",
    [
        mail(),
        mail(more="Auto-Submitted: no"),
        mail(more="Return-Path: <lee@example.org>"),
        mail(subject="What are your out of office hours?"),
        mail(sender="Norah Eply <norah.eply@example.org>"),
        mail(more=f"In-Reply-To: {OURS}", text=f"You wrote:\n> Message-ID: {OURS}\nThank you."),
    ],
)
def test_a_person_stays_a_person(body: bytes) -> None:
    assert parse(body).kind == "person"


def test_a_report_of_failure_is_a_bounce_of_the_mail_it_encloses() -> None:
    read = parse(bounce_of(OURS))
    assert (read.kind, read.bounced_message_id) == ("bounce", OURS)


@pytest.mark.parametrize("action", ["delayed", "relayed", "delivered"])
def test_a_report_that_the_mail_is_only_late_or_has_arrived_is_no_bounce(action: str) -> None:
    assert parse(bounce_of(OURS, action=action)).kind == "automatic"


def test_an_old_mail_server_reports_failure_in_plain_words() -> None:
    letter = mail(
        sender="Mail Delivery System <mailer-daemon@old.example.org>",
        subject="Mail delivery failed: returning message to sender",
        more="Return-Path: <>",
        text=f"It could not be delivered. The original:\n\nFrom: council@council.example.org\nMessage-ID: {OURS}\n",
    )
    read = parse(letter)
    assert (read.kind, read.bounced_message_id) == ("bounce", OURS)


def test_a_receipt_that_the_mail_was_read_is_no_bounce() -> None:
    receipt = bounce_of(OURS).replace(b"report-type=delivery-status", b"report-type=disposition-notification")
    assert parse(receipt).kind == "automatic"
