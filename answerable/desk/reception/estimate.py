"""How long a visitor is likely to wait: what befell those who came to a reception much like this one.

From the facts alone. Of the visitors known, those are taken who found as many waiting and as many being seen, at a like
hour of a like day, when the waits just before were as long; the range in which four in five of them fall is what is
told. Where too few came to the like, nothing is told. `benchmarks/waiting.py` measures how often the range is right.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import nsmallest
from math import ceil, floor
from statistics import fmean

from answerable.charter.moments import local

MOST = 2_000  # visits that are looked at: the latest
ALIKE = 60  # so many of the most alike are taken
FEW = 20  # with fewer there is too little to say
COVERAGE = 80  # per cent of those who were alike lie in the range
LATELY = timedelta(hours=1)
LONGEST = timedelta(hours=4)  # who was never seen to leave is gone by then
# What counts as equally unlike: one waiting more, one being seen more, two hours apart, another day, five minutes
# longer waits just before.
PER_WAITING, PER_SEEN, PER_HOUR, OTHER_DAY, PER_MINUTE = 1.0, 1.0, 0.5, 0.5, 0.2


@dataclass(frozen=True)
class Stay:
    """One visitor's stay. `seen` None: they left unseen, or wait. `left` None: nobody recorded it."""

    arrived: datetime
    seen: datetime | None = None
    left: datetime | None = None


@dataclass(frozen=True)
class Wait:
    """A wait in whole minutes: four in five, or more, who came to the like waited from `least` to `most`."""

    least: int
    most: int
    likely: float  # in minutes: as many waited longer as shorter
    alike: int  # how many came to the like

    @property
    def at_once(self) -> bool:
        return self.most <= 1

    @property
    def words(self) -> str:
        if self.at_once:
            return "no more than a minute"
        return f"{self.least} to {self.most} minutes" if self.least < self.most else f"about {self.most} minutes"


@dataclass(frozen=True)
class Scene:
    """What a visitor finds on arriving."""

    waiting: int
    being_seen: int
    hour: float
    weekday: int
    lately: float  # minutes that those waited who were last seen; 0 where nobody was

    def unlike(self, other: "Scene") -> float:
        return (
            PER_WAITING * abs(self.waiting - other.waiting)
            + PER_SEEN * abs(self.being_seen - other.being_seen)
            + PER_HOUR * abs(self.hour - other.hour)
            + OTHER_DAY * (self.weekday != other.weekday)
            + PER_MINUTE * abs(self.lately - other.lately)
        )


class Reception:
    """Stays at one reception, in any order. They tell what each visitor found, and what a visitor finds at a moment."""

    def __init__(self, stays: Iterable[Stay]) -> None:
        known = list(stays)
        self._arrivals = sorted(stay.arrived for stay in known)
        self._waits_ended = sorted(_wait_ended(stay) for stay in known)
        seen = [(stay.seen, stay) for stay in known if stay.seen]
        self._seen = sorted(moment for moment, _ in seen)
        self._gone = sorted(stay.left or moment + LONGEST for moment, stay in seen)
        self._waits = sorted((moment, _minutes(moment - stay.arrived)) for moment, stay in seen)
        self._past = [(self.scene(stay.arrived), _minutes(moment - stay.arrived)) for moment, stay in seen]

    def scene(self, at: datetime, *, ahead: int | None = None) -> Scene:
        """Return what a visitor finds who arrives at `at`, or has so many `ahead` of them then."""
        there = local(at)
        waiting = bisect_left(self._arrivals, at) - bisect_right(self._waits_ended, at)
        return Scene(
            waiting=waiting if ahead is None else ahead,
            being_seen=bisect_right(self._seen, at) - bisect_right(self._gone, at),
            hour=there.hour + there.minute / 60,
            weekday=there.weekday(),
            lately=self._lately(at),
        )

    def wait(self, scene: Scene) -> Wait | None:
        """Return how long who finds this is likely to wait; None: too few came to the like."""
        alike = nsmallest(ALIKE, self._past, key=lambda past: past[0].unlike(scene))
        close = [past for past in alike if abs(past[0].waiting - scene.waiting) <= 1]
        if len(close) < FEW:
            return None
        waits = sorted(minutes for _, minutes in close)
        outside = (100 - COVERAGE) / 200
        return Wait(
            least=floor(_quantile(waits, outside)),
            most=max(ceil(_quantile(waits, 1 - outside)), 1),
            likely=_quantile(waits, 0.5),
            alike=len(waits),
        )

    def _lately(self, at: datetime) -> float:
        """Return how long the last three waited who were seen in the hour before."""
        last = bisect_left(self._waits, (at,))
        recent = [minutes for moment, minutes in self._waits[max(0, last - 3) : last] if moment > at - LATELY]
        return fmean(recent) if recent else 0.0


def _wait_ended(stay: Stay) -> datetime:
    return stay.seen or stay.left or stay.arrived + LONGEST


def _minutes(span: timedelta) -> float:
    return span.total_seconds() / 60


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Return the value below which that share lies, between two of them where it falls there."""
    place = share * (len(ordered) - 1)
    below = floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
