"""Stories of what happened, told in words, and judged by a council's shipped charter."""

from functools import cache
from pathlib import Path

from answerable.charter.clauses import Charter
from answerable.charter.facts import Fact
from answerable.charter.judge import Judgement, clocks, judge
from answerable.charter.judging.clock import Clock
from answerable.charter.reader import read_charter
from answerable.charter.shares import ShareFigure, shares
from answerable.charter.worktime import Calendar, calendar_for
from tests.charter.anytown import charter
from tests.charter.calendars import when as when

CHARTERS = Path(__file__).parents[2] / "charters"


@cache
def charter_of(council: str) -> Charter:
    return read_charter((CHARTERS / council / "charter.toml").read_text())


@cache
def calendar_of(council: str) -> Calendar:
    return calendar_for(charter_of(council))


class Story:
    """What happened to one or more subjects, in the order in which it is told."""

    def __init__(self, council: str) -> None:
        self.charter, self.calendar = charter_of(council), calendar_of(council)
        self.facts: list[Fact] = []

    @classmethod
    def by(cls, *promises: str) -> "Story":
        """Return a story that is judged by these promises of an invented town."""
        story = cls("flitwick")
        story.charter = charter(*promises)
        story.calendar = calendar_for(story.charter)
        return story

    def happens(
        self, kind: str, at: str, /, channel: str = "", subject: str = "1", id: str = "", **details: object
    ) -> "Story":
        named = {name.replace("_", " "): value for name, value in details.items()}
        self.facts.append(Fact(subject, kind, when(at), channel, named, id))
        return self

    def clocks(self, promise: str) -> list[Clock]:
        return [clock for clock in clocks(self.charter, self.calendar, self.facts) if clock.promise == promise]

    def judged(self, promise: str, now: str) -> list[Judgement]:
        found = judge(self.charter, self.calendar, self.facts, when(now))
        return [judgement for judgement in found if judgement.clock.promise == promise]

    def verdicts(self, promise: str, now: str) -> list[str]:
        return [str(judgement.verdict) for judgement in self.judged(promise, now)]

    def promises(self, now: str) -> set[str]:
        return {judgement.clock.promise for judgement in judge(self.charter, self.calendar, self.facts, when(now))}

    def share(self, promise: str, now: str) -> ShareFigure:
        found = shares(self.charter, self.calendar, self.facts, when(now))
        return next(figure for figure in found if figure.promise == promise)
