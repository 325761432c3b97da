"""The law: the editions of the charter with the council's calendar, as they bind the clocks."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

from answerable.charter.clauses import Charter, Timed
from answerable.charter.judge import Edition
from answerable.charter.reader import read_charter
from answerable.charter.worktime import Calendar, calendar_for
from answerable.desk.charters.models import Edition as AdoptedEdition
from answerable.desk.council.actions import council
from answerable.desk.council.models import Closure, Council


@dataclass(frozen=True)
class Law:
    """Every edition in order of coming into force, with its number in the table (`ids`)."""

    editions: tuple[Edition, ...]
    ids: tuple[int, ...]

    def _at(self, moment: datetime) -> int:
        place = 0
        for number, edition in enumerate(self.editions):
            if edition.start is None or edition.start <= moment:
                place = number
        return place

    def charter_at(self, moment: datetime) -> Charter:
        return self.editions[self._at(moment)].charter

    def calendar_at(self, moment: datetime) -> Calendar:
        return self.editions[self._at(moment)].calendar

    @cached_property
    def answers(self) -> tuple[frozenset[str], ...]:
        """Return, for each edition, the promises that an answer keeps."""
        return tuple(
            frozenset(
                promise.id for promise in edition.charter if isinstance(promise, Timed) and "answered" in promise.stops
            )
            for edition in self.editions
        )

    def acknowledges_by_itself(self, channel: str, moment: datetime) -> bool:
        """Say whether the charter lets a machine acknowledge what comes on `channel`."""
        return any(
            isinstance(promise, Timed)
            and "acknowledged" in promise.stops
            and promise.automatic
            and channel in promise.scope.wanted.get("channel", (channel,))
            for promise in self.charter_at(moment)
        )


def law(of: Council | None = None) -> Law:
    """Return the law as it stands. Read once a process, and again when an edition or a closure is added.

    A page that has read the council's row already hands it in, and spares the database a question.
    """
    row = of or council()
    return _read(row.law_version, row.name)


@lru_cache(maxsize=4)
def _read(version: int, name: str) -> Law:
    adopted = list(AdoptedEdition.objects.order_by("starts", "number"))
    closures = [(closure.first, closure.last, closure.title) for closure in Closure.objects.filter(withdrawn_at=None)]
    editions = []
    for number, row in enumerate(adopted):
        charter = read_charter(row.text)
        # The first edition binds everything before the second: also what came before it was typed in.
        editions.append(Edition(charter, calendar_for(charter, closures=closures), row.starts if number else None))
    return Law(tuple(editions), tuple(row.pk for row in adopted))


def forget_law() -> None:
    """Read the law afresh at the next question: for tests, and after a restore."""
    _read.cache_clear()
