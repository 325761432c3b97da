"""Lengths of time as people write them: "1 working day", "20 seconds", "48 weekday hours"."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What a span counts."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    WEEKDAY_HOUR = "weekday hour"
    OFFICE_HOUR = "office hour"
    WORKING_DAY = "working day"
    CLEAR_WORKING_DAY = "clear working day"
    CALENDAR_DAY = "calendar day"
    CALENDAR_MONTH = "calendar month"
    RING = "ring"


@dataclass(frozen=True)
class Span:
    """A number of units; `words()` gives it back as people write it. "the same day" is 0 calendar days."""

    count: int
    unit: Unit

    def words(self) -> str:
        """Return the span as people write it; `read_span` reads it back."""
        if self == SAME_DAY:
            return "the same day"
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"


class NotASpan(ValueError):
    """The text is not a length of time; the message says what to write instead."""


SAME_DAY = Span(0, Unit.CALENDAR_DAY)

_FIXED = {
    "the same day": SAME_DAY,
    "same day": SAME_DAY,
    "the end of the next working day": Span(1, Unit.WORKING_DAY),
    "the next working day": Span(1, Unit.WORKING_DAY),
}
# fmt: off
_NUMBERS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)
# fmt: on
_MONTHS = {"calendar month": 1, "month": 1, "year": 12}
# Nobody promises anything for longer than ten years, and a slip of the key ("20000000000 days") is found.
_LONGEST = {
    Unit.SECOND: 10 * 366 * 86_400,
    Unit.RING: 1000,
    Unit.MINUTE: 10 * 366 * 1440,
    Unit.HOUR: 10 * 366 * 24,
    Unit.WEEKDAY_HOUR: 10 * 366 * 24,
    Unit.OFFICE_HOUR: 10 * 366 * 24,
    Unit.CALENDAR_MONTH: 120,
}
_LONGEST_IN_DAYS = 10 * 366
_WRITE = "Write a number and a unit, such as “20 seconds”, “3 minutes”, “48 hours” or “10 working days”."


def read_span(text: str) -> Span:
    """Return the span that `text` states, or raise NotASpan with what to write instead."""
    plain = " ".join(text.lower().split())
    if plain in _FIXED:
        return _FIXED[plain]
    match = re.fullmatch(r"([0-9]{1,12}|[a-z]+) ([a-z ]+?)s?", plain)
    count = _count(match[1]) if match else None
    if match is None or count is None:
        raise NotASpan(f"“{_short(text)}” is not a length of time I can read. {_WRITE}")
    return _span(count, match[2], text)


def _count(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    return _NUMBERS.index(word) + 1 if word in _NUMBERS else None


def _span(count: int, unit: str, text: str) -> Span:
    if unit in ("day", "week"):
        raise NotASpan(
            f"“{_short(text)}” can be read in two ways. "
            "Write “working days” or “calendar days”, such as “10 working days”."
        )
    if unit in _MONTHS:
        count, unit = count * _MONTHS[unit], Unit.CALENDAR_MONTH.value
    if unit not in set(Unit):
        raise NotASpan(f"“{_short(unit)}” is not a unit of time that I know. {_WRITE}")
    if not 0 < count <= _LONGEST.get(Unit(unit), _LONGEST_IN_DAYS):
        raise NotASpan(f"“{_short(text)}” is not between one {unit} and ten years. {_WRITE}")
    return Span(count, Unit(unit))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
