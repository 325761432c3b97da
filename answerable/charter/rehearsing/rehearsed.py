"""What a rehearsal found, promise by promise, and how it is said."""

from dataclasses import dataclass
from datetime import date

from answerable.charter.many.fared import SECONDS


@dataclass(frozen=True)
class Outcome:
    """How many clocks were kept, and how many broken; of a share, how many subjects had it, and how many had not."""

    kept: int
    broken: int

    @property
    def measured(self) -> int:
        """Return how many were either."""
        return self.kept + self.broken

    @property
    def percent(self) -> float | None:
        """Return the kept in per cent, rounded down to a tenth; None where there was nothing to count."""
        return self.kept * 1000 // self.measured / 10 if self.measured else None

    def words(self) -> str:
        """Return it like "181 of 203"."""
        return f"{self.kept} of {self.measured}"


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
        """Return it like "22 would have had to be done sooner, by a median of 2 working days, at most 5"."""
        said = []
        if self.done:
            by = _long(self.median, self.unit)
            if self.done > 1:
                by = f"a median of {by}" + (
                    f", at most {_long(self.worst, self.unit)}" if self.worst > self.median else ""
                )
            said.append(f"{self.done} would have had to be done sooner, by {by}")
        if self.undone:
            said.append(f"{self.undone} {'was' if self.undone == 1 else 'were'} not done at all")
        return "; ".join(said)


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

    @property
    def differs(self) -> bool:
        """Say whether the other charter would have made a difference to it."""
        return self.before != self.after

    def words(self) -> str:
        """Return what became of it in a sentence, without the weeks."""
        if self.after is None:
            return f"It would not be promised any more; {_kept(self.before)} kept."
        if not self.after.measured and not (self.before and self.before.measured):
            return "There was nothing to count in this period."
        if self.before is None:
            said = f"It would be a new promise: {self.after.words()} would have been kept"
        elif not self.differs:
            return f"Nothing changes: {_kept(self.after)} kept."
        elif not self.before.measured:
            said = f"{self.after.words()} would have been kept; as it is there was nothing to count"
        else:
            same = self.before.measured == self.after.measured
            said = f"{self.after.words()} would have been kept, instead of "
            said += str(self.before.kept) if same else self.before.words()
        return f"{said}; {self.sooner.words()}." if self.sooner else f"{said}."


def _kept(outcome: Outcome | None) -> str:
    if outcome is None or not outcome.measured:
        return "none were"
    return f"{outcome.words()} {'was' if outcome.measured == 1 else 'were'}"


def _long(amount: int, unit: str) -> str:
    if unit == SECONDS:
        name, size = next(((name, size) for name, size in _SIZES if amount >= size), ("second", 1))
        amount = -(-amount // size)
        return f"{amount} {name}{'' if amount == 1 else 's'}"
    return f"{amount} working day{'' if amount == 1 else 's'}" if amount else "less than a working day"


_SIZES = (("hour", 3600), ("minute", 60))
