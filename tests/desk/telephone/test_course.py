"""How a call went follows from its events, whatever their order and however often each is told."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.desk.telephone import events as told
from answerable.desk.telephone.course import LONGEST_CALL, LONGEST_WAIT, Course, course, each_call
from answerable.desk.telephone.events import Event
from tests.desk.telephone.ringing import TEN, Story


def after(seconds: float) -> object:
    return TEN + timedelta(seconds=seconds)


def how(story: Story, **more: object) -> Course:
    found = course(story.events, **more)  # type: ignore[arg-type]
    assert found is not None
    return found


def test_a_call_is_answered_by_the_first_person_who_picks_it_up() -> None:
    call = how(Story().rings(0).rings(3, "201").rings(3, "202").picked_up(12.5, "202").picked_up(80, "203").ended(200))
    assert (call.ring, call.answered, call.answered_as) == (TEN, after(12.5), "202")
    assert (call.ended, call.outcome, call.line) == (after(200), "answered", "main")


def test_a_call_has_no_outcome_while_it_goes_on() -> None:
    assert how(Story().rings(0)).outcome == ""
    assert how(Story().rings(0).picked_up(5)).outcome == ""


def test_who_rings_off_unanswered_has_given_up_whether_or_not_that_is_said() -> None:
    said = how(Story().rings(0).given_up(2))
    silent = how(Story().rings(0).ended(2))
    assert said == silent
    assert (said.outcome, said.rang_until, said.ended) == ("given up", after(2), after(2))


def test_who_is_put_to_voicemail_waited_until_then() -> None:
    call = how(Story().rings(0).then(told.VOICEMAIL, 25).ended(60))
    assert (call.outcome, call.answered, call.rang_until, call.ended) == ("voicemail", None, after(25), after(60))


def test_who_leaves_a_queue_for_another_still_waits() -> None:
    hop = Story().rings(0, line="first").then(told.GIVEN_UP, 30, line="first").rings(30, line="second")
    assert (how(hop).outcome, how(hop).ended, how(hop).rang_until) == ("", None, None)
    gone = how(hop.then(told.GIVEN_UP, 50, line="second"))
    assert (gone.outcome, gone.ended, gone.rang_until) == ("given up", after(50), after(50))


def test_a_name_is_another_calls_where_the_call_before_was_over_long_ago_or_before_a_restart() -> None:
    def calls(again: float, *starts: float) -> list[int]:
        story = Story().rings(0).picked_up(5).ended(60).rings(again).given_up(again + 9)
        return [len(call) for call in each_call(story.events, [TEN + timedelta(seconds=start) for start in starts])]

    assert calls(61) == calls(3660, 30, 4000) == [5]  # put through to another queue
    assert calls(3661) == calls(100, 90) == [3, 2]
    ringing = Story().rings(0)
    assert len(each_call(ringing.rings(20, "201", line="").events, [TEN + timedelta(seconds=9)])) == 1
    assert len(each_call(ringing.rings(40).events, [TEN + timedelta(seconds=30)])) == 2


def test_an_engaged_line_is_no_ring() -> None:
    call = how(Story().then(told.BUSY, 0, line="main"))
    assert (call.outcome, call.ring, call.ended) == ("busy", None, TEN)


def test_a_second_wait_after_a_transfer_is_not_a_second_answer() -> None:
    call = how(
        Story()
        .rings(0)
        .picked_up(5, "201")
        .then(told.TRANSFERRED, 60, "202")
        .rings(61, "202")
        .then(told.GIVEN_UP, 90)
        .ended(90)
    )
    assert (call.outcome, call.answered_as, len(call.transfers)) == ("answered", "201", 1)


def test_one_transfer_told_by_two_sources_is_one() -> None:
    call = how(
        Story().rings(0).picked_up(5).then(told.TRANSFERRED, 60, "202").then(told.TRANSFERRED, 60.4, "202").ended(99)
    )
    assert len(call.transfers) == 1


def test_a_call_on_hold_is_held_until_it_is_resumed() -> None:
    story = Story().rings(0).picked_up(5).then(told.HELD, 10)
    assert how(story).held
    assert not how(story.then(told.RESUMED, 40)).held


def test_a_call_that_the_council_made_is_none() -> None:
    assert course(Story().then(told.RINGING, 0, details={"direction": "out"}).picked_up(5).events) is None


def test_a_restart_in_mid_call_cuts_it_without_an_invented_end() -> None:
    talking = how(Story().rings(0).picked_up(5), restarts=[after(60)])
    assert (talking.outcome, talking.ended, talking.lost) == ("answered", None, after(60))
    ringing = how(Story().rings(0), restarts=[after(60)])
    assert (ringing.outcome, ringing.rang_until, ringing.lost) == ("", None, after(60))
    assert how(Story().rings(0).picked_up(5).ended(90), restarts=[after(60)]).lost is None
    assert how(Story().rings(0), restarts=[after(90), after(60)]).lost == after(60)


def test_no_call_goes_on_for_ever() -> None:
    assert how(Story().rings(0), now=TEN + LONGEST_WAIT).lost is None
    assert how(Story().rings(0), now=TEN + 2 * LONGEST_WAIT).lost == TEN + LONGEST_WAIT
    assert how(Story().rings(0).picked_up(0), now=TEN + 2 * LONGEST_WAIT).lost is None
    assert how(Story().rings(0).picked_up(0), now=TEN + 2 * LONGEST_CALL).lost == TEN + LONGEST_CALL


events = st.builds(
    Event,
    id=st.uuids().map(str),
    call=st.just("c"),
    at=st.integers(0, 100_000).map(lambda thousandths: TEN + timedelta(milliseconds=thousandths)),
    kind=st.sampled_from(told.OF_CALLS),
    line=st.sampled_from(["", "main", "housing"]),
    caller=st.sampled_from(["", "01632 960123"]),
    officer=st.sampled_from(["", "201", "202"]),
)


@settings(max_examples=300)
@given(story=st.lists(events, min_size=1, max_size=8), data=st.data())
def test_order_and_doubles_make_no_difference(story: list[Event], data: st.DataObject) -> None:
    again = data.draw(st.permutations([*story, *data.draw(st.lists(st.sampled_from(story), max_size=4))]))
    assert course(again) == course(story)


@settings(max_examples=300)
@given(story=st.lists(events, min_size=1, max_size=8))
def test_a_course_makes_sense(story: list[Event]) -> None:
    call = how(Story(events=story))
    assert (call.outcome == "answered") <= (call.answered is not None)
    assert not (call.answered and call.outcome in ("given up", "voicemail", "busy"))
    assert bool(call.outcome) <= (call.ended is not None)
    assert not (call.held and call.ended)
