"""What is wrong with a charter file: where, in which promise, and what to write instead."""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_LONG_TEXT = ('"""', "'''")

Place = tuple[str | int, ...]  # a table's name and which of that name it is, then the same for a table within it


@dataclass(frozen=True)
class Problem:
    """One error in a charter: its line (0: no line), the promise or heading it stands in, and what to write."""

    line: int
    clause: str
    message: str

    def __str__(self) -> str:
        place = ", ".join(part for part in (f"line {self.line}" if self.line else "", self.clause) if part)
        return f"{place}: {self.message}" if place else self.message


class CharterErrors(Exception):
    """A charter that can't be read, with every problem in it."""

    def __init__(self, problems: Iterable[Problem], name: str = "charter.toml") -> None:
        self.problems = tuple(problems)
        self.name = name
        super().__init__("\n".join(str(problem) for problem in self.problems))


def shown(value: object) -> str:
    """Return a value from the file in quotation marks, cut where it is long."""
    text = str(value)
    return f"“{text if len(text) <= 60 else text[:60] + '…'}”"


def listed(names: Iterable[str]) -> str:
    """Return names in quotation marks: “a”, “b” or “c”."""
    quoted = [f"“{name}”" for name in names]
    return " or ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


def one_of(value: str, known: Iterable[str]) -> str:
    """Return what to write instead of `value`: the nearest of the known words, else all of them."""
    words = {word.lower(): word for word in known}
    near = difflib.get_close_matches(value[:100].lower(), words, n=1)
    return f"Did you mean “{words[near[0]]}”?" if near else f"Write {listed(words.values())}."


def _without_long_texts(text: str) -> Iterator[tuple[int, str]]:
    """Give each line with its number, less those within a text that goes over several lines."""
    inside = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if not inside:
            yield number, line
            inside = next((mark for mark in _LONG_TEXT if line.count(mark) % 2), "")
        elif inside in line:
            inside = ""


class Lines:
    """Where tables and keys stand in the text of a file, found by looking for them.

    A table within another, such as [[promise.limit]], is found by the names on the way: ("limit", 0).
    """

    _TABLE = re.compile(r"\s*\[\[?\s*([\w-]+)\s*\]?\]")
    _INNER = re.compile(r"\s*\[\[?\s*[\w-]+\s*\.\s*([\w-]+)\s*\]?\]")
    _KEY = re.compile(r"""\s*["']?([\w-]+)["']?\s*[.=]""")

    def __init__(self, text: str) -> None:
        self._tables: dict[Place, int] = {}
        self._keys: dict[tuple[Place, str], int] = {}
        seen = dict[Place, int]()
        place: Place = ("", 0)
        for number, line in _without_long_texts(text):
            if header := self._TABLE.match(line):
                place = self._begin((header[1],), seen, number)
            elif inner := self._INNER.match(line):
                place = self._begin((*place[:2], inner[1]), seen, number)
                self._keys.setdefault((place[:2], inner[1]), number)
            elif key := self._KEY.match(line):
                self._keys.setdefault((place, key[1]), number)

    def _begin(self, names: Place, seen: dict[Place, int], number: int) -> Place:
        place = (*names, seen.get(names, 0))
        seen[names] = seen.get(names, 0) + 1
        self._tables[place] = number
        return place

    def of(self, *place: str | int, key: str = "") -> int:
        """Return the line of a key in the table at that place, such as ("promise", 2, "limit", 0).

        Where it has no line of its own, as in { … }, that of what it stands in; else 0.
        """
        if found := self._keys.get((place, key)) or self._tables.get(place):
            return found
        return self.of(*place[:-2], key=str(place[-2])) if len(place) > 2 else 0
