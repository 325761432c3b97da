"""Reading one table of a charter file, key by key: what is wrong is noted, and the reading goes on."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from answerable.charter.clauses import Unclear
from answerable.charter.reading.problems import Lines, Problem, one_of, shown
from answerable.charter.span import NotASpan, Span, Unit, read_span

NOT_STATED = "not stated"

# Words for a time that can't be measured by any clock.
AT_ONCE = ("immediately", "at once", "straight away", "promptly", "without delay", "as soon as possible")
# "10 days" may be working days or not: the council is held to what is stricter for it.
_BY_DATE = (Unit.DATE_TOLD, Unit.MEETING)
_DAYS = re.compile(r"([0-9]+|[a-z]+) days?")


@dataclass
class Notes:
    """What is noted while a file is read: where things stand in it, what is wrong, what can be read in two ways."""

    lines: Lines
    problems: list[Problem] = field(default_factory=list)
    unclear: list[Unclear] = field(default_factory=list)


class Fields:
    """One table. Each method takes a key out and returns its value, or a stand-in after noting the problem."""

    def __init__(self, clause: str, line_of: Callable[[str], int], notes: Notes) -> None:
        self.values: dict[str, object] = {}
        self.clause = clause
        self.line_of = line_of
        self._notes = notes
        self._inner_line: Callable[[str, int, str], int] = lambda key, *_: line_of(key)
        self._asked: list[str] = []
        self._silent = False

    @classmethod
    def of_table(cls, values: object, table: str, index: int, notes: Notes) -> "Fields":
        """Return the fields of a table of the file; where something else stands in its place that is noted."""
        lines = notes.lines
        fields = cls(f"[{table}]", lambda key: lines.of(table, index, key=key), notes)
        fields._inner_line = lambda inner, place, key: lines.of(table, index, inner, place, key=key)
        return fields._filled(values, f"Write {table} as a table of its own, under the heading [{table}].")

    def inner(self, key: str, example: str) -> "Fields | None":
        """Return the table written under a key, or None where there is none."""
        if key not in self:
            return None
        return self._inner(key, 0, self.values[key], f"Write {key} as {example}.")

    def each(self, key: str, example: str) -> list["Fields"]:
        """Return the tables written under a key: one, or a list of them."""
        tables = self.values[key] if key in self else []
        listed = tables if isinstance(tables, list) else [tables]
        return [self._inner(key, place, table, f"Write {key} as {example}.") for place, table in enumerate(listed)]

    def _inner(self, key: str, place: int, values: object, instead: str) -> "Fields":
        line_of = self._inner_line
        inner = Fields(f"{self.clause} {key}", lambda within: line_of(key, place, within), self._notes)
        return inner._filled(values, instead)

    def _filled(self, values: object, instead: str) -> "Fields":
        if isinstance(values, dict):
            self.values = dict(values)
        else:
            self.note("", instead)
            self._silent = True  # what it lacks follows from that
        return self

    def __contains__(self, key: str) -> bool:
        self._asked.append(key)
        return key in self.values

    def note(self, key: str, message: str) -> None:
        """Note a problem with a key."""
        if not self._silent:
            self._notes.problems.append(Problem(self.line_of(key), self.clause, message))

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; without a default the key must be there."""
        if key not in self:
            if default is None:
                self.note(key, f'{key} is missing. Write {key} = "…".')
            return default or ""
        value = self.values[key]
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.note(key, f'{key} is {shown(value)}, and should be words. Write {key} = "…".')
        return default or ""

    def choice(self, key: str, known: Iterable[str], default: str | None = None) -> str:
        """Return a text that is one of the known words."""
        before = len(self._notes.problems)
        value = self.text(key, default)
        if key not in self.values or len(self._notes.problems) > before:
            return value
        words = tuple(known)
        if value in words:
            return value
        self.note(key, f"{key} is {shown(value)}, which I don’t know. {one_of(value, words)}")
        return words[0]

    def many(self, key: str, known: Iterable[str] | None = None, required: bool = False) -> tuple[str, ...]:
        """Return one text or a list of texts, of the known words where these are given; none of them twice."""
        if key not in self:
            if required:
                self.note(key, f'{key} is missing. Write {key} = ["…"].')
            return ()
        value = self.values[key]
        listed = value if isinstance(value, list) else [value]
        words = tuple(word.strip() for word in listed if isinstance(word, str) and word.strip())
        if not words or len(words) < len(listed):
            self.note(key, f'{key} is {shown(value)}, and should be words. Write {key} = ["…"].')
            return ()
        return self._known(key, tuple(dict.fromkeys(words)), None if known is None else tuple(known))

    def _known(self, key: str, words: tuple[str, ...], known: tuple[str, ...] | None) -> tuple[str, ...]:
        for word in words if known is not None else ():
            if word not in (known or ()):
                self.note(key, f"{key} has {shown(word)}, which I don’t know. {one_of(word, known or ())}")
        return words

    def span(
        self, key: str, required: bool = False, *, longer_is_stricter: bool = False, by_date: bool = False
    ) -> Span | None:
        """Return a length of time; None where it is “not stated”. What can be read in two ways is noted as unclear.

        `by_date`: it may be the date that was told, or a meeting of the council.
        """
        text = self.text(key, None if required else NOT_STATED)
        plain = " ".join(text.lower().split())
        if plain in (NOT_STATED, ""):
            return None
        if plain in AT_ONCE:
            self._notes.unclear.append(Unclear(self.clause, key, text, None))
            return None
        days = _DAYS.fullmatch(plain)
        unit = Unit.WORKING_DAY if longer_is_stricter else Unit.CALENDAR_DAY
        found = self._read_span(key, f"{days[1]} {unit}s" if days else text)
        if found and found.unit in _BY_DATE and not by_date:
            self.note(key, f"{key} is {shown(text)}, and should be a length of time, such as “10 working days”.")
            return None
        if days and found:
            self._notes.unclear.append(Unclear(self.clause, key, text, found))
        return found

    def _read_span(self, key: str, text: str) -> Span | None:
        try:
            return read_span(text)
        except NotASpan as error:
            self.note(key, f"{key}: {error}")
            return None

    def day(self, key: str) -> date | None:
        """Return a date; None where it is absent or “not stated”."""
        value = self.values.get(key, NOT_STATED) if key in self else NOT_STATED
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if value != NOT_STATED:
            self.note(
                key, f"{key} is {shown(value)}, and should be a date. Write {key} = 2026-03-01 or “{NOT_STATED}”."
            )
        return None

    def whole(self, key: str, default: int | None, lowest: int, highest: int) -> int:
        """Return a whole number between two others."""
        if key not in self:
            if default is None:
                self.note(key, f"{key} is missing. Write {key} = {lowest}.")
            return default or lowest
        value = self.values[key]
        if isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest:
            return value
        self.note(key, f"{key} is {shown(value)}, and should be a whole number from {lowest} to {highest}.")
        return lowest

    def flag(self, key: str) -> bool:
        """Return true or false; false where the key is absent."""
        value = self.values[key] if key in self else False
        if not isinstance(value, bool):
            self.note(key, f"{key} is {shown(value)}, and should be true or false.")
        return value is True

    def nothing_else(self) -> None:
        """Note every key that nobody asked for."""
        for key in self.values:
            if key not in self._asked:
                self.note(key, f"{shown(key)} is not something I know here. {one_of(key, dict.fromkeys(self._asked))}")
