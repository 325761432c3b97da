"""Calls at the desk: what rings, who may ring, who has taken it, and what it was about."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from answerable.charter.judging.clock import Verdict
from answerable.desk.cases.models import Case
from answerable.desk.customers.actions import new_customer
from answerable.desk.customers.models import Look
from answerable.desk.drafts.actions import keep, kept
from answerable.desk.history.models import Clock
from answerable.desk.messages.actions import Word, leave_message
from answerable.desk.officers.models import Officer
from answerable.desk.telephone.actions import take_events
from answerable.desk.telephone.events import Event
from answerable.desk.telephone.models import Call, Feed
from answerable.web.telephone.ringing import ringing_now
from tests.calling import MRS_LEES, a_ringing_call, picked_up, rung_off
from tests.cast import Town, a_case, a_town, moment

pytestmark = pytest.mark.django_db
RING = moment("Monday 2 March 2026 10:00")
UP = RING + timedelta(seconds=8)
LATER = RING + timedelta(minutes=3)


def settled(**more: str) -> dict[str, str]:
    """What Bob types of a call that he settled."""
    bob = Officer.objects.get(name="Bob Baker").pk
    asked = {"matter0-need": "When is the tip open?", "matter0-outcome": "answered", "matter0-owner": str(bob)}
    return {"who": "anonymous", "matters": "1"} | asked | more


def verdict(call: Call, promise: str) -> Verdict:
    return Clock.objects.get(occasion=call.occasion, promise=promise).verdict(LATER + timedelta(minutes=1))


def test_F21_a_ringing_call_shows_to_every_officer_with_who_it_may_be(town: Town) -> None:
    case = a_case(town, at=RING - timedelta(days=1))
    new_customer(name="Mr Lee", addresses={"telephone": MRS_LEES}, at=RING)
    a_ringing_call(RING)
    for officer in (town.bob, town.carol, town.dan):
        [call] = ringing_now(officer, RING + timedelta(seconds=5))
        assert (call.seconds, call.line) == (5, "Main number")
        assert [str(one.customer) for one in call.known] == ["Mrs Lee", "Mr Lee"]
        assert call.known[0].cases == (case,)
        assert officer.name in call.greeting.words


def test_a_withheld_number_is_said_to_be_withheld(town: Town, bob: Client) -> None:
    a_ringing_call(RING, caller="")
    with time_machine.travel(RING + timedelta(seconds=5), tick=False):
        assert "Number withheld" in bob.get(reverse("calls")).text


def test_a_call_whose_end_was_never_told_does_not_ring_for_ever(town: Town) -> None:
    a_ringing_call(RING)
    assert ringing_now(town.bob, RING + timedelta(days=1)) == []


def test_a_call_rings_on_the_screen_until_it_is_given_up_and_while_it_moves_from_one_queue_to_the_next(
    town: Town,
) -> None:
    feed = Feed.objects.create(name="The exchange")

    def then(number: int, kind: str, line: str) -> int:
        at = RING + timedelta(seconds=number)
        take_events(feed, [Event(id=str(number), call="c1", at=at, kind=kind, line=line)], at=at)
        return len(ringing_now(town.bob, at))

    told = [(0, "ringing", "first"), (30, "given up", "first"), (31, "ringing", "second"), (50, "given up", "second")]
    assert [then(*one) for one in told] == [1, 0, 1, 0]


def test_what_rings_costs_as_many_questions_for_one_call_as_for_three(
    town: Town, django_assert_num_queries: object
) -> None:
    a_ringing_call(RING)
    with django_assert_num_queries(5):  # type: ignore[operator]
        ringing_now(town.bob, UP)
    a_ringing_call(RING)
    a_ringing_call(RING, caller="")
    with django_assert_num_queries(5):  # type: ignore[operator]
        ringing_now(town.bob, UP)


def test_the_card_takes_the_call_and_its_sheet_is_filled_in(town: Town, bob: Client) -> None:
    call = a_ringing_call(RING)
    with time_machine.travel(UP, tick=False):
        page = bob.post(reverse("call-taking", args=[call.occasion.reference]), follow=True).text
    assert 'value="Mrs Lee"' in page
    assert "Good morning. Flitwick Town Council, Bob Baker speaking. How can I help?" in page
    assert Look.objects.filter(officer=town.bob, customer=town.mrs_lee, where="call").count() == 1


def test_of_two_who_press_at_once_one_has_the_call_and_the_other_is_told_who(town: Town, bob: Client) -> None:
    call = a_ringing_call(RING)
    carol = Client()
    carol.force_login(town.carol)
    with time_machine.travel(UP, tick=False):
        bob.post(reverse("call-taking", args=[call.occasion.reference]))
        told = carol.post(reverse("call-taking", args=[call.occasion.reference]), follow=True).text
    assert "Bob Baker has taken this call." in told
    call.refresh_from_db()
    assert (call.taken_by, call.taken_at) == (town.bob, UP)


def test_who_really_picked_up_has_the_call_whoever_pressed(town: Town, bob: Client) -> None:
    call = picked_up(a_ringing_call(RING), UP, by=town.bob)
    Call.objects.update(taken_by=town.carol, taken_at=RING)
    with time_machine.travel(LATER, tick=False):
        bob.post(reverse("call-taking", args=[call.occasion.reference]))
    call.refresh_from_db()
    assert call.taken_by == town.bob


def test_several_who_may_be_ringing_are_all_offered(town: Town, bob: Client) -> None:
    new_customer(name="Mr Lee", addresses={"telephone": MRS_LEES}, at=RING)
    call = a_ringing_call(RING)
    with time_machine.travel(UP, tick=False):
        page = bob.post(reverse("call-taking", args=[call.occasion.reference]), follow=True).text
    assert "Which one was it?" in page
    assert "Mr Lee" in page


@pytest.fixture
def in_hand(town: Town, bob: Client) -> Call:
    """A call that Bob has picked up and taken."""
    call = picked_up(a_ringing_call(RING), UP, by=town.bob)
    with time_machine.travel(UP, tick=False):
        bob.post(reverse("call-taking", args=[call.occasion.reference]))
    return call


def test_F03_what_was_said_at_picking_up_keeps_the_promise_though_it_is_ticked_later(
    in_hand: Call, bob: Client
) -> None:
    assert verdict(in_hand, "F03") is Verdict.BROKEN
    with time_machine.travel(LATER, tick=False):
        bob.post(reverse("call", args=[in_hand.occasion.reference]), settled(greeted="on"))
    assert verdict(in_hand, "F03") is Verdict.KEPT


def test_F03_a_greeting_that_was_not_said_is_not_recorded(in_hand: Call, bob: Client) -> None:
    with time_machine.travel(LATER, tick=False):
        bob.post(reverse("call", args=[in_hand.occasion.reference]), settled())
    assert verdict(in_hand, "F03") is Verdict.BROKEN


def test_a_call_is_written_down_as_a_contact_at_its_own_moment(in_hand: Call, bob: Client, town: Town) -> None:
    with time_machine.travel(LATER, tick=False):
        bob.post(
            reverse("call", args=[in_hand.occasion.reference]), settled(who="Mrs Lee", customer=str(town.mrs_lee.pk))
        )
    in_hand.refresh_from_db()
    assert in_hand.contact is not None
    assert (in_hand.contact.channel, in_hand.contact.received_at) == ("telephone", UP)
    assert (in_hand.customer, Case.objects.get().outcome) == (town.mrs_lee, "answered")


def test_somebody_new_is_known_by_the_number_next_time(town: Town, bob: Client) -> None:
    call = a_ringing_call(RING, caller="01632 960777", key="+441632960777")
    with time_machine.travel(LATER, tick=False):
        bob.post(reverse("call-taking", args=[call.occasion.reference]))
        bob.post(reverse("call", args=[call.occasion.reference]), settled(who="Jo Smith", customer="new"))
    again = a_ringing_call(LATER, caller="01632 960777", key="+441632960777")
    [ringing] = [one for one in ringing_now(town.bob, LATER) if one.reference == again.occasion.reference]
    assert [str(one.customer) for one in ringing.known] == ["Jo Smith"]


def test_what_is_half_typed_of_a_call_is_kept_apart_from_a_half_typed_contact(
    in_hand: Call, bob: Client, town: Town
) -> None:
    keep(town.bob, "new-contact", {"who": "Somebody else"}, at=RING)
    place = f"call-{in_hand.occasion.reference}"
    with time_machine.travel(LATER, tick=False):
        bob.post(reverse("draft", args=[place]), {"matter0-need": "The tip", "who": "Mrs Lee"})
        page = bob.get(reverse("call", args=[in_hand.occasion.reference])).text
        assert "The tip" in page
        bob.post(reverse("call", args=[in_hand.occasion.reference]), settled())
    assert kept(town.bob, place) == {}
    assert kept(town.bob, "new-contact") == {"who": "Somebody else"}


def test_only_who_took_the_call_writes_it_down(in_hand: Call, town: Town) -> None:
    carol = Client()
    carol.force_login(town.carol)
    page = carol.get(reverse("call", args=[in_hand.occasion.reference]), follow=True).text
    assert "Bob Baker has taken this call." in page


def test_an_ended_call_without_a_contact_asks_what_it_was_about(in_hand: Call, bob: Client) -> None:
    rung_off(in_hand, LATER)
    with time_machine.travel(LATER + timedelta(minutes=5), tick=False):
        assert "No call waits to be written down" not in bob.get(reverse("calls")).text
        bob.post(reverse("call", args=[in_hand.occasion.reference]), settled())
        assert "No call waits to be written down" in bob.get(reverse("calls")).text


def test_without_a_telephone_system_the_same_sheet_works_by_hand(town: Town, bob: Client) -> None:
    with time_machine.travel(UP, tick=False):
        bob.post(reverse("call-by-hand"))
    call = Call.objects.get()
    with time_machine.travel(LATER, tick=False):
        bob.post(reverse("call", args=[call.occasion.reference]), settled(greeted="on"))
    call.refresh_from_db()
    assert (call.answered, call.ended, call.outcome) == (UP, LATER, "answered")
    assert verdict(call, "F03") is Verdict.KEPT
    assert not Clock.objects.filter(promise="F02").exists()  # how long it rang is not known


@pytest.mark.parametrize(("do", "said"), [("send", Verdict.KEPT), ("", Verdict.KEPT), ("only", Verdict.BROKEN)])
def test_K20b_the_button_that_records_a_call_says_that_it_ended_with_thanks(
    client: Client, do: str, said: Verdict
) -> None:
    town = a_town("cuckfield")
    client.force_login(town.bob)
    call = picked_up(a_ringing_call(RING), UP, by=town.bob)
    with time_machine.travel(LATER, tick=False):
        page = client.post(reverse("call-taking", args=[call.occasion.reference]), follow=True).text
        client.post(reverse("call", args=[call.occasion.reference]), settled(do=do, greeted="on"))
    rung_off(call, LATER + timedelta(seconds=20))
    assert "Thanked, outcome confirmed: record" in page
    assert verdict(call, "K20b") is said
    assert (verdict(call, "K20"), verdict(call, "K04")) == (Verdict.KEPT, Verdict.KEPT)


def test_F03_a_greeting_counts_though_the_system_tells_only_afterwards_that_the_call_was_picked_up(
    town: Town, bob: Client
) -> None:
    feed, ring = Feed.objects.create(name="The exchange"), RING + timedelta(milliseconds=900)

    def told(kind: str, at: datetime) -> None:
        event = Event(id=f"{kind} {at}", call="1", at=at, kind=kind, line="600", caller=MRS_LEES, officer="Bob Baker")
        take_events(feed, [event], at=LATER)

    told("ringing", ring)
    call = Call.objects.get()
    with time_machine.travel(LATER, tick=False):
        bob.post(reverse("call-taking", args=[call.occasion.reference]))
        bob.post(reverse("call", args=[call.occasion.reference]), settled(greeted="on"))
    told("picked up", UP)
    told("ended", LATER + timedelta(seconds=5))
    told("picked up", UP - timedelta(seconds=2))  # told late: a colleague had it before
    assert verdict(call, "F03") is Verdict.KEPT
    call.refresh_from_db()
    assert call.contact is not None


def test_whose_messages_stand_under_the_calls_was_seen(town: Town, bob: Client) -> None:
    word = Word(name="Mrs Lee", number="01632 960123", words="The hedge")
    leave_message(word, wanted=town.bob, to=town.bob, customer=town.mrs_lee, said_at=RING, at=RING, by=town.dan)
    assert "Mrs Lee" in bob.get(reverse("calls")).text
    assert Look.objects.get(where="calls").customer == town.mrs_lee


def test_a_call_by_hand_that_was_none_is_struck_out_and_breaks_no_promise(town: Town, bob: Client) -> None:
    """The key pressed where nothing rang: no call is left that nobody greeted, and none that goes on."""
    bob.post(reverse("call-by-hand"))
    slip = Call.objects.get()
    assert Clock.objects.filter(occasion=slip.occasion).exists()
    assert "It was no call" in bob.get(reverse("call", args=[slip.occasion.reference])).text
    page = bob.post(reverse("call", args=[slip.occasion.reference]), {"do": "none"}, follow=True).text
    assert "It was no call. It is struck out" in page and "Nobody is on the telephone." in page
    assert not Call.objects.exists() and not Clock.objects.filter(occasion=slip.occasion).exists()


def test_a_call_of_which_something_came_stays(town: Town, bob: Client) -> None:
    bob.post(reverse("call-by-hand"))
    call = Call.objects.get()
    address = reverse("call", args=[call.occasion.reference])
    bob.post(address, settled(token="1", do="send"))
    assert "can’t be struck out" in bob.post(address, {"do": "none"}, follow=True).text
    assert Call.objects.get().contact is not None


def test_a_call_of_another_day_is_found_with_who_answered_and_what_it_was_about(town: Town, bob: Client) -> None:
    call = picked_up(a_ringing_call(RING), UP, by=town.bob)
    with time_machine.travel(LATER + timedelta(days=3), tick=False):
        page = bob.get(reverse("calls-day"), {"on": "2026-03-02"}).text
        assert "Calls of Monday 2 March 2026" in page and "1 call." in page and call.caller in page
        assert "Bob Baker" in page.partition("<tbody")[2]
        assert "No call is known of this day." in bob.get(reverse("calls-day")).text
