"""Promises that time the same contacts: what one of them hides must not follow from the others by subtraction.

Where one promise is for e-mails and letters, and another, of the same length, for e-mails alone, the letters are their
difference. Such promises are a family: its members are shown for the same periods, only where each of the parts into
which they divide each other is none or enough, and by no other parts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from answerable.charter.clauses import Charter, Step, Timed, Writing
from answerable.charter.facts import CHANNELS

Counts = Mapping[date, Mapping[str, int]]  # month → channel → how many
EVERYWHERE = ("", *CHANNELS)


@dataclass(frozen=True)
class Family:
    """Promises with the channels into which they divide each other; `parts` is empty for one that stands alone."""

    members: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...] = ()
    nested: bool = False  # they differ by more than their channels: of their totals, too, no difference may be small

    def is_enough(self, counts: Mapping[str, Counts], months: Sequence[date], floor: int) -> bool:
        """Say whether every number that can be had from the members' figures of `months` is none, or enough."""
        totals = {id: _total(counts.get(id, {}), months) for id in self.members}
        found = [sum(of_one.values()) for of_one in totals.values()]
        found += [sum(of_one.get(name, 0) for name in part) for of_one in totals.values() for part in self.parts]
        if self.nested:
            found += [abs(one - other) for one in found[: len(totals)] for other in found[: len(totals)]]
        return all(count == 0 or count >= floor for count in found)


def families(charter: Charter) -> dict[str, Family]:
    """Return the family of each promise that has one."""
    timed = [promise for promise in charter if isinstance(promise, Timed) and promise.within]
    found: dict[str, Family] = {}
    for promise in timed:
        if promise.id not in found:
            kin = _kin(promise, timed)
            family = Family(tuple(one.id for one in kin), _parts(kin), len({_beyond(one) for one in kin}) > 1)
            found |= {one.id: family for one in kin if len(kin) > 1}
    return found | _judged_at_once(charter)


def _judged_at_once(charter: Charter) -> dict[str, Family]:
    """Return the families of what is judged of the same messages, and at the same moments of the work."""
    kin: dict[str, list[str]] = {}
    for promise in charter:
        if isinstance(promise, Writing | Step):
            kin.setdefault(promise.at if isinstance(promise, Step) else "", []).append(promise.id)
    return {id: Family(tuple(ids), nested=True) for ids in kin.values() for id in ids if len(ids) > 1}


def _kin(promise: Timed, timed: Sequence[Timed]) -> list[Timed]:
    """Return the promise with all of the same beginning and length that share a channel with it or one another."""
    kin = [promise]
    alike = [one for one in timed if (one.start, one.within) == (promise.start, promise.within)]
    while more := [one for one in alike if one not in kin and any(_channels(one) & _channels(two) for two in kin)]:
        kin += more
    return sorted(kin, key=timed.index)


def _parts(kin: Iterable[Timed]) -> tuple[tuple[str, ...], ...]:
    sets = list(dict.fromkeys(_channels(one) for one in kin))
    if len(sets) == 1:
        return ()
    parts: dict[tuple[bool, ...], list[str]] = {}
    for channel in EVERYWHERE:
        covered = tuple(channel in one for one in sets)
        if any(covered):
            parts.setdefault(covered, []).append(channel)
    return tuple(tuple(part) for part in parts.values())


def _channels(promise: Timed) -> frozenset[str]:
    wanted = frozenset(promise.scope.wanted.get("channel", EVERYWHERE))
    return wanted - frozenset(promise.scope.unless.get("channel", ()))


def _beyond(promise: Timed) -> str:
    """Return what beside channels the promise is chosen by."""
    scope = promise.scope
    chosen = [
        sorted((name, of) for name, of in some.items() if name != "channel") for some in (scope.wanted, scope.unless)
    ]
    return repr(chosen)


def _total(counts: Counts, months: Sequence[date]) -> dict[str, int]:
    found: dict[str, int] = {}
    for month in months:
        for channel, count in counts.get(month, {}).items():
            found[channel] = found.get(channel, 0) + count
    return found
