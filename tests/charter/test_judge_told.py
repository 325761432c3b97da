"""Why a date that was told, or an update, is owed no longer when the case is closed after the answer was due."""

from tests.charter.anytown import clock, promise
from tests.charter.stories import Story

LATER = "Friday 24 July 2026 12:00"


def a_late_answer(*promises: str) -> Story:
    """The answer is due on Wednesday 3 June, and the customer is told a week later one on Friday the 12th."""
    story = Story.by(clock("A1"), *promises).happens("received", "Monday 1 June 2026 10:00", "email")
    return story.happens("told", "Tuesday 9 June 2026 10:00", tells=["progress", "reason"], date="2026-06-12")


def test_a_told_date_is_void_for_the_reason_for_which_the_case_was_closed() -> None:
    late = promise("A2", 'late_for = ["A1"]\ntell = ["reason", "new date"]\ndate_id = "A2b"')
    story = a_late_answer(late).happens("closed", "Thursday 11 June 2026 10:00", outcome="withdrawn")
    assert story.verdicts("A1", LATER) == ["broken"]
    assert story.verdicts("A2b", LATER) == ["void"]
    assert [told.reason for told in story.clocks("A2b")] == ["withdrawn"]


def test_an_update_is_void_for_the_reason_for_which_the_case_was_closed() -> None:
    updates = promise("A2", 'updates_for = "A1"\nevery = "5 working days"')
    story = a_late_answer(updates).happens("closed", "Thursday 11 June 2026 10:00", outcome="duplicate")
    assert story.verdicts("A2", LATER) == ["kept", "void"]
    assert story.clocks("A2")[-1].reason == "duplicate"
