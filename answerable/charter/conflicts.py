"""Two promises of one thing: they time it differently, or give it once firmly and once as an aim."""

from collections.abc import Iterator
from itertools import combinations

from answerable.charter.clauses import Charter, Timed
from answerable.charter.explain import channels_of
from answerable.charter.settling import AND, Doubt, ruling_on


def conflicts(charter: Charter) -> Iterator[Doubt]:
    """Yield each pair of promises that say different things of the same moment of the same customer."""
    clocks = [promise for promise in charter if isinstance(promise, Timed) and promise.within is not None]
    for one, other in combinations(clocks, 2):
        if _begins(one) == _begins(other) and (shared := _shared_channels(one, other)):
            if one.within != other.within:
                yield _times(one, other, shared)
            elif one.strength != other.strength:
                yield _strengths(one, other)


def _begins(clause: Timed) -> tuple[str, str, frozenset[str]]:
    return clause.start, clause.after, frozenset(clause.stops)


def _shared_channels(one: Timed, other: Timed) -> tuple[str, ...]:
    """Return the channels on which one fact can start both clocks."""
    a, b = one.scope, other.scope
    for name in {*a.wanted, *b.wanted} - {"channel"}:
        values = set(a.wanted.get(name, b.wanted.get(name, ()))) & set(b.wanted.get(name, a.wanted.get(name, ())))
        if not values - set(a.unless.get(name, ())) - set(b.unless.get(name, ())):
            return ()
    return tuple(channel for channel in channels_of(one) if channel in channels_of(other))


def _times(one: Timed, other: Timed, shared: tuple[str, ...]) -> Doubt:
    times = {promise.id: promise.within.words() for promise in (one, other) if promise.within}
    return Doubt(
        clause=f"{one.id}{AND}{other.id}",
        says=f"both say when a contact by {' or '.join(shared)} is {' or '.join(one.stops)}, and they differ.",
        readings=tuple(f"{time} ({id})" for id, time in times.items()),
        used="both are judged, and officer and customer are told the earlier.",
        write=f'{ruling_on(one.id)} To set one of them aside, add voids = ["{other.id}"].',
    )


def _strengths(one: Timed, other: Timed) -> Doubt:
    return Doubt(
        clause=f"{one.id}{AND}{other.id}",
        says=f"both say when a contact is {' or '.join(one.stops)}, and not equally firmly.",
        readings=tuple(f"“{promise.strength}” ({promise.id})" for promise in (one, other)),
        used="both are judged, and each is reported among those of its strength.",
        write=f'{ruling_on(one.id)} To set one of them aside, add voids = ["{other.id}"].',
    )
