"""What the charter asks of reception: the steps at each moment, and what a visitor who waits too long is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from answerable.charter.clauses import Charter, Late, Promise, Timed
from answerable.charter.facts import Fact
from answerable.desk.history.law import Law
from answerable.desk.history.models import Clock
from answerable.desk.offices.models import Office
from answerable.desk.steps.asked import needs_of, steps_at

CHANNEL = "counter"
# The word in which charters ask for it: everything else is done by doing what the button says.
WAIT_TOLD = "likely wait told"
APOLOGY_AND_EXPLANATION = ("apology", "explanation")
WORDS_AFTER = 75  # per cent of the time, where the visitor came to no office in particular


def needs_at(kind: str, charter: Charter, office: Office | None, at: datetime) -> list[str]:
    """Return what the charter's steps ask for when a fact of that kind happens at that office."""
    details = {"office": office.code} if office else {}
    return needs_of(steps_at(charter, [Fact("", kind, at, channel=CHANNEL, details=details)]))


@dataclass(frozen=True)
class Running:
    """A promise to one visitor that runs or is late, with its clause."""

    clock: Clock
    clause: Promise

    @property
    def due(self) -> datetime:
        assert self.clock.due is not None
        return self.clock.due

    @property
    def until_told(self) -> bool:
        """Say whether it is the promise to apologise and explain to who waits too long."""
        return isinstance(self.clause, Late)

    @property
    def until_seen(self) -> bool:
        return isinstance(self.clause, Timed) and "seen" in self.clause.stops

    def share_gone(self, now: datetime) -> float:
        """Return how many per cent of its time have gone."""
        whole = (self.due - self.clock.started).total_seconds()
        return 100 * (now - self.clock.started).total_seconds() / whole if whole > 0 else 100.0


def running(clocks: Iterable[Clock], rules: Law) -> list[Running]:
    """Return what is still to be done of the promises, what is due first in front."""
    found = []
    for clock in clocks:
        if clock.due is None or clock.stopped or clock.voided or clock.gone:
            continue
        charter = rules.edition_of(clock).charter
        clause = next((promise for promise in charter if promise.id == clock.promise), None)
        if clause is not None:
            found.append(Running(clock, clause))
    return sorted(found, key=lambda one: (one.due, one.clock.started))


def what_to_tell(promises: Iterable[Running]) -> tuple[str, ...]:
    """Return what a visitor is told who waits too long: what the charter says, or an apology with an explanation."""
    told = [one.clause.tell for one in promises if isinstance(one.clause, Late)]
    return tuple(dict.fromkeys(word for words in told for word in words)) or APOLOGY_AND_EXPLANATION
