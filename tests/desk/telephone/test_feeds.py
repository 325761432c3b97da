"""A feed that tells nothing leaves a gap that shows; what it tells afterwards fills it."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from answerable.desk.models import Call, CallEvent, Fact, Feed, FeedGap
from answerable.desk.telephone import events as told
from answerable.desk.telephone.actions import take_events
from answerable.desk.telephone.events import Event
from answerable.desk.telephone.feeds import broke, feed_named, watch
from answerable.worker.work import Worker
from tests.cast import Town, moment
from tests.desk.telephone.ringing import TEN, Story

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def feed(town: Town) -> Feed:
    return feed_named("switchboard")


def beat(feed: Feed, at: object) -> None:
    take_events(feed, [Event(id="", call="", at=TEN, kind=told.HEARTBEAT)], at=at)  # type: ignore[arg-type]


def test_a_feed_that_sends_heartbeats_and_falls_silent_leaves_a_gap_until_it_is_heard_again(feed: Feed) -> None:
    beat(feed, TEN)
    assert (watch(TEN + MINUTE), watch(TEN + 5 * MINUTE), watch(TEN + 6 * MINUTE)) == (0, 1, 0)
    gap = FeedGap.objects.get()
    assert (gap.began, gap.ended) == (TEN, None)
    beat(feed, TEN + 60 * MINUTE)
    gap.refresh_from_db()
    assert (gap.ended, gap.filled, Feed.objects.get().trouble) == (TEN + 60 * MINUTE, None, "")


def test_a_feed_without_heartbeats_may_be_silent_all_night(feed: Feed) -> None:
    take_events(feed, Story().rings(0).given_up(9).events, at=TEN)
    assert watch(TEN + 600 * MINUTE) == 0


def test_a_feed_that_stops_for_an_hour_and_then_tells_everything_has_its_gap_filled(feed: Feed) -> None:
    beat(feed, TEN)
    watch(TEN + 5 * MINUTE)
    meanwhile = [Story(f"c{n}", start=TEN + n * 10 * MINUTE).rings(0).picked_up(n * 9).ended(90) for n in range(1, 6)]
    back = TEN + 60 * MINUTE
    take_events(feed, [event for story in meanwhile for event in story.events], at=back)
    gap = FeedGap.objects.get()
    assert (gap.ended, gap.filled) == (back, back)
    assert Call.objects.filter(outcome="answered").count() == 5


def test_a_system_that_says_that_it_stops_and_starts_leaves_a_gap_between_in_whatever_order_it_is_told(
    feed: Feed,
) -> None:
    stopped = Event(id="1", call="", at=TEN, kind=told.STOPPED)
    started = Event(id="2", call="", at=TEN + 30 * MINUTE, kind=told.STARTED)
    take_events(feed, [stopped], at=TEN)
    take_events(feed, [started], at=TEN + 30 * MINUTE)
    other = feed_named("another")
    take_events(other, [started], at=TEN + 31 * MINUTE)
    take_events(other, [stopped], at=TEN + 32 * MINUTE)
    assert [(gap.began, gap.ended) for gap in FeedGap.objects.all()] == [(TEN, TEN + 30 * MINUTE)] * 2


def test_a_break_that_lasts_is_one_gap(feed: Feed) -> None:
    broke(feed, since=TEN, why="Connection refused")
    broke(feed, since=TEN + MINUTE, why="No route")
    assert FeedGap.objects.count() == 1
    assert Feed.objects.get().trouble == "No route"


def test_a_restart_in_mid_call_cuts_the_calls_that_ran_and_no_others(feed: Feed) -> None:
    take_events(feed, [*Story("rings").rings(0).events, *Story("talks").rings(0).picked_up(4).events], at=TEN)
    take_events(feed, Story("over").rings(0).picked_up(4).ended(20).events, at=TEN)
    take_events(feed, [Event(id="s", call="", at=TEN + MINUTE, kind=told.STARTED)], at=TEN + MINUTE)
    take_events(feed, Story("after", start=TEN + 2 * MINUTE).rings(0).events, at=TEN + 2 * MINUTE)
    found = {call.call: (call.cut, call.outcome, call.ended is None) for call in Call.objects.all()}
    assert found == {
        "rings": (True, "", True),
        "talks": (True, "answered", True),
        "over": (False, "answered", False),
        "after": (False, "", True),
    }


def test_the_worker_notices_what_nobody_tells(feed: Feed) -> None:
    beat(feed, TEN)
    take_events(feed, Story().rings(0).events, at=TEN)
    Worker(lambda: TEN + 120 * MINUTE).pass_once()
    assert FeedGap.objects.get().began == TEN
    assert Call.objects.get().cut


@pytest.mark.parametrize(
    ("night", "answered"),
    [
        ("2026-10-25T01:59:50+01:00", "2026-10-25T01:00:09.500+00:00"),  # the hour from one to two comes again
        ("2026-03-29T00:59:50+00:00", "2026-03-29T02:00:09.500+01:00"),  # and here it is left out
    ],
)
def test_F02_a_call_in_the_night_on_which_the_clocks_change_rings_as_long_as_any_other(
    feed: Feed, night: str, answered: str
) -> None:
    ring, up = moment(night), moment(answered)
    story = [
        Event(id="1", call="c", at=ring, kind=told.RINGING),
        Event(id="2", call="c", at=up, kind=told.PICKED_UP, officer="201"),
    ]
    take_events(feed, story, at=up)
    call = Call.objects.get()
    assert call.ring_seconds == 19.5
    assert call.occasion.clocks.get(promise="F02").in_time


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_two_processes_that_tell_of_one_call_at_once_double_nothing(town: Town) -> None:
    feed = feed_named("switchboard")
    story = Story().rings(0).picked_up(5).then(told.TRANSFERRED, 20, "202").ended(60).events
    wait = threading.Barrier(4)

    def tell(events: list[Event]) -> None:
        wait.wait()
        for event in events:
            take_events(feed, [event], at=TEN + MINUTE)
        connection.close()

    threads = [threading.Thread(target=tell, args=(order,)) for order in (story, story[::-1], story, story[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (Call.objects.count(), CallEvent.objects.count()) == (1, 4)
    struck = {fact.details["fact"] for fact in Fact.objects.filter(kind="corrected")}
    standing = [fact.kind for fact in Fact.objects.order_by("at") if str(fact.pk) not in struck]
    assert sorted(standing) == sorted(["rang", "picked up", "transferred", "call ended", *["corrected"] * len(struck)])
