"""Appointments: on time is the minute told, and what ends an appointment without its being kept."""

from answerable.charter.explain import Asked, when_due
from answerable.charter.worktime import calendar_for
from tests.charter.anytown import charter, promise
from tests.charter.calendars import when
from tests.charter.stories import Story

ON_TIME = promise("C1", 'from = "appointment made"\nuntil = "appointment kept"\nwithin = "the date told"')
MADE = "Monday 1 June 2026 10:00"
LATER = "Friday 12 June 2026 10:00"


def made_for(begins: str = "2026-06-10T14:00") -> Story:
    return Story.by(ON_TIME).happens("appointment made", MADE, begins=begins)


def test_within_the_minute_is_on_time_and_two_minutes_later_is_not() -> None:
    assert made_for().happens("appointment kept", "Wednesday 10 June 2026 14:00:59").verdicts("C1", LATER) == ["kept"]
    assert made_for().happens("appointment kept", "Wednesday 10 June 2026 14:02").verdicts("C1", LATER) == ["broken"]


def test_where_only_the_day_is_known_it_is_kept_on_that_day() -> None:
    story = Story.by(ON_TIME).happens("appointment made", MADE, date="2026-06-10")
    assert story.happens("appointment kept", "Wednesday 10 June 2026 16:30").verdicts("C1", LATER) == ["kept"]


def test_one_that_the_customer_drops_is_void_with_the_reason() -> None:
    story = made_for().happens(
        "appointment dropped", "Wednesday 10 June 2026 14:00", reason="the customer did not come"
    )
    assert story.verdicts("C1", LATER) == ["void"]
    assert story.clocks("C1")[0].reason == "the customer did not come"


def test_one_that_is_moved_in_time_is_judged_at_its_new_moment() -> None:
    story = made_for().happens("appointment changed", "Tuesday 9 June 2026 09:00", has=["apology", "explanation"])
    story.happens("appointment made", "Tuesday 9 June 2026 09:00", begins="2026-06-11T10:00")
    assert story.happens("appointment kept", "Thursday 11 June 2026 10:00").verdicts("C1", LATER) == ["void", "kept"]


def test_one_that_was_missed_is_broken_whatever_is_changed_afterwards() -> None:
    story = made_for().happens("appointment missed", "Wednesday 10 June 2026 14:30")
    assert story.verdicts("C1", LATER) == ["broken"]
    late = made_for().happens("appointment changed", "Wednesday 10 June 2026 15:00", has=["apology"])
    assert late.verdicts("C1", LATER) == ["broken"]


def test_why_it_is_due_names_the_minute() -> None:
    rules = charter(ON_TIME)
    asked = Asked(told=when("Wednesday 10 June 2026 14:00"))
    found = when_due(rules, rules["C1"], when(MADE), calendar_for(rules), asked=asked)
    assert found.due.moment == when("Wednesday 10 June 2026 14:00:59")
    assert found.why[-1] == "it ends with the minute told: Wednesday 10 June 2026 at 14:00"


def test_a_moment_with_its_offset_is_the_same_moment() -> None:
    story = made_for("2026-06-10T14:00+01:00")
    assert story.clocks("C1")[0].due == when("Wednesday 10 June 2026 14:00:59")
