"""Putting a call through, on the screens of both officers."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from answerable.charter.judging.clock import Verdict
from answerable.desk.history.models import Clock
from answerable.desk.messages.models import LeftMessage
from answerable.desk.officers.models import Officer
from answerable.desk.telephone.models import Call, Transfer
from tests.calling import a_ringing_call, picked_up
from tests.cast import Town, moment

pytestmark = pytest.mark.django_db
RING = moment("Monday 2 March 2026 10:00")
UP = RING + timedelta(seconds=8)
LATER = RING + timedelta(minutes=3)
AFTERWARDS = RING + timedelta(minutes=5)


@pytest.fixture
def call(town: Town, bob: Client) -> Call:
    """A call from Mrs Lee that Bob has taken, with what he has typed of it so far."""
    made = picked_up(a_ringing_call(RING), UP, by=town.bob)
    with time_machine.travel(UP, tick=False):
        bob.post(reverse("call-taking", args=[made.occasion.reference]))
        typed = {"who": "Mrs Lee", "customer": str(town.mrs_lee.pk), "greeted": "on", "matter0-need": "Whose hedge?"}
        bob.post(reverse("draft", args=[f"call-{made.occasion.reference}"]), typed)
    return made


@pytest.fixture
def carol(town: Town) -> Client:
    client = Client()
    client.force_login(town.carol)
    return client


def card(to: Officer, **more: str) -> dict[str, str]:
    """What Bob fills in of the card, beside what is there."""
    return {"who": "Mrs Lee"} | {"to": str(to.pk), "why": "Hedges", "asked": "Whose hedge?", "greeted": "on"} | more


def put_through(bob: Client, call: Call, town: Town, **more: str) -> str:
    fields = card(town.carol, customer=str(town.mrs_lee.pk)) | more
    with time_machine.travel(LATER, tick=False):
        return bob.post(reverse("call-transfer", args=[call.occasion.reference]), fields, follow=True).text


def test_the_card_is_filled_in_from_what_is_typed_of_the_call(call: Call, bob: Client) -> None:
    page = bob.get(reverse("call-transfer", args=[call.occasion.reference])).text
    assert "Whose hedge?" in page
    assert 'value="Mrs Lee"' in page


def test_F23a_F03_the_colleague_accepts_the_card_and_has_the_case(
    call: Call, bob: Client, carol: Client, town: Town
) -> None:
    assert "The card is on Carol Chowdhury’s screen." in put_through(bob, call, town)
    waiting = Transfer.objects.get()
    with time_machine.travel(LATER + timedelta(seconds=5), tick=False):
        seen = carol.get(reverse("calls")).text
        assert "Bob Baker puts a call through to you" in seen
        assert "Not checked" in seen  # how identity was checked
        page = carol.post(reverse("transfer-acceptance", args=[waiting.pk]), follow=True).text
        assert "Whose hedge?" in page
        carol.post(reverse("transfer-rightness", args=[waiting.pk]), {"theirs": "yes"})
    verdicts = {one.promise: one.verdict(AFTERWARDS) for one in Clock.objects.filter(occasion=call.occasion)}
    assert verdicts["F03"] is Verdict.KEPT
    assert verdicts["F23a"] is Verdict.BROKEN  # nobody ticked that the customer was told
    assert call.occasion.facts.filter(kind="right first time").exists()


def test_F05_a_refused_call_comes_back_with_the_offer_to_take_a_message(
    call: Call, bob: Client, carol: Client, town: Town
) -> None:
    put_through(bob, call, town, done="told why")
    with time_machine.travel(LATER + timedelta(seconds=5), tick=False):
        carol.post(reverse("transfer-refusal", args=[Transfer.objects.get().pk]))
        assert "Carol Chowdhury did not take the call: not now" in bob.get(reverse("calls")).text
        address = f"{reverse('new-message')}?call={call.occasion.reference}"
        page = bob.get(address).text
        assert "Whose hedge?" in page
        who = {"who": "Mrs Lee", "customer": str(town.mrs_lee.pk), "words": "Whose hedge?"}
        bob.post(address, {"wanted": str(town.carol.pk)} | who)
    left = LeftMessage.objects.get()
    call.refresh_from_db()
    assert call.contact is not None
    assert call.contact.cases.get() == left.case  # the same case, and no second one
    assert left.case.owner == town.carol
    assert Clock.objects.get(occasion=call.occasion, promise="F05").verdict(AFTERWARDS) is Verdict.KEPT


def test_a_message_taken_in_a_call_is_what_the_call_was_about(call: Call, bob: Client, town: Town) -> None:
    address = f"{reverse('new-message')}?call={call.occasion.reference}"
    with time_machine.travel(LATER, tick=False):
        assert 'value="01632 960123"' in bob.get(address).text
        who = {"who": "Mrs Lee", "customer": str(town.mrs_lee.pk), "words": "The hedge", "greeted": "on"}
        bob.post(address, {"wanted": str(town.carol.pk)} | who)
    call.refresh_from_db()
    assert call.contact == LeftMessage.objects.get().contact
    assert Clock.objects.get(occasion=call.occasion, promise="F03").verdict(LATER) is Verdict.KEPT


def test_a_colleague_who_is_put_through_to_is_not_oneself_and_is_needed(call: Call, bob: Client, town: Town) -> None:
    assert "Select a valid choice" in put_through(bob, call, town, to=str(town.bob.pk))
    assert "Choose the colleague who gets the call" in put_through(bob, call, town, to="")
    assert not Transfer.objects.exists()


def test_only_who_has_the_call_puts_it_through_and_only_the_colleague_accepts(
    call: Call, bob: Client, carol: Client, town: Town
) -> None:
    page = carol.get(reverse("call-transfer", args=[call.occasion.reference]), follow=True).text
    assert "Bob Baker has taken this call." in page
    put_through(bob, call, town)
    with time_machine.travel(LATER, tick=False):
        assert bob.post(reverse("transfer-acceptance", args=[Transfer.objects.get().pk])).status_code == 404


TWO = {"matter0-need": "Whose hedge?", "matter1-need": "The lamp is out", "matters": "2"}


def test_of_several_matters_the_giver_chooses_one_and_keeps_the_others(
    call: Call, bob: Client, carol: Client, town: Town
) -> None:
    address = reverse("call-transfer", args=[call.occasion.reference])
    who = {"who": "Mrs Lee", "customer": str(town.mrs_lee.pk)}
    bob.post(reverse("draft", args=[f"call-{call.occasion.reference}"]), who | TWO)
    page = bob.get(address).text
    assert "Which matter is it?" in page and "What they ask" not in page
    assert "Choose which matter it is" in put_through(bob, call, town)
    put_through(bob, call, town, matter="1")
    transfer = Transfer.objects.get()
    assert (transfer.asked, transfer.case and transfer.case.need) == ("The lamp is out", "The lamp is out")
    with time_machine.travel(LATER + timedelta(seconds=5), tick=False):
        page = carol.post(reverse("transfer-acceptance", args=[transfer.pk]), follow=True).text
    assert "The lamp is out" in page
    call.refresh_from_db()
    assert call.contact is not None
    owners = dict(call.contact.cases.values_list("need", "owner__name"))
    assert owners == {"Whose hedge?": "Bob Baker", "The lamp is out": "Carol Chowdhury"}


def test_a_call_about_one_matter_asks_for_no_choice_also_when_it_is_written_down(
    call: Call, bob: Client, town: Town
) -> None:
    address = reverse("call-transfer", args=[call.occasion.reference])
    assert "Which matter is it?" not in bob.get(address).text
    put_through(bob, call, town)
    assert "Which matter is it?" not in bob.get(address).text


def test_a_card_that_waits_already_is_said_beside_the_colleague(call: Call, bob: Client, town: Town) -> None:
    put_through(bob, call, town)
    assert "Carol Chowdhury has the card of this call" in put_through(bob, call, town, to=str(town.dan.pk))
    assert Transfer.objects.count() == 1
