"""A tally: what became of one promise in one month on one channel, in numbers."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class Cell(NamedTuple):
    """Where a tally stands. A clock counts in the month, council time, in which it falls due."""

    month: date
    promise: str
    channel: str


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many clocks were kept, broken and so on. Of the broken, `told` customers knew in time that it would be late.

    Of a share: how many cases had what was promised (`kept`), and how many had not (`broken`).
    """

    kept: int = 0
    broken: int = 0
    told: int = 0
    running: int = 0
    void: int = 0
    unmeasured: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)  # the void ones by reason

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            kept=self.kept + other.kept,
            broken=self.broken + other.broken,
            told=self.told + other.told,
            running=self.running + other.running,
            void=self.void + other.void,
            unmeasured=self.unmeasured + other.unmeasured,
            reasons=dict(Counter(self.reasons) + Counter(other.reasons)),
        )

    @property
    def measured(self) -> int:
        """Return how many were either kept or broken: what the percentage is taken of."""
        return self.kept + self.broken

    @property
    def silent(self) -> int:
        """Return how many were broken without the customer being told in time."""
        return self.broken - self.told

    @property
    def percent(self) -> float | None:
        """Return the kept in per cent of the measured, rounded down to a tenth: it never shows a target as met."""
        return self.kept * 1000 // self.measured / 10 if self.measured else None
