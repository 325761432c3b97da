"""The picture of a rehearsal: of each promise two bars, kept before and after. The template draws it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from answerable.charter.rehearsing.rehearsed import Outcome, Rehearsed

LEFT = 110  # room for the names of the bars
FULL = 300  # a hundred per cent
RIGHT = 60  # room for the figure behind a bar
BAR = 14
ROW = 56


@dataclass(frozen=True)
class Bar:
    """How many were kept by one of the two charters, in per cent; none where it makes no such promise."""

    name: str
    y: int
    width: int
    figure: str

    @property
    def words_y(self) -> int:
        return self.y + BAR - 3

    @property
    def figure_x(self) -> int:
        return LEFT + self.width + 6


@dataclass(frozen=True)
class Row:
    """One promise with its two bars."""

    id: str
    y: int
    bars: tuple[Bar, Bar]
    words: str  # all of it, for those who can't see it


@dataclass(frozen=True)
class Chart:
    """The promises below one another."""

    rows: tuple[Row, ...]
    left: int = LEFT
    full: int = FULL
    bar: int = BAR
    width: int = LEFT + FULL + RIGHT

    @property
    def height(self) -> int:
        return max(len(self.rows), 1) * ROW


def chart(lines: "Sequence[Rehearsed]") -> Chart:
    """Return the picture of these promises."""
    return Chart(tuple(_row(line, place * ROW) for place, line in enumerate(lines)))


def _row(line: "Rehearsed", y: int) -> Row:
    before, after = _bar("before", line.before, y + 18), _bar("after", line.after, y + 18 + BAR + 3)
    return Row(line.promise, y + 12, (before, after), f"{line.promise}: before {before.figure}, after {after.figure}")


def _bar(name: str, outcome: "Outcome | None", y: int) -> Bar:
    percent = outcome.percent if outcome else None
    if percent is None:
        return Bar(name, y, 0, "not promised" if outcome is None else "none")
    return Bar(name, y, round(FULL * percent / 100), f"{percent:g}%")
