"""Many subjects judged at once while the council's calendar changed, as `versions` does for one."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from answerable.charter.judging.clock import Clock
from answerable.charter.many.columns import NEVER, NEVER_YET, Columns, Flags, Names, microseconds
from answerable.charter.many.judged import clocks_of_many, standing
from answerable.charter.many.timings import Timings, numbered, timings, together
from answerable.charter.versions import Version, clocks_by_version


def clocks_of_versions(
    versions: Sequence[Version], facts: Columns, names: Names, now: datetime | None = None
) -> dict[str, Timings]:
    """Return every clock of many subjects, by promise: those that `clocks_by_version` gives for each.

    A subject is judged by the version in force when it began; one that a later version may have touched, by itself.
    """
    if len(versions) == 1:
        return clocks_of_many(versions[0].rules, facts, names, now)
    stand = standing(facts)
    begun, last = np.full(facts.subjects, NEVER), np.full(facts.subjects, NEVER_YET)
    np.minimum.at(begun, stand.subject, stand.at)
    np.maximum.at(last, stand.subject, stand.at)
    made = np.array([microseconds(version.start) if version.start else NEVER_YET for version in versions])
    place = np.searchsorted(made, begun, side="right") - 1
    touched = np.zeros(facts.subjects, dtype=bool)
    parts: dict[str, list[Timings]] = {}
    for number in np.unique(place[~touched & (begun < NEVER)]):
        mine = (place == number) & ~touched
        found = clocks_of_many(versions[number].rules, facts.only(mine[facts.subject]), names, now)
        if number + 1 < len(versions):
            touched |= mine & ((last >= made[number + 1]) | _open(found, int(made[number + 1]), facts.subjects))
        for id, clocks in found.items():
            parts.setdefault(id, []).append(clocks)
    return _with(parts, touched, versions, facts, names, now)


def _open(found: dict[str, Timings], made: int, subjects: int) -> Flags:
    """Return the subjects with a clock that had not ended, and was not past due, when a version was made."""
    open = np.zeros(subjects, dtype=bool)
    for clocks in found.values():
        open[clocks.subject[(clocks.ended > made) & (clocks.due >= made)]] = True
    return open


def _with(
    parts: dict[str, list[Timings]],
    touched: Flags,
    versions: Sequence[Version],
    facts: Columns,
    names: Names,
    now: datetime | None,
) -> dict[str, Timings]:
    by_themselves: dict[str, list[tuple[int, Clock]]] = {}
    for subject in np.flatnonzero(touched):
        for clock in clocks_by_version(versions, facts.told(int(subject)), now):
            by_themselves.setdefault(clock.promise, []).append((int(subject), clock))
    found = {}
    for id in {**parts, **by_themselves}:
        untouched = [clocks.where(~touched[clocks.subject]) for clocks in parts.get(id, ())]
        found[id] = numbered(together([*untouched, timings(by_themselves.get(id, ()), names)]))
    return found
