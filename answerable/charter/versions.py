"""The council's calendar changes: a bank holiday is proclaimed, a closure declared. Each change makes a version of it.

A clock is computed by the version in force when it started. A later version re-dates it, unless the clock had ended
or was past due when that version was made: what was kept or broken by then stands as it was.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from answerable.charter.facts import Fact
from answerable.charter.judge import clocks_by_rules
from answerable.charter.judging.clock import Clock
from answerable.charter.judging.rules import Rules
from answerable.charter.judging.standing import Story, story_of

_Key = tuple[str, datetime, int]


class Version(Protocol):
    """The editions, compiled with the calendar as it was from `start` on (None: from the beginning)."""

    @property
    def start(self) -> datetime | None: ...

    @property
    def rules(self) -> Rules: ...


def clocks_by_version(versions: Sequence[Version], facts: Iterable[Fact], now: datetime | None = None) -> list[Clock]:
    """Return every clock of one subject, each by the version of the calendar that dated it last.

    `versions` stand in the order in which they were made; the first has no start. A clock's `version` is its place
    among them. The same facts and versions give the same clocks, whenever they are asked for; only of updates that
    nobody sends there are more the later it is `now`.
    """
    story = story_of(facts)
    if not story.facts:
        return []
    begun, last = story.facts[0].at, story.facts[-1].at
    place = max(i for i, version in enumerate(versions) if not version.start or version.start <= begun)
    found = _by_key(versions[place], place, story, now)
    for later in range(place + 1, len(versions)):
        made = versions[later].start
        if made and (last >= made or not all(_stands(clock, made) for clock in found.values())):
            found = _redated(found, _by_key(versions[later], later, story, now), made)
    return sorted(found.values(), key=lambda clock: (clock.started, clock.promise, clock.ordinal))


def _by_key(version: Version, place: int, story: Story, now: datetime | None) -> dict[_Key, Clock]:
    found = {}
    for clock in clocks_by_rules(version.rules, story, now):
        clock.version = place
        found[(clock.promise, clock.started, clock.ordinal)] = clock
    return found


def _redated(before: Mapping[_Key, Clock], after: Mapping[_Key, Clock], made: datetime) -> dict[_Key, Clock]:
    kept = {key: clock for key, clock in before.items() if clock.started < made and _stands(clock, made)}
    moved = {key: _unless_same(before.get(key), clock, made) for key, clock in after.items() if key not in kept}
    return kept | moved


def _stands(clock: Clock, made: datetime) -> bool:
    """Say whether the clock had ended, or was past due, when the version was made."""
    return (clock.ended is not None and clock.ended <= made) or (clock.due is not None and clock.due < made)


def _unless_same(before: Clock | None, after: Clock, made: datetime) -> Clock:
    """Return the clock as re-dated; one that the change doesn't touch keeps the version that dated it last."""
    if before is None or after.started >= made or replace(after, version=before.version) != before:
        return after
    return before
