"""What can be promised in a colleague's name: whether they are away, who covers, and by when a message is returned."""

from dataclasses import dataclass
from datetime import datetime

from answerable.charter.clauses import Timed
from answerable.charter.facts import Fact
from answerable.charter.worktime import NoDate
from answerable.desk.diary.away import Away, away
from answerable.desk.history.law import law
from answerable.desk.officers.models import Officer

TAKEN = "message taken"


@dataclass(frozen=True)
class Outlook:
    """What is known of a message for `wanted` before it is taken. `due` is None where the charter states no time."""

    wanted: Officer
    away: Away | None
    due: datetime | None

    @property
    def too_late(self) -> bool:
        """Whether the colleague comes back only after the message should have been returned."""
        return self.away is not None and self.due is not None and self.away.returns > self.due

    @property
    def cover(self) -> Officer | None:
        """Return who stands in, if they are still here."""
        return self.away.cover if self.away and self.away.cover and self.away.cover.is_active else None

    @property
    def best(self) -> Officer:
        """Return to whom the message had best be given."""
        return self.cover if self.cover and (self.too_late or self.due is None) else self.wanted


def outlook(wanted: Officer, at: datetime) -> Outlook:
    return Outlook(wanted, away(wanted, at), returned_by(at))


def returned_by(at: datetime) -> datetime | None:
    """Return by when the charter has a message returned that is taken at `at`; None where it states no time."""
    fact = Fact("", TAKEN, at, channel="telephone")
    calendar = law().calendar_at(at)
    dues = []
    for promise in law().charter_at(at):
        if isinstance(promise, Timed) and promise.start == TAKEN and promise.within and promise.scope.covers(fact):
            try:
                dues.append(calendar.of(promise, fact).due(at, promise.within).moment)
            except NoDate:
                continue
    return min(dues, default=None)
