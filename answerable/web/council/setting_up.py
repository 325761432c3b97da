"""What a new desk still needs before customers can write to it and be answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings as environment
from django.urls import reverse

from answerable.desk.council.models import Council, Mailbox
from answerable.desk.officers.models import Officer

ONLY_THIS_COMPUTER = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Step:
    """One thing to set: the page on which it is set, what it is called, and what goes wrong without it."""

    url: str
    title: str
    why: str


def still_to_set(the_council: Council, officer: Officer) -> list[Step]:
    """Return what an administrator has still to set, the nearest first. A demonstration lacks nothing."""
    if not officer.is_administrator or the_council.demonstration:
        return []
    return [*_of_the_officer(officer), *_of_the_council(the_council), *_of_mail(the_council)]


def _of_the_officer(officer: Officer) -> Iterator[Step]:
    if officer.name == officer.email.partition("@")[0]:
        why = f"Customers read it under each answer. It is “{officer.name}” now."
        yield Step(reverse("officer", args=[officer.pk]), "Your own name and job title", why)


def _of_the_council(the_council: Council) -> Iterator[Step]:
    page = reverse("settings-council")
    if not (the_council.telephone and the_council.address):
        why = "Without them customers learn neither how to ring nor where to send a letter."
        yield Step(page, "The council’s telephone number and postal address", why)
    if urlsplit(the_council.public_url).hostname in ONLY_THIS_COMPUTER:
        why = f"Links in our mail lead to {the_council.public_url}, which opens on this computer only."
        yield Step(page, "The address of these pages", why)


def _of_mail(the_council: Council) -> Iterator[Step]:
    if not (environment.SMTP or the_council.smtp):
        why = "Until it is set no mail leaves: not an answer, and not the link with which a colleague signs in."
        yield Step(reverse("sending"), "The server that sends our mail", why)
    if not Mailbox.objects.filter(active=True).exclude(host="").exists():
        why = "No mailbox is read: a customer’s e-mail comes in only if your mail server hands it over by itself."
        yield Step(reverse("mailboxes"), "The mailbox that is read", why)
