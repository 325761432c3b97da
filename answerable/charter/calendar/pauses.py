"""Pauses: for how long a clock was held, and how far that puts it off."""

from collections.abc import Callable, Iterable
from datetime import datetime

Pause = tuple[datetime, datetime]  # held from the first moment, resumed at the second


def held(pauses: Iterable[Pause], since: int) -> list[tuple[int, int]]:
    """Return what of the pauses lies after `since`, in seconds since 1970 and in order.

    Those that overlap or touch become one; those without a length are left out.
    """
    found: list[tuple[int, int]] = []
    for held_at, resumed_at in sorted((int(first.timestamp()), int(last.timestamp())) for first, last in pauses):
        first = max(held_at, since)
        if first >= resumed_at:
            continue
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(resumed_at, found[-1][1]))
        else:
            found.append((first, resumed_at))
    return found


def put_off(due: int, pauses: Iterable[tuple[int, int]], later: Callable[[int, int, int], int]) -> int:
    """Return when a clock falls due that was held: `later(due, first, last)` says how far one pause puts it off.

    A pause that begins after the clock ran out holds nothing; one that begins in its last second still does.
    """
    for first, last in pauses:
        if first > due:
            break
        due = later(due, first, last)
    return due
