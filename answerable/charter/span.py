"""Lengths of time as people write them: "1 working day", "48 weekday hours", "10:00 on the next working day"."""

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
    MEETING = "council meeting"
    DATE_TOLD = "date told"  # no length: the date that the fact which starts the clock tells


# Counted by the calendar: they end with a day, or at a time `at` of that day.
DAYS = frozenset({Unit.WORKING_DAY, Unit.CLEAR_WORKING_DAY, Unit.CALENDAR_DAY, Unit.CALENDAR_MONTH})
WORKING_DAYS = frozenset({Unit.WORKING_DAY, Unit.CLEAR_WORKING_DAY})
# Read off a watch, round the clock: the calendar has no say in them.
ELAPSED = frozenset({Unit.SECOND, Unit.MINUTE, Unit.HOUR, Unit.RING})
OPEN_HOURS = frozenset({Unit.WEEKDAY_HOUR, Unit.OFFICE_HOUR})

_SECONDS = {Unit.SECOND: 1, Unit.MINUTE: 60, Unit.HOUR: 3600}

CLOSE_OF_BUSINESS = "close of business"


@dataclass(frozen=True)
class Span:
    """A number of units; `words()` gives it back as people write it.

    "the same day" is 0 calendar days, and "the same working day" 0 working days: the day of receipt, or where nobody
    works on it the next working day. `at` is the time of the last day by which it ends ("10:00" or "close of
    business"); "": as days end in that charter.
    """

    count: int
    unit: Unit
    at: str = ""

    def words(self) -> str:
        """Return the span as people write it; `read_span` reads it back."""
        if self.at:
            return f"{self.at} on {_DAY_NAMES.get((self.count, self.unit)) or _ordinal(self.count, self.unit)}"
        if self in _NAMES:
            return _NAMES[self]
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"

    def seconds(self, ring_seconds: int) -> int:
        """Return how long a span takes that is read off a watch; the charter says how long a ring is."""
        return self.count * {**_SECONDS, Unit.RING: ring_seconds}[self.unit]


class NotASpan(ValueError):
    """The text is not a length of time; the message says what to write instead."""


SAME_DAY = Span(0, Unit.CALENDAR_DAY)
SAME_WORKING_DAY = Span(0, Unit.WORKING_DAY)
NEXT_MEETING = Span(1, Unit.MEETING)
DATE_TOLD = Span(1, Unit.DATE_TOLD)

_NAMES = {
    SAME_DAY: "the same day",
    SAME_WORKING_DAY: "the same working day",
    NEXT_MEETING: "the next council meeting",
    DATE_TOLD: "the date told",
}
_DAY_NAMES = {
    (0, Unit.CALENDAR_DAY): "the same day",
    (0, Unit.WORKING_DAY): "the same working day",
    (1, Unit.WORKING_DAY): "the next working day",
    (1, Unit.MEETING): "the day of the next council meeting",
    (1, Unit.DATE_TOLD): "the date told",
}
_FIXED = {words: span for span, words in _NAMES.items()} | {
    "the end of the same day": SAME_DAY,
    "the end of the same working day": SAME_WORKING_DAY,
    "the end of the next working day": Span(1, Unit.WORKING_DAY),
    "the next working day": Span(1, Unit.WORKING_DAY),
    "the next meeting of the council": NEXT_MEETING,
    "the date that was told": DATE_TOLD,
}
_FIXED |= {words.removeprefix("the "): span for words, span in _FIXED.items()}
# fmt: off
_NUMBERS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
# fmt: on
_MORE = {
    "month": (1, Unit.CALENDAR_MONTH),
    "year": (12, Unit.CALENDAR_MONTH),
    "calendar year": (12, Unit.CALENDAR_MONTH),
    "calendar week": (7, Unit.CALENDAR_DAY),
}
# Nobody promises anything for longer than ten years, and a slip of the key ("20000000000 days") is found.
_LONGEST = {
    Unit.SECOND: 10 * 366 * 86_400,
    Unit.RING: 1000,
    Unit.MINUTE: 10 * 366 * 1440,
    Unit.HOUR: 10 * 366 * 24,
    Unit.WEEKDAY_HOUR: 10 * 366 * 24,
    Unit.OFFICE_HOUR: 10 * 366 * 24,
    Unit.CALENDAR_MONTH: 120,
    Unit.MEETING: 120,
}
_LONGEST_IN_DAYS = 10 * 366
_WRITE = "Write a number and a unit, such as “20 seconds”, “3 minutes”, “48 hours” or “10 working days”."
_WRITE_TIME = (
    "Write the time of day first, such as “10:00 on the next working day” or “close of business on the same day”."
)

_TIMED = re.compile(
    r"(?:by |at |before )?([0-9][0-9.: ]*(?:am|pm)?|noon|close of business|closing time) on (.+)", re.ASCII
)
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
_COUNTED = re.compile(r"([0-9]{1,12}|[a-z]+) ([a-z ]+?)s?")
_NTH = re.compile(r"the (?:([0-9]{1,6})(?:st|nd|rd|th)|([a-z]+)) ([a-z ]+)")


def read_span(text: str) -> Span:
    """Return the span that `text` states, or raise NotASpan with what to write instead."""
    plain = " ".join(text.lower().split())
    if plain in _FIXED:
        return _FIXED[plain]
    if timed := _TIMED.fullmatch(plain):
        return _at(timed[1], timed[2], text)
    match = _COUNTED.fullmatch(plain)
    count = _count(match[1]) if match else None
    if match is None or count is None:
        raise NotASpan(f"“{_short(text)}” is not a length of time I can read. {_WRITE}")
    if match[2] == Unit.DATE_TOLD:
        raise NotASpan(f"“{_short(text)}” has no length. Write “the date told”.")
    return _span(count, match[2], text)


def _count(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    return _NUMBERS.index(word) + 1 if word in _NUMBERS else None


def _span(count: int, unit: str, text: str) -> Span:
    if unit in ("day", "week"):
        raise NotASpan(
            f"“{_short(text)}” can be read in two ways. "
            f"Write “working days” or “calendar {unit}s”, such as “10 working days”."
        )
    if unit in _MORE:
        times, known = _MORE[unit]
        count, unit = count * times, known.value
    if unit not in set(Unit):
        raise NotASpan(f"“{_short(unit)}” is not a unit of time that I know. {_WRITE}")
    if not 0 < count <= _LONGEST.get(Unit(unit), _LONGEST_IN_DAYS):
        raise NotASpan(f"“{_short(text)}” is not between one {unit} and ten years. {_WRITE}")
    return Span(count, Unit(unit))


def _at(time: str, day: str, text: str) -> Span:
    """Return the span that ends at a time of the day that `day` names."""
    at = {"closing time": CLOSE_OF_BUSINESS, "noon": "12:00"}.get(time, time)
    if at != CLOSE_OF_BUSINESS and not _TIME.fullmatch(at):
        raise NotASpan(f"“{time}” is not a time of day that I can read. Write it like “09:30” or “15:30”.")
    if names := [name for name, words in _DAY_NAMES.items() if day in (words, words.removeprefix("the "))]:
        return Span(*names[0], at)
    span = _FIXED.get(day) or _nth(day, text)
    if span.at or span.unit not in DAYS | {Unit.MEETING, Unit.DATE_TOLD}:
        raise NotASpan(f"“{_short(text)}” has a time of day on what is not a day. {_WRITE_TIME}")
    return Span(span.count, span.unit, at)


def _nth(day: str, text: str) -> Span:
    """Return the span of "the 3rd working day" or "the third working day"."""
    match = _NTH.fullmatch(day)
    count = int(match[1]) if match and match[1] else 0
    if match and match[2] in _ORDINALS:
        count = _ORDINALS.index(match[2]) + 1
    if match is None or not count:
        raise NotASpan(f"“{_short(text)}” is not a time on a day that I know. {_WRITE_TIME}")
    return _span(count, match[3], text)


def _ordinal(count: int, unit: Unit) -> str:
    ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"the {count}{ending} {unit}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
