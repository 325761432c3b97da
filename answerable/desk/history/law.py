"""The law: the editions of the charter with the versions of the council's calendar, as they bind the clocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

from answerable.charter.clauses import Charter, Timed, Updates
from answerable.charter.judge import Edition
from answerable.charter.judging.rules import Rules, rules_of
from answerable.charter.reader import read_charter
from answerable.charter.worktime import Calendar
from answerable.desk.charters.models import Edition as AdoptedEdition
from answerable.desk.council.actions import law_version
from answerable.desk.council.calendar import Days, calendar_by, days_by_version
from answerable.desk.council.models import Council
from answerable.desk.history.models import Clock


class Version:
    """The editions with the council's calendar as one change left it. It is worked out where a clock needs it."""

    def __init__(self, days: Days, charters: Sequence[tuple[Charter, datetime | None]]) -> None:
        self.start: datetime | None = days.start
        self.change: int | None = days.change
        self._days, self._charters = days, charters

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        return tuple(Edition(charter, calendar_by(charter, self._days), start) for charter, start in self._charters)

    @cached_property
    def rules(self) -> Rules:
        return rules_of(self.editions)


@dataclass(frozen=True, eq=False)
class Law:
    """Every edition in order of coming into force, with its number in the table (`ids`), by each calendar."""

    versions: tuple[Version, ...]
    ids: tuple[int, ...]

    @property
    def editions(self) -> tuple[Edition, ...]:
        """Return the editions by the calendar as it stands."""
        return self.versions[-1].editions

    def edition_of(self, clock: Clock) -> Edition:
        """Return the edition that binds the clock, with the calendar that dated it."""
        place = next(i for i, version in enumerate(self.versions) if version.change == clock.calendar_id)
        return self.versions[place].editions[self.ids.index(clock.edition_id)]

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

    @cached_property
    def updates(self) -> frozenset[str]:
        """Return the promises of updates, sent again and again until the answer comes."""
        return frozenset(promise.id for one in self.editions for promise in one.charter if isinstance(promise, Updates))

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
    """Return the law as it stands. Read once a process, and again when the charter or the calendar changes.

    A page that has read the council's row already hands it in, and spares the database a question.
    """
    if of is not None:
        return _read(of.law_version, of.name)
    return _read(*law_version())


@lru_cache(maxsize=4)
def _read(version: int, name: str) -> Law:
    adopted = list(AdoptedEdition.objects.filter(withdrawn_at=None).order_by("starts", "number"))
    # The first edition binds everything before the second: also what came before it was typed in.
    charters = [(read_charter(row.text), row.starts if number else None) for number, row in enumerate(adopted)]
    versions = tuple(Version(days, charters) for days in days_by_version())
    return Law(versions, tuple(row.pk for row in adopted))


def forget_law() -> None:
    """Read the law afresh at the next question: for tests, and after a restore."""
    _read.cache_clear()
