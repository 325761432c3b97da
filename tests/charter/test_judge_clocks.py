"""What a timed promise can say, each construct in named weekdays of January 2026 (Monday is the 5th)."""

from itertools import permutations

import pytest

from answerable.charter.judge import judge
from tests.charter.anytown import promise
from tests.charter.stories import Story, when

LATER = "Friday 27 February 2026 12:00"
MONDAY = "Monday 5 January 2026 10:00"


def ends(story: Story, id: str = "A1", now: str = LATER) -> list[tuple[str, str]]:
    """Return the verdict on each clock, and why it is void."""
    return [(str(j.verdict), j.clock.reason) for j in story.judged(id, now)]


def dues(story: Story, id: str = "A1") -> list[str]:
    return [f"{clock.due:%A %-d %H:%M:%S}" if clock.due else "-" for clock in story.clocks(id)]


ANSWERED = promise("A1", 'from = "received"\nuntil = "answered"\nwithin = "5 working days"')


# Either of several ends


@pytest.mark.parametrize("kind", ["called back", "visited"])
def test_either_of_two_things_keeps_a_promise(kind: str) -> None:
    rung_or_visited = promise(
        "A1", 'from = "message taken"\nuntil = ["called back", "visited"]\nwithin = "1 working day"'
    )
    story = Story.by(rung_or_visited).happens("message taken", MONDAY, "telephone")
    assert story.happens(kind, "Tuesday 6 January 2026 10:00").verdicts("A1", LATER) == ["kept"]


# Limits


LIMITS = promise(
    "A1",
    'from = "received"\nuntil = "answered"\nwithin = "5 working days"\n'
    '[[promise.limit]]\nfor = { service = "bins" }\nwithin = "2 working days"\n'
    '[[promise.limit]]\nfor = { priority = "urgent" }\nwithin = "1 working day"\n',
)


def test_a_service_has_its_own_time() -> None:
    for service, due in (("bins", "Wednesday 7"), ("parks", "Monday 12")):
        assert dues(Story.by(LIMITS).happens("received", MONDAY, service=service)) == [f"{due} 23:59:59"]


def test_the_first_limit_that_covers_the_contact_counts() -> None:
    story = Story.by(LIMITS).happens("received", MONDAY, service="bins", priority="urgent")
    assert dues(story) == ["Wednesday 7 23:59:59"]


# After another promise


TWO_STAGES = promise("A1", 'from = "received"\nuntil = "acknowledged"\nwithin = "3 working days"') + promise(
    "A2", 'after = "A1"\nuntil = "answered"\nwithin = "10 working days"'
)


def test_the_answer_counts_from_the_acknowledgement() -> None:
    story = Story.by(TWO_STAGES).happens("received", MONDAY, "email")
    story.happens("acknowledged", "Tuesday 6 January 2026 10:00")
    assert dues(story, "A2") == ["Tuesday 20 23:59:59"]
    assert story.happens("answered", "Tuesday 20 January 2026 10:00").verdicts("A2", LATER) == ["kept"]


def test_no_acknowledgement_at_all_does_not_put_the_answer_off_for_ever() -> None:
    story = Story.by(TWO_STAGES).happens("received", MONDAY, "email")
    assert dues(story, "A2") == ["Thursday 22 23:59:59"]
    assert story.judged("A2", "Wednesday 7 January 2026 12:00") == []  # it has not begun
    assert story.verdicts("A2", "Friday 9 January 2026 12:00") == ["running"]
    assert story.verdicts("A2", LATER) == ["broken"]


def test_who_is_answered_at_once_has_both() -> None:
    story = Story.by(TWO_STAGES).happens("received", MONDAY, "email")
    story.happens("answered", "Monday 5 January 2026 11:00")
    assert [story.verdicts("A1", LATER), story.verdicts("A2", LATER)] == [["kept"], ["kept"]]


def test_what_comes_after_a_withdrawn_question_never_begins() -> None:
    story = Story.by(TWO_STAGES).happens("received", MONDAY, "email")
    story.happens("closed", "Tuesday 6 January 2026 10:00", outcome="withdrawn")
    assert story.clocks("A2") == []


def test_what_comes_after_is_for_those_contacts_that_it_covers() -> None:
    only_letters = TWO_STAGES + 'for = { channel = "letter" }\n'
    assert Story.by(only_letters).happens("received", MONDAY, "email").clocks("A2") == []
    assert len(Story.by(only_letters).happens("received", MONDAY, "letter").clocks("A2")) == 1


def test_three_promises_in_a_row_in_whatever_order_they_stand_in_the_charter() -> None:
    first = promise("A1", 'from = "received"\nuntil = "acknowledged"\nwithin = "1 working day"')
    second = promise("A2", 'after = "A1"\nuntil = "visited"\nwithin = "2 working days"')
    third = promise("A3", 'after = "A2"\nuntil = "answered"\nwithin = "3 working days"')
    for order in permutations((first, second, third)):
        story = Story.by("".join(order)).happens("received", MONDAY, "email")
        story.happens("acknowledged", "Monday 5 January 2026 11:00")
        story.happens("visited", "Tuesday 6 January 2026 11:00")
        assert dues(story, "A3") == ["Friday 9 23:59:59"]


# Before a date, and by the date that was told


def test_papers_go_out_three_clear_days_before_the_meeting() -> None:
    papers = promise("A1", 'from = "meeting called"\nuntil = "papers sent"\nbefore = "3 clear working days"')
    story = Story.by(papers).happens("meeting called", MONDAY, date="2026-01-20")
    assert dues(story) == ["Wednesday 14 23:59:59"]
    assert story.happens("papers sent", "Thursday 15 January 2026 00:00").verdicts("A1", LATER) == ["broken"]


def test_a_meeting_without_a_date_is_not_measured() -> None:
    papers = promise("A1", 'from = "meeting called"\nuntil = "papers sent"\nbefore = "3 clear working days"')
    assert Story.by(papers).happens("meeting called", MONDAY).verdicts("A1", LATER) == ["not-measured"]


AGREED = promise("A1", 'from = "update agreed"\nuntil = "told"\nwithin = "the date told"\neach = true')


def test_each_agreed_update_is_a_clock_and_what_is_told_keeps_the_one_due_soonest() -> None:
    story = Story.by(AGREED).happens("update agreed", MONDAY, date="2026-01-16")
    story.happens("update agreed", "Monday 5 January 2026 10:05", date="2026-01-09")
    assert dues(story) == ["Friday 16 23:59:59", "Friday 9 23:59:59"]
    story.happens("told", "Friday 9 January 2026 09:00", tells=["progress"])
    assert story.verdicts("A1", "Monday 12 January 2026 09:00") == ["running", "kept"]
    assert story.verdicts("A1", LATER) == ["broken", "kept"]


def test_the_answer_keeps_the_agreed_update_that_is_due_and_the_others_are_wanted_no_more() -> None:
    story = Story.by(AGREED)
    for day in ("09", "16", "23"):
        story.happens("update agreed", MONDAY, date=f"2026-01-{day}")
    story.happens("answered", "Thursday 8 January 2026 09:00")
    assert ends(story) == [("kept", ""), ("void", "answered"), ("void", "answered")]


def test_an_agreed_update_that_was_missed_stays_broken_though_the_answer_came() -> None:
    story = Story.by(AGREED).happens("update agreed", MONDAY, date="2026-01-09")
    story.happens("update agreed", MONDAY, date="2026-01-12")
    story.happens("answered", "Wednesday 14 January 2026 09:00")
    assert story.verdicts("A1", LATER) == ["broken", "broken"]


def test_two_updates_agreed_at_one_moment_are_two_clocks() -> None:
    story = Story.by(AGREED).happens("update agreed", MONDAY, date="2026-01-09")
    story.happens("update agreed", MONDAY, date="2026-01-16")
    assert [clock.ordinal for clock in story.clocks("A1")] == [0, 1]


def test_closing_without_an_answer_makes_every_agreed_update_void() -> None:
    story = Story.by(AGREED).happens("update agreed", MONDAY, date="2026-01-09")
    story.happens("update agreed", MONDAY, date="2026-01-16")
    story.happens("closed", "Tuesday 6 January 2026 09:00", outcome="withdrawn")
    assert ends(story) == [("void", "withdrawn")] * 2


def test_every_message_has_its_answer_where_each_is_promised_one() -> None:
    story = Story.by(ANSWERED + "each = true\n").happens("received", MONDAY, "email")
    story.happens("received", "Tuesday 6 January 2026 10:00", "email")
    story.happens("answered", "Wednesday 7 January 2026 10:00")
    assert story.verdicts("A1", LATER) == ["kept", "broken"]


# What the customer has to give


WITH_NAME = ANSWERED + 'provided = ["name", "address"]\n'


def test_until_the_customer_has_given_everything_there_is_no_clock() -> None:
    story = Story.by(WITH_NAME).happens("received", MONDAY, "email", given=["name"])
    assert story.clocks("A1") == []
    story.happens("provided", "Thursday 8 January 2026 10:00", given=["address"])
    assert [clock.channel for clock in story.clocks("A1")] == ["email"]
    assert dues(story) == ["Thursday 15 23:59:59"]


def test_what_was_given_with_the_question_starts_the_clock_at_once() -> None:
    story = Story.by(WITH_NAME).happens("received", MONDAY, "email", given=["address", "name"])
    assert dues(story) == ["Monday 12 23:59:59"]


def test_a_customer_who_was_answered_without_giving_everything_started_nothing() -> None:
    story = Story.by(WITH_NAME).happens("received", MONDAY, "email")
    story.happens("answered", "Tuesday 6 January 2026 10:00")
    story.happens("provided", "Thursday 8 January 2026 10:00", given=["name", "address"])
    assert story.clocks("A1") == []


def test_what_was_given_once_need_not_be_given_again() -> None:
    story = Story.by(WITH_NAME).happens("received", MONDAY, "email", given=["name", "address"])
    story.happens("answered", "Tuesday 6 January 2026 10:00")
    story.happens("received", "Thursday 8 January 2026 10:00", "email")
    assert story.verdicts("A1", LATER) == ["kept", "broken"]


# Exceptions


EXCEPTED = ANSWERED + 'exceptions = ["severe weather"]\n'


def test_an_exception_that_the_charter_lists_makes_the_clock_void_with_its_reason() -> None:
    story = Story.by(EXCEPTED).happens("received", MONDAY, "email")
    story.happens("excepted", "Wednesday 7 January 2026 10:00", reason="severe weather")
    assert ends(story) == [("void", "severe weather")]


@pytest.mark.parametrize(
    ("moment", "reason"),
    [("Wednesday 7 January 2026 10:00", "industrial action"), ("Tuesday 13 January 2026 00:00", "severe weather")],
)
def test_what_the_charter_does_not_list_or_comes_after_the_breach_excuses_nothing(moment: str, reason: str) -> None:
    story = Story.by(EXCEPTED).happens("received", MONDAY, "email").happens("excepted", moment, reason=reason)
    story.happens("answered", "Wednesday 14 January 2026 10:00")
    assert [(j.verdict, j.late_by) for j in story.judged("A1", LATER)] == [("broken", 34 * 3600 + 1)]


# Extensions


EXTENDED = ANSWERED + 'extension = { at_most = "10 working days", times = 1 }\n'


def extended(day: str, moment: str = "Friday 9 January 2026 10:00", reason: str = "complex") -> Story:
    story = Story.by(EXTENDED).happens("received", MONDAY, "email")
    return story.happens("extended", moment, reason=reason, date=day)


def test_an_extension_puts_the_answer_off_to_the_end_of_its_date() -> None:
    assert dues(extended("2026-01-20")) == ["Tuesday 20 23:59:59"]


def test_an_extension_reaches_no_further_than_the_charter_allows() -> None:
    assert dues(extended("2026-03-20")) == ["Monday 26 23:59:59"]


def test_an_extension_without_a_reason_or_too_late_or_nearer_puts_nothing_off() -> None:
    late = "Tuesday 13 January 2026 00:00"
    for story in (extended("2026-01-20", reason=""), extended("2026-01-20", late), extended("2026-01-08")):
        assert dues(story) == ["Monday 12 23:59:59"]


def test_an_extension_counts_only_so_often() -> None:
    once = extended("2026-01-14").happens("extended", "Monday 12 January 2026 10:00", reason="other", date="2026-01-20")
    assert dues(once) == ["Wednesday 14 23:59:59"]
    twice = Story.by(EXTENDED.replace("times = 1", "times = 2"))
    twice.facts = once.facts
    assert dues(twice) == ["Tuesday 20 23:59:59"]


def test_an_extension_in_the_last_second_counts() -> None:
    assert dues(extended("2026-01-14", "Monday 12 January 2026 23:59:59")) == ["Wednesday 14 23:59:59"]


# A promise to give a date, which then is a clock of its own


GIVES_A_DATE = promise("A1", 'from = "left open"\nuntil = "told"\nwithin = "1 working day"\ndate_id = "A1d"')


def test_a_date_that_was_given_is_a_clock_until_the_answer() -> None:
    story = Story.by(GIVES_A_DATE).happens("left open", MONDAY, "telephone")
    story.happens("told", "Monday 5 January 2026 11:00", date="2026-01-15")
    assert [story.verdicts("A1", LATER), dues(story, "A1d")] == [["kept"], ["Thursday 15 23:59:59"]]
    assert story.verdicts("A1d", LATER) == ["broken"]
    story.happens("answered", "Thursday 15 January 2026 12:00")
    assert story.verdicts("A1d", LATER) == ["kept"]


def test_a_given_date_is_replaced_by_a_later_one_in_time_and_void_when_the_customer_withdraws() -> None:
    story = Story.by(GIVES_A_DATE).happens("left open", MONDAY, "telephone")
    story.happens("told", "Monday 5 January 2026 11:00", date="2026-01-15")
    story.happens("told", "Wednesday 14 January 2026 11:00", date="2026-01-22")
    story.happens("closed", "Monday 19 January 2026 11:00", outcome="withdrawn")
    assert ends(story, "A1d") == [("void", "a later date was told"), ("void", "withdrawn")]


def test_a_given_date_past_the_known_bank_holidays_is_provisional() -> None:
    story = Story.by(GIVES_A_DATE).happens("left open", MONDAY).happens("told", MONDAY, date="2044-01-15")
    assert [clock.provisional for clock in story.clocks("A1d")] == [True]


# Updates


UPDATES = ANSWERED + promise("A1u", 'updates_for = "A1"\nevery = "5 working days"')


def test_each_update_that_was_missed_is_a_broken_promise_of_its_own() -> None:
    story = Story.by(UPDATES).happens("received", MONDAY, "email")
    story.happens("answered", "Wednesday 28 January 2026 10:00")
    # Due on Mondays the 19th and 26th, and the next, on 2 February, when the answer came.
    assert ends(story, "A1u") == [("broken", ""), ("broken", ""), ("void", "answered")]


def test_while_the_answer_stays_away_each_missed_update_shows_when_it_is_missed() -> None:
    story = Story.by(UPDATES).happens("received", MONDAY, "email")
    assert story.verdicts("A1u", "Friday 16 January 2026 10:00") == ["running"]
    assert story.verdicts("A1u", "Friday 23 January 2026 10:00") == ["broken", "running"]
    assert story.verdicts("A1u", "Friday 30 January 2026 10:00") == ["broken", "broken", "running"]


# A promise is judged by the moment, not by the asking


def test_the_clocks_of_an_open_promise_say_the_same_whenever_they_are_asked_for() -> None:
    story = Story.by(UPDATES).happens("received", MONDAY, "email")
    early, late = when("Friday 23 January 2026 10:00"), when("Friday 13 February 2026 10:00")
    before = [j.clock for j in judge(story.charter, story.calendar, story.facts, early) if j.clock.ended]
    after = [j.clock for j in judge(story.charter, story.calendar, story.facts, late)]
    assert all(clock in after for clock in before)
