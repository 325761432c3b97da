"""Rehearsing a charter: the facts of a period judged by the charter in force and by another. Nothing is written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from answerable.charter.clauses import Charter
from answerable.charter.clock import Clock
from answerable.charter.columns import Columns, Names
from answerable.charter.facts import Fact
from answerable.charter.fared import SECONDS, Fared, Period, fared, lateness
from answerable.charter.judge import Edition, clocks_by_edition
from answerable.charter.timings import timings

Result = dict[str, Fared]  # by promise


@dataclass(frozen=True)
class Outcome:
    """How many clocks were kept, and how many broken; of a share, how many subjects had it, and how many had not."""

    kept: int
    broken: int


@dataclass(frozen=True)
class Sooner:
    """How much sooner the work would have had to be done: of `done` that were done too late, and others not at all.

    `median` and `worst` are in `unit`: working days or seconds. 0 working days: later on the same working day.
    """

    unit: str
    median: int
    worst: int
    done: int
    undone: int

    def words(self) -> str:
        """Return it in words, such as "22 would have had to be done sooner, by a median of 2 working days"."""
        said = []
        if self.done:
            median, worst = self._long(self.median), self._long(self.worst)
            by = f"by {median}" if self.done == 1 else f"by a median of {median}, at most {worst}"
            said.append(f"{self.done} would have had to be done sooner, {by}")
        if self.undone:
            said.append(f"{self.undone} {'was' if self.undone == 1 else 'were'} not done at all")
        return "; ".join(said)

    def _long(self, amount: int) -> str:
        if self.unit == SECONDS:
            return _time_in_words(amount)
        return f"{amount} working day{'' if amount == 1 else 's'}" if amount else "less than a working day"


@dataclass(frozen=True)
class Rehearsed:
    """One promise: how it fared by the charter in force, and how it would have by the other; None: not made there.

    `weeks`: the Mondays of the weeks in which clocks fell due that the other charter would have seen broken.
    """

    promise: str
    title: str
    before: Outcome | None
    after: Outcome | None
    weeks: tuple[date, ...]
    sooner: Sooner | None


@dataclass(frozen=True)
class Rehearsal:
    """What is rehearsed: the editions in force, the other charter, the period, and the moment it is judged at."""

    before: Sequence[Edition]
    after: Edition
    period: Period
    now: datetime

    def judged(self, facts: Columns) -> tuple[Result, Result]:
        """Return how each promise fared before and after, for some of the subjects."""
        told = [[fact for fact in facts.told(number) if fact.at <= self.now] for number in range(facts.subjects)]
        return self._fared(self.before, told), self._fared([self.after], told)

    def _fared(self, editions: Sequence[Edition], stories: Iterable[Sequence[Fact]]) -> Result:
        names = Names()
        found: dict[str, list[tuple[int, Clock]]] = {}
        for number, story in enumerate(stories):
            for clock in clocks_by_edition(editions, story):
                found.setdefault(clock.promise, []).append((number, clock))
        latest = editions[-1]
        return {
            id: fared(timings(of_one, names), self.period, self.now, lateness(latest.charter, id, latest.calendar))
            for id, of_one in found.items()
        }

    def lines(self, before: Result, after: Result) -> list[Rehearsed]:
        """Return a line for each promise of both charters: first those of the other, in its order."""
        now = _titles([edition.charter for edition in reversed(self.before)])
        then = _titles([self.after.charter])
        return [
            Rehearsed(
                promise=id,
                title=title,
                before=_outcome(before.get(id)) if id in now else None,
                after=_outcome(after.get(id)) if id in then else None,
                weeks=tuple(sorted(after[id].weeks)) if id in after else (),
                sooner=_sooner(self.after, id, after[id]) if id in after else None,
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
    late = sorted(found.late.elements())
    if not found.broken:
        return None
    unit = lateness(edition.charter, id, edition.calendar).unit
    median, worst = (late[(len(late) - 1) // 2], late[-1]) if late else (0, 0)
    return Sooner(unit, median, worst, len(late), found.broken - len(late))


def _time_in_words(seconds: int) -> str:
    for name, size in (("hour", 3600), ("minute", 60)):
        if seconds >= size:
            count = -(-seconds // size)
            return f"{count} {name}{'' if count == 1 else 's'}"
    return f"{seconds} second{'' if seconds == 1 else 's'}"
