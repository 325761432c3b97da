"""Mails as they come in, 4 kB on average: half from customers that are known, half from new ones."""

import random
from email.message import EmailMessage

from benchmarks.stories import stories


def mails(number: int, customers: int, run: str) -> list[bytes]:
    """Return so many mails, no two of them alike, nor like one of another run."""
    from datetime import UTC, datetime

    dice = random.Random(number)
    told = stories(number, datetime(2026, 1, 1, tzinfo=UTC), seed=2)
    return [_mail(f"{place}-{run}", story.text, dice, customers) for place, story in enumerate(told)]


def _mail(place: str, text: str, dice: random.Random, customers: int) -> bytes:
    known = dice.random() < 0.5
    sender = f"customer{dice.randrange(customers)}" if known else f"stranger{place}"
    mail = EmailMessage()
    mail["From"] = f"Somebody Else <{sender}@example.org>"
    mail["To"] = "council@council.example.org"
    mail["Subject"] = " ".join(text.split()[:6])
    mail["Message-ID"] = f"<{place}.{dice.random()}@example.org>"
    mail["Date"] = "Fri, 28 Mar 2025 16:59:00 +0000"
    paragraphs = "\n\n".join([text] * dice.randint(1, 5))
    mail.set_content(paragraphs)
    mail.add_alternative(f"<p>{paragraphs}</p>", subtype="html")
    return mail.as_bytes()
