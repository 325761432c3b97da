"""Figures of a day at reception: how long people waited. What was entered afterwards is counted apart."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil

from answerable.desk.offices.models import Office
from answerable.desk.reception.models import Met, ReceptionVisit, VisitorQuerySet


@dataclass(frozen=True)
class Figures:
    """How many came and how long those who were seen had waited; None where nobody was seen."""

    count: int
    seen: int
    unseen: int  # left without having been seen
    afterwards: int
    median: timedelta | None = None
    ninety: timedelta | None = None  # nine in ten waited no longer
    longest: timedelta | None = None


def figures(first: date, last: date, office: Office | None = None) -> Figures:
    """Return the figures of the days from `first` to `last`."""
    visits = ReceptionVisit.objects.standing().at(office).filter(day__range=(first, last))
    moments = list(_here(visits).values_list("arrived_at", "seen_at", "left_at"))
    waited = sorted(_whole(seen - arrived) for arrived, seen, _ in moments if seen and arrived)
    unseen = sum(1 for _, seen, left in moments if left and not seen)
    return Figures(
        count=len(moments),
        seen=len(waited),
        unseen=unseen,
        afterwards=visits.filter(entered_afterwards=True).count(),
        median=waited_by(waited, 50),
        ninety=waited_by(waited, 90),
        longest=waited[-1] if waited else None,
    )


def waits(first: date, last: date) -> list[tuple[datetime, timedelta]]:
    """Return when those who were seen had come, and how long they had waited."""
    visits = _here(ReceptionVisit.objects.standing().filter(day__range=(first, last), seen_at__isnull=False))
    return [(at, _whole(seen - at)) for at, seen in visits.values_list("arrived_at", "seen_at") if at and seen]


def _here(visits: VisitorQuerySet) -> VisitorQuerySet:
    """Leave those out whose times are from memory, and who waited at no counter."""
    return visits.filter(met=Met.RECEPTION, entered_afterwards=False, arrived_at__isnull=False)


def _whole(span: timedelta) -> timedelta:
    return timedelta(seconds=int(span.total_seconds()))


def waited_by(waits: list[timedelta], per_cent: int) -> timedelta | None:
    """Return the shortest wait that so many per cent did not exceed."""
    return waits[max(ceil(len(waits) * per_cent / 100), 1) - 1] if waits else None
