"""What a share can say beyond “of these, those”: within a time, more than, on average, of other promises, by group."""

import pytest

from tests.charter.anytown import clock, promise
from tests.charter.stories import Story

LATER = "Friday 27 February 2026 12:00"
PICKED_UP = 'of = "rang", that = "picked up"'


def share(rest: str) -> str:
    return promise("S1", f"share = {{ {rest} }}")


def calls(story: Story, *seconds: int | None, channel: str = "telephone", office: str = "") -> Story:
    """Calls that were picked up after so many seconds, or never."""
    for waited in seconds:
        subject = f"call-{len(story.facts)}"
        story.happens("rang", "Monday 5 January 2026 10:00:00", channel, subject, office=office)
        if waited is not None:
            story.happens("picked up", f"Monday 5 January 2026 10:00:{waited:02}", channel, subject)
    return story


def test_of_the_calls_those_that_were_picked_up_in_time() -> None:
    story = calls(Story.by(share(f'{PICKED_UP}, at_least = "50%", within = "20 seconds"')), 5, 20, 21, None)
    figure = story.share("S1", LATER)
    assert (figure.that, figure.of, figure.percent, figure.verdict) == (2, 4, 50.0, "kept")


def test_while_a_call_may_still_be_picked_up_in_time_the_figure_is_not_final() -> None:
    story = calls(Story.by(share(f'{PICKED_UP}, at_least = "50%", within = "20 seconds"')), None)
    assert story.share("S1", "Monday 5 January 2026 10:00:20").verdict == "running"
    assert story.share("S1", "Monday 5 January 2026 10:00:21").verdict == "broken"


@pytest.mark.parametrize(("target", "verdict"), [("at_least", "kept"), ("more_than", "broken")])
def test_more_than_half_is_not_half(target: str, verdict: str) -> None:
    assert calls(Story.by(share(f'{PICKED_UP}, {target} = "50%"')), 5, None).share("S1", LATER).verdict == verdict


@pytest.mark.parametrize(("seconds", "verdict"), [((10, 30, 50), "kept"), ((10, 30, 51), "broken")])
def test_an_average_is_over_those_that_were_picked_up(seconds: tuple[int, ...], verdict: str) -> None:
    figure = calls(Story.by(share(f'{PICKED_UP}, average = "30 seconds"')), *seconds, None).share("S1", LATER)
    assert (figure.of, figure.that, figure.average_seconds, figure.verdict) == (4, 3, sum(seconds) / 3, verdict)


def test_an_average_of_working_days_counts_working_days() -> None:
    story = Story.by(share('of = "received", that = "answered", average = "2 working days"'))
    for subject, answered in (("1", "Monday 12 January 2026 10:00"), ("2", "Friday 9 January 2026 12:00")):
        story.happens("received", "Friday 9 January 2026 10:00", "email", subject)
        story.happens("answered", answered, "email", subject)
    assert story.share("S1", LATER).verdict == "kept"


def test_of_all_promises_of_answers_how_many_were_kept() -> None:
    most = share('of_promises = ["A1", "A2"], at_least = "60%"')
    story = Story.by(clock("A1"), clock("A2", within="5 working days"), most)
    story.happens("received", "Monday 5 January 2026 10:00", "email").happens("answered", "Friday 9 January 2026 10:00")
    story.happens("received", "Monday 5 January 2026 10:00", "email", "2")
    story.happens("closed", "Monday 5 January 2026 11:00", "email", "2", outcome="junk")
    figure = story.share("S1", LATER)
    assert (figure.that, figure.of, figure.verdict) == (1, 2, "broken")  # what is void counts neither way


def test_a_share_is_compared_between_groups() -> None:
    story = calls(Story.by(share(f'{PICKED_UP}, by = ["office"]')), 5, None, office="east")
    groups = calls(story, 5, office="west").share("S1", LATER).groups
    assert [(one.group, one.that, one.of, one.percent) for one in groups] == [
        (("east",), 1, 2, 50.0),
        (("west",), 1, 1, 100.0),
    ]


@pytest.mark.parametrize("machine", ["yes", "no"])
def test_what_a_machine_wrote_is_not_what_a_share_asks_after(machine: str) -> None:
    story = Story.by(share('of = "received", that = "answered", at_least = "50%"'))
    story.happens("received", "Monday 5 January 2026 10:00", "email")
    story.happens("answered", "Monday 5 January 2026 10:01", automatic=machine)
    assert story.share("S1", LATER).that == (machine == "no")


def test_what_was_written_before_anybody_asked_is_not_what_a_share_asks_after() -> None:
    story = Story.by(share('of = "received", that = "answered", within = "2 working days"'))
    story.happens("answered", "Monday 5 January 2026 09:00").happens("received", "Monday 5 January 2026 10:00", "email")
    assert story.share("S1", LATER).that == 0
    assert story.happens("answered", "Tuesday 6 January 2026 09:00").share("S1", LATER).that == 1
