"""The manual for councils: every example in it reads, and means what stands beside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pytest

from answerable.charter.calendar.holidays import NATIONS
from answerable.charter.clauses import REOPENINGS, Charter, Strength
from answerable.charter.doubts import doubts
from answerable.charter.facts import (
    BY_NAME,
    CHANNELS,
    EXCEPTION_REASONS,
    EXTENSION_REASONS,
    GIVEN,
    MEANS,
    PAUSE_REASONS,
    REQUESTERS,
    TELLS,
    TYPES,
    WRITING_PARTS,
    Fact,
)
from answerable.charter.judge import clocks, judge
from answerable.charter.reader import COUNCILS, read_charter
from answerable.charter.reading.agreement import HEADINGS
from answerable.charter.reading.fields import Fields
from answerable.charter.reading.hours import CLOSED_DAY, CLOSURES_COUNT, COUNTING, DAY_ENDS, RECEIVED_IN_CLOSURE
from answerable.charter.reading.problems import CharterErrors
from answerable.charter.worktime import calendar_for
from tests.charter.anytown import HEAD, clock
from tests.charter.stories import when

MANUAL = Path(__file__).parents[2] / "docs" / "for-councils" / "charter.md"
TEXT = MANUAL.read_text()

OPEN = 'office = { mon-fri = "09:00-17:00" }\n'
HOURS = '\n[hours]\ncounting = "the day after receipt is day 1"\nday_ends = "midnight"\nring_seconds = 6\n' + OPEN
LONG_AFTER = when("Thursday 30 December 2027 12:00")

_BLOCK = re.compile(r"^```(\w+) ?(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MOMENT = r"[A-Z][a-z]+day \d{1,2} [A-Z][a-z]+ \d{4} \d\d:\d\d(?::\d\d)?"
_WORKED = re.compile(
    rf'^- (?:`"(?P<span>[^`]+)"`[^:]*: )?(?P<start>{_MOMENT})(?P<more>[^→]*) → (?P<due>{_MOMENT})$', re.M
)
_HAPPENED = re.compile(rf"({_MOMENT})  (.+)")
_MEETING = re.compile(r"^The council meets on (.+)$", re.MULTILINE)
_OUTCOME = re.compile(rf"→ (\w+) (?:is (.+)|falls due ({_MOMENT}))")


@dataclass
class Example:
    """A piece of a charter in the manual, with what stands below it up to the next."""

    line: int
    toml: str
    sort: str  # "", "wrong" or "doubted"
    texts: list[str] = field(default_factory=list)
    worked: list[re.Match[str]] = field(default_factory=list)

    def __str__(self) -> str:
        return f"line {self.line}"

    @property
    def whole(self) -> str:
        """The piece completed to a charter; it stands first, so that the lines of its mistakes are its own."""
        rest = "" if "[[promise]]" in self.toml else clock("A1")
        head = "" if "[charter]" in self.toml else HEAD
        hours = "" if "[hours]" in self.toml else HOURS
        return f"{self.toml}\n{head}{hours}{rest}"


def examples() -> Iterator[Example]:
    blocks = list(_BLOCK.finditer(TEXT))
    ends = [block.start() for block in blocks if block[1] == "toml"][1:] + [len(TEXT)]
    for block in blocks:
        if block[1] == "toml":
            until = ends.pop(0)
            texts = [t[3] for t in blocks if t[1] == "text" and block.start() < t.start() < until]
            worked = [m for m in _WORKED.finditer(TEXT, block.end(), until) if not m["span"]]
            yield Example(TEXT.count("\n", 0, block.start()) + 1, block[3], block[2], texts, worked)


EXAMPLES = list(examples())
RIGHT = [example for example in EXAMPLES if example.sort != "wrong"]


def test_the_manual_has_examples_of_every_sort() -> None:
    assert len(RIGHT) > 30
    assert {example.sort for example in EXAMPLES} == {"", "wrong", "doubted"}
    assert sum(len(example.worked) for example in EXAMPLES) > 15
    assert sum(len(example.texts) for example in EXAMPLES) > 18


@pytest.mark.parametrize("example", RIGHT, ids=str)
def test_every_example_reads_without_a_mistake(example: Example) -> None:
    assert read_charter(example.whole).promises


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.sort == "wrong"], ids=str)
def test_every_mistake_is_told_as_the_manual_shows(example: Example) -> None:
    with pytest.raises(CharterErrors) as refused:
        read_charter(example.whole)
    assert [str(refused.value)] == [text.rstrip("\n") for text in example.texts]


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.sort == "doubted"], ids=str)
def test_every_doubt_is_told_as_the_manual_shows(example: Example) -> None:
    found = doubts(read_charter(example.whole), date(2026, 11, 27))
    assert ["\n".join(map(str, found))] == [text.rstrip("\n") for text in example.texts]


@pytest.mark.parametrize(
    ("example", "worked"), [(e, w) for e in RIGHT for w in e.worked], ids=lambda part: str(part)[:30]
)
def test_a_worked_date_is_when_it_falls_due(example: Example, worked: re.Match[str]) -> None:
    assert due_of(read_charter(example.whole), worked) == when(worked["due"])


SPANS = [match for match in _WORKED.finditer(TEXT) if match["span"]]


@pytest.mark.parametrize("worked", SPANS, ids=lambda match: match["span"])
def test_a_length_of_time_ends_when_the_manual_says(worked: re.Match[str]) -> None:
    charter = read_charter(f"{HEAD}{HOURS}{clock('A1', within=worked['span'])}")
    assert due_of(charter, worked) == when(worked["due"])


def due_of(charter: Charter, worked: re.Match[str]) -> datetime | None:
    details = worked["more"].removeprefix(", ")
    fact = happened(worked["start"], f"received {details}" if details.startswith("by ") else f"received, {details}")
    (first, *_) = clocks(charter, calendar_for(charter), [fact])
    return first.due


def happened(at: str, told: str) -> Fact:
    """Return the fact of a line such as "received by email, type complaint"."""
    what, *more = told.split(", ")
    name, _, channel = what.partition(" by ")
    kind = BY_NAME[name]
    details: dict[str, object] = {}
    for part in filter(None, more):
        detail = next(detail for detail in kind.details if part.startswith(f"{detail.name} "))
        value = part.removeprefix(f"{detail.name} ")
        if detail.form == "moment":
            value = when(value).isoformat()
        if detail.form == "date":
            value = when(f"{value} 12:00").date().isoformat()
        assert not detail.values or value in detail.values, f"{value} is no {detail.name}"
        said = details.get(detail.name, [])
        details[detail.name] = [*said, value] if detail.many and isinstance(said, list) else value
    return Fact("1", name, when(at), channel, details)


STORIES = [(example, text) for example in RIGHT for text in example.texts if "→" in text]


@pytest.mark.parametrize(("example", "story"), STORIES, ids=lambda part: str(part)[:40])
def test_a_story_ends_as_the_manual_says(example: Example, story: str) -> None:
    charter = read_charter(example.whole)
    facts = [happened(*match.groups()) for match in _HAPPENED.finditer(story)]
    outcomes = _OUTCOME.findall(story)
    meetings = [when(f"{day} 12:00").date() for day in _MEETING.findall(story)]
    assert len(facts) + len(outcomes) + len(meetings) == len(story.splitlines())
    judged = judge(charter, calendar_for(charter, meetings=meetings), facts, LONG_AFTER)
    for id, verdicts, due in outcomes:
        mine = [judgement for judgement in judged if judgement.clock.promise == id]
        if verdicts:
            assert ", ".join(str(judgement.verdict) for judgement in mine) == verdicts
        else:
            assert [judgement.clock.due for judgement in mine] == [when(due)]


def test_every_key_that_a_charter_may_have_is_in_the_manual(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    look = Fields.__contains__

    def noting(fields: Fields, key: str) -> bool:
        asked.add(key)
        return look(fields, key)

    monkeypatch.setattr(Fields, "__contains__", noting)
    for example in RIGHT:
        read_charter(example.whole)
    toml = "\n".join(example.toml for example in RIGHT)
    tables = {name for names in re.findall(r"^\[+([\w.]+)\]+", toml, re.MULTILINE) for name in names.split(".")}
    keys = {key.strip('"') for key in re.findall(r'("[^"]+"|[\w-]+) = ', toml)} | tables
    named = {name for words in re.findall(r"`([^`]+)`", TEXT) for name in re.findall(r"[\w-]+", words)}
    assert len(asked) > 60
    assert not asked - keys - named


@pytest.mark.parametrize(
    "words",
    [
        *(COUNCILS, NATIONS, COUNTING, DAY_ENDS, CLOSURES_COUNT, RECEIVED_IN_CLOSURE, CLOSED_DAY, REOPENINGS),
        *(CHANNELS, TYPES, REQUESTERS, GIVEN, EXCEPTION_REASONS, EXTENSION_REASONS, PAUSE_REASONS, TELLS),
        *(WRITING_PARTS, MEANS, HEADINGS, tuple(Strength)),
    ],
)
def test_every_word_that_a_charter_may_use_is_in_the_manual(words: tuple[str, ...]) -> None:
    text = " ".join(TEXT.split())
    assert not [word for word in words if word not in text]
