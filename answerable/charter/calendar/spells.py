"""Open spells: the stretches of time that count, on the line of instants, with the running total."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class Spells:
    """Sorted spells in seconds since 1970 (UTC): `opens[i]` to `closes[i]`, and the seconds open before each.

    The line of instants knows no change of clocks, so that sums done on it are true.
    """

    opens: "array[int]"
    closes: "array[int]"
    before: "array[int]"

    def worked(self, at: int) -> int:
        """Return the open seconds up to `at`."""
        i = bisect_right(self.opens, at) - 1
        return self.before[i] + min(at, self.closes[i]) - self.opens[i] if i >= 0 else 0

    def when(self, worked: int) -> int | None:
        """Return the first instant by which `worked` seconds were open; None if they never are."""
        i = bisect_left(self.before, worked) - 1
        if i < 0:
            return self.opens[0] if self.opens else None
        instant = self.opens[i] + worked - self.before[i]
        return instant if instant <= self.closes[i] else None

    def latest(self, worked: int) -> int | None:
        """Return the last instant by which no more than `worked` seconds were open; None before the first of them."""
        i = bisect_right(self.before, worked) - 1
        return self.opens[i] + worked - self.before[i] if i >= 0 and worked >= 0 else None

    def between(self, first: float, last: float) -> list[tuple[float, float]]:
        """Return the open stretches from `first` to `last`, cut to them."""
        return [
            (max(opened, first), min(closed, last))
            for opened, closed in zip(self.opens, self.closes, strict=True)
            if opened < last and closed > first
        ]


def compile_spells(spells: Iterable[tuple[int, int]]) -> Spells:
    """Return the spells, which come in the order in which they open; those that touch or overlap become one."""
    opens, closes = array("q"), array("q")
    for opened, closed in spells:
        if closes and opened <= closes[-1]:
            closes[-1] = max(closed, closes[-1])
        elif closed > opened:
            opens.append(opened)
            closes.append(closed)
    before, total = array("q"), 0
    for opened, closed in zip(opens, closes, strict=True):
        before.append(total)
        total += closed - opened
    return Spells(opens, closes, before)
