"""Clocks that are held, put off, or reopened: the traps by their numbers, in named weekdays of January 2026."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from answerable.charter.clauses import Timed
from answerable.charter.judge import Edition, clocks_by_edition
from answerable.charter.moments import local
from answerable.charter.span import read_span
from tests.charter.anytown import promise
from tests.charter.stories import Story, when

LATER = "Friday 27 February 2026 12:00"
MONDAY = "Monday 5 January 2026 10:00"
WAITING = "waiting for the customer"


def held(within: str = "5 working days", more: str = "", channel: str = "email", start: str = MONDAY) -> Story:
    """A promise that waits for the customer, and a contact that it covers."""
    rest = f'from = "received"\nuntil = "answered"\nwithin = "{within}"\npauses = ["{WAITING}"]\n{more}'
    return Story.by(promise("A1", rest)).happens("received", start, channel)


def paused(story: Story, since: str, until: str = "", reason: str = WAITING) -> Story:
    story.happens("paused", since, reason=reason)
    return story.happens("resumed", until) if until else story


def due(story: Story) -> str:
    (clock,) = story.clocks("A1")
    return f"{local(clock.due):%A %-d %B %H:%M:%S}" if clock.due else "held"


# 5 and 6: what a hold adds


def test_trap_05_paused_and_resumed_twice_within_a_minute() -> None:
    story = paused(held("10 hours"), "Monday 5 January 2026 11:00:10", "Monday 5 January 2026 11:00:20")
    paused(story, "Monday 5 January 2026 11:00:30", "Monday 5 January 2026 11:00:50")
    assert due(story) == "Monday 5 January 20:00:30"


def test_trap_05_paused_in_the_hour_that_comes_twice() -> None:
    story = held("10 hours", start="Saturday 24 October 2026 20:00")
    # From 01:30 in summer time to 01:30 in winter time an hour goes by.
    first = when("Sunday 25 October 2026 00:30") + timedelta(hours=1)
    story = paused(story, "Sunday 25 October 2026 00:30", "Sunday 25 October 2026 03:30")
    story.facts[1] = replace(story.facts[1], at=first)
    story.facts[2] = replace(story.facts[2], at=first + timedelta(hours=1))
    assert due(story) == "Sunday 25 October 06:00:00"


def test_trap_08_held_while_its_closed_last_day_is_put_off_it_does_not_fall_due_while_held() -> None:
    # Seven calendar days end on Saturday 31 January: it moves to Monday, in which it is held until Friday the 6th.
    story = held(
        "7 calendar days", 'closed_day = "moves to the next working day"', start="Saturday 24 January 2026 10:00"
    )
    assert due(story) == "Monday 2 February 23:59:59"
    paused(story, "Monday 2 February 2026 10:00", "Friday 6 February 2026 10:00")
    assert due(story) == "Monday 9 February 23:59:59"


def test_trap_05_a_second_pause_while_the_first_runs_adds_nothing_of_its_own() -> None:
    story = paused(paused(held("10 hours"), "Monday 5 January 2026 11:00"), "Monday 5 January 2026 11:30")
    assert due(story.happens("resumed", "Monday 5 January 2026 12:00")) == "Monday 5 January 21:00:00"


@pytest.mark.parametrize(
    ("since", "until", "moved"),
    [
        ("Tuesday 6 January 2026 10:00", "Tuesday 6 January 2026 11:00", "Tuesday 13"),  # a day partly held
        ("Tuesday 6 January 2026 23:00", "Wednesday 7 January 2026 01:00", "Wednesday 14"),  # two days partly held
        ("Saturday 10 January 2026 10:00", "Sunday 11 January 2026 11:00", "Monday 12"),  # days that don't count
        ("Friday 9 January 2026 10:00", "Monday 12 January 2026 11:00", "Wednesday 14"),  # over a weekend
        (
            "Monday 5 January 2026 11:00",
            "Monday 5 January 2026 12:00",
            "Monday 12",
        ),  # the day of receipt counts nothing
    ],
)
def test_trap_06_a_day_clock_skips_each_working_day_that_was_held(since: str, until: str, moved: str) -> None:
    assert due(paused(held(), since, until)) == f"{moved} January 23:59:59"


def test_trap_06_a_hold_over_a_bank_holiday_skips_the_working_days_only() -> None:
    story = held("3 working days", start="Thursday 2 April 2026 10:00")  # Good Friday is the 3rd, Easter Monday the 6th
    assert due(paused(story, "Thursday 2 April 2026 12:00", "Tuesday 7 April 2026 09:00")) == "Friday 10 April 23:59:59"


# 7: a pause is not forgotten


def test_trap_07_a_new_edition_while_the_clock_is_held_neither_forgets_the_pause_nor_takes_the_clock_over() -> None:
    story = paused(held(), "Tuesday 6 January 2026 10:00", "Thursday 8 January 2026 10:00")
    clause = story.charter["A1"]
    assert isinstance(clause, Timed)
    stricter = replace(clause, within=read_span("1 working day"), pauses=())
    editions = [
        Edition(story.charter, story.calendar),
        Edition(replace(story.charter, promises=(stricter,)), story.calendar, when("Wednesday 7 January 2026 00:00")),
    ]
    (clock,) = clocks_by_edition(editions, story.facts)
    assert (clock.edition, clock.due) == (0, when("Thursday 15 January 2026 23:59:59"))


def test_trap_07_a_change_of_priority_forgets_no_pause() -> None:
    story = paused(held(), "Tuesday 6 January 2026 10:00")
    story.happens("received", "Wednesday 7 January 2026 10:00", "email", priority="urgent")
    story.happens("handed over", "Wednesday 7 January 2026 11:00")
    assert due(story) == "held"
    assert due(story.happens("resumed", "Thursday 8 January 2026 10:00")) == "Thursday 15 January 23:59:59"


# 8: a pause at the very end, and after it


def test_trap_08_a_clock_held_in_the_second_in_which_it_falls_due_is_in_time() -> None:
    story = paused(held(), "Monday 12 January 2026 23:59:59")
    assert [due(story), story.verdicts("A1", LATER)] == ["held", ["running"]]
    story.happens("resumed", "Wednesday 14 January 2026 10:00").happens("answered", "Thursday 15 January 2026 10:00")
    assert story.verdicts("A1", LATER) == ["kept"]


def test_trap_08_a_clock_that_ran_out_before_it_was_paused_stays_broken() -> None:
    story = paused(held(), "Tuesday 13 January 2026 00:00:00", "Monday 19 January 2026 10:00")
    story.happens("answered", "Monday 19 January 2026 10:00")
    assert [due(story), story.verdicts("A1", LATER)] == ["Monday 12 January 23:59:59", ["broken"]]


def test_trap_08_a_clock_resumed_after_its_first_due_moment_is_not_broken_on_resuming() -> None:
    story = paused(held(), "Friday 9 January 2026 10:00", "Thursday 22 January 2026 10:00")
    assert story.verdicts("A1", "Thursday 22 January 2026 10:00") == ["running"]


def test_a_clock_that_is_held_has_no_due_moment_and_cannot_break() -> None:
    story = paused(held(), "Tuesday 6 January 2026 10:00")
    (clock,) = story.clocks("A1")
    assert (clock.due, clock.paused, clock.measured) == (None, when("Tuesday 6 January 2026 10:00"), True)
    assert story.verdicts("A1", LATER) == ["running"]


def test_both_ways_of_reading_a_hold_are_told() -> None:
    story = paused(held(), "Tuesday 6 January 2026 10:00", "Thursday 8 January 2026 10:00")
    story.happens("answered", "Wednesday 14 January 2026 10:00")
    (clock,) = story.clocks("A1")
    assert clock.due_unpaused == when("Monday 12 January 2026 23:59:59")
    assert [clock.verdict(when(LATER)), clock.verdict_unpaused(when(LATER))] == ["kept", "broken"]


def test_a_clock_that_was_void_in_time_because_it_was_held_is_broken_when_read_the_other_way() -> None:
    story = paused(held(), "Tuesday 6 January 2026 10:00")
    story.happens("closed", "Tuesday 20 January 2026 10:00", outcome="withdrawn")
    (clock,) = story.clocks("A1")
    assert [clock.verdict(when(LATER)), clock.verdict_unpaused(when(LATER))] == ["void", "broken"]


def test_a_reason_that_the_charter_does_not_list_holds_nothing() -> None:
    story = paused(held(), "Tuesday 6 January 2026 10:00", reason="legal proceedings")
    assert due(story) == "Monday 12 January 23:59:59"


def test_what_begins_while_the_council_waits_is_held_from_its_beginning() -> None:
    story = paused(held(), "Tuesday 6 January 2026 10:00")
    story.happens("answered", "Tuesday 6 January 2026 11:00")
    story.happens("received", "Wednesday 7 January 2026 10:00", "email")
    first, second = story.clocks("A1")
    assert (first.stopped, second.paused) == (when("Tuesday 6 January 2026 11:00"), second.started)


def test_a_late_clock_is_held_with_the_answer_it_is_about() -> None:
    late = '[promise.if_late]\nid = "A1a"\ntell = ["reason"]\n'
    story = paused(held(more=late), "Tuesday 6 January 2026 10:00")
    assert [story.verdicts("A1a", LATER), story.clocks("A1a")[0].due] == [["running"], None]
    story.happens("resumed", "Wednesday 7 January 2026 10:00")
    assert story.clocks("A1a")[0].due == when("Wednesday 14 January 2026 23:59:59")


# Extensions and pauses together


EXTENSION = 'extension = { at_most = "5 working days" }\n'


def test_an_extended_clock_that_is_then_held_moves_by_the_days_that_were_held() -> None:
    story = held(more=EXTENSION).happens("extended", "Friday 9 January 2026 10:00", reason="complex", date="2026-01-15")
    paused(story, "Tuesday 13 January 2026 10:00", "Wednesday 14 January 2026 10:00")
    assert due(story) == "Monday 19 January 23:59:59"


def test_a_clock_that_is_put_off_while_it_is_held_stays_held() -> None:
    story = paused(held(more=EXTENSION), "Tuesday 6 January 2026 10:00")
    story.happens("extended", "Wednesday 7 January 2026 10:00", reason="complex", date="2026-01-16")
    assert due(story) == "held"
    story.happens("resumed", "Thursday 8 January 2026 10:00")
    assert due(story) == "Monday 19 January 23:59:59"


# 9: what reopening does


def reopened(rule: str, answered: str = "Wednesday 7 January 2026 10:00") -> Story:
    """Answered on Wednesday, reopened on Monday: five days had been promised from Monday the 5th."""
    rest = f'from = "received"\nuntil = "answered"\nwithin = "5 working days"\nreopening = "{rule}"'
    story = Story.by(promise("A1", rest)).happens("received", MONDAY, "email").happens("answered", answered)
    return story.happens("reopened", "Monday 19 January 2026 10:00")


def moments(story: Story) -> list[tuple[str, str]]:
    return [(f"{c.started:%-d}", f"{local(c.due):%-d %B}" if c.due else "-") for c in story.clocks("A1")]


def test_trap_09_reopening_does_nothing_to_an_answer_that_was_given() -> None:
    story = reopened("nothing")
    assert [moments(story), story.verdicts("A1", LATER)] == [[("5", "12 January")], ["kept"]]


def test_trap_09_a_clock_resumes_with_the_time_that_it_had_left() -> None:
    story = reopened("resume")
    # It stood still on the nine working days from Wednesday 7 to Monday 19 January.
    assert [moments(story), story.verdicts("A1", LATER)] == [[("5", "23 January")], ["broken"]]
    assert story.happens("answered", "Friday 23 January 2026 17:00").verdicts("A1", LATER) == ["kept"]


def test_trap_09_a_clock_restarts_and_replaces_the_one_that_was_kept() -> None:
    assert moments(reopened("restart")) == [("19", "26 January")]


def test_trap_09_another_clock_begins_beside_the_first() -> None:
    story = reopened("new clock")
    assert moments(story) == [("5", "12 January"), ("19", "26 January")]
    assert story.verdicts("A1", LATER) == ["kept", "broken"]


@pytest.mark.parametrize(
    ("rule", "verdicts"),
    [
        ("nothing", ["broken"]),
        ("resume", ["broken"]),
        ("restart", ["broken"]),
        ("new clock", ["broken", "running"]),
    ],
)
def test_trap_09_reopening_after_a_breach_keeps_the_first_breach(rule: str, verdicts: list[str]) -> None:
    story = reopened(rule, answered="Tuesday 13 January 2026 10:00")
    assert story.verdicts("A1", "Tuesday 20 January 2026 12:00") == verdicts
    assert story.clocks("A1")[0].stopped == when("Tuesday 13 January 2026 10:00")


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("nothing", [("5", "12 January")]),
        ("resume", [("5", "30 January")]),
        ("restart", [("26", "2 February")]),
        ("new clock", [("5", "12 January"), ("19", "26 January"), ("26", "2 February")]),
    ],
)
def test_trap_09_reopened_twice(rule: str, found: list[tuple[str, str]]) -> None:
    story = reopened(rule).happens("answered", "Tuesday 20 January 2026 10:00")
    assert moments(story.happens("reopened", "Monday 26 January 2026 10:00")) == found


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("nothing", [("5", "12 January")]),  # the closing is undone, and the clock never stood still
        ("resume", [("5", "16 January")]),
        ("restart", [("9", "16 January")]),
        ("new clock", [("5", "12 January"), ("9", "16 January")]),
    ],
)
def test_trap_09_reopening_after_a_closing_without_an_answer(rule: str, found: list[tuple[str, str]]) -> None:
    story = reopened(rule)
    story.facts = story.facts[:1]
    story.happens("closed", "Tuesday 6 January 2026 10:00", outcome="junk")
    assert moments(story.happens("reopened", "Friday 9 January 2026 10:00")) == found


@pytest.mark.parametrize("rule", ["nothing", "resume", "restart"])
def test_trap_09_a_breach_that_was_closed_runs_on_when_it_is_reopened(rule: str) -> None:
    story = reopened(rule)
    story.facts = story.facts[:1]
    story.happens("closed", "Tuesday 13 January 2026 10:00", outcome="junk")
    story.happens("reopened", "Wednesday 14 January 2026 10:00").happens("answered", "Thursday 15 January 2026 10:00")
    assert [(j.verdict, j.clock.stopped) for j in story.judged("A1", LATER)] == [
        ("broken", when("Thursday 15 January 2026 10:00"))
    ]


def test_trap_09_a_reopening_that_was_struck_out_reopened_nothing() -> None:
    story = reopened("restart")
    story.facts[-1] = replace(story.facts[-1], id="9")
    story.happens("corrected", "Monday 19 January 2026 11:00", id="10", fact="9")
    assert moments(story) == [("5", "12 January")]


def test_trap_09_what_an_exception_set_aside_is_not_reopened() -> None:
    more = 'reopening = "resume"\nexceptions = ["emergency"]\n'
    story = held(more=more).happens("excepted", "Tuesday 6 January 2026 10:00", reason="emergency")
    story.happens("reopened", "Wednesday 7 January 2026 10:00")
    assert [(j.verdict, j.clock.reason) for j in story.judged("A1", LATER)] == [("void", "emergency")]


# 11: several things in one act


def test_trap_11_paused_and_answered_in_one_act_in_any_order_of_recording() -> None:
    at = "Tuesday 6 January 2026 09:00"
    story = paused(held(), at).happens("answered", at).happens("closed", at, outcome="answered")
    for order in permutations(story.facts):
        story.facts = list(order)
        assert [story.verdicts("A1", LATER), due(story)] == [["kept"], "Monday 12 January 23:59:59"]


def test_trap_11_resumed_and_answered_in_one_act() -> None:
    at = "Thursday 8 January 2026 09:00"
    story = paused(held(), "Tuesday 6 January 2026 09:00", at).happens("answered", at)
    for order in permutations(story.facts):
        story.facts = list(order)
        assert [story.verdicts("A1", LATER), due(story)] == [["kept"], "Thursday 15 January 23:59:59"]


def test_a_charter_without_pauses_is_held_by_nothing() -> None:
    story = Story.by(promise("A1", 'from = "received"\nuntil = "answered"\nwithin = "5 working days"'))
    assert (
        due(paused(story.happens("received", MONDAY), "Tuesday 6 January 2026 09:00")) == "Monday 12 January 23:59:59"
    )
