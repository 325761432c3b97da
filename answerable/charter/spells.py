"""Open spells: the stretches of time that count, on the line of instants, with the running total."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Spells:
    """Sorted spells in seconds since 1970 (UTC): `opens[i]` to `closes[i]`, and the seconds open before each.

    The line of instants knows no change of clocks, so that sums done on it are true.
    """

    opens: tuple[float, ...]
    closes: tuple[float, ...]
    before: tuple[float, ...]

    def worked(self, at: float) -> float:
        """Return the open seconds up to `at`."""
        i = bisect_right(self.opens, at) - 1
        return self.before[i] + min(at, self.closes[i]) - self.opens[i] if i >= 0 else 0

    def when(self, worked: float) -> float | None:
        """Return the first instant by which `worked` seconds were open; None if they never are."""
        i = bisect_left(self.before, worked) - 1
        if i < 0:
            return self.opens[0] if self.opens else None
        instant = self.opens[i] + worked - self.before[i]
        return instant if instant <= self.closes[i] else None

    def between(self, first: float, last: float) -> list[tuple[float, float]]:
        """Return the open stretches from `first` to `last`, cut to them."""
        return [
            (max(opened, first), min(closed, last))
            for opened, closed in zip(self.opens, self.closes, strict=True)
            if opened < last and closed > first
        ]


def compile_spells(spells: Iterable[tuple[float, float]]) -> Spells:
    """Return the sorted spells with their running totals; spells that touch become one."""
    opens: list[float] = []
    closes: list[float] = []
    for opened, closed in spells:
        if closes and closes[-1] == opened:
            closes[-1] = closed
        elif closed > opened:
            opens.append(opened)
            closes.append(closed)
    before, total = [], 0.0
    for opened, closed in zip(opens, closes, strict=True):
        before.append(total)
        total += closed - opened
    return Spells(tuple(opens), tuple(closes), tuple(before))
