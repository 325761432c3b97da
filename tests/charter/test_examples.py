"""The examples that stand beside each charter, by which anybody can see what it means."""

import tomllib
from dataclasses import dataclass, field
from typing import Any

import pytest

from answerable.charter.clauses import Charter, Late, Promise, Timed, Updates
from answerable.charter.facts import Fact
from answerable.charter.judge import judge
from tests.charter.stories import CHARTERS, calendar_of, charter_of, when

COUNCILS = ("flitwick", "cuckfield", "customer-promise")
LONG_AFTER = when("Thursday 30 December 2027 12:00")


@dataclass(frozen=True)
class Example:
    """What happens at three moments, as an officer writes it."""

    council: str
    name: str
    promise: str
    begins: str
    kept: str
    broken: str
    channel: str = ""
    details: dict[str, str] = field(default_factory=dict)

    def verdicts(self, told_at: str) -> list[str]:
        """Return the verdicts on the promise, when what ends its clock happens at that moment."""
        charter = charter_of(self.council)
        promise = charter[self.promise]
        facts = [
            Fact("1", start_of(promise, charter, self.channel), when(self.begins), self.channel, self.details),
            Fact("1", stop_of(promise), when(told_at), "", tells_of(promise)),
        ]
        judged = judge(charter, calendar_of(self.council), facts, LONG_AFTER)
        return [str(judgement.verdict) for judgement in judged if judgement.clock.promise == self.promise]


def start_of(promise: Promise, charter: Charter, channel: str) -> str:
    match promise:
        case Timed():
            return promise.start
        case Late():
            return start_of(charter[promise.mains[0]], charter, channel)
        case Updates():
            return start_of(charter[promise.main], charter, channel)
    raise TypeError(f"{promise.id} has no clock")


def stop_of(promise: Promise) -> str:
    return promise.stops[0] if isinstance(promise, Timed) else "told"


def tells_of(promise: Promise) -> dict[str, object]:
    match promise:
        case Late():
            return {"tells": list(promise.tell)}
        case Updates():
            return {"tells": ["progress"]}
    return {}


def read_examples(council: str) -> list[Example]:
    tables: list[dict[str, Any]] = tomllib.loads((CHARTERS / council / "examples.toml").read_text())["example"]
    return [Example(council, begins=table.pop("from"), **table) for table in tables]


EXAMPLES = [example for council in COUNCILS for example in read_examples(council)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.promise}: {example.name}")
def test_the_example_holds(example: Example) -> None:
    assert example.verdicts(example.kept)[0] == "kept"
    assert example.verdicts(example.broken)[0] == "broken"


@pytest.mark.parametrize("council", COUNCILS)
def test_every_promise_with_a_clock_has_an_example(council: str) -> None:
    without_time = {p.id for p in charter_of(council) if isinstance(p, Timed) and p.within is None}
    clocks = {p.id for p in charter_of(council) if isinstance(p, Timed | Late | Updates)}
    assert clocks - without_time == {example.promise for example in EXAMPLES if example.council == council}


def test_an_example_with_a_wrong_weekday_is_an_error() -> None:
    with pytest.raises(AssertionError, match="is a Friday"):
        when("Thursday 28 March 2025 16:59")
