"""The wall: what waits now and how today fares, in a few numbers for a screen across the room. It names nobody."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min

from answerable.charter.clauses import Charter, Timed
from answerable.charter.moments import local, read_moment
from answerable.desk.figures.counting import count_day
from answerable.desk.figures.tally import Tally
from answerable.desk.history.law import law
from answerable.desk.history.models import Clock
from answerable.desk.incoming.models import Contact
from answerable.desk.reception.models import ReceptionVisit
from answerable.desk.telephone.models import Call
from answerable.desk.telephone.ringing import ringing

SOON = timedelta(hours=1)


@dataclass(frozen=True)
class Queue:
    """How many wait, and since when the one who waits longest; None: nobody waits."""

    count: int
    since: datetime | None


@dataclass(frozen=True)
class Wall:
    """What stands on the wall. `calls` and `visitors` are None where the charter promises nothing about them."""

    ringing: Queue
    waiting: Queue
    soon: int  # promises that fall due within the hour
    contacts: int
    given_up: int
    calls: Tally | None
    visitors: Tally | None
    everything: Tally

    @property
    def longest(self) -> datetime | None:
        """Return since when somebody has waited longest, at the telephone or at the counter."""
        return min((queue.since for queue in (self.ringing, self.waiting) if queue.since), default=None)


def the_wall(now: datetime) -> Wall:
    """Return the figures as they stand at `now`. What is kept or broken is counted as the report card counts it."""
    begins, ends = _day_of(now)
    charter = law().charter_at(now)
    answering, seeing = _promises(charter, "rang", "picked up"), _promises(charter, "arrived", "seen")
    day = count_day(begins, ends, now)
    return Wall(
        ringing=_rings(now),
        waiting=_waits(now),
        soon=Clock.objects.running(now).filter(due__lte=now + SOON).count(),
        contacts=Contact.objects.filter(received_at__gte=begins, received_at__lt=ends).count(),
        given_up=Call.objects.filter(ring__gte=begins, ring__lt=ends, outcome=Call.Outcome.GIVEN_UP).count(),
        calls=_sum(day, answering),
        visitors=_sum(day, seeing),
        everything=sum(day.values(), Tally()),
    )


def _day_of(now: datetime) -> tuple[datetime, datetime]:
    today = local(now).date()
    return read_moment(today.isoformat()), read_moment((today + timedelta(days=1)).isoformat())


def _promises(charter: Charter, start: str, stop: str) -> list[str]:
    timed = (promise for promise in charter if isinstance(promise, Timed))
    return [promise.id for promise in timed if promise.start == start and stop in promise.stops]


def _sum(day: dict[str, Tally], promises: list[str]) -> Tally | None:
    return sum((day[promise] for promise in promises if promise in day), Tally()) if promises else None


def _rings(now: datetime) -> Queue:
    return Queue(**ringing(now).order_by().aggregate(count=Count("pk"), since=Min("ring")))


def _waits(now: datetime) -> Queue:
    visitors = ReceptionVisit.objects.waiting().filter(day=local(now).date())
    return Queue(**visitors.aggregate(count=Count("pk"), since=Min("arrived_at")))
