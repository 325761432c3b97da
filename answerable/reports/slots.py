"""What came by hour of the day and by day of the week, and its picture: numbers in, places of bars out (chart.py)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from answerable.charter.moments import WEEKDAYS, local
from answerable.reports.chart import GAP, HEIGHT, MONTH_WIDTH, Bar, Chart


@dataclass(frozen=True)
class Slot:
    """The calls or visitors of one hour of the day, or of one day of the week."""

    name: str
    offered: int
    in_time: int


def by_hour(timed: Iterable[tuple[datetime, bool]]) -> list[Slot]:
    """Return the slots from the first hour in which something came to the last, of moments and whether in time."""
    offered, in_time = _counted((local(at).hour, kept) for at, kept in timed)
    if not offered:
        return []
    return [Slot(f"{hour:02}", offered[hour], in_time[hour]) for hour in range(min(offered), max(offered) + 1)]


def by_weekday(timed: Iterable[tuple[datetime, bool]]) -> list[Slot]:
    """Return the seven slots of the week."""
    offered, in_time = _counted((local(at).weekday(), kept) for at, kept in timed)
    return [Slot(name, offered[day], in_time[day]) for day, name in enumerate(WEEKDAYS)]


def _counted(placed: Iterable[tuple[int, bool]]) -> tuple[Counter[int], Counter[int]]:
    found = list(placed)
    return Counter(place for place, _ in found), Counter(place for place, kept in found if kept)


def picture(slots: Sequence[Slot]) -> Chart:
    """Return the picture of the slots on the scale of the largest: in time below, the others above."""
    most = max((slot.offered for slot in slots), default=0) or 1
    bars = tuple(_bar(slot, place * MONTH_WIDTH, most) for place, slot in enumerate(slots))
    return Chart(bars, max(len(slots), 1) * MONTH_WIDTH)


def _bar(slot: Slot, x: int, most: int) -> Bar:
    kept = round(slot.in_time * HEIGHT / most)
    return Bar(
        x=x + GAP // 2,
        width=MONTH_WIDTH - GAP,
        kept=kept,
        broken=round(slot.offered * HEIGHT / most) - kept,
        top=str(slot.offered),
        names=((x + MONTH_WIDTH // 2, slot.name[:3]),),
        words=f"{slot.name}: {slot.in_time} of {slot.offered} in time",
    )
