"""The board of the counter: who waits, what is due to them first, what to say to them, who is being seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from answerable.charter.moments import local
from answerable.desk.history.law import Law
from answerable.desk.history.models import Clock
from answerable.desk.offices.models import Office
from answerable.desk.reception.asked import WORDS_AFTER, Running, running, what_to_tell
from answerable.desk.reception.estimate import Wait
from answerable.desk.reception.models import ReceptionVisit
from answerable.desk.reception.waits import Outlook, outlook

GONE = 8  # of those who have left the board shows the last


@dataclass(frozen=True)
class Waiting:
    """Somebody who waits. `due` is the promise to them that falls due next; `words`: what to say now, or nothing."""

    visit: ReceptionVisit
    ahead: int  # so many came before them and wait too
    due: Running | None
    state: str  # of the time left: ahead, soon or late
    words: str
    wait: Wait | None  # from now on; None: too few came to the like, or nobody has yet to be told

    @property
    def order(self) -> tuple[datetime, datetime]:
        arrived = self.visit.arrived_at
        assert arrived is not None
        return (self.due.due if self.due else datetime.max.replace(tzinfo=arrived.tzinfo), arrived)


@dataclass(frozen=True)
class Board:
    """One office's reception at a moment; of all offices where none is named."""

    waiting: list[Waiting]
    being_seen: list[ReceptionVisit]
    gone: list[ReceptionVisit]
    newcomer: Wait | None  # how long somebody would wait who came now


def board(office: Office | None, *, rules: Law, now: datetime) -> Board:
    """Return the board of that office, what is due first in front."""
    today = ReceptionVisit.objects.standing().at(office).filter(day=local(now).date())
    today = today.select_related("occasion", "office", "room", "seen_by", "service")
    clocks = Prefetch("occasion__clocks", Clock.objects.unstopped())
    waiting = list(today.waiting().order_by("arrived_at", "id").prefetch_related(clocks))
    there = list(today.exclude(pk__in=[visit.pk for visit in waiting]).order_by("seen_at", "id"))
    look = outlook(office, now)
    rows = [_row(visit, place, rules, look, now) for place, visit in enumerate(waiting)]
    gone = sorted((visit for visit in there if visit.left_at), key=lambda one: one.left_at or now, reverse=True)
    return Board(
        waiting=sorted(rows, key=lambda row: row.order),
        being_seen=[visit for visit in there if visit.seen_at and not visit.left_at],
        gone=gone[:GONE],
        newcomer=look.for_newcomer(),
    )


def _row(visit: ReceptionVisit, ahead: int, rules: Law, look: Outlook, now: datetime) -> Waiting:
    promises = running(visit.occasion.clocks.all(), rules)
    due = promises[0] if promises else None
    after = visit.office.words_after if visit.office else WORDS_AFTER
    return Waiting(
        visit=visit,
        ahead=ahead,
        due=due,
        state=_state(due, after, now),
        words=_words(visit, promises, ahead, after, now),
        wait=look.with_ahead(ahead) if not visit.greeted_at else None,
    )


def _state(due: Running | None, after: int, now: datetime) -> str:
    if due is None:
        return "none"
    return "late" if due.due < now else "soon" if due.share_gone(now) >= after else "ahead"


def _words(visit: ReceptionVisit, promises: Sequence[Running], ahead: int, after: int, now: datetime) -> str:
    """Return what to say to who has waited long, while there is time: an apology, and why they wait."""
    if visit.words_at or not any(
        (one.until_told or one.until_seen) and one.share_gone(now) >= after for one in promises
    ):
        return ""
    said = {
        "apology": "I am sorry that you are still waiting.",
        "explanation": _explanation(ahead),
        "new date": "I can give you another time, or we ring you back.",
    }
    return " ".join(said.get(one, f"({one})") for one in what_to_tell(promises))


def _explanation(ahead: int) -> str:
    if not ahead:
        return "You are next. The officers are still with those who came before you."
    return f"{ahead} who came before you {'waits' if ahead == 1 else 'wait'} too, and we see people in turn."


def how_many_wait(office: Office | None, now: datetime) -> tuple[int, datetime | None]:
    """Return how many wait at that office, or at all, and since when the first of them has."""
    today = ReceptionVisit.objects.waiting().at(office).filter(day=local(now).date())
    arrivals = list(today.order_by("arrived_at").values_list("arrived_at", flat=True))
    return len(arrivals), arrivals[0] if arrivals else None
