"""What is done at a moment of the work, what stands in a message, and what is renewed: told, and judged."""

from tests.charter.stories import Story

AT = "Monday 5 January 2026 10:00"
LATER = "Friday 27 February 2026 12:00"


def step(council: str, promise: str, kind: str, *done: str, channel: str = "", **details: str) -> str:
    """Return the verdict on a step when `kind` happens and `done` was done with it; "" where none is asked for."""
    story = Story(council).happens(kind, AT, channel, done=list(done), **details)
    return "".join(story.verdicts(promise, LATER))


def letter(council: str, promise: str, kind: str, *has: str, channel: str = "letter") -> str:
    """Return the verdict on what a message that was sent has in it."""
    story = Story(council).happens("received", AT, channel)
    story.happens(kind, "Tuesday 6 January 2026 10:00", channel, message="m1", has=list(has))
    return "".join(story.verdicts(promise, LATER))


def record(council: str, promise: str, of: str, *moments: str, now: str, each: str = "officer") -> list[str]:
    """Return the verdicts on evidence of one officer, or other `each`, that was renewed at `moments`."""
    story = Story(council)
    for moment in moments:
        story.happens("renewed", moment, subject=f"{each}-1", of=of)
    return story.verdicts(promise, now)
