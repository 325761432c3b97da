"""Lengths of time as people write them: "1 working day", "20 seconds", "48 weekday hours"."""

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
