"""Facts of many subjects as columns of numbers, in the order in which the judge reads them.

What decides about a fact, but for when it happened and in which message, is its shape: kind, channel and details.
There are few of them, so that every question about a fact is asked once a shape, by the definitions of the judge.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property, partial
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from answerable.charter.facts import Fact
from answerable.charter.judging.standing import CORRECTED, corrected, in_order
from answerable.charter.moments import local

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

NEVER = np.iinfo(np.int64).max  # no moment: later than every other
NEVER_YET = np.iinfo(np.int64).min
SECOND = 1_000_000
Key = TypeVar("Key", bound=Hashable)
SOME = "some"  # stands for the reference of a message in a shape
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EARLY = datetime(1901, 1, 1, tzinfo=UTC)


def microseconds(moment: datetime) -> int:
    """Return a moment as microseconds since 1970 (UTC)."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def moment_of(at: int) -> datetime:
    """Return the moment of microseconds since 1970, in council time."""
    return local(EPOCH + timedelta(microseconds=int(at)))


class Names:
    """Words with numbers, in the order in which they were first met. "" is 0."""

    def __init__(self) -> None:
        self._words = [""]
        self._numbers = {"": 0}

    def __getitem__(self, number: int) -> str:
        return self._words[number]

    def number(self, word: str) -> int:
        """Return the number of a word."""
        if word not in self._numbers:
            self._numbers[word] = len(self._words)
            self._words.append(word)
        return self._numbers[word]

    def numbers(self, words: Iterable[str]) -> Numbers:
        """Return the numbers of words."""
        return np.array([self.number(word) for word in words], dtype=np.int64)


class Shapes:
    """The shapes of facts seen so far, each with a number. A shape is a fact of nobody, at no time of its own."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.known: dict[Hashable, int] = {}  # the number of the shape of each key
        self._answers: dict[Hashable, list[int]] = {}

    def __len__(self) -> int:
        return len(self.facts)

    def numbers(self, asked: Callable[[Fact], int], *key: Hashable) -> Numbers:
        """Return what `asked` says of each shape. `key` names the question: of no shape it is asked twice."""
        answers = self._answers.setdefault(key, [])
        answers.extend(asked(fact) for fact in self.facts[len(answers) :])
        return np.array(answers, dtype=np.int64)

    def number(self, key: Hashable, make: Callable[[], Fact]) -> int:
        """Return the number of the shape known by `key`; `make` gives it where it is new."""
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = len(self.facts)
            self.facts.append(make())
        return found

    def among(self, keys: Sequence[Key], make: Callable[[Key], Fact]) -> Numbers:
        """Return the number of the shape known by each of the keys; `make` gives it of one that is new."""
        for key in dict.fromkeys(keys):
            if key not in self.known:
                self.number(key, partial(make, key))
        return np.fromiter(map(self.known.__getitem__, keys), np.int64, len(keys))

    def of(self, fact: Fact) -> int:
        """Return the number of the shape of a fact."""
        details = dict(fact.details)
        if details.get("message"):
            details["message"] = SOME
        key = (fact.kind, fact.channel, repr(sorted(details.items())))
        return self.number(key, lambda: shape(fact.kind, fact.channel, details))


def shape(kind: str, channel: str, details: Mapping[str, object]) -> Fact:
    """Return a fact of nobody, at no time of its own: for questions that these do not decide."""
    return Fact("", kind, _EARLY, channel, details)


@dataclass(frozen=True, eq=False)
class Columns:
    """Facts as they were put right, sorted by subject, then as they happened. Subjects are numbered from 0.

    `told` gives the facts of one subject as they were recorded: for histories that are read one by one.
    """

    subject: Numbers
    at: Numbers  # microseconds since 1970
    shape: Numbers
    message: Numbers  # the number of the message that did it; -1: none
    subjects: int  # how many there are
    shapes: Shapes
    told: Callable[[int], list[Fact]]

    def __len__(self) -> int:
        return len(self.at)

    @cached_property
    def ends(self) -> Numbers:
        """Of each subject the place after its last fact."""
        return np.searchsorted(self.subject, np.arange(1, self.subjects + 1))

    @cached_property
    def same_moment(self) -> Numbers:
        """Of each fact the place of the first that happened to its subject at the same moment."""
        changes = np.ones(len(self), dtype=bool)
        changes[1:] = (self.at[1:] != self.at[:-1]) | (self.subject[1:] != self.subject[:-1])
        return np.maximum.accumulate(np.where(changes, np.arange(len(self)), 0))

    def having(self, asked: Flags) -> Flags:
        """Say of each subject whether any of its facts is one of those asked for."""
        found = np.zeros(self.subjects, dtype=bool)
        found[self.subject[asked]] = True
        return found

    def shaped(self, asked: Callable[[Fact], object], *key: Hashable) -> Flags:
        """Say of each shape what `asked` says of it. `key` names the question: it is asked once a shape."""
        return self.shapes.numbers(lambda fact: bool(asked(fact)), *key).astype(bool)

    def where(self, asked: Callable[[Fact], object], *key: Hashable) -> Flags:
        """Say of each fact what `asked` says of its shape."""
        return self.shaped(asked, *key)[self.shape]

    def channels(self, names: Names) -> Numbers:
        """Return the numbers of the channels of the shapes."""
        return self.shapes.numbers(lambda fact: names.number(fact.channel), "channels", names)

    def between(self, start: datetime | None, end: datetime | None) -> Flags:
        """Say of each fact whether it happened from `start` on and before `end`; None: whenever."""
        first = NEVER_YET if start is None else microseconds(start)
        return (self.at >= first) & (self.at < (NEVER if end is None else microseconds(end)))

    def first_of_subject(self, places: Numbers) -> Flags:
        """Say of facts in order which is the first of its subject among them."""
        subject = self.subject[places]
        return np.concatenate([np.ones(len(places[:1]), dtype=bool), subject[1:] != subject[:-1]])

    def next_of_subject(self, among: Numbers, after: Numbers) -> Numbers:
        """Return for each fact the next one of its subject `among` others in order; the number of facts for none."""
        found = np.append(among, len(self))[np.searchsorted(among, after, side="right")]
        return np.where(found < self.ends[self.subject[after]], found, len(self))

    def only(self, stays: Flags) -> "Columns":
        """Return the columns with some of the facts only."""
        return replace(
            self,
            subject=self.subject[stays],
            at=self.at[stays],
            shape=self.shape[stays],
            message=self.message[stays],
        )


def columns(facts: Iterable[Fact], shapes: Shapes | None = None) -> Columns:
    """Return the facts of many subjects as columns; subjects are numbered in the order of their names."""
    shapes = shapes or Shapes()
    by_subject: dict[str, list[Fact]] = {}
    for fact in facts:
        by_subject.setdefault(fact.subject, []).append(fact)
    told = [by_subject[name] for name in sorted(by_subject)]
    messages: dict[object, int] = {}
    rows = [
        (number, microseconds(fact.at), shapes.of(fact), _message(fact, messages))
        for number, of_one in enumerate(told)
        for fact in _put_right(of_one)
    ]
    table = np.array(rows, dtype=np.int64).reshape(-1, 4)
    subject, at, shape_of, message = np.ascontiguousarray(table.T)
    return Columns(subject, at, shape_of, message, len(told), shapes, told.__getitem__)


def _put_right(facts: list[Fact]) -> list[Fact]:
    story = in_order(facts)
    return corrected(story) if any(fact.kind == CORRECTED for fact in story) else story


def _message(fact: Fact, messages: dict[object, int]) -> int:
    named = fact.details.get("message")
    return -1 if named in (None, "") else messages.setdefault(named, len(messages))
