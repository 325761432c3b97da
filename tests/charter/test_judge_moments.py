"""What is judged the moment it happens: steps, the words of messages; and records, which are renewed."""

import pytest

from tests.charter.anytown import promise
from tests.charter.stories import Story

LATER = "Friday 27 February 2026 12:00"
MONDAY = "Monday 5 January 2026 10:00"

TRANSFER = promise("A1", 'at = "transferred"\nneeds = ["told to whom", "told why"]')


# Steps


def test_a_step_is_kept_by_what_was_done_at_its_moment() -> None:
    story = Story.by(TRANSFER).happens("transferred", MONDAY, "telephone", done=["told why", "told to whom"])
    (clock,) = story.clocks("A1")
    assert clock.started == clock.due == clock.stopped
    assert story.verdicts("A1", LATER) == ["kept"]


def test_a_step_of_which_something_was_not_done_is_broken_at_once_and_never_late() -> None:
    story = Story.by(TRANSFER).happens("transferred", MONDAY, "telephone", done=["told why"])
    assert [(j.verdict, j.late_by) for j in story.judged("A1", LATER)] == [("broken", None)]


def test_one_of_several_things_is_enough_where_the_charter_says_so() -> None:
    either = Story.by(TRANSFER + "any_of = true\n")
    assert either.happens("transferred", MONDAY, done="told why").verdicts("A1", LATER) == ["kept"]


def test_what_was_done_since_the_moment_before_counts_and_what_comes_afterwards_does_not() -> None:
    story = Story.by(TRANSFER).happens("transferred", MONDAY, done=["told why"])
    story.happens("step done", "Monday 5 January 2026 10:01", done=["told to whom"])
    story.happens("transferred", "Monday 5 January 2026 10:02", done=["told why"])
    story.happens("transferred", "Monday 5 January 2026 10:03", done=["told why"])
    assert story.verdicts("A1", LATER) == ["broken", "kept", "broken"]


def test_what_was_done_in_the_very_moment_counts_in_whatever_order_it_was_recorded() -> None:
    for kinds in (("transferred", "step done"), ("step done", "transferred")):
        story = Story.by(TRANSFER)
        for kind in kinds:
            story.happens(kind, MONDAY, done=["told to whom"] if kind == "step done" else ["told why"])
        assert story.verdicts("A1", LATER) == ["kept"]


def test_what_is_said_in_a_call_counts_for_its_picking_up_until_the_call_ends() -> None:
    greeted = promise("A1", 'at = "picked up"\nneeds = ["greeting", "own name"]')
    story = Story.by(greeted).happens("picked up", MONDAY, "telephone", done=["greeting"])
    story.happens("step done", "Monday 5 January 2026 10:01", done=["own name"])
    story.happens("call ended", "Monday 5 January 2026 10:02")
    story.happens("picked up", "Monday 5 January 2026 10:10", "telephone", done=["greeting"])
    story.happens("call ended", "Monday 5 January 2026 10:12")
    story.happens("step done", "Monday 5 January 2026 10:13", done=["own name"])
    assert story.verdicts("A1", LATER) == ["kept", "broken"]


def test_a_step_that_was_struck_out_was_not_called_for() -> None:
    story = Story.by(TRANSFER).happens("transferred", MONDAY, id="7")
    assert story.happens("corrected", "Tuesday 6 January 2026 10:00", id="8", fact="7").clocks("A1") == []


# Writing


SIGNED = promise("A1", 'writing = { by = "email", has = ["officer name", "telephone"] }')
ALL = ["officer name", "telephone", "job title"]


def test_a_message_keeps_a_promise_by_what_stands_in_it() -> None:
    story = Story.by(SIGNED).happens("answered", MONDAY, "email", by="message", message="m1", has=ALL)
    story.happens("told", "Tuesday 6 January 2026 10:00", "email", by="message", message="m2", has=["officer name"])
    assert story.verdicts("A1", LATER) == ["kept", "broken"]


def test_where_nobody_wrote_down_what_stands_in_a_message_it_is_not_measured() -> None:
    story = Story.by(SIGNED).happens("answered", MONDAY, "email", by="message", message="m1")
    assert story.verdicts("A1", LATER) == ["not-measured"]


def test_a_message_that_did_two_things_is_one() -> None:
    story = Story.by(SIGNED)
    for kind in ("acknowledged", "told"):
        story.happens(kind, MONDAY, "email", message="m1", has=ALL)
    assert story.verdicts("A1", LATER) == ["kept"]


@pytest.mark.parametrize(
    ("channel", "by", "found"),
    [
        ("email", "message", 1),
        ("web", "message", 1),  # who writes on the web is answered by e-mail
        ("telephone", "message", 1),
        ("telephone", "spoken", 0),
        ("email", "letter", 0),
        ("sms", "message", 0),
    ],
)
def test_a_promise_about_emails_is_about_emails(channel: str, by: str, found: int) -> None:
    story = Story.by(SIGNED).happens("answered", MONDAY, channel, by=by, message="m1", has=ALL)
    assert len(story.clocks("A1")) == found


@pytest.mark.parametrize(
    ("means", "kinds"),
    [
        ("acknowledgement", ["acknowledged"]),
        ("holding", ["told"]),
        ("extension", ["told with revised limits"]),
        ("answer", ["answered", "answered at stage 2"]),
        ("final", ["answered at stage 2"]),
    ],
)
def test_a_promise_about_one_meaning_of_message(means: str, kinds: list[str]) -> None:
    about = promise("A1", f'writing = {{ means = "{means}", has = ["officer name"] }}')
    story = Story.by(about)
    for kind, day in (("acknowledged", "Monday 5"), ("told", "Tuesday 6"), ("answered", "Wednesday 7")):
        story.happens(kind, f"{day} January 2026 10:00", "email", message=kind, has=[])
    revised = ["revised limits"]
    story.happens("told", "Thursday 8 January 2026 10:00", "email", message="m4", has=[], tells=revised)
    story.happens("stage 2 requested", "Friday 9 January 2026 10:00", "email")
    story.happens("answered", "Monday 12 January 2026 10:00", "email", message="m5", has=[])
    names = {5: "acknowledged", 6: "told", 7: "answered", 8: "told with revised limits", 12: "answered at stage 2"}
    assert [names[clock.started.day] for clock in story.clocks("A1")] == kinds


# Records


TRAINED = promise("A1", 'record = { of = "training", each = "officer", every = "2 years", at_first = "3 months" }')


def test_a_new_officer_has_so_long_and_then_each_renewal_begins_anew() -> None:
    story = Story.by(TRAINED).happens("begun", MONDAY, subject="officer-12")
    assert [f"{clock.due:%-d %B %Y}" for clock in story.clocks("A1") if clock.due] == ["5 April 2026"]
    story.happens("renewed", "Monday 2 March 2026 10:00", subject="officer-12", of="training")
    assert [f"{clock.due:%-d %B %Y}" for clock in story.clocks("A1") if clock.due] == ["5 April 2026", "2 March 2028"]
    assert story.verdicts("A1", "Monday 6 March 2028 10:00") == ["kept", "broken"]


def test_nothing_is_asked_of_an_officer_who_left() -> None:
    story = Story.by(TRAINED).happens("begun", MONDAY, subject="officer-12")
    story.happens("ended", "Tuesday 6 January 2026 10:00", subject="officer-12")
    assert [(j.verdict, j.clock.reason) for j in story.judged("A1", LATER)] == [("void", "ended")]


def test_what_was_overdue_when_the_officer_left_stays_broken() -> None:
    story = Story.by(TRAINED).happens("begun", "Monday 6 January 2025 10:00", subject="officer-12")
    story.happens("ended", MONDAY, subject="officer-12")
    assert story.verdicts("A1", LATER) == ["broken"]


def test_a_record_of_something_else_renews_nothing() -> None:
    story = Story.by(TRAINED).happens("begun", MONDAY, subject="officer-12")
    story.happens("renewed", "Tuesday 6 January 2026 10:00", subject="officer-12", of="badge")
    assert len(story.clocks("A1")) == 1


def test_of_an_officer_there_is_no_record_that_is_kept_of_facilities() -> None:
    inspected = promise("A2", 'record = { of = "inspection", each = "facility", every = "1 year" }')
    story = Story.by(TRAINED, inspected).happens("begun", MONDAY, subject="officer-12")
    story.happens("begun", MONDAY, subject="facility-3")
    story.happens("begun", MONDAY, subject="charter")
    found = [(j.clock.promise, j.clock.subject) for id in ("A1", "A2") for j in story.judged(id, LATER)]
    assert found == [("A1", "officer-12"), ("A2", "facility-3")]
