"""Facts of many subjects as columns of numbers, in the order in which the judge reads them.

What decides about a fact, but for when it happened and in which message, is its shape: kind, channel and details.
There are few of them, so that every question about a fact is asked once a shape, by the definitions of the judge.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt

from answerable.charter.facts import Fact
from answerable.charter.moments import local
from answerable.charter.standing import _place as place_of

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

NEVER = np.iinfo(np.int64).max  # no moment: later than every other
SECOND = 1_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EARLY = datetime(1901, 1, 1, tzinfo=UTC)


def microseconds(moment: datetime) -> int:
    """Return a moment as microseconds since 1970 (UTC)."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def moment_of(at: int) -> datetime:
    """Return the moment of microseconds since 1970, in council time."""
    return local(_EPOCH + timedelta(microseconds=int(at)))


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


class Shapes:
    """The shapes of facts seen so far, each with a number. A shape is a fact of nobody, at no time of its own."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self._numbers: dict[Hashable, int] = {}

    def __len__(self) -> int:
        return len(self.facts)

    def number(self, key: Hashable, make: Callable[[], Fact]) -> int:
        """Return the number of the shape known by `key`; `make` gives it where it is new."""
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = len(self.facts)
            self.facts.append(make())
        return found

    def of(self, fact: Fact) -> int:
        """Return the number of the shape of a fact."""
        details = {name: value for name, value in fact.details.items() if name != "message"}
        key = (fact.kind, fact.channel, repr(sorted(details.items())))
        return self.number(key, lambda: shape(fact.kind, fact.channel, details))


def shape(kind: str, channel: str, details: Mapping[str, object]) -> Fact:
    """Return a fact of nobody, at no time of its own: for questions that these do not decide."""
    return Fact("", kind, _EARLY, channel, details)


@dataclass(frozen=True, eq=False)
class Columns:
    """Facts sorted by subject, then as they happened; subjects are numbered from 0 and each has a fact.

    `told` gives the facts of one subject as they were recorded: for histories that are read one by one.
    """

    subject: Numbers
    at: Numbers  # microseconds since 1970
    shape: Numbers
    message: Numbers  # the number of the message that did it; -1: none
    shapes: Shapes
    told: Callable[[int], list[Fact]]

    def __len__(self) -> int:
        return len(self.at)

    @property
    def subjects(self) -> int:
        """Return how many subjects there are."""
        return int(self.subject[-1]) + 1 if len(self) else 0

    def where(self, asked: Callable[[Fact], object]) -> Flags:
        """Say of each fact what `asked` says of its shape."""
        return np.array([bool(asked(fact)) for fact in self.shapes.facts], dtype=bool)[self.shape]

    def only(self, stays: Flags) -> "Columns":
        """Return the columns with some of the facts only."""
        return Columns(
            self.subject[stays], self.at[stays], self.shape[stays], self.message[stays], self.shapes, self.told
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
        for fact in sorted(of_one, key=place_of)
    ]
    table = np.array(rows, dtype=np.int64).reshape(-1, 4)
    subject, at, shape_of, message = np.ascontiguousarray(table.T)
    return Columns(subject, at, shape_of, message, shapes, told.__getitem__)


def _message(fact: Fact, messages: dict[object, int]) -> int:
    named = fact.details.get("message")
    return -1 if named in (None, "") else messages.setdefault(named, len(messages))
