"""Faults that other systems have had with their clocks, each pinned by the number it has in our list of them."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from answerable.charter.clauses import Ruling, Timed
from answerable.charter.facts import Fact
from answerable.charter.judge import Edition, clocks, clocks_by_edition, judge
from answerable.charter.span import read_span
from answerable.charter.worktime import calendar_for
from tests.charter.stories import Story, calendar_of, charter_of, when

LATER = "Friday 27 February 2026 12:00"


def an_email_on_monday(channel: str = "email") -> Story:
    """Flitwick answers it by the end of Wednesday 7 January."""
    return Story("flitwick").happens("received", "Monday 5 January 2026 10:00", channel)


def test_trap_08_closed_in_the_second_in_which_it_falls_due_is_void_and_a_second_later_broken() -> None:
    in_time = an_email_on_monday().happens("closed", "Wednesday 7 January 2026 23:59:59", outcome="withdrawn")
    assert in_time.verdicts("F25", LATER) == ["void"]
    late = an_email_on_monday().happens("closed", "Thursday 8 January 2026 00:00:00", outcome="withdrawn")
    assert late.verdicts("F25", LATER) == ["broken"]
    assert late.judged("F25", LATER)[0].late_by == 1


def test_trap_09_reopening_after_a_void_closing_lets_the_clock_run_on_from_its_first_start() -> None:
    story = an_email_on_monday().happens("closed", "Tuesday 6 January 2026 09:00", outcome="junk")
    assert story.verdicts("F25", LATER) == ["void"]
    story.happens("reopened", "Tuesday 6 January 2026 12:00")
    assert [clock.started for clock in story.clocks("F25")] == [when("Monday 5 January 2026 10:00")]
    assert story.verdicts("F25", "Wednesday 7 January 2026 12:00") == ["running"]
    story.happens("closed", "Wednesday 7 January 2026 13:00", outcome="junk")
    assert story.verdicts("F25", LATER) == ["void"]
    story.happens("reopened", "Wednesday 7 January 2026 14:00")
    assert story.verdicts("F25", LATER) == ["broken"]


def test_trap_09_reopening_after_an_answer_begins_nothing_until_the_customer_writes_again() -> None:
    story = an_email_on_monday().happens("answered", "Tuesday 6 January 2026 09:00")
    story.happens("closed", "Tuesday 6 January 2026 09:00", outcome="answered")
    story.happens("reopened", "Thursday 8 January 2026 09:00")
    assert story.verdicts("F25", LATER) == ["kept"]
    story.happens("received", "Thursday 8 January 2026 09:30", "email")
    assert story.verdicts("F25", LATER) == ["kept", "broken"]


@pytest.mark.parametrize("outcome", ["answered", "signposted", "not available", "junk", "duplicate", "withdrawn"])
def test_trap_10_no_closing_wipes_a_broken_promise(outcome: str) -> None:
    story = an_email_on_monday().happens("closed", "Friday 9 January 2026 09:00", outcome=outcome)
    story.happens("reopened", "Monday 12 January 2026 09:00")
    story.happens("answered", "Monday 12 January 2026 10:00")
    assert story.verdicts("F25", LATER) == ["broken"]


@pytest.mark.parametrize("outcome", ["answered", "signposted", "not available"])
def test_trap_10_closing_answers_nothing_by_itself(outcome: str) -> None:
    story = an_email_on_monday().happens("closed", "Tuesday 6 January 2026 09:00", outcome=outcome)
    assert story.verdicts("F25", LATER) == ["broken"]


def test_trap_11_answered_and_closed_in_one_act_in_any_order_of_recording() -> None:
    at = "Tuesday 6 January 2026 09:00"
    story = an_email_on_monday().happens("answered", at).happens("closed", at, outcome="no answer asked for")
    for order in permutations(story.facts):
        story.facts = list(order)
        assert story.verdicts("F25", LATER) == ["kept"]


def test_trap_12_what_is_no_answer_does_not_count_as_one() -> None:
    no_answers: list[tuple[str, dict[str, Any]]] = [
        ("acknowledged", {}),
        ("answered", {"automatic": "yes"}),
        ("told", {"tells": ["progress"], "by": "spoken"}),
        ("closed", {"outcome": "answered"}),
        ("reopened", {}),
        ("called back", {}),
    ]
    for kind, details in no_answers:
        story = an_email_on_monday().happens(kind, "Monday 5 January 2026 11:00", **details)
        assert story.verdicts("F25", LATER) == ["broken"], kind


def test_trap_12_a_machine_acknowledges_only_where_the_charter_lets_it() -> None:
    flitwick = an_email_on_monday().happens("acknowledged", "Monday 5 January 2026 10:00", automatic="yes")
    assert flitwick.verdicts("F24", LATER) == ["kept"]
    cuckfield = Story("cuckfield").happens("received", "Monday 5 January 2026 10:00", "email")
    cuckfield.happens("acknowledged", "Monday 5 January 2026 10:00", automatic="yes")
    assert cuckfield.verdicts("K18a", LATER) == ["broken"]


def test_trap_12_an_answer_that_went_to_somebody_else_is_struck_out_and_answers_nothing() -> None:
    story = an_email_on_monday().happens("answered", "Tuesday 6 January 2026 09:00", id="7")
    story.happens("corrected", "Tuesday 6 January 2026 09:30", id="8", fact="7")
    assert [story.verdicts("F24", LATER), story.verdicts("F25", LATER)] == [["broken"], ["broken"]]


def test_trap_12_what_the_council_writes_before_anybody_asked_answers_nothing() -> None:
    story = Story("flitwick").happens("answered", "Monday 5 January 2026 09:00", "email")
    story.happens("received", "Monday 5 January 2026 10:00", "email")
    assert story.verdicts("F25", LATER) == ["broken"]


def test_trap_12_an_acknowledgement_that_bounced_is_none() -> None:
    story = an_email_on_monday().happens("acknowledged", "Monday 5 January 2026 10:01", message="m1", automatic="yes")
    story.happens("bounced", "Friday 9 January 2026 09:00", message="m1")
    assert story.verdicts("F24", LATER) == ["broken"]
    story.happens("acknowledged", "Tuesday 6 January 2026 10:01", message="m2")
    assert story.verdicts("F24", LATER) == ["kept"]


def test_trap_13_a_second_message_does_not_restart_the_clock() -> None:
    story = an_email_on_monday().happens("received", "Wednesday 7 January 2026 09:00", "email")
    assert [clock.due for clock in story.clocks("F25")] == [when("Wednesday 7 January 2026 23:59:59")]


def test_trap_13_a_message_after_the_answer_starts_a_clock_of_its_own() -> None:
    story = an_email_on_monday().happens("answered", "Tuesday 6 January 2026 09:00")
    story.happens("received", "Tuesday 6 January 2026 15:00", "email")
    story.happens("closed", "Tuesday 6 January 2026 15:05", outcome="no answer asked for")
    assert story.verdicts("F25", LATER) == ["kept", "void"]


def test_trap_13_thanks_after_the_case_was_closed_do_not_touch_the_answer_that_was_given() -> None:
    story = an_email_on_monday().happens("answered", "Tuesday 6 January 2026 09:00")
    story.happens("closed", "Tuesday 6 January 2026 09:00", outcome="answered")
    story.happens("received", "Wednesday 7 January 2026 15:00", "email")
    story.happens("closed", "Wednesday 7 January 2026 15:05", outcome="no answer asked for")
    assert [(j.verdict, j.clock.reason) for j in story.judged("F25", LATER)] == [
        ("kept", ""),
        ("void", "no answer asked for"),
    ]


def test_trap_14_where_two_promises_give_one_answer_two_times_both_are_judged() -> None:
    story = Story("cuckfield").happens("received", "Monday 5 January 2026 10:00", "email")
    story.happens("answered", "Friday 9 January 2026 10:00")
    assert [story.verdicts("K06", LATER), story.verdicts("K18", LATER)] == [["broken"], ["kept"]]


def test_trap_14_each_promise_is_decided_alone() -> None:
    story = an_email_on_monday().happens("answered", "Wednesday 7 January 2026 09:00")
    charter, calendar = story.charter, story.calendar
    together = clocks(charter, calendar, story.facts)
    for promise in ("F08", "F24", "F25"):
        only = replace(charter, promises=(charter[promise],))
        assert clocks(only, calendar, story.facts) == [clock for clock in together if clock.promise == promise]


def test_trap_15_the_case_merged_into_another_keeps_its_breach_and_its_running_clocks_are_void() -> None:
    story = an_email_on_monday().happens("closed", "Wednesday 7 January 2026 09:00", outcome="duplicate")
    assert [story.verdicts("F24", LATER), story.verdicts("F25", LATER)] == [["broken"], ["void"]]
    assert story.clocks("F25")[0].reason == "duplicate"


def test_trap_15_the_case_merged_into_inherits_the_earliest_receipt() -> None:
    survivor = an_email_on_monday().happens("received", "Friday 2 January 2026 09:00", "email")
    assert survivor.clocks("F25")[0].started == when("Friday 2 January 2026 09:00")


def test_trap_22_the_last_second_of_the_day_keeps_the_promise_and_the_next_breaks_it() -> None:
    kept = an_email_on_monday().happens("answered", "Wednesday 7 January 2026 23:59:59")
    assert [(j.verdict, j.late_by) for j in kept.judged("F25", LATER)] == [("kept", None)]
    late = an_email_on_monday().happens("answered", "Thursday 8 January 2026 00:00:00")
    assert [(j.verdict, j.late_by) for j in late.judged("F25", LATER)] == [("broken", 1)]


def test_trap_25_the_zone_in_which_a_moment_is_written_changes_nothing() -> None:
    story = an_email_on_monday().happens("answered", "Wednesday 7 January 2026 23:59:59")
    there = ZoneInfo("Pacific/Auckland")
    elsewhere = [replace(fact, at=fact.at.astimezone(there)) for fact in story.facts]
    assert clocks(story.charter, story.calendar, elsewhere) == clocks(story.charter, story.calendar, story.facts)


def test_trap_25_the_wait_over_the_hour_that_comes_twice_is_the_time_that_passed() -> None:
    london = ZoneInfo("Europe/London")
    rang = datetime(2026, 10, 25, 1, 59, 50, tzinfo=london)
    picked_up = datetime(2026, 10, 25, 1, 0, 10, tzinfo=london, fold=1)
    facts = [Fact("1", "picked up", picked_up), Fact("1", "rang", rang, "telephone")]
    judged = judge(charter_of("flitwick"), calendar_of("flitwick"), facts, datetime(2026, 11, 1, tzinfo=UTC))
    (verdict,) = (one for one in judged if one.clock.promise == "F02")
    assert verdict.verdict == "kept"


def test_trap_25_a_moment_without_its_offset_is_refused() -> None:
    naive = Fact("1", "received", datetime(2026, 1, 5, 10), "email")  # noqa: DTZ001
    with pytest.raises(ValueError, match="without an offset"):
        clocks(charter_of("flitwick"), calendar_of("flitwick"), [naive])


def test_trap_25_the_zone_of_the_server_changes_nothing() -> None:
    told = (
        "from tests.charter.test_judge_traps import an_email_on_monday, LATER;"
        "print(an_email_on_monday().judged('F25', LATER))"
    )
    elsewhere = {**os.environ, "TZ": "Pacific/Auckland"}
    printed = subprocess.run([sys.executable, "-c", told], env=elsewhere, capture_output=True, text=True, check=True)
    assert printed.stdout == f"{an_email_on_monday().judged('F25', LATER)}\n"


def test_trap_26_a_clock_keeps_the_edition_in_force_when_it_started() -> None:
    first = charter_of("flitwick")
    two_days = first["F25"]
    assert isinstance(two_days, Timed)
    stricter = replace(two_days, within=read_span("1 working day"))
    second = replace(first, promises=tuple(stricter if p.id == "F25" else p for p in first.promises))
    editions = [
        Edition(first, calendar_for(first)),
        Edition(second, calendar_for(second), when("Tuesday 6 January 2026 00:00")),
    ]
    story = an_email_on_monday().happens("received", "Tuesday 6 January 2026 09:00", "email")
    story.happens("answered", "Wednesday 7 January 2026 09:00")
    story.happens("received", "Wednesday 7 January 2026 10:00", "email")
    found = [clock for clock in clocks_by_edition(editions, story.facts) if clock.promise == "F25"]
    assert [(clock.edition, clock.due) for clock in found] == [
        (0, when("Wednesday 7 January 2026 23:59:59")),
        (1, when("Thursday 8 January 2026 23:59:59")),
    ]


def test_trap_26_a_ruling_sets_a_promise_aside_from_its_date_and_not_before() -> None:
    ours = charter_of("cuckfield")
    ruling = Ruling("K06", "E-mails are answered in ten working days", "the Council", date(2026, 1, 6), ("K06",))
    ruled = replace(ours, rulings=(*ours.rulings, ruling))
    for day, found in (("Monday 5", ["K06", "K18", "K22"]), ("Tuesday 6", ["K18", "K22"])):
        story = Story("cuckfield").happens("received", f"{day} January 2026 10:00", "email")
        promises = [clock.promise for clock in clocks(ruled, story.calendar, story.facts)]
        assert [promise for promise in promises if promise in ("K06", "K18", "K22")] == found


def test_trap_27_a_letter_written_down_three_days_late_counts_from_its_receipt() -> None:
    story = an_email_on_monday("letter")
    story.facts = [replace(fact, recorded=when("Thursday 8 January 2026 10:00")) for fact in story.facts]
    assert story.clocks("F27")[0].due == when("Wednesday 14 January 2026 23:59:59")


def test_trap_27_a_receipt_date_put_right_after_the_answer_moves_the_clock() -> None:
    story = Story("flitwick").happens("received", "Monday 12 January 2026 10:00", "letter", id="7")
    story.happens("answered", "Tuesday 20 January 2026 10:00")
    assert story.verdicts("F27", LATER) == ["kept"]
    story.happens("corrected", "Thursday 22 January 2026 10:00", fact="7", at="2026-01-05T10:00", id="8")
    assert [story.verdicts("F27", LATER), story.clocks("F27")[0].started] == [
        ["broken"],
        when("Monday 5 January 2026 10:00"),
    ]
    story.happens("corrected", "Friday 23 January 2026 10:00", fact="8")
    assert story.verdicts("F27", LATER) == ["kept"]


def test_trap_27_the_last_correction_of_a_fact_counts() -> None:
    story = Story("flitwick").happens("received", "Monday 12 January 2026 10:00", "letter", id="7")
    story.happens("corrected", "Thursday 22 January 2026 10:00", fact="7")
    assert story.clocks("F27") == []
    story.happens("corrected", "Friday 23 January 2026 10:00", fact="7", at="2026-01-13T10:00")
    assert [clock.started for clock in story.clocks("F27")] == [when("Tuesday 13 January 2026 10:00")]


def test_trap_27_facts_that_were_written_down_out_of_order_say_the_same() -> None:
    story = an_email_on_monday().happens("acknowledged", "Monday 5 January 2026 10:01", automatic="yes", id="2")
    story.happens("told", "Wednesday 7 January 2026 09:00", tells=["explanation", "apology"], date="2026-01-12", id="3")
    story.happens("answered", "Monday 12 January 2026 09:00", id="4")
    story.happens("corrected", "Monday 12 January 2026 10:00", fact="4", at="2026-01-13T09:00", id="5")
    told = clocks(story.charter, story.calendar, story.facts)
    for order in permutations(story.facts):
        assert clocks(story.charter, story.calendar, order) == told


def test_trap_27_an_answer_before_the_receipt_answers_nothing() -> None:
    story = an_email_on_monday().happens("answered", "Monday 5 January 2026 09:59:59")
    assert story.verdicts("F25", LATER) == ["broken"]


def test_trap_27_a_fact_recorded_twice_counts_once() -> None:
    once = an_email_on_monday().happens("answered", "Tuesday 6 January 2026 09:00", id="9")
    twice = an_email_on_monday().happens("answered", "Tuesday 6 January 2026 09:00", id="9")
    twice.facts += twice.facts
    assert twice.clocks("F25") == once.clocks("F25")


def test_trap_28_a_promise_breaks_when_it_falls_due_not_when_somebody_looks() -> None:
    story = an_email_on_monday()
    seen_at_once, seen_a_week_later = "Thursday 8 January 2026 00:00:00", "Thursday 15 January 2026 00:00:00"
    for now, late_by in ((seen_at_once, 1), (seen_a_week_later, 7 * 86_400 + 1)):
        assert [(j.verdict, j.late_by) for j in story.judged("F25", now)] == [("broken", late_by)]
        assert story.judged("F25", now)[0].clock.due == when("Wednesday 7 January 2026 23:59:59")


def test_trap_28_ten_thousand_that_fall_due_together_are_all_found() -> None:
    story = Story("flitwick")
    received = an_email_on_monday().facts[0]
    story.facts = [replace(received, subject=str(number)) for number in range(10_000)]
    verdicts = story.verdicts("F25", "Thursday 8 January 2026 00:00:00")
    assert verdicts == ["broken"] * 10_000
