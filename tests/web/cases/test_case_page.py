"""The page of a case: everything in it, in few questions to the database, and nothing of a stranger's runs."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from answerable.desk.cases.actions import note, open_case
from answerable.desk.cases.following import HIDDEN, key_of, link_to
from answerable.desk.customers.actions import new_customer
from answerable.desk.models import Arrival, Attachment, Case, Contact, Customer, Look, Message
from answerable.desk.outbox.actions import Saying, queue, speak
from answerable.desk.outbox.delivery import bounced, not_sent, sent
from tests.cast import Town, a_town, moment

pytestmark = pytest.mark.django_db
MONDAY = moment("Monday 2 March 2026 10:00")
MOST_QUESTIONS = 12


def an_email(customer: Customer, town: Town, *, at: datetime = MONDAY, text: str = "When?", html: str = "") -> Case:
    case = open_case(customer=customer, need="Bins", channel="email", received_at=at, at=at, by=None, owner=town.dan)
    arrival = Arrival.objects.create(channel="email", sha256=case.reference, body=MAIL, size=len(MAIL), arrived_at=at)
    contact = Contact.objects.create(
        reference=f"C{case.pk}",
        arrival=arrival,
        customer=customer,
        channel="email",
        message_id=f"<{case.pk}@example.org>",
        sender="lee@example.org",
        subject="Bins",
        text=text,
        html=html,
        received_at=at,
        recorded_at=at,
    )
    contact.cases.add(case)
    return case


MAIL = b"""From: lee@example.org
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

Hello
--b
Content-Type: text/html
Content-Disposition: attachment; filename="../../evil.html"

<script>alert(1)</script>
--b--
"""


def the_page(bob: Client, case: Case) -> str:
    return bob.get(reverse("case", args=[case.reference])).content.decode()


def test_a_page_with_thirty_entries_asks_twelve_questions_at_most(town: Town, bob: Client) -> None:
    case = an_email(town.mrs_lee, town)
    for number in range(15):
        note(case, text=f"Note {number}", at=MONDAY, by=town.bob)
        speak(case, Saying("answer", f"Answer {number}"), spoken_at=MONDAY, at=MONDAY, by=town.bob)
    the_page(bob, case)  # the law is read once a process
    for visit in ("a first look is kept", "the same look again"):
        Look.objects.all().delete() if visit == "a first look is kept" else None
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert "Note 14" in the_page(bob, case)
        assert len(asked) <= MOST_QUESTIONS, [query["sql"][:90] for query in asked]


def test_the_page_says_by_when_and_why(town: Town, bob: Client) -> None:
    with time_machine.travel(MONDAY + timedelta(hours=1)):
        page = the_page(bob, an_email(town.mrs_lee, town))
    assert "Due by the end of Wednesday 4 March 2026" in page
    assert "Received Monday 2 March 2026 at 10:00, which is day 0" in page
    assert "by Wednesday" in page


def test_K06_K18_of_two_dates_for_one_answer_the_earlier_is_what_we_tell(client: Client) -> None:
    town = a_town("cuckfield")
    client.force_login(town.bob)
    with time_machine.travel(MONDAY + timedelta(hours=1)):
        page = the_page(client, an_email(town.mrs_lee, town))
    assert page.count("this is the date we tell the customer") == 1
    assert page.index(">K06<") < page.index("this is the date we tell the customer") < page.index(">K18<")


def test_a_broken_promise_says_how_late_it_was(town: Town, bob: Client) -> None:
    case = an_email(town.mrs_lee, town)
    friday = moment("Friday 6 March 2026 10:00")
    speak(case, Saying("answer", "Tomorrow."), spoken_at=friday, at=friday, by=town.bob)
    assert "Done on Friday 6 March 2026 at 10:00, 1 day late" in the_page(bob, case)


@pytest.mark.parametrize(
    ("becomes", "words"),
    [("queued", "Waiting to be sent"), ("sent", "Sent"), ("bounced", "Came back"), ("twice", "customer twice")],
)
def test_each_message_says_what_became_of_it(town: Town, bob: Client, becomes: str, words: str) -> None:
    case = an_email(town.mrs_lee, town)
    message = queue(case, Saying("answer", "x"), to="lee@example.org", subject="Re", at=MONDAY, by=town.bob)
    if becomes in ("sent", "bounced"):
        sent(message, at=MONDAY)
    if becomes == "bounced":
        bounced(message, at=MONDAY, why="No such mailbox")
    if becomes == "twice":
        Message.objects.update(perhaps_twice=True)
    assert words in the_page(bob, case)


def test_a_message_that_was_given_up_can_be_tried_again(town: Town, bob: Client) -> None:
    case = an_email(town.mrs_lee, town)
    message = queue(case, Saying("answer", "x"), to="lee@example.org", subject="Re", at=MONDAY, by=town.bob)
    address = reverse("case-message-again", args=[case.reference, message.pk])
    assert bob.post(address).status_code == 404  # it waits to be sent already
    not_sent(message, at=MONDAY, why="No such mailbox", for_ever=True)
    assert address in the_page(bob, case)
    bob.post(address)
    message.refresh_from_db()
    assert message.state == "queued"


def test_a_mail_that_names_a_strangers_case_says_so_and_joins_nothing(town: Town, bob: Client) -> None:
    theirs, case = an_email(town.tom, town), an_email(town.mrs_lee, town)
    Contact.objects.filter(cases=case).update(suggested=theirs)
    page = the_page(bob, case)
    assert theirs.reference in page
    assert "its sender is not known there" in page


def test_P11_every_look_at_a_case_is_kept(town: Town, bob: Client) -> None:
    case = an_email(town.mrs_lee, town)
    the_page(bob, case)
    the_page(bob, case)
    assert [(look.officer, look.where) for look in Look.objects.filter(case=case)] == [(town.bob, "case")]


def test_a_customer_named_like_a_script_is_a_name_on_every_page(town: Town, bob: Client) -> None:
    evil = new_customer(name="<img src=x onerror=alert(1)>", addresses={"email": "x@example.org"}, at=MONDAY)
    case = an_email(evil, town, text="<script>alert(1)</script>")
    pages = [
        the_page(bob, case),
        bob.get(reverse("customer", args=[evil.pk])).content.decode(),
        bob.post(reverse("customers"), {"words": "img"}).content.decode(),
        bob.post(reverse("customers-found"), {"words": "img"}).content.decode(),
        bob.get(reverse("contact", args=[f"C{case.pk}"])).content.decode(),
    ]
    for page in pages:
        assert "<img src" not in page
        assert "<script>alert" not in page
        assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_html_mail_is_shown_apart_with_nothing_that_runs_or_is_fetched(town: Town, bob: Client) -> None:
    html = '<p onclick="x()">Hello<script>alert(1)</script><img src="https://example.org/track.gif">'
    html += '<a href="https://example.org/evil">www.bank.example</a></p>'
    case = an_email(town.mrs_lee, town, html=html)
    assert 'sandbox src="' in the_page(bob, case)
    response = bob.get(reverse("contact-html", args=[f"C{case.pk}"]))
    shown = response.content.decode()
    assert not any(word in shown for word in ("alert", "onclick", "<img", "track.gif", "<a "))
    assert "<u>www.bank.example</u> [https://example.org/evil]" in shown
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'none'" in policy
    assert "sandbox" in policy
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def an_attachment(town: Town) -> Attachment:
    contact = an_email(town.mrs_lee, town).contacts.get()
    return Attachment.objects.create(
        contact=contact, part=2, name="../../ev\u202eil.html", type="text/html", size=25, sha256="0" * 64
    )


def saved(bob: Client, file: Attachment) -> Any:
    return bob.get(reverse("attachment", args=[file.contact.reference, file.part]))


def test_an_attachment_is_only_ever_saved(town: Town, bob: Client) -> None:
    response = saved(bob, an_attachment(town))
    assert b"<script>alert(1)</script>" in response.content
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == 'attachment; filename="evil.html"'


@pytest.mark.parametrize(
    ("scanner", "status", "words"),
    [
        ("grep -q alert", 200, "<script>"),
        ("grep -q harmless", 403, "does not call this file clean"),
        ("/no/such/scanner", 403, "could not look at this file"),
        ("scan 'unfinished", 403, "could not look at this file"),
    ],
)
def test_an_attachment_is_saved_only_if_the_councils_scanner_calls_it_clean(
    town: Town, bob: Client, settings: Any, scanner: str, status: int, words: str
) -> None:
    settings.VIRUS_SCANNER = scanner
    response = saved(bob, an_attachment(town))
    assert (response.status_code, words in response.content.decode()) == (status, True)
    assert ("alert(1)" in response.content.decode()) == (status == 200)


def test_no_officer_reads_a_customers_key_though_a_mail_quotes_it(town: Town, bob: Client) -> None:
    case = an_email(town.mrs_lee, town)
    key, link = key_of(case), link_to(case, "https://council.example.org")
    quoting = an_email(town.mrs_lee, town, text=f"But you wrote:\n> {link}", html=f"<p>But you wrote {link}</p>")
    queue(quoting, Saying("answer", link), to="lee@example.org", subject="Bins", at=MONDAY, by=town.bob)
    reference = quoting.contacts.get().reference
    pages = (
        reverse("case", args=[quoting.reference]),
        reverse("contact", args=[reference]),
        reverse("contact-html", args=[reference]),
        reverse("triage") + f"?case={quoting.reference}",
        reverse("customer", args=[town.mrs_lee.pk]),
    )
    with time_machine.travel(MONDAY):
        shown = [bob.get(page).content.decode() for page in pages]
        shown.append(bob.post(reverse("search-found"), {"q": "wrote"}).content.decode())
    assert all("wrote" in page and HIDDEN in page and key not in page for page in shown)


@pytest.mark.parametrize("name", ["case-reply", "case-draft", "case-acknowledgement", "case-hold", "case-owner"])
def test_what_does_something_is_never_done_by_looking(town: Town, bob: Client, name: str) -> None:
    case = an_email(town.mrs_lee, town)
    assert bob.get(reverse(name, args=[case.reference])).status_code == 405


def test_what_is_owed_only_if_the_answer_is_late_says_so(town: Town, bob: Client) -> None:
    with time_machine.travel(MONDAY):
        shown = the_page(bob, an_email(town.mrs_lee, town))
    assert shown.count("needed only if the answer comes after that") == 1


def test_an_unknown_reference_is_not_found(town: Town, bob: Client) -> None:
    assert bob.get(reverse("case", args=["NONE-SUCH"])).status_code == 404
