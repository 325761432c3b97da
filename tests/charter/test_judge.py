"""How facts become verdicts, where no council's promise and no known trap already says it."""

from dataclasses import replace

import pytest

from answerable.charter.clauses import Strength, Timed
from answerable.charter.judge import clocks, judge
from answerable.charter.worktime import calendar_for
from tests.charter.stories import Story, when

LATER = "Friday 27 February 2026 12:00"
APOLOGY = ["explanation", "apology", "new date"]


def an_email_on_monday() -> Story:
    """Flitwick answers it by the end of Wednesday 7 January."""
    return Story("flitwick").happens("received", "Monday 5 January 2026 10:00", "email")


def test_an_answer_acknowledges_too() -> None:
    assert an_email_on_monday().happens("answered", "Monday 5 January 2026 11:00").verdicts("F24", LATER) == ["kept"]


def test_a_message_is_returned_by_an_answer_that_reached_the_customer() -> None:
    story = Story("flitwick").happens("message taken", "Monday 5 January 2026 10:00", "telephone")
    assert story.happens("answered", "Monday 5 January 2026 15:00").verdicts("F06", LATER) == ["kept"]


def test_ringing_back_answers_a_voicemail_but_no_letter() -> None:
    for channel, promise, verdict in (("voicemail", "P26", "kept"), ("letter", "P27", "broken")):
        story = Story("customer-promise").happens("received", "Monday 5 January 2026 10:00", channel)
        assert story.happens("called back", "Monday 5 January 2026 11:00").verdicts(promise, LATER) == [verdict]


def test_a_caller_who_rings_off_was_never_answered() -> None:
    call = Story("flitwick").happens("rang", "Monday 5 January 2026 10:00:00", "telephone")
    call.happens("given up", "Monday 5 January 2026 10:00:12")
    assert [(j.verdict, j.late_by) for j in call.judged("F02", LATER)] == [("broken", None)]
    call.happens("rang", "Monday 5 January 2026 10:02:00", "telephone")
    call.happens("picked up", "Monday 5 January 2026 10:02:05")
    assert call.verdicts("F02", LATER) == ["broken", "kept"]


def test_a_visitor_who_leaves_before_the_tenth_minute_need_not_be_told_anything() -> None:
    visit = Story("flitwick").happens("arrived", "Monday 5 January 2026 10:00", "counter")
    visit.happens("left", "Monday 5 January 2026 10:08")
    assert [(j.verdict, j.clock.reason) for j in visit.judged("F20a", LATER)] == [("void", "left")]


def test_a_holding_reply_never_moves_the_answers_clock() -> None:
    story = an_email_on_monday()
    due = story.clocks("F25")[0].due
    story.happens("told", "Tuesday 6 January 2026 09:00", tells=APOLOGY, date="2026-02-20")
    assert [clock.due for clock in story.clocks("F25")] == [due]


def test_a_date_told_is_replaced_only_before_it_ran_out() -> None:
    story = an_email_on_monday().happens("told", "Wednesday 7 January 2026 09:00", tells=APOLOGY, date="2026-01-12")
    story.happens("told", "Monday 12 January 2026 09:00", tells=APOLOGY, date="2026-01-14")
    story.happens("told", "Friday 16 January 2026 09:00", tells=APOLOGY, date="2026-01-20")
    story.happens("answered", "Tuesday 20 January 2026 09:00")
    judged = story.judged("F25b", LATER)
    assert [(j.verdict, j.clock.reason) for j in judged] == [
        ("void", "a later date was told"),
        ("broken", ""),
        ("kept", ""),
    ]


def test_a_date_told_ends_at_closing_time_where_the_charter_says_so() -> None:
    story = an_email_on_monday().happens("told", "Wednesday 7 January 2026 09:00", date="2026-01-12")
    hours = replace(story.charter.hours, day_ends="close of business", office={0: (("09:00", "16:30"),)})
    found = clocks(story.charter, calendar_for(replace(story.charter, hours=hours)), story.facts)
    assert [c.due for c in found if c.promise == "F25b"] == [when("Monday 12 January 2026 16:30")]


def test_a_date_told_is_void_when_the_customer_withdraws() -> None:
    story = an_email_on_monday().happens("told", "Tuesday 6 January 2026 09:00", tells=APOLOGY, date="2026-01-12")
    story.happens("closed", "Wednesday 7 January 2026 09:00", outcome="withdrawn")
    assert [(j.verdict, j.clock.reason) for j in story.judged("F25b", LATER)] == [("void", "withdrawn")]


def test_who_was_told_too_late_was_not_told() -> None:
    story = an_email_on_monday().happens("told", "Thursday 8 January 2026 09:00", tells=APOLOGY, date="2026-01-12")
    assert [story.verdicts("F25a", LATER), story.clocks("F25")[0].told] == [["broken"], None]


def test_an_answer_that_came_late_tells_nobody_that_it_will_be_late() -> None:
    story = an_email_on_monday().happens("answered", "Thursday 8 January 2026 09:00", tells=APOLOGY)
    judged = story.judged("F25a", LATER)
    assert [(j.verdict, j.late_by) for j in judged] == [("broken", 9 * 3600 + 1)]


def test_who_was_told_in_time_was_told_even_if_the_answer_then_came_in_time() -> None:
    story = an_email_on_monday().happens("told", "Tuesday 6 January 2026 09:00", tells=APOLOGY, date="2026-01-12")
    story.happens("answered", "Wednesday 7 January 2026 09:00")
    assert story.verdicts("F25a", LATER) == ["kept"]


def test_a_machine_tells_nobody_that_the_answer_will_be_late() -> None:
    story = an_email_on_monday().happens("told", "Tuesday 6 January 2026 09:00", tells=APOLOGY, automatic="yes")
    assert story.verdicts("F25a", LATER) == ["broken"]


def test_closing_without_an_answer_makes_what_runs_void_and_the_reason_is_kept() -> None:
    story = an_email_on_monday().happens("closed", "Tuesday 6 January 2026 09:00", outcome="no way to reply")
    for promise in ("F24", "F25", "F25a"):
        assert [(j.verdict, j.clock.reason) for j in story.judged(promise, LATER)] == [("void", "no way to reply")]


def test_what_happens_after_the_moment_asked_for_is_left_out() -> None:
    story = an_email_on_monday().happens("answered", "Wednesday 7 January 2026 09:00")
    assert story.verdicts("F25", "Tuesday 6 January 2026 09:00") == ["running"]
    assert story.verdicts("F25", "Monday 5 January 2026 09:00") == []


def test_a_promise_that_may_be_kept_is_never_broken() -> None:
    story = an_email_on_monday()
    clause = story.charter["F25"]
    assert isinstance(clause, Timed)
    charter = replace(story.charter, promises=(replace(clause, strength=Strength.MAY),))
    (only,) = judge(charter, story.calendar, story.facts, when(LATER))
    assert (only.verdict, only.late_by) == ("not-measured", None)


def test_a_due_moment_past_the_known_bank_holidays_is_provisional() -> None:
    near = an_email_on_monday()
    far = Story("flitwick").happens("received", "Monday 5 January 2043 10:00", "email")
    assert [near.clocks("F25")[0].provisional, far.clocks("F25")[0].provisional] == [False, True]


@pytest.mark.parametrize("outcome", ["junk", "withdrawn"])
def test_a_bounced_holding_reply_told_nothing(outcome: str) -> None:
    story = an_email_on_monday().happens(
        "told", "Tuesday 6 January 2026 09:00", tells=APOLOGY, date="2026-01-12", message="m1"
    )
    story.happens("bounced", "Tuesday 6 January 2026 09:05", message="m1")
    assert [story.verdicts("F25a", LATER), story.verdicts("F25b", LATER)] == [["broken"], []]
    story.happens("closed", "Tuesday 6 January 2026 10:00", outcome=outcome)
    assert story.verdicts("F25a", LATER) == ["void"]
