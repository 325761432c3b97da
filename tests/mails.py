"""Mails as bytes, as short as a test needs them."""

from itertools import count

_numbers = count(1)


def mail(
    *,
    sender: str = "Mrs Lee <lee@example.org>",
    to: str = "council@council.example.org",
    subject: str = "The street lamp is out",
    text: str = "The lamp outside number 4 is out.",
    message_id: str = "",
    more: str = "",
) -> bytes:
    """Return a mail; without `message_id` it has one that no other mail has. `more`: further header lines."""
    id = message_id or f"<mail{next(_numbers)}@example.org>"
    head = f"From: {sender}\nTo: {to}\nSubject: {subject}\nMessage-ID: {id}\n{more}"
    return f"{head.rstrip()}\n\n{text}\n".replace("\n", "\r\n").encode()


def bounce_of(message_id: str, *, action: str = "failed", to: str = "council@council.example.org") -> bytes:
    """Return the report (RFC 3464) of a mail server that could not deliver the mail with that Message-ID."""
    return f"""Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@mx.example.org>
To: {to}
Subject: Undelivered Mail Returned to Sender
Message-ID: <report{next(_numbers)}@mx.example.org>
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary="part"

--part
Content-Type: text/plain

I could not deliver your mail.

--part
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; lee@example.org
Action: {action}
Status: 5.1.1

--part
Content-Type: message/rfc822

From: council@council.example.org
To: lee@example.org
Subject: We have your message
Message-ID: {message_id}

Thank you.

--part--
""".replace("\n", "\r\n").encode()
