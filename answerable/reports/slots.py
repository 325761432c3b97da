"""The picture of calls by hour or weekday: numbers in, places of bars out. The template draws them."""

from collections.abc import Sequence
from dataclasses import dataclass

from answerable.reports.telephone import Slot

WIDTH = 30
GAP = 6
HEIGHT = 100
TOP = 16  # room for the numbers over the bars
BELOW = 20  # room for the names


@dataclass(frozen=True)
class SlotBar:
    """One slot: answered in time below, the others above it."""

    x: int
    kept: int
    others: int
    name: str
    count: int
    words: str
    width: int = WIDTH - GAP

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def kept_y(self) -> int:
        return TOP + HEIGHT - self.kept

    @property
    def others_y(self) -> int:
        return self.kept_y - self.others

    @property
    def over_y(self) -> int:
        return self.others_y - 4


@dataclass(frozen=True)
class Picture:
    """Slots side by side, on the scale of the largest."""

    bars: tuple[SlotBar, ...]
    width: int
    height: int = TOP + HEIGHT + BELOW
    floor: int = TOP + HEIGHT
    names_y: int = TOP + HEIGHT + 14


def picture(slots: Sequence[Slot]) -> Picture:
    """Return the picture of calls by slot."""
    most = max((slot.offered for slot in slots), default=0) or 1
    bars = tuple(_bar(slot, place, most) for place, slot in enumerate(slots))
    return Picture(bars, max(len(slots), 1) * WIDTH)


def _bar(slot: Slot, place: int, most: int) -> SlotBar:
    kept = round(slot.in_time * HEIGHT / most)
    return SlotBar(
        x=place * WIDTH + GAP // 2,
        kept=kept,
        others=round(slot.offered * HEIGHT / most) - kept,
        name=slot.name[:3],
        count=slot.offered,
        words=f"{slot.name}: {slot.in_time} of {slot.offered} in time",
    )
