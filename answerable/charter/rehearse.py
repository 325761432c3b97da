"""Rehearsing a charter: the facts of a period judged by the charter in force and by another. Nothing is written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Protocol

from answerable.charter.clauses import Charter, Share
from answerable.charter.judging.rules import Edition
from answerable.charter.many.columns import Columns, Names
from answerable.charter.many.fared import Fared, Period, fared, lateness
from answerable.charter.many.shares import shares_fared
from answerable.charter.many.versions import clocks_of_versions
from answerable.charter.rehearsing.alike import OneVersion, alike, without
from answerable.charter.rehearsing.rehearsed import Outcome, Rehearsed, Sooner
from answerable.charter.versions import Version

Result = dict[str, Fared]  # by promise


class Bound(Protocol):
    """Editions as they bind: by each version of the calendar, and by the calendar as it stands."""

    @property
    def versions(self) -> Sequence[Version]: ...

    @property
    def editions(self) -> Sequence[Edition]: ...


@dataclass(frozen=True)
class Rehearsal:
    """What is rehearsed: the editions in force, the other charter, the period, and the moment it is judged at."""

    before: Bound
    after: Bound
    period: Period
    now: datetime
    names: Names = field(default_factory=Names)

    def judged(self, facts: Columns) -> tuple[Result, Result]:
        """Return how each promise fared before and after, for some of the subjects."""
        before = self._fared(self.before, self.before.versions, facts, {})
        same = {id: found for id, found in before.items() if id in self._alike}
        return before, self._fared(self.after, self._otherwise, facts, same)

    def _fared(self, bound: Bound, versions: Sequence[Version], facts: Columns, known: Result) -> Result:
        latest = bound.editions[-1]
        clocks = clocks_of_versions(versions, facts, self.names, self.now)
        found = known | {
            id: fared(of_one, self.period, self.now, lateness(latest.charter, id, latest.calendar))
            for id, of_one in clocks.items()
            if id not in known
        }
        return found | shares_fared(bound.editions, facts, self.period, found)

    @cached_property
    def _alike(self) -> frozenset[str]:
        """The promises that fare alike, whatever happened. None once the calendar changed while clocks ran."""
        if len(self.before.versions) != 1 or len(self.after.versions) != 1:
            return frozenset()
        return alike(self.before.versions[0].rules, self.after.versions[0].rules, self._editions)

    @property
    def _editions(self) -> tuple[Sequence[Edition], Sequence[Edition]]:
        return self.before.editions, self.after.editions

    @cached_property
    def _otherwise(self) -> Sequence[Version]:
        """What is left to be judged by the other charter."""
        versions = self.after.versions
        return [OneVersion(versions[0].start, without(versions[0].rules, self._alike))] if self._alike else versions

    def lines(self, before: Result, after: Result) -> list[Rehearsed]:
        """Return a line for each promise of both charters: first those of the other, in its order."""
        now = _titles([edition.charter for edition in reversed(self.before.editions)])
        then = _titles([edition.charter for edition in reversed(self.after.editions)])
        return [
            Rehearsed(
                promise=id,
                title=title,
                before=_outcome(before.get(id)) if id in now else None,
                after=_outcome(after.get(id)) if id in then else None,
                weeks=tuple(sorted(after[id].weeks)) if id in after else (),
                sooner=_sooner(self.after.editions[-1], id, after[id]) if id in after else None,
            )
            for id, title in (then | {id: title for id, title in now.items() if id not in then}).items()
        ]


def add(one: Result, other: Mapping[str, Fared]) -> Result:
    """Return how each promise fared with two sets of subjects together."""
    return {id: one.get(id, Fared()) + other.get(id, Fared()) for id in {**one, **other}}


def _titles(charters: Iterable[Charter]) -> dict[str, str]:
    found: dict[str, str] = {}
    for charter in charters:
        for promise in charter:
            found.setdefault(promise.id, promise.title)
            date_id = getattr(promise, "date_id", "")
            if date_id:
                found.setdefault(date_id, f"The new date that the customer was told instead ({promise.id}) is kept")
    return found


def _outcome(found: Fared | None) -> Outcome:
    return Outcome(found.kept, found.broken) if found else Outcome(0, 0)


def _sooner(edition: Edition, id: str, found: Fared) -> Sooner | None:
    """Return what it would have taken; None where nothing was broken, and of a share, which nobody does by itself."""
    if not found.broken or any(isinstance(promise, Share) for promise in edition.charter if promise.id == id):
        return None
    late = sorted(found.late.elements())
    unit = lateness(edition.charter, id, edition.calendar).unit
    median, worst = (late[(len(late) - 1) // 2], late[-1]) if late else (0, 0)
    return Sooner(unit, median, worst, len(late), found.broken - len(late))
