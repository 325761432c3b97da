"""The ringing card: every call that rings now, who it may be, what to say, and one key to take it."""

from dataclasses import dataclass
from datetime import datetime

from answerable.charter.clauses import Charter
from answerable.desk.council.actions import council
from answerable.desk.history.law import law
from answerable.desk.officers.models import Officer
from answerable.desk.telephone.greeting import Greeting, greeting_for
from answerable.desk.telephone.models import Call
from answerable.desk.telephone.ringing import Known, Ringing, ringing, with_known


@dataclass(frozen=True)
class RingingCall:
    """A call as one officer is shown it. `seconds` since its first ring at the council, as of when it was asked."""

    reference: str
    ring: datetime | None
    seconds: int
    line: str
    number: str  # "": withheld
    known: tuple[Known, ...]
    greeting: Greeting
    taken_by: str  # "": nobody yet
    mine: bool


def ringing_now(officer: Officer, now: datetime) -> list[RingingCall]:
    """Return every call that rings at `now`, the longest first, with the greeting of this officer."""
    calls = with_known(ringing(now))
    return shown_to(officer, calls, now) if calls else []


def shown_to(officer: Officer, calls: list[Ringing], now: datetime) -> list[RingingCall]:
    """Return calls, found once for everybody, as this officer is shown them. Asks the database for the council only."""
    ours = council()
    charter = law(ours).charter_at(now)
    return [_shown(one, officer, charter, ours.name, now) for one in calls]


def _shown(one: Ringing, officer: Officer, charter: Charter, name: str, now: datetime) -> RingingCall:
    call = one.call
    return RingingCall(
        reference=call.occasion.reference,
        ring=call.ring,
        seconds=max(0, int((now - call.ring).total_seconds())) if call.ring else 0,
        line=line_of(call),
        number=call.caller,
        known=one.known,
        greeting=greeting_for(officer, call.line, charter=charter, council=name, at=now),
        taken_by=call.taken_by.name if call.taken_by else "",
        mine=call.taken_by_id == officer.pk,
    )


def line_of(call: Call) -> str:
    return call.line.name if call.line else "Telephone"
