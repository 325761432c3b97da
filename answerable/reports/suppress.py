"""What may be shown of small numbers: nothing that tells of fewer than five.

Everything public is a sum of cells, a cell is five or more (or none at all), and no two cells overlap: so no sum or
difference of published numbers tells anything of fewer than five. A month with fewer than five is counted together
with the months that follow it, to the end of the quarter; if they are still fewer, to the end of the next, at most to
the end of the year; what is still fewer then is never shown. A cell once shown stays: cells are chosen from finished
months in their order, so a later one never changes an earlier one, and pages kept from before tell no more.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FLOOR = 5  # the public is shown none, or five or more
NO_FLOOR = 1  # officers are shown everything


class State(StrEnum):
    """Whether a period's figure may be shown, and if not, what becomes of it."""

    SHOWN = "final"
    SO_FAR = "so far"  # the running month, as it stands
    WAITING = "waiting"  # fewer than five so far: counted together with the months that follow
    TOO_FEW = "too few"  # fewer than five, to the end of the year


@dataclass(frozen=True)
class Period:
    """Months, one after the other, whose clocks are counted together."""

    months: tuple[date, ...]
    state: State

    @property
    def is_shown(self) -> bool:
        return self.state in (State.SHOWN, State.SO_FAR)


def periods(
    is_enough: Callable[[Sequence[date]], bool], finished: Sequence[date], running: date | None
) -> list[Period]:
    """Divide the `finished` months (from a January on, without gaps) and the `running` one into periods.

    `is_enough` says whether months, counted together, may be shown.
    """
    found: list[Period] = []
    pending: list[date] = []
    for month in finished:
        pending.append(month)
        state = _state(pending, is_enough)
        if state:
            found.append(Period(tuple(pending), state))
            pending = []
    if running:
        enough = not pending and is_enough([running])
        return [*found, Period((*pending, running), State.SO_FAR if enough else State.WAITING)]
    return [*found, Period(tuple(pending), State.WAITING)] if pending else found


def _state(pending: Sequence[date], is_enough: Callable[[Sequence[date]], bool]) -> State | None:
    """Return the state in which the pending months are closed at the end of the last of them, or None."""
    last = pending[-1]
    if (len(pending) == 1 or last.month % 3 == 0) and is_enough(pending):
        return State.SHOWN
    return State.TOO_FEW if last.month == 12 else None


def groups(counts: Mapping[str, int], floor: int = FLOOR) -> list[tuple[str, ...]]:
    """Divide what makes up a cell (its channels, say) so that each group is `floor` or more; empty where it can't be.

    The small ones are put together with the smallest that isn't: which of a group is small is not said.
    """
    by_size = sorted((name for name, count in counts.items() if count), key=lambda name: (-counts[name], name))
    small = [name for name in by_size if counts[name] < floor]
    large = by_size[: len(by_size) - len(small)]
    together = [*large[-1:], *small] if small else []
    if small and len(large) < 2:
        return []
    alone: list[tuple[str, ...]] = [(name,) for name in (large[:-1] if small else large)]
    return [*alone, tuple(sorted(together))] if together else alone


def is_inside(period: Period, first: date, last: date) -> bool:
    """Say whether the whole period lies from `first` to `last`."""
    return first <= period.months[0] and period.months[-1] <= last
