"""Rehearsing another charter with what really happened: the facts are read, and nothing is written."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NoReturn

from answerable.charter.clauses import Charter
from answerable.charter.many.columns import Shapes
from answerable.charter.many.fared import Period
from answerable.charter.moments import day_in_words
from answerable.charter.reader import read_charter
from answerable.charter.rehearse import Rehearsal, Result, add
from answerable.charter.rehearsing.changed import changed
from answerable.charter.rehearsing.rehearsed import Rehearsed
from answerable.desk.charters.models import Edition as Adopted
from answerable.desk.council.calendar import days_by_version
from answerable.desk.history.law import Law, Version, law
from answerable.desk.rehearsals.facts import Range, facts_of, known, ranges
from answerable.desk.rehearsals.processes import shared_out
from answerable.desk.rehearsals.records import records_fared

SHARED_OUT = 2  # so many ranges of cases are worth the start of another process


class NothingHappened(ValueError):
    """There is no fact in the period; the message says which period has some."""


def rehearse(charter: Charter | str, first: date, last: date, at: datetime, processes: int = 1) -> list[Rehearsed]:
    """Judge what started from `first` to `last` by the charter in force, and by another one or its text.

    Returns a line for each promise of both, as it stands at `at`. Raises CharterErrors if the text isn't a charter, and
    NothingHappened if there is nothing to judge. A large council's cases are shared out among several `processes`.
    """
    other = read_charter(charter) if isinstance(charter, str) else charter
    period = Period(first, last)
    cases = ranges(period) or _nothing()
    bounds = law(), _bound(other)
    before, after = (records_fared(bound, period, at) for bound in bounds)
    rehearsal = Rehearsal(*bounds, period, at)
    for one, two in _judged(other, rehearsal, cases, processes if len(cases) >= SHARED_OUT else 1):
        before, after = add(before, one), add(after, two)
    return rehearsal.lines(before, after)


def _judged(
    other: Charter, rehearsal: Rehearsal, cases: list[Range], processes: int
) -> Iterator[tuple[Result, Result]]:
    if processes == 1:
        return map(Judge(rehearsal).judged, cases)
    return shared_out(other, rehearsal.period, rehearsal.now, cases, processes)


class Judge:
    """One rehearsal, in one process."""

    def __init__(self, rehearsal: Rehearsal) -> None:
        self.rehearsal, self.shapes = rehearsal, Shapes()

    def judged(self, cases: Range) -> tuple[Result, Result]:
        """Return how each promise fared before and after, for a range of cases."""
        return self.rehearsal.judged(facts_of(cases, self.rehearsal.period, self.shapes))


def _nothing() -> NoReturn:
    first, last = known()
    if first is None or last is None:
        raise NothingHappened("No fact is recorded yet, so there is nothing to rehearse with.")
    raise NothingHappened(
        f"Nothing happened in that period. There are facts from {day_in_words(first)} to {day_in_words(last)}."
    )


def rehearsal_of(other: Charter, period: Period, at: datetime) -> Rehearsal:
    """Return the rehearsal of a charter against the editions in force, on the same calendar of the council."""
    return Rehearsal(law(), _bound(other), period, at)


def _bound(other: Charter) -> Law:
    return Law(tuple(Version(days, [(other, None)]) for days in days_by_version()), ids=())


def charter_with(changes: list[str], at: datetime) -> Charter:
    """Return the charter in force at `at` with changes such as `F25.within=1 working day`.

    Raises NotAChange, or CharterErrors if that is no longer a charter.
    """
    text = text_in_force(at)
    for change in changes:
        text = changed(text, change)
    return read_charter(text, "the charter in force, changed")


def text_in_force(at: datetime) -> str:
    """Return the text of the edition in force at `at`."""
    editions = Adopted.objects.filter(withdrawn_at=None).order_by("starts", "number")
    in_force = editions.filter(starts__lte=at).last() or editions.first()
    assert in_force is not None
    return in_force.text
