"""How calls to the council were answered in a month: what was offered, what became of it, and how long it rang."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Q

from answerable.charter.clauses import Charter, Timed
from answerable.charter.shares import percent
from answerable.charter.span import ELAPSED
from answerable.desk.council.actions import council
from answerable.desk.figures.months import begins, ends, month_after, month_of, months_between
from answerable.desk.history.law import law
from answerable.desk.history.models import Fact
from answerable.desk.telephone.course import rang_for
from answerable.desk.telephone.models import Call, FeedGap, Sample
from answerable.reports.slots import Slot, by_hour, by_weekday

Outcome = Call.Outcome


@dataclass(frozen=True)
class Rung:
    """One call as the report counts it. `seconds` is how long it rang; None where nobody knows."""

    at: datetime
    seconds: float | None
    outcome: str
    cut: bool = False
    rang: bool = True
    closed: bool = False  # it rang while the office was closed
    noted: bool = False  # by hand

    def is_in_time(self, limit: int | None) -> bool:
        """Say whether it was answered within `limit` seconds, as its clock is judged: in whole seconds, rounded up."""
        answered = self.outcome == Outcome.ANSWERED and self.seconds is not None
        return answered and limit is not None and math.ceil(self.seconds or 0) <= limit


@dataclass(frozen=True)
class Calls:
    """The calls that were offered to the council in a month, by the promise that says how soon they are answered.

    `promise` is "" and `limit` None where the charter promises no such thing. `short` is None where no call counts as
    short.
    """

    month: date
    promise: str
    limit: int | None
    short: int | None
    every: Sequence[Rung]
    gaps: Sequence[FeedGap]
    samples: Sequence[Sample]
    right_first: int = 0
    transferred: int = 0

    @cached_property
    def offered(self) -> list[Rung]:
        """Those that rang while the office was open, as far as it is known how long."""
        return [one for one in self.every if one.rang and not one.closed]

    @property
    def is_measured(self) -> bool:
        return bool(self.offered)

    def count(self, outcome: str) -> int:
        return sum(one.outcome == outcome for one in self.offered)

    @property
    def answered(self) -> int:
        return self.count(Outcome.ANSWERED)

    @property
    def given_up(self) -> int:
        return self.count(Outcome.GIVEN_UP)

    @property
    def voicemail(self) -> int:
        return self.count(Outcome.VOICEMAIL)

    @property
    def engaged(self) -> int:
        return self.count(Outcome.BUSY)

    @property
    def cut_waiting(self) -> int:
        """Those that a break of the telephone system cut before anybody had answered."""
        return sum(one.cut and not one.outcome for one in self.offered)

    @property
    def cut(self) -> int:
        return sum(one.cut for one in self.every)

    @property
    def going_on(self) -> int:
        return sum(not one.outcome and not one.cut for one in self.offered)

    @property
    def of(self) -> int:
        """All that the share is of."""
        return len(self.offered) - self.going_on

    @property
    def in_time(self) -> int:
        return sum(one.is_in_time(self.limit) for one in self.offered)

    @property
    def blocked(self) -> int:
        """Those that found every line engaged, so that nothing rang."""
        return sum(one.outcome == Outcome.BUSY and not one.rang for one in self.every)

    @property
    def closed(self) -> int:
        return sum(one.rang and one.closed for one in self.every)

    @property
    def untold(self) -> int:
        """Those that were answered, though nobody tells how long they had rung."""
        return sum(one.outcome == Outcome.ANSWERED and not one.rang for one in self.every)

    @property
    def unheard(self) -> int:
        """Those of which it is told neither that they rang nor that anybody answered."""
        return sum(not one.rang and one.outcome not in (Outcome.ANSWERED, Outcome.BUSY) for one in self.every)

    @property
    def noted(self) -> int:
        return sum(one.noted for one in self.every)

    @property
    def short_ones(self) -> int:
        short = self.short
        if short is None:
            return 0
        return sum(one.outcome == Outcome.GIVEN_UP and (one.seconds or 0) <= short for one in self.offered)

    @property
    def percent(self) -> float | None:
        return percent(self.of, self.in_time)

    @property
    def percent_without_short(self) -> float | None:
        return percent(self.of - self.short_ones, self.in_time)

    @property
    def percent_with_blocked(self) -> float | None:
        return percent(self.of + self.blocked, self.in_time)

    @cached_property
    def waits(self) -> list[float]:
        """How long the answered ones rang, shortest first."""
        found = (one.seconds for one in self.offered if one.outcome == Outcome.ANSWERED)
        return sorted(seconds for seconds in found if seconds is not None)

    @property
    def median(self) -> float | None:
        return _at(self.waits, 50)

    @property
    def ninetieth(self) -> float | None:
        """Nine in ten were answered within it."""
        return _at(self.waits, 90)

    @property
    def longest(self) -> float | None:
        """The longest that anybody rang, answered or not."""
        return max((one.seconds for one in self.offered if one.seconds is not None), default=None)

    @property
    def hours(self) -> list[Slot]:
        return by_hour(self._timed)

    @property
    def weekdays(self) -> list[Slot]:
        return by_weekday(self._timed)

    @cached_property
    def _timed(self) -> list[tuple[datetime, bool]]:
        # When exactly a call rang that was noted by hand need not be known.
        return [(one.at, one.is_in_time(self.limit)) for one in self.offered if not one.noted]


def _at(waits: Sequence[float], percent: int) -> float | None:
    """Return the wait within which that many per cent were answered."""
    return waits[max(math.ceil(len(waits) * percent / 100) - 1, 0)] if waits else None


def calls_in(month: date) -> Calls:
    """Return how the calls of a month, council time, were answered."""
    promise, limit = answered_within(law().charter_at(ends(month)))
    span = (begins(month), begins(month_after(month)))
    facts = Fact.objects.filter(
        case=None, at__gte=span[0], at__lt=span[1], kind__in=("transferred", "right first time")
    )
    told = Counter(facts.values_list("kind", flat=True))
    return Calls(
        month=month,
        promise=promise,
        limit=limit,
        short=council().short_call_seconds,
        every=list(_rung(*span)),
        gaps=gaps_in(month),
        samples=list(Sample.objects.filter(withdrawn_at=None, begins__lt=span[1], ends__gte=month)),
        right_first=told["right first time"],
        transferred=told["transferred"],
    )


def _rung(first: datetime, after: datetime) -> Iterable[Rung]:
    rows = Call.objects.filter(occasion__at__gte=first, occasion__at__lt=after)
    fields = ("occasion__at", "ring", "rang_until", "outcome", "cut", "office_hours", "sample")
    for at, ring, until, outcome, cut, hours, sample in rows.values_list(*fields):
        seconds = rang_for(ring, until).total_seconds() if ring and until else None
        yield Rung(at, seconds, outcome, cut, ring is not None, hours == "closed", sample is not None)


def answered_within(charter: Charter) -> tuple[str, int | None]:
    """Return the promise that says how soon a ringing call is answered, and within how many seconds; "" and None."""
    for promise in charter:
        if not isinstance(promise, Timed) or promise.start != "rang" or "picked up" not in promise.stops:
            continue
        if promise.within and promise.within.unit in ELAPSED:
            return promise.id, promise.within.seconds(charter.hours.ring_seconds)
    return "", None


def gaps_in(month: date) -> list[FeedGap]:
    """Return the times in a month of which a telephone system told nothing, oldest first."""
    lasting = Q(ended=None) | Q(ended__gt=begins(month))
    found = FeedGap.objects.filter(lasting, began__lt=begins(month_after(month)))
    return list(found.select_related("feed").order_by("began"))


def months_with_calls(now: datetime, most: int = 24) -> list[date]:
    """Return the months in which calls came, newest first."""
    moments = Call.objects.order_by("occasion__at").values_list("occasion__at", flat=True)
    first, last = moments.first(), moments.last()
    if first is None or last is None:
        return []
    return list(months_between(month_of(first), month_of(min(last, now))))[::-1][:most]
