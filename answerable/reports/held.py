"""Both ways where clocks may be held: as they count, and as they would had nobody waited for anything."""

from dataclasses import dataclass
from datetime import date, datetime

from answerable.charter.clauses import Charter, Timed
from answerable.charter.judging.clock import Verdict
from answerable.desk.figures.tally import Tally
from answerable.desk.history.models import Clock


@dataclass(frozen=True)
class Held:
    """How many clocks were held and have fallen due, what the figure is, and what it would be without the waiting."""

    count: int
    still: int  # that are held now
    counted: Tally
    without: Tally


def may_be_held(charter: Charter, promise: str) -> bool:
    return any(isinstance(one, Timed) and one.id == promise and one.pauses for one in charter)


def held(promise: str, counted: Tally, first: date, last: date, now: datetime) -> Held:
    """Return both ways for the months from `first` to `last`, of which `counted` is the figure."""
    kept, broken, count = counted.kept, counted.broken, 0
    clocks = Clock.objects.filter(promise=promise)
    for clock in clocks.filter(due_unpaused__isnull=False, month__gte=first, month__lte=last).iterator():
        count += 1
        was, would_be = clock.verdict(now), clock.timing().verdict_unpaused(now)
        kept += (would_be is Verdict.KEPT) - (was is Verdict.KEPT)
        broken += (would_be is Verdict.BROKEN) - (was is Verdict.BROKEN)
    still = clocks.filter(paused__isnull=False, due=None, stopped=None, voided=None, gone=None).count()
    return Held(count, still, counted, Tally(kept=kept, broken=broken))
