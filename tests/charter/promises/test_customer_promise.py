"""What the Customer Promise promises, judged on stories by its shipped charter."""

import pytest

from tests.charter.stories import Story, when

LATER = "Friday 27 March 2026 12:00"


def promise() -> Story:
    return Story("customer-promise")


def a_stage_2_request_on_monday() -> Story:
    """Its answer is due by the end of Monday 2 February."""
    return promise().happens("stage 2 requested", "Monday 5 January 2026 10:00", "email", type="complaint", stage="2")


def ten_queries_of_which_are_settled(settled: int) -> Story:
    story = promise()
    for query in range(10):
        story.happens("query opened", "Monday 5 January 2026 10:00", "telephone", subject=str(query))
    for query in range(settled):
        story.happens("settled at first contact", "Monday 5 January 2026 10:05", "telephone", subject=str(query))
    return story


@pytest.mark.parametrize(("settled", "verdict"), [(6, "broken"), (7, "kept"), (10, "kept")])
def test_P20_seven_in_ten_queries_settled_at_first_contact(settled: int, verdict: str) -> None:
    share = ten_queries_of_which_are_settled(settled).share("P20", LATER)
    assert (share.of, share.percent, share.verdict) == (10, settled * 10.0, verdict)


def test_P20_a_return_about_the_same_matter_undoes_it_within_ten_working_days_only() -> None:
    back_in_time = ten_queries_of_which_are_settled(7).happens("came back", "Monday 19 January 2026 12:00", subject="0")
    assert back_in_time.share("P20", LATER).that == 6
    later = ten_queries_of_which_are_settled(7).happens("came back", "Tuesday 20 January 2026 12:00", subject="0")
    assert later.share("P20", LATER).that == 7


def test_P20_is_provisional_while_a_customer_may_still_come_back() -> None:
    assert ten_queries_of_which_are_settled(9).share("P20", "Monday 12 January 2026 12:00").verdict == "running"


def test_P20_is_not_measured_where_there_was_no_query() -> None:
    share = promise().share("P20", LATER)
    assert (share.of, share.percent, share.verdict) == (0, None, "not-measured")


def test_P22_visitors_seen_within_five_minutes() -> None:
    visit = promise().happens("arrived", "Monday 5 January 2026 10:00", "counter")
    visit.happens("greeted", "Monday 5 January 2026 10:01")
    assert visit.verdicts("P22", "Monday 5 January 2026 10:05:00") == ["running"]
    assert visit.happens("seen", "Monday 5 January 2026 10:05:01").verdicts("P22", LATER) == ["broken"]


def test_P22a_the_time_to_the_greeting_is_not_stated() -> None:
    visit = promise().happens("arrived", "Monday 5 January 2026 10:00", "counter")
    assert visit.happens("seen", "Monday 5 January 2026 10:02").verdicts("P22a", LATER) == ["not-measured"]
    assert visit.clocks("P22a")[0].stopped == when("Monday 5 January 2026 10:02")


def test_P24_calls_answered_within_20_seconds() -> None:
    for seconds, verdict in (("20", "kept"), ("21", "broken")):
        call = promise().happens("rang", "Monday 5 January 2026 10:00:00", "telephone")
        assert call.happens("picked up", f"Monday 5 January 2026 10:00:{seconds}").verdicts("P24", LATER) == [verdict]


def test_P24_an_abandoned_call_is_counted_not_hidden() -> None:
    call = promise().happens("rang", "Monday 5 January 2026 10:00:00", "telephone")
    call.happens("given up", "Monday 5 January 2026 10:00:45")
    assert [(j.verdict, j.late_by) for j in call.judged("P24", LATER)] == [("broken", 25)]


def test_P26_voicemails_answered_within_one_working_day() -> None:
    voicemail = promise().happens("received", "Friday 2 January 2026 16:00", "voicemail")
    assert voicemail.clocks("P26")[0].due == when("Monday 5 January 2026 23:59:59")
    assert voicemail.happens("called back", "Monday 5 January 2026 12:00").verdicts("P26", LATER) == ["kept"]


@pytest.mark.parametrize("channel", ["letter", "email", "web"])
def test_P27_written_enquiries_answered_within_ten_working_days(channel: str) -> None:
    story = promise().happens("received", "Monday 5 January 2026 10:00", channel)
    assert story.clocks("P27")[0].due == when("Monday 19 January 2026 23:59:59")
    assert story.happens("answered", "Tuesday 20 January 2026 09:00").verdicts("P27", LATER) == ["broken"]


def test_P27a_written_enquiries_acknowledged_within_three_working_days() -> None:
    story = promise().happens("received", "Monday 5 January 2026 10:00", "letter")
    assert story.happens("acknowledged", "Thursday 8 January 2026 23:59").verdicts("P27a", LATER) == ["kept"]


def test_P28_stage_1_complaints_answered_within_five_working_days() -> None:
    story = promise().happens("received", "Monday 5 January 2026 10:00", "email", type="complaint")
    assert story.promises(LATER) == {"P28"}
    assert story.happens("answered", "Monday 12 January 2026 17:00").verdicts("P28", LATER) == ["kept"]


def test_P29_a_stage_2_request_acknowledged_within_three_working_days() -> None:
    story = a_stage_2_request_on_monday().happens("acknowledged", "Friday 9 January 2026 09:00")
    assert story.verdicts("P29", LATER) == ["broken"]


def test_P30_stage_2_answered_within_twenty_working_days() -> None:
    story = a_stage_2_request_on_monday()
    assert story.clocks("P30")[0].due == when("Monday 2 February 2026 23:59:59")
    assert story.happens("answered", "Monday 2 February 2026 17:00").verdicts("P30", LATER) == ["kept"]


def test_P31_the_customer_is_told_revised_limits_before_the_twentieth_day_ends() -> None:
    story = a_stage_2_request_on_monday()
    story.happens("told", "Monday 2 February 2026 15:00", tells=["revised limits"], date="2026-02-20")
    assert [story.verdicts("P31", LATER), story.verdicts("P30", LATER)] == [["kept"], ["broken"]]


def test_P31a_updates_fall_due_again_and_again_until_the_answer() -> None:
    story = a_stage_2_request_on_monday()
    story.happens("told", "Monday 2 February 2026 15:00", tells=["revised limits"])
    story.happens("told", "Monday 16 February 2026 15:00", tells=["progress"])
    story.happens("told", "Tuesday 3 March 2026 15:00", tells=["progress"])
    # The update of Monday 2 March was missed; the next, which began then, came on Tuesday.
    assert story.verdicts("P31a", "Wednesday 4 March 2026 12:00") == ["kept", "broken", "kept", "running"]
    story.happens("answered", "Friday 6 March 2026 12:00")
    assert story.verdicts("P31a", LATER) == ["kept", "broken", "kept", "void"]


def test_P31a_updates_begin_when_stage_2_falls_due_unanswered() -> None:
    story = a_stage_2_request_on_monday()
    assert story.verdicts("P31a", "Monday 2 February 2026 12:00") == []
    assert story.verdicts("P31a", "Monday 16 February 2026 12:00") == ["running"]
    assert story.verdicts("P31a", "Tuesday 17 February 2026 12:00") == ["broken", "running"]
    answered = a_stage_2_request_on_monday().happens("answered", "Monday 2 February 2026 12:00")
    assert answered.verdicts("P31a", LATER) == []
