"""The picture of a promise over time, and of hours (slots.py): figures in, places of bars out.

The template draws them, and escapes names.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from answerable.charter.moments import MONTHS
from answerable.reports.promises import Figure
from answerable.reports.words import HIDDEN, span_in_words

MONTH_WIDTH = 30
GAP = 4
HEIGHT = 100  # a unit for each per cent
TOP = 16  # room for the words over the bars
BELOW = 20  # room for the names of the months


@dataclass(frozen=True)
class Bar:
    """One period: `kept` and `broken` are the heights of its two parts; neither where it is hidden or had none."""

    x: int
    width: int
    kept: int
    broken: int
    top: str  # what stands over it
    names: tuple[tuple[int, str], ...]  # where the names of its months, or of its hour, stand
    words: str  # all of it, for those who can't see it
    is_shown: bool = True

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def kept_y(self) -> int:
        return TOP + HEIGHT - self.kept

    @property
    def broken_y(self) -> int:
        return self.kept_y - self.broken

    @property
    def top_y(self) -> int:
        return self.broken_y - 4

    @property
    def has_figure(self) -> bool:
        return self.kept + self.broken > 0


@dataclass(frozen=True)
class Chart:
    """A picture of periods side by side, each as wide as its months."""

    bars: tuple[Bar, ...]
    width: int
    target_y: int | None = None
    height: int = TOP + HEIGHT + BELOW
    top: int = TOP
    floor: int = TOP + HEIGHT
    full: int = HEIGHT
    names_y: int = TOP + HEIGHT + 14


def chart(figures: Sequence[Figure], at_least: float | None) -> Chart:
    """Return the picture of the figures, in the order of their months."""
    bars, x = [], 0
    for figure in figures:
        bars.append(_bar(figure, x))
        x += MONTH_WIDTH * len(figure.period.months)
    return Chart(tuple(bars), max(x, MONTH_WIDTH), None if at_least is None else TOP + HEIGHT - round(at_least))


def _bar(figure: Figure, x: int) -> Bar:
    months = figure.period.months
    kept = _kept(figure)
    return Bar(
        x=x + GAP // 2,
        width=MONTH_WIDTH * len(months) - GAP,
        kept=kept or 0,
        broken=0 if kept is None else HEIGHT - kept,
        top=_top(figure),
        names=tuple(
            (x + MONTH_WIDTH * place + MONTH_WIDTH // 2, MONTHS[m.month - 1][:3]) for place, m in enumerate(months)
        ),
        is_shown=figure.tally is not None,
        words=f"{span_in_words(months)}: {_in_words(figure)}",
    )


def _kept(figure: Figure) -> int | None:
    if figure.tally is None or not figure.tally.measured:
        return None
    # What was broken stays to be seen, however rare.
    return HEIGHT if not figure.tally.broken else min(int(figure.tally.percent or 0), HEIGHT - 2)


def _top(figure: Figure) -> str:
    if figure.tally is None:
        return "<5"
    return "0" if figure.tally.percent is None else f"{int(figure.tally.percent)}%"


def _in_words(figure: Figure) -> str:
    if figure.tally is None:
        return HIDDEN[figure.period.state].lower()
    if not figure.tally.measured:
        return "none fell due"
    return f"{figure.tally.percent:g}% of {figure.tally.measured} kept"
