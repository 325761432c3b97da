"""Two promises of one thing: they time it differently, or give it once firmly and once as an aim."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from answerable.charter.clauses import Charter, Timed
from answerable.charter.doubting.settling import AND, Doubt, ruling_on
from answerable.charter.explain import channels_of

_MANY = 4  # channels are no longer named one by one


def conflicts(charter: Charter) -> Iterator[Doubt]:
    """Yield each pair of promises that say different things of the same moment of the same customer."""
    groups: dict[object, list[_Who]] = {}
    for promise in charter:
        if isinstance(promise, Timed) and promise.within is not None:
            begins_and_ends = (promise.start, promise.after, frozenset(promise.stops))
            groups.setdefault(begins_and_ends, []).append(_who(promise))
    for one, other in (pair for group in groups.values() for pair in combinations(group, 2)):
        if _never_together(one, other):
            continue
        if shared := _shared_channels(one.clause, other.clause):
            if one.clause.within != other.clause.within:
                yield _times(one.clause, other.clause, shared)
            elif one.clause.strength != other.clause.strength:
                yield _strengths(one.clause, other.clause)


class _Who(NamedTuple):
    """A promise with whom it is for: of each detail the values that it wants, less those that it leaves out."""

    clause: Timed
    wanted: Mapping[str, frozenset[str]]


def _who(clause: Timed) -> _Who:
    unless = clause.scope.unless
    wanted = clause.scope.wanted.items()
    return _Who(clause, {name: frozenset(values).difference(unless.get(name, ())) for name, values in wanted})


def _never_together(one: _Who, other: _Who) -> bool:
    """Say whether no fact can start both clocks, since they want different values of one detail."""
    for name, values in one.wanted.items():
        if name in other.wanted and values.isdisjoint(other.wanted[name]):
            return True
    return _left_out(one, other) or _left_out(other, one)


def _left_out(one: _Who, other: _Who) -> bool:
    return any(values.issubset(other.clause.scope.unless.get(name, ())) for name, values in one.wanted.items())


def _shared_channels(one: Timed, other: Timed) -> tuple[str, ...]:
    return tuple(channel for channel in channels_of(one) if channel in channels_of(other))


def _times(one: Timed, other: Timed, shared: tuple[str, ...]) -> Doubt:
    times = {promise.id: promise.within.words() for promise in (one, other) if promise.within}
    return Doubt(
        clause=f"{one.id}{AND}{other.id}",
        says=f"both say when a contact by {' or '.join(shared)} is {' or '.join(one.stops)}, and they differ.",
        readings=tuple(f"{time} ({id})" for id, time in times.items()),
        used="both are judged, and officer and customer are told the earlier.",
        write=f"{_set_aside(one, other)}{_left_without(other, shared)}",
    )


def _set_aside(one: Timed, other: Timed) -> str:
    return f'{ruling_on(one.id)} To set one of them aside, add voids = ["{other.id}"].'


def _left_without(other: Timed, shared: tuple[str, ...]) -> str:
    """Say whom nothing would be promised any more, were the other set aside."""
    alone = [channel for channel in channels_of(other) if channel not in shared]
    if not alone:
        return ""
    left = " and ".join(alone) if len(alone) < _MANY else "every other channel"
    return f" That leaves {left} without it: to keep it there, take {' and '.join(shared)} out of its for instead."


def _strengths(one: Timed, other: Timed) -> Doubt:
    return Doubt(
        clause=f"{one.id}{AND}{other.id}",
        says=f"both say when a contact is {' or '.join(one.stops)}, and not equally firmly.",
        readings=tuple(f"“{promise.strength}” ({promise.id})" for promise in (one, other)),
        used="both are judged, and each is reported among those of its strength.",
        write=_set_aside(one, other),
    )
