"""A voicemail is a contact with its sound and its clock, and somebody waits to be rung back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import travel

from answerable.charter.judging.clock import Verdict
from answerable.desk.council.models import Mailbox
from answerable.desk.customers.actions import new_customer
from answerable.desk.history.models import Clock
from answerable.desk.incoming.actions import keep, take_in
from answerable.desk.incoming.models import Contact
from answerable.desk.messages.actions import attempt, returned
from answerable.desk.messages.lists import waiting
from answerable.desk.messages.models import Attempt, LeftMessage
from answerable.desk.outbox.models import Message
from tests.calling import a_ringing_call
from tests.cast import Town, a_town, moment
from tests.voicemails import ASTERISK, voicemail, wav

pytestmark = pytest.mark.django_db
FRIDAY = moment("Friday 27 February 2026 16:50")
MONDAY = moment("Monday 2 March 2026 09:30")
TUESDAY = moment("Tuesday 3 March 2026 09:30")


def comes(town: Town, recording: bytes | None = wav(), **words: str) -> LeftMessage:
    """A voicemail comes to the mailbox of the telephone system, which is Bob's duty."""
    mailbox, _ = Mailbox.objects.get_or_create(
        address="voicemail@council.example.org", takes="voicemail", duty_officer=town.bob
    )
    body = voicemail(recording, **{**ASTERISK, **words})
    take_in(keep(body, channel=mailbox.takes, at=FRIDAY, mailbox=mailbox), at=FRIDAY)
    return LeftMessage.objects.latest("pk")


def test_P26_a_voicemail_has_its_clock_and_is_answered_by_a_call_back_and_by_no_attempt() -> None:
    town = a_town("customer-promise")
    left = comes(town)
    clock = Clock.objects.get(case=left.case, promise="P26")
    assert clock.due == moment("Monday 2 March 2026 23:59:59")
    attempt(left, Attempt.Outcome.NO_ANSWER, at=MONDAY, by=town.bob)
    assert Clock.objects.get(case=left.case, promise="P26").verdict(TUESDAY) is Verdict.BROKEN
    returned(left, text="The tip opens at nine.", rung_at=MONDAY, at=MONDAY, by=town.bob)
    assert Clock.objects.get(case=left.case, promise="P26").verdict(TUESDAY) is Verdict.KEPT


def test_a_voicemail_waits_with_the_messages_of_its_mailboxes_duty_officer(town: Town) -> None:
    left = comes(town)
    assert list(waiting(town.bob)) == [left]
    assert (left.kind, left.number) == ("voicemail", "01632960777")
    assert left.contact is not None
    assert (left.contact.channel, left.contact.kind) == ("voicemail", "person")
    assert left.case.need == "Voicemail from 01632960777, 23 seconds"


def test_nothing_is_mailed_to_the_machine_that_sent_it(town: Town) -> None:
    comes(town)
    assert not Message.objects.exists()


def test_who_left_it_is_known_by_the_number_unless_several_share_it(town: Town) -> None:
    assert comes(town, text='a 0:23 long message from "X" <01632960123>').case.customer == town.mrs_lee
    new_customer(name="Mr Lee", addresses={"telephone": "01632 960123"}, at=FRIDAY)
    assert comes(town, text='a 0:24 long message from "X" <01632960123>').case.customer is None
    stranger = comes(town).case.customer
    assert stranger is not None
    assert [one.key for one in stranger.addresses.all()] == ["+441632960777"]


def test_a_voicemail_joins_the_call_in_which_it_was_left(town: Town) -> None:
    call = a_ringing_call(FRIDAY - timedelta(minutes=2), caller="01632 960777", key="+441632960777")
    left = comes(town)
    call.refresh_from_db()
    assert call.contact == left.contact


@pytest.mark.parametrize(
    ("recording", "said"),
    [(b"", "The recording is empty."), (b"RIFF\x10\0\0\0WAVEjunk", "damaged"), (None, "No recording")],
)
def test_a_damaged_or_empty_recording_is_kept_and_said_to_be(town: Town, recording: bytes | None, said: str) -> None:
    left = comes(town, recording)
    assert left.contact is not None
    assert said in left.contact.troubles
    assert left.contact.attachments.count() == (recording is not None)


@pytest.fixture
def heard(town: Town) -> Contact:
    contact = comes(town).contact
    assert contact is not None
    return contact


def test_the_recording_is_heard_on_the_page_and_saved(heard: Contact, bob: Client) -> None:
    part = heard.attachments.get().part
    with travel(FRIDAY, tick=False):
        assert "<audio" in bob.get(reverse("contact", args=[heard.reference])).text
        whole = bob.get(reverse("sound", args=[heard.reference, part]))
        some = bob.get(reverse("sound", args=[heard.reference, part]), headers={"Range": "bytes=0-3"})
        saved = bob.get(reverse("attachment", args=[heard.reference, part]))
    assert (whole.status_code, whole["Content-Type"], whole.content) == (200, "audio/wav", wav())
    assert (whole["X-Content-Type-Options"], whole["Cache-Control"]) == ("nosniff", "no-store")
    assert "media-src 'self'" in whole["Content-Security-Policy"]
    assert (some.status_code, some.content) == (206, b"RIFF")
    assert some["Content-Range"] == f"bytes 0-3/{len(wav())}"
    assert saved["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize("asked", ["bytes=9-3", "bytes=99999999999-", "bytes=-5", "lines=1-2", "bytes=0-1,2-3"])
def test_a_part_that_can_not_be_given_is_the_whole(asked: str, heard: Contact, bob: Client) -> None:
    part = heard.attachments.get().part
    with travel(FRIDAY, tick=False):
        assert bob.get(reverse("sound", args=[heard.reference, part]), headers={"Range": asked}).content == wav()


def test_what_only_calls_itself_a_recording_is_never_played(town: Town, bob: Client) -> None:
    contact = comes(town, b"<script>alert(1)</script>").contact
    assert contact is not None
    with travel(FRIDAY, tick=False):
        assert "<audio" not in bob.get(reverse("contact", args=[contact.reference])).text
        assert bob.get(reverse("sound", args=[contact.reference, 2])).status_code == 404
