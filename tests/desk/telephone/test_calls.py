"""Events of telephone systems become calls, with facts and clocks by the charter, however they come."""

import random
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.charter.judging.clock import Verdict
from answerable.charter.judging.standing import standing
from answerable.desk.charters.actions import adopt
from answerable.desk.history.actions import facts_of, happened
from answerable.desk.history.retiming import retime
from answerable.desk.models import Call, CallEvent, Clock, Fact, Feed, Line, Occasion, Office
from answerable.desk.telephone import events as told
from answerable.desk.telephone.actions import Taken, take_events
from answerable.desk.telephone.calls import close_forgotten
from answerable.desk.telephone.events import Event
from answerable.desk.telephone.feeds import feed_named
from tests.cast import CHARTERS, Town, a_town
from tests.desk.telephone.ringing import TEN, Story
from tests.laws import ONE_FIXTURE

pytestmark = pytest.mark.django_db
LATER = TEN + timedelta(hours=1)


@pytest.fixture
def feed(town: Town) -> Feed:
    town.bob.extension = "201"
    town.bob.save()
    return feed_named("switchboard")


def verdict(promise: str = "F02", call: str = "c1") -> Verdict:
    return Clock.objects.get(occasion__call__call=call, promise=promise).verdict(LATER)


def what_stands(call: str = "c1") -> list[tuple[str, float, str]]:
    occasion = Occasion.objects.get(call__call=call)
    facts = standing(facts_of(occasion))
    return [(fact.kind, (fact.at - TEN).total_seconds(), str(dict(fact.details))) for fact in facts]


def test_F02_a_call_picked_up_within_twenty_seconds_keeps_its_promise(feed: Feed, town: Town) -> None:
    assert take_events(feed, Story().rings(0).picked_up(20.0).ended(65.5).events, at=LATER) == Taken(new=3)
    call = Call.objects.get()
    assert (call.outcome, call.answered_by, call.ring_seconds) == ("answered", town.bob, 20.0)
    assert [kind for kind, *_ in what_stands()] == ["rang", "picked up", "call ended"]
    assert verdict() is Verdict.KEPT
    assert Fact.objects.get(kind="picked up").by == town.bob


@pytest.mark.parametrize(
    ("began", "waited", "kept"),
    [(0, 20.0, True), (0, 20.0004, True), (0, 20.001, False), (0.999, 20.0, True), (0.999, 20.001, False)],
)
def test_F02_twenty_seconds_are_kept_to_the_thousandth(feed: Feed, began: float, waited: float, kept: bool) -> None:
    take_events(feed, Story().rings(began).picked_up(began + waited).ended(90).events, at=LATER)
    assert Call.objects.get().ring_seconds == round(waited, 3)
    assert verdict() is (Verdict.KEPT if kept else Verdict.BROKEN)


def test_P24_twenty_seconds_are_kept_to_the_thousandth() -> None:
    a_town("customer-promise")
    for call, waited in (("kept", 20.0), ("late", 20.001)):
        take_events(feed_named("pbx"), Story(call).rings(0).picked_up(waited).ended(90).events, at=LATER)
    assert (verdict("P24", "kept"), verdict("P24", "late")) == (Verdict.KEPT, Verdict.BROKEN)


def test_P24_calls_answered_within_20_seconds_and_none_is_hidden() -> None:
    a_town("customer-promise")
    feed = feed_named("pbx")
    take_events(feed, Story("given up").rings(0).given_up(2).events, at=LATER)
    take_events(feed, Story("voicemail").rings(0).then(told.VOICEMAIL, 15).ended(40).events, at=LATER)
    take_events(feed, Story("cut").rings(0).events, at=TEN)
    take_events(feed, [Event(id="s", call="", at=TEN + timedelta(minutes=1), kind=told.STARTED)], at=LATER)
    assert {verdict("P24", call) for call in ("given up", "voicemail", "cut")} == {Verdict.BROKEN}
    assert not Clock.objects.unstopped().exists()  # nobody waits on the line any more


def test_a_call_that_rings_is_seen_before_it_is_answered(feed: Feed) -> None:
    take_events(feed, Story().rings(0).events, at=TEN)
    call = Call.objects.get()
    assert call.rings and call.key == "+441632960123"
    assert call.occasion.next_due == TEN + timedelta(seconds=20)
    assert Line.objects.get() == call.line


def test_nothing_is_counted_twice(feed: Feed) -> None:
    story = Story().rings(0).picked_up(4).then(told.TRANSFERRED, 30, "202").ended(60).events
    assert take_events(feed, [*story, *story], at=LATER) == Taken(new=4, doubled=4)
    facts = Fact.objects.count()
    assert take_events(feed, story, at=LATER) == Taken(doubled=4)
    assert (Call.objects.count(), CallEvent.objects.count(), Fact.objects.count()) == (1, 4, facts)


def test_what_is_told_late_is_put_right_by_a_correction(feed: Feed) -> None:
    late, *rest = Story().rings(0).rings(5).given_up(30).events
    take_events(feed, rest, at=LATER)
    before = set(Fact.objects.values_list("pk", "kind", "at"))
    take_events(feed, [late], at=LATER)
    assert before < set(Fact.objects.values_list("pk", "kind", "at"))
    assert what_stands() == [("rang", 0.0, "{}"), ("given up", 30.0, "{}")]
    answered = Story().picked_up(10).ended(30).events
    take_events(feed, [Event(**{**vars(one), "id": f"more {one.id}"}) for one in answered], at=LATER)
    assert [kind for kind, *_ in what_stands()] == ["rang", "picked up", "call ended"]
    assert verdict() is Verdict.KEPT


STREAM = [
    *Story("a")
    .rings(0)
    .rings(2, "202")
    .picked_up(20, "201")
    .then(told.HELD, 30)
    .then(told.RESUMED, 40)
    .ended(70)
    .events,
    *Story("b").rings(1).given_up(3).events,
    *Story("c")
    .rings(2)
    .picked_up(25)
    .then(told.TRANSFERRED, 30, "203")
    .then(told.TRANSFER_FAILED, 50)
    .ended(70)
    .events,
    *Story("d").rings(4).then(told.VOICEMAIL, 24).ended(60).events,
    *Story("e").then(told.BUSY, 5).events,
    *Story("f").rings(6, "203").ended(9).events,
    Event(id="restart", call="", at=TEN + timedelta(seconds=45), kind=told.STARTED),
    *Story("g").rings(7).picked_up(9).events,
    # The system starts again, and counts its calls anew.
    Event(id="another restart", call="", at=TEN + timedelta(seconds=80), kind=told.STARTED),
    *(replace(event, id=f"new {event.id}") for event in Story("b").rings(81).picked_up(99).ended(100).events),
    *(replace(event, id=f"new {event.id}") for event in Story("g").rings(82).given_up(90).events),
]


@settings(max_examples=15, suppress_health_check=ONE_FIXTURE)
@given(data=st.data())
def test_in_any_batches_and_any_order_it_comes_to_the_same(feed: Feed, data: st.DataObject) -> None:
    name = feed_named(f"feed {random.random()}")
    stream = data.draw(st.permutations(STREAM + STREAM[::3]))
    while stream:
        size = data.draw(st.integers(1, 9))
        take_events(name, stream[:size], at=LATER)
        stream = stream[size:]
    whole = feed_named("whole")
    take_events(whole, STREAM, at=LATER)
    assert summary(name) == summary(whole)


def summary(feed: Feed) -> dict[tuple[str, datetime], object]:
    return {
        (call.call, call.occasion.at): (
            *(call.ring, call.answered, call.rang_until, call.ended, call.outcome, call.cut, call.answered_by),
            [(fact.kind, fact.at, fact.details) for fact in standing(facts_of(call.occasion))],
            [
                (clock.promise, clock.due, clock.verdict(LATER))
                for clock in call.occasion.clocks.order_by("promise", "started")
            ],
            retime(call.occasion, at=LATER),
        )
        for call in Call.objects.filter(feed=feed).select_related("occasion", "answered_by")
    }


def test_an_older_call_of_the_same_name_that_is_told_later_takes_nothing_from_the_call_that_the_desk_knows(
    feed: Feed, town: Town
) -> None:
    month = 30 * 24 * 3600
    much_later = TEN + timedelta(days=40)
    take_events(feed, Story("17").rings(month).picked_up(month + 9).ended(month + 60).events, at=much_later)
    Call.objects.update(customer=town.mrs_lee)
    june = [replace(event, id=f"june {event.id}") for event in Story("17").rings(0).picked_up(3).ended(30).events]
    take_events(feed, june, at=much_later)
    assert [(call.ring_seconds, call.customer) for call in Call.objects.order_by("ring")] == [
        (3.0, None),
        (9.0, town.mrs_lee),
    ]


def test_a_name_that_a_restarted_system_uses_again_is_another_call(feed: Feed) -> None:
    before = Story("1").rings(0).picked_up(5).ended(60).events
    after = [replace(event, id=f"new {event.id}") for event in Story("1").rings(600).given_up(640).events]
    take_events(feed, [*before, *after], at=LATER)
    assert [call.outcome for call in Call.objects.all()] == ["answered"]  # nobody told of a restart
    take_events(feed, [Event(id="s", call="", at=TEN + timedelta(seconds=90), kind=told.STARTED)], at=LATER)
    assert [(call.outcome, call.ring_seconds) for call in Call.objects.order_by("ring")] == [
        ("answered", 5.0),
        ("given up", 40.0),
    ]
    assert sorted(str(clock.verdict(LATER)) for clock in Clock.objects.filter(promise="F02")) == ["broken", "kept"]


def test_an_id_that_was_told_otherwise_before_is_said_to_differ(feed: Feed) -> None:
    [ring, answer] = Story().rings(0).picked_up(5).events
    take_events(feed, [ring], at=LATER)
    used_again = replace(answer, id=ring.id)
    assert take_events(feed, [ring, used_again], at=LATER) == Taken(doubled=2, differing=1)
    assert Call.objects.get().answered is None


def test_a_call_that_a_colleague_makes_is_said_to_be_one(feed: Feed) -> None:
    take_events(feed, [Event(id="1", call="c1", at=TEN, kind=told.RINGING, line="main", caller="201")], at=TEN)
    take_events(feed, [Event(id="2", call="c1", at=TEN, kind=told.PICKED_UP, officer="202")], at=TEN)
    assert Fact.objects.get(kind="picked up").details == {"requester": "colleague"}


def test_a_call_tells_the_office_of_its_line(feed: Feed) -> None:
    office = Office.objects.create(code="town-hall", name="Town hall")
    Line.objects.create(code="main", name="Main number", office=office)
    take_events(feed, Story().rings(0).picked_up(3).events, at=TEN)
    assert Fact.objects.get(kind="rang").details == {"office": "town-hall"}


def test_a_call_that_the_council_made_is_kept_as_events_only(feed: Feed) -> None:
    out = {"direction": "out"}
    take_events(feed, Story().then(told.RINGING, 0, details=out).events, at=TEN)
    assert (Call.objects.count(), CallEvent.objects.count()) == (0, 1)
    take_events(feed, Story("late").rings(0).picked_up(2).events, at=TEN)
    take_events(feed, [Event(id="x", call="late", at=TEN, kind=told.ENDED, details=out)], at=TEN)
    assert not Call.objects.exists()
    assert not Clock.objects.exists()


def test_a_transfer_that_an_officer_recorded_is_the_one_that_the_system_saw(feed: Feed, town: Town) -> None:
    take_events(feed, Story().rings(0).picked_up(3).events, at=TEN)
    call = Call.objects.get().occasion
    at = TEN + timedelta(seconds=50)
    happened(
        call, "transferred", at=at, by=town.bob, channel="telephone", done=["told to whom", "told why", "briefing"]
    )
    moved = [Event(id="t", call="c1", at=TEN + timedelta(seconds=60), kind=told.TRANSFERRED, officer="202")]
    take_events(feed, moved, at=LATER)
    assert [kind for kind, *_ in what_stands()] == ["rang", "picked up", "transferred"]
    assert verdict("F23a") is Verdict.KEPT


def test_a_call_whose_end_nobody_tells_is_cut_after_a_while(feed: Feed) -> None:
    take_events(feed, Story().rings(0).events, at=TEN)
    assert close_forgotten(TEN + timedelta(minutes=30)) == 0
    assert close_forgotten(TEN + timedelta(hours=2)) == 1
    assert close_forgotten(TEN + timedelta(hours=3)) == 0
    call = Call.objects.get()
    assert call.cut and not call.rings and call.ended is None
    take_events(feed, [Event(id="e", call="c1", at=TEN + timedelta(seconds=40), kind=told.ENDED)], at=LATER)
    assert (Call.objects.get().cut, Call.objects.get().outcome) == (False, "given up")


def test_an_event_costs_few_questions(feed: Feed) -> None:
    story = Story().rings(0).picked_up(5).ended(60).events
    take_events(feed, story[:1], at=TEN)
    with CaptureQueriesContext(connection) as asked:
        take_events(feed, story[1:2], at=TEN)
    assert len(asked) <= 19, "\n".join(query["sql"][:140] for query in asked)


def test_P24_a_call_that_rings_while_the_office_is_closed_is_not_held_against_the_council() -> None:
    town = a_town("customer-promise")
    text = (CHARTERS / "customer-promise" / "charter.toml").read_text()
    adopt(f'{text}\n[hours]\noffice = {{ mon-fri = "09:00-17:00" }}\n', starts=TEN - timedelta(days=9), by=town.alice)
    feed = feed_named("pbx")
    evening = TEN + timedelta(hours=7)
    take_events(feed, Story("day").rings(0).given_up(30).events, at=LATER)
    take_events(feed, Story("evening", start=evening).rings(0).given_up(30).events, at=evening + timedelta(hours=1))
    assert Fact.objects.filter(kind="rang").order_by("at").values_list("details", flat=True)[1] == {
        "office hours": "closed"
    }
    assert set(Clock.objects.filter(promise="P24").values_list("occasion__call__call", flat=True)) == {"day"}
