"""A mail or a form that was kept becomes one contact with a customer, a case and an acknowledgement: all or nothing."""

import json
from datetime import timedelta

import pytest
from django.db import transaction

from answerable.desk.council.models import Service
from answerable.desk.incoming.actions import keep, take_in
from answerable.desk.incoming.models import Arrival, Contact
from answerable.desk.models import Case, Customer, Message, Officer
from tests.cast import Town, moment, officer
from tests.mails import mail

pytestmark = pytest.mark.django_db
SATURDAY = moment("Saturday 28 November 2026 23:10")
MONDAY = moment("Monday 30 November 2026 08:00")


def form(**fields: str) -> bytes:
    return json.dumps({"form_id": "a1", **fields}).encode()


def test_a_mail_becomes_a_contact_of_a_known_customer_with_a_case(town: Town) -> None:
    contact = take_in(keep(mail(), channel="email", at=SATURDAY, mailbox=town.mailbox), at=SATURDAY)
    case = contact.cases.get()
    assert (contact.customer, case.customer, case.need) == (town.mrs_lee, town.mrs_lee, "The street lamp is out")
    assert (case.owner, case.taken_at, case.triaged_at) == (town.dan, None, None)


def test_a_mail_that_waited_keeps_its_true_time_of_receipt(town: Town) -> None:
    arrival = keep(mail(), channel="email", at=SATURDAY)
    contact = take_in(arrival, at=MONDAY)
    assert (contact.received_at, contact.recorded_at) == (SATURDAY, MONDAY)
    assert {clock.started for clock in contact.cases.get().clocks.all()} == {SATURDAY}


def test_the_senders_own_clock_is_not_believed(town: Town) -> None:
    contact = take_in(keep(mail(more="Date: Mon, 1 Jan 2001 00:00:00 +0000"), channel="email", at=MONDAY), at=MONDAY)
    assert contact.received_at == MONDAY


def test_the_duty_officer_of_the_mailbox_owns_the_case_until_it_is_taken(town: Town) -> None:
    parks = officer("Pat Parks", "pat@council.example.org")
    town.mailbox.duty_officer = parks
    town.mailbox.save()
    assert take_in(keep(mail(), channel="email", at=MONDAY, mailbox=town.mailbox), at=MONDAY).cases.get().owner == parks


def test_the_acknowledgement_is_queued_in_the_thread_and_repeats_nothing_of_the_mail(town: Town) -> None:
    body = mail(
        message_id="<a@example.org>", subject="Buy pills", text="Cheap pills!", more="References: <r@example.org>"
    )
    case = take_in(keep(body, channel="email", at=MONDAY), at=MONDAY).cases.get()
    message = Message.objects.get()
    assert (message.means, message.state, message.to) == ("acknowledgement", "queued", "lee@example.org")
    assert (message.in_reply_to, message.references) == ("<a@example.org>", "<r@example.org> <a@example.org>")
    assert case.reference in message.subject and case.reference in message.text
    assert "Dan Okafor" in message.text and "Wednesday 2 December 2026" in message.text
    assert "pills" not in message.subject + message.text


def test_a_mail_without_a_sender_is_a_case_that_nobody_can_acknowledge(town: Town) -> None:
    contact = take_in(keep(b"Subject: Help\r\n\r\nHelp me.", channel="email", at=MONDAY), at=MONDAY)
    assert (contact.customer, contact.cases.get().clocks.exists(), Message.objects.exists()) == (None, True, False)
    assert "names no address" in contact.troubles


def test_attachments_are_named_and_measured(town: Town) -> None:
    more = 'MIME-Version: 1.0\nContent-Type: application/pdf; name="plan.pdf"\nContent-Transfer-Encoding: base64'
    contact = take_in(keep(mail(more=more, text="JVBERg=="), channel="email", at=MONDAY), at=MONDAY)
    file = contact.attachments.get()
    assert (file.name, file.type, file.size) == ("plan.pdf", "application/pdf", 4)


def test_taking_in_twice_changes_nothing(town: Town) -> None:
    arrival = keep(mail(), channel="email", at=MONDAY)
    assert take_in(arrival, at=MONDAY) == take_in(arrival, at=MONDAY + timedelta(minutes=1))
    assert (Contact.objects.count(), Case.objects.count(), Message.objects.count()) == (1, 1, 1)


def test_what_breaks_off_leaves_the_bytes_and_nothing_else(town: Town) -> None:
    arrival = keep(mail(), channel="email", at=MONDAY)
    Officer.objects.update(is_active=False)  # nobody is left who could own the case
    with pytest.raises(Officer.DoesNotExist), transaction.atomic():
        take_in(arrival, at=MONDAY)
    assert (Contact.objects.count(), Case.objects.count()) == (0, 0)
    assert Arrival.objects.get().taken_in_at is None
    Officer.objects.update(is_active=True)
    assert take_in(arrival, at=MONDAY).cases.count() == 1


def test_a_form_is_a_contact_with_service_and_owner(town: Town) -> None:
    parks = officer("Pat Parks", "pat@council.example.org")
    Service.objects.create(code="parks", name="Parks", duty_officer=parks)
    body = form(
        name="Ann Bell",
        email="ann@example.org",
        telephone="01632 960555",
        text="The swing broke.\nToday.",
        service="parks",
    )
    contact = take_in(keep(body, channel="web", at=MONDAY), at=MONDAY)
    case = contact.cases.get()
    assert (contact.channel, contact.text, case.need) == ("web", "The swing broke.\nToday.", "The swing broke.")
    assert (case.owner, case.service and case.service.code) == (parks, "parks")
    assert sorted(contact.customer.addresses.values_list("kind", flat=True)) == ["email", "telephone"]  # type: ignore[union-attr]
    assert Message.objects.get().to == "ann@example.org"


def test_a_form_posted_twice_is_one_contact(town: Town) -> None:
    for _ in range(2):
        take_in(keep(form(email="ann@example.org", text="Swing"), channel="web", at=MONDAY), at=MONDAY)
    take_in(keep(form(email="ann@example.org", text="Swing", form_id="b2"), channel="web", at=MONDAY), at=MONDAY)
    assert Contact.objects.count() == 2


def test_a_telephone_number_alone_joins_nobody_to_anybody(town: Town) -> None:
    for number in (1, 2):
        take_in(keep(form(telephone="01632 960123", text=f"Ring me {number}"), channel="web", at=MONDAY), at=MONDAY)
    assert Customer.objects.filter(addresses__key="+441632960123").distinct().count() == 3


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"email": ["x"], "text": null}', b"\xff", b'"' * 100_000])
def test_any_bytes_in_a_form_are_a_contact(town: Town, body: bytes) -> None:
    assert take_in(keep(body, channel="web", at=MONDAY), at=MONDAY).cases.count() == 1


def test_a_mail_in_a_mailbox_of_social_networks_is_a_message_on_social_media(town: Town) -> None:
    body = mail(
        sender="Facebook <notification@facebookmail.com>",
        subject="Ann Grey commented on your post",
        text="The bin is full again",
        more="List-Unsubscribe-Post: x\nAuto-Submitted: auto-generated",
    )
    contact = take_in(keep(body, channel="networks", at=MONDAY, mailbox=town.mailbox), at=MONDAY)
    assert (contact.channel, contact.kind, contact.posting.author) == ("social", "person", "Ann Grey")
    assert contact.customer is not None and contact.customer.name == "Ann Grey"
    assert contact.cases.get().clocks.filter(promise="F24").exists()
    assert not Message.objects.exists()
