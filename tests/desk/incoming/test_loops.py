"""A machine is never answered, a bounced acknowledgement is no acknowledgement, and only our own mail can bounce."""

from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from answerable.channels.email.send import as_mail
from answerable.desk.history.models import Clock
from answerable.desk.incoming.actions import keep, take_in
from answerable.desk.incoming.models import Contact
from answerable.desk.models import Case, Message
from answerable.desk.outbox.acknowledge import MOST_AN_HOUR
from answerable.desk.outbox.delivery import claim, sent
from answerable.desk.outbox.models import State
from answerable.desk.outbox.outgoing import outgoing
from answerable.desk.outbox.return_path import return_path
from tests.cast import Town, moment
from tests.mails import bounce_of, mail

pytestmark = pytest.mark.django_db
FRIDAY = moment("Friday 27 November 2026 10:00")
LATER = FRIDAY + timedelta(hours=1)


def arrives(body: bytes, at: datetime = FRIDAY) -> Contact:
    return take_in(keep(body, channel="email", at=at), at=at)


def the_acknowledgement(at: datetime = FRIDAY) -> Message:
    message = claim(at)
    assert message is not None and message.means == "acknowledgement"
    sent(message, at=at)
    return message


def test_a_person_is_acknowledged_and_a_machine_is_not(town: Town) -> None:
    arrives(mail())
    arrives(mail(sender="shop@example.org", more="Auto-Submitted: auto-generated"))
    assert [message.to for message in Message.objects.all()] == ["lee@example.org"]


def test_what_a_machine_sends_unasked_is_a_case_to_sort_but_no_promise_runs(town: Town) -> None:
    contact = arrives(mail(sender="no-reply@shop.example.org"))
    case = contact.cases.get()
    assert (contact.kind, contact.customer, case.triaged_at, case.owner) == ("automatic", None, None, town.dan)
    assert not case.clocks.exists()


def test_an_absence_note_in_answer_to_our_acknowledgement_joins_its_case_and_is_not_answered(town: Town) -> None:
    case = arrives(mail()).cases.get()
    ours = the_acknowledgement()
    note = arrives(mail(subject="Automatic reply: away", more=f"In-Reply-To: {ours.message_id}"), LATER)
    assert note.cases.get() == case
    assert (note.kind, Case.objects.count(), Message.objects.count()) == ("automatic", 1, 1)
    assert case.facts.filter(at=LATER).count() == 0


def test_two_answerables_do_not_answer_one_another(town: Town) -> None:
    """What we acknowledge comes from the other council's desk; its acknowledgement of ours comes back, and so on."""
    arrives(mail(sender="desk@other.example.net"))
    ours = the_acknowledgement()
    as_sent = as_mail(outgoing(ours, town.council), at=FRIDAY).as_bytes()
    theirs = as_sent.replace(b"council@council.example.org", b"desk@other.example.net").replace(
        ours.message_id.encode(), b"<theirs@other.example.net>"
    )
    assert arrives(theirs, LATER).kind == "automatic"
    assert Message.objects.count() == 1


def test_our_own_mail_that_comes_back_to_us_is_not_answered(town: Town) -> None:
    case = arrives(mail()).cases.get()
    copy = as_mail(outgoing(the_acknowledgement(), town.council), at=FRIDAY).as_bytes()
    back = arrives(copy, LATER)
    assert (back.kind, back.cases.get(), Message.objects.count()) == ("automatic", case, 1)


def test_mail_that_claims_to_come_from_us_is_not_answered(town: Town) -> None:
    assert arrives(mail(sender="Council <COUNCIL@council.example.org>")).kind == "automatic"
    assert not Message.objects.exists()


def test_who_writes_in_anothers_name_can_not_make_us_flood_them(town: Town) -> None:
    for _ in range(MOST_AN_HOUR + 3):
        arrives(mail(sender="victim@example.net"))
    assert Message.objects.filter(to="victim@example.net").count() == MOST_AN_HOUR


def test_an_address_spelt_in_another_way_has_no_share_of_its_own(town: Town) -> None:
    for number in range(MOST_AN_HOUR + 3):
        name = "".join(letter.upper() if number & 1 << place else letter for place, letter in enumerate("victim"))
        arrives(mail(sender=f"{name}@example.org", subject=f"Hello {number}"))
    assert Message.objects.count() == MOST_AN_HOUR


def test_F24_a_bounced_acknowledgement_is_no_acknowledgement(town: Town) -> None:
    case = arrives(mail()).cases.get()
    ours = the_acknowledgement()
    assert Clock.objects.get(case=case, promise="F24").stopped == FRIDAY
    report = arrives(bounce_of(ours.message_id), LATER)
    ours.refresh_from_db()
    assert (report.kind, report.cases.get(), ours.state) == ("bounce", case, State.BOUNCED)
    assert Clock.objects.get(case=case, promise="F24").stopped is None
    assert Case.objects.count() == 1


def test_a_bounce_of_a_mail_that_we_never_sent_changes_nothing(town: Town) -> None:
    case = arrives(mail()).cases.get()
    the_acknowledgement()
    forged = arrives(bounce_of("<guessed@council.example.org>"), LATER)
    assert forged.cases.get() != case
    assert Clock.objects.get(case=case, promise="F24").stopped == FRIDAY


def test_a_report_that_delivery_is_delayed_is_no_bounce(town: Town) -> None:
    arrives(mail())
    ours = the_acknowledgement()
    arrives(bounce_of(ours.message_id, action="delayed"), LATER)
    ours.refresh_from_db()
    assert ours.state == State.SENT


def test_a_bounce_without_our_message_id_counts_at_the_signed_return_path(town: Town, settings: Settings) -> None:
    settings.RETURN_PATH = "council+*@council.example.org"
    case = arrives(mail()).cases.get()
    ours = the_acknowledgement()
    address = return_path(ours, town.council.email)
    report = arrives(bounce_of("<rewritten@relay.example.org>", to=address), LATER)
    ours.refresh_from_db()
    assert (ours.state, report.cases.get()) == (State.BOUNCED, case)


def test_a_return_path_that_we_did_not_sign_counts_for_nothing(town: Town, settings: Settings) -> None:
    settings.RETURN_PATH = "council+*@council.example.org"
    arrives(mail())
    ours = the_acknowledgement()
    forged = f"council+{ours.pk}-{'0' * 20}@council.example.org"
    arrives(bounce_of("<rewritten@relay.example.org>", to=forged), LATER)
    ours.refresh_from_db()
    assert ours.state == State.SENT
