"""Which case a mail joins: a reference counts only from an address known on the case."""

from datetime import timedelta

import pytest

from answerable.desk.cases.actions import close
from answerable.desk.cases.triage import sort
from answerable.desk.history.models import Clock
from answerable.desk.incoming.actions import keep, take_in
from answerable.desk.incoming.models import Arrival, Contact
from answerable.desk.models import Case, Message
from answerable.desk.outbox.actions import Saying, queue
from answerable.desk.outbox.delivery import claim, sent
from tests.cast import Town, moment
from tests.mails import mail

pytestmark = pytest.mark.django_db
WEDNESDAY = moment("Wednesday 25 November 2026 10:00")
THURSDAY = moment("Thursday 26 November 2026 10:00")


def arrives(body: bytes, at: object = WEDNESDAY) -> Contact:
    return take_in(keep(body, channel="email", at=at), at=at)  # type: ignore[arg-type]


def case_of(contact: Contact) -> Case:
    return contact.cases.get()


def acknowledged(case: Case) -> Message:
    """Send what is queued, so that the customer has our Message-ID."""
    message = claim(WEDNESDAY + timedelta(minutes=1))
    assert message is not None and message.case == case
    sent(message, at=WEDNESDAY + timedelta(minutes=1))
    return message


def test_a_reply_with_the_reference_in_its_subject_joins_the_case(town: Town) -> None:
    case = case_of(arrives(mail()))
    reply = arrives(mail(subject=f"Re: We have your message [{case.reference}]"), THURSDAY)
    assert case_of(reply) == case


def test_a_reply_joins_by_our_message_id_though_its_subject_was_changed(town: Town) -> None:
    case = case_of(arrives(mail()))
    ours = acknowledged(case).message_id
    assert case_of(arrives(mail(subject="Thanks", more=f"In-Reply-To: {ours}"), THURSDAY)) == case
    assert case_of(arrives(mail(subject="And", more=f"References: <x@y> {ours}\n <z@y>"), THURSDAY)) == case


def test_a_customer_who_follows_up_her_own_mail_joins_her_case(town: Town) -> None:
    case = case_of(arrives(mail(message_id="<first@example.org>")))
    assert case_of(arrives(mail(more="References: <first@example.org>"), THURSDAY)) == case


def test_a_reference_from_an_unknown_address_is_only_suggested(town: Town) -> None:
    case = case_of(arrives(mail()))
    other = arrives(mail(sender="eve@example.net", subject=f"About {case.reference}"), THURSDAY)
    assert case_of(other) != case
    assert other.suggested == case


def test_our_message_id_from_an_unknown_address_is_only_suggested(town: Town) -> None:
    case = case_of(arrives(mail()))
    ours = acknowledged(case).message_id
    other = arrives(mail(sender="eve@example.net", more=f"In-Reply-To: {ours}"), THURSDAY)
    assert (case_of(other) == case, other.suggested) == (False, case)


def test_an_address_is_known_in_any_spelling(town: Town) -> None:
    case = case_of(arrives(mail()))
    assert case_of(arrives(mail(sender="<Lee@EXAMPLE.org>", subject=case.reference.lower()), THURSDAY)) == case


def test_an_address_to_which_the_officer_wrote_is_known_on_the_case(town: Town) -> None:
    case = case_of(arrives(mail()))
    saying = Saying(means="other", text="Could you look at this?")
    queue(case, saying, to="lights@example.com", subject="Lamp", at=WEDNESDAY, by=town.bob)
    assert case_of(arrives(mail(sender="lights@example.com", subject=f"Re: {case.reference}"), THURSDAY)) == case


def test_the_same_bytes_are_the_same_contact(town: Town) -> None:
    body = mail()
    assert arrives(body) == arrives(body, THURSDAY)
    assert (Arrival.objects.count(), Contact.objects.count(), Case.objects.count(), Message.objects.count()) == (
        1,
        1,
        1,
        1,
    )


def test_the_same_message_id_with_other_bytes_is_another_contact(town: Town) -> None:
    first = arrives(mail(message_id="<same@example.org>"))
    second = arrives(mail(message_id="<same@example.org>", sender="eve@example.net", text="Another."))
    assert first != second
    assert case_of(first) != case_of(second)


def test_a_mail_without_any_thread_opens_a_case_of_its_own(town: Town) -> None:
    assert case_of(arrives(mail())) != case_of(arrives(mail(subject="The bins")))
    assert set(Case.objects.values_list("customer", flat=True)) == {town.mrs_lee.pk}


def test_a_reply_after_closing_opens_the_case_again_to_be_sorted(town: Town) -> None:
    case = case_of(arrives(mail()))
    close(case, outcome="withdrawn", at=WEDNESDAY + timedelta(hours=1), by=town.bob)
    assert case_of(arrives(mail(subject=f"Re: {case.reference}", text="Still out!"), THURSDAY)) == case
    case.refresh_from_db()
    assert case.is_open and case.triaged_at is None
    facts = case.facts.filter(at=THURSDAY).order_by("pk")
    assert list(facts.values_list("kind", flat=True)) == ["reopened", "received", "came back"]
    assert Clock.objects.filter(case=case, promise="F25").running(THURSDAY).exists()


def test_a_thank_you_after_closing_breaks_no_promise(town: Town) -> None:
    case = case_of(arrives(mail()))
    close(case, outcome="withdrawn", at=WEDNESDAY + timedelta(hours=1), by=town.bob)
    arrives(mail(subject=f"Re: {case.reference}", text="Thank you!"), THURSDAY)
    case.refresh_from_db()
    sort(case, as_="no answer needed", at=THURSDAY + timedelta(hours=1), by=town.bob)
    case.refresh_from_db()
    assert not case.is_open
    a_month_later = THURSDAY + timedelta(days=30)
    assert not Clock.objects.filter(case=case).broken(a_month_later).exists()
    assert not Clock.objects.filter(case=case).overdue(a_month_later).exists()
