"""Putting a call through: the card first, then the call; and what becomes of one that nobody takes."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from answerable.charter.judging.clock import Verdict
from answerable.charter.judging.standing import standing
from answerable.charter.shares import percent
from answerable.desk.history.actions import facts_of
from answerable.desk.history.models import Clock
from answerable.desk.incoming.by_hand import PUT_THROUGH, Wanted, take_down
from answerable.desk.officers.models import Officer
from answerable.desk.telephone.actions import take_events
from answerable.desk.telephone.events import Event
from answerable.desk.telephone.models import Call, Feed, Transfer
from answerable.desk.telephone.taking import record_call, take
from answerable.desk.telephone.transfers import (
    MESSAGE_TAKEN,
    NUMBER_GIVEN,
    Briefing,
    Over,
    accept,
    cards_waiting,
    give_back,
    put_through,
    refuse,
    say_whether_right,
    see_to,
)
from tests.calling import a_ringing_call, picked_up, rung_off
from tests.cast import Town, a_town, moment

pytestmark = pytest.mark.django_db
RING = moment("Monday 2 March 2026 10:00")
UP = RING + timedelta(seconds=8)
OFFERED = RING + timedelta(minutes=2)
ACCEPTED = OFFERED + timedelta(seconds=10)
LATER = RING + timedelta(minutes=10)
TOLD = ("told to whom", "told why")


def in_hand(town: Town) -> Call:
    """A call that Bob has taken, and written down as far as it went."""
    call = take(picked_up(a_ringing_call(RING), UP, by=town.bob), at=UP, by=town.bob)
    wanted = Wanted(need="Whose hedge is it?", outcome=PUT_THROUGH, owner=town.bob)
    contact = take_down(
        channel="telephone", received_at=UP, at=OFFERED, by=town.bob, customer=town.mrs_lee, wanted=[wanted]
    )
    record_call(call, contact, greeted=(), ended=(), at=OFFERED, by=town.bob, ends=False)
    return call


def offered(call: Call, *, to: Officer, by: Officer, done: Sequence[str] = TOLD, after: int = 0) -> Transfer:
    briefing = Briefing(why="Hedges", identity="Name and postcode", asked="Whose hedge is it?", told="You look it up")
    at = OFFERED + timedelta(minutes=after)
    return put_through(call, to=to, briefing=briefing, at=at, by=by, done=done)


def verdict(call: Call, promise: str) -> Verdict:
    return Clock.objects.filter(occasion=call.occasion, promise=promise).latest("started").verdict(LATER)


def right_first_time(call: Call) -> float | None:
    """What F04 says of the call: of those put through, how many in a hundred were right first time."""
    kinds = [fact.kind for fact in standing(facts_of(call.occasion))]
    return percent(min(1, kinds.count("transferred")), min(1, kinds.count("right first time")))


def test_F23a_the_card_is_on_the_colleagues_screen_before_the_line_is(town: Town) -> None:
    call = in_hand(town)
    transfer = offered(call, to=town.carol, by=town.bob)
    [card] = cards_waiting(town.carol, LATER)
    assert card.for_me
    assert (card.transfer.why, card.transfer.identity) == ("Hedges", "Name and postcode")
    assert not call.occasion.facts.filter(kind="transferred").exists()
    accept(transfer, at=ACCEPTED)
    assert verdict(call, "F23a") is Verdict.KEPT


def test_F23a_who_was_not_told_to_whom_they_go_is_a_broken_promise(town: Town) -> None:
    call = in_hand(town)
    accept(offered(call, to=town.carol, by=town.bob, done=["told why"]), at=ACCEPTED)
    assert verdict(call, "F23a") is Verdict.BROKEN


def test_the_case_goes_with_the_call_and_stays_the_givers_until_then(town: Town) -> None:
    call = in_hand(town)
    assert call.contact is not None
    case = call.contact.cases.get()
    transfer = offered(call, to=town.carol, by=town.bob)
    assert case.owner == town.bob
    accept(transfer, at=ACCEPTED)
    case.refresh_from_db()
    call.refresh_from_db()
    assert (case.owner, call.taken_by) == (town.carol, town.carol)
    assert "Whose hedge is it?" in case.notes.get().text


def test_P20a_a_customer_who_is_put_through_is_connected() -> None:
    town = a_town("customer-promise")
    call = in_hand(town)
    accept(offered(call, to=town.carol, by=town.bob), at=ACCEPTED)
    assert call.contact is not None
    assert Clock.objects.get(case=call.contact.cases.get(), promise="P20a").verdict(LATER) is Verdict.KEPT


@pytest.mark.parametrize("done", [MESSAGE_TAKEN, NUMBER_GIVEN])
def test_F05_a_call_that_comes_back_keeps_the_promise_by_a_message_or_the_right_number(town: Town, done: str) -> None:
    call = in_hand(town)
    transfer = offered(call, to=town.carol, by=town.bob)
    refuse(transfer, at=ACCEPTED)
    assert verdict(call, "F05") is Verdict.BROKEN
    [card] = cards_waiting(town.bob, LATER)
    assert card.came_back
    see_to(transfer, done, at=LATER)
    assert verdict(call, "F05") is Verdict.KEPT
    assert cards_waiting(town.bob, LATER) == []


def test_F05_what_is_only_done_after_the_call_does_not_keep_it(town: Town) -> None:
    call = in_hand(town)
    transfer = offered(call, to=town.carol, by=town.bob)
    refuse(transfer, at=ACCEPTED)
    rung_off(call, ACCEPTED + timedelta(seconds=30))
    see_to(transfer, at=LATER)
    assert verdict(call, "F05") is Verdict.BROKEN


def test_a_card_that_nobody_answers_comes_back_to_its_owner(town: Town) -> None:
    call = in_hand(town)
    transfer = offered(call, to=town.carol, by=town.bob)
    assert give_back(OFFERED + timedelta(seconds=89)) == 0
    assert give_back(OFFERED + timedelta(seconds=90)) == 1
    with pytest.raises(Over):
        accept(transfer, at=LATER)
    assert cards_waiting(town.carol, LATER) == []
    assert cards_waiting(town.bob, LATER)[0].came_back
    assert call.occasion.facts.filter(kind="transfer failed").count() == 1


def test_a_call_that_ends_while_the_card_waits_comes_back_at_once(town: Town) -> None:
    call = in_hand(town)
    offered(call, to=town.carol, by=town.bob)
    rung_off(call, OFFERED + timedelta(seconds=5))
    assert give_back(OFFERED + timedelta(seconds=6)) == 1


def test_of_two_answers_to_a_card_the_first_counts(town: Town) -> None:
    transfer = offered(in_hand(town), to=town.carol, by=town.bob)
    accept(transfer, at=ACCEPTED)
    with pytest.raises(Over):
        refuse(transfer, at=LATER)


def test_F04_the_colleague_says_that_it_was_for_them(town: Town) -> None:
    call = in_hand(town)
    transfer = offered(call, to=town.carol, by=town.bob)
    accept(transfer, at=ACCEPTED)
    assert cards_waiting(town.carol, LATER)[0].asks
    say_whether_right(transfer, theirs=True, at=LATER)
    say_whether_right(transfer, theirs=True, at=LATER)
    assert right_first_time(call) == 100.0
    assert call.occasion.facts.filter(kind="right first time").count() == 1


@pytest.mark.parametrize("first_says", [True, False, None])
def test_F04_a_call_put_through_twice_was_not_right_first_time_whatever_was_said(
    town: Town, first_says: bool | None
) -> None:
    call = in_hand(town)
    first = offered(call, to=town.carol, by=town.bob)
    accept(first, at=ACCEPTED)
    if first_says is not None:
        say_whether_right(first, theirs=first_says, at=ACCEPTED)
    second = offered(call, to=town.dan, by=town.carol, after=2)
    accept(second, at=OFFERED + timedelta(minutes=3))
    say_whether_right(second, theirs=True, at=LATER)
    assert right_first_time(call) == 0.0


@pytest.mark.parametrize("first", ["the desk", "the telephone system"])
def test_a_transfer_that_the_telephone_system_sees_too_is_one(town: Town, first: str) -> None:
    feed = Feed.objects.create(name="Another exchange")

    def told(kind: str, at: datetime) -> None:
        officer = "Bob Baker" if kind == "picked up" else ""
        take_events(feed, [Event(id=kind, call="1", at=at, kind=kind, line="600", officer=officer)], at=LATER)

    told("ringing", RING)
    told("picked up", UP)
    call = take(Call.objects.get(feed=feed), at=UP, by=town.bob)
    transfer = offered(call, to=town.carol, by=town.bob)
    if first == "the telephone system":
        told("transferred", ACCEPTED + timedelta(seconds=3))
    accept(transfer, at=ACCEPTED)
    if first == "the desk":
        told("transferred", ACCEPTED + timedelta(seconds=3))
    told("ended", LATER)
    assert [fact.kind for fact in standing(facts_of(call.occasion))].count("transferred") == 1
    assert verdict(call, "F23a") is Verdict.KEPT


def test_a_call_whose_card_waits_is_put_through_to_nobody_else(town: Town) -> None:
    call = in_hand(town)
    offered(call, to=town.carol, by=town.bob)
    with pytest.raises(Over, match="Carol Chowdhury has the card"):
        offered(call, to=town.dan, by=town.bob)


def test_who_has_not_said_for_a_day_whether_a_call_was_for_them_is_asked_no_more(town: Town) -> None:
    transfer = offered(in_hand(town), to=town.carol, by=town.bob)
    accept(transfer, at=ACCEPTED)
    day = timedelta(days=1)
    assert [len(cards_waiting(town.carol, ACCEPTED + later)) for later in (day, day + timedelta(seconds=1))] == [1, 0]
