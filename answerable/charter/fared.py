"""How a promise fared in a period: kept and broken, in which weeks, and by how much what was late came late."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import numpy as np

from answerable.charter.clauses import Charter, Late, Promise, Record, Timed, Updates
from answerable.charter.columns import NEVER, SECOND, Numbers, microseconds, moment_of
from answerable.charter.moments import LONDON
from answerable.charter.span import Span, Unit
from answerable.charter.timings import Timings
from answerable.charter.worktime import Calendar

HOUR = 3600 * SECOND
DAYS, SECONDS = "working days", "seconds"
_SHORT = (Unit.SECOND, Unit.MINUTE, Unit.HOUR, Unit.RING, Unit.WEEKDAY_HOUR, Unit.OFFICE_HOUR)


class Period(NamedTuple):
    """From the first day to the last, with it. What started in it counts."""

    first: date
    last: date

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.first, time(), tzinfo=LONDON)

    @property
    def ends(self) -> datetime:
        """Return the moment after it."""
        return datetime.combine(self.last + timedelta(days=1), time(), tzinfo=LONDON)


@dataclass
class Fared:
    """What became of a promise. `weeks`: how many of the broken fell due in the week of that Monday.

    `late`: by how much those of the broken came late that were done at last, in working days or in seconds.
    """

    kept: int = 0
    broken: int = 0
    weeks: Counter[date] = field(default_factory=Counter)
    late: Counter[int] = field(default_factory=Counter)

    def __add__(self, other: "Fared") -> "Fared":
        return Fared(
            self.kept + other.kept, self.broken + other.broken, self.weeks + other.weeks, _sum(self.late, other.late)
        )


def _sum(one: Counter[int], other: Counter[int]) -> Counter[int]:
    both = Counter(one)
    both.update(other)
    return both


class Lateness(NamedTuple):
    """How late is counted for one promise: in working days of its calendar, or in seconds of time that counts."""

    unit: str
    between: Callable[[datetime, datetime], int]


def lateness(charter: Charter, id: str, calendar: Calendar) -> Lateness:
    """Return how late is counted for a promise, or for the date that was told in its stead."""
    promise = next((one for one in charter if id in (one.id, getattr(one, "date_id", ""))), None)
    span = _span(charter, promise) if promise and promise.id == id else None
    of = calendar.of(promise) if promise else calendar
    if span is None or span.unit not in _SHORT:
        return Lateness(DAYS, lambda due, done: of.working_days_between(of.local(due).date(), of.local(done).date()))
    if span.unit in (Unit.WEEKDAY_HOUR, Unit.OFFICE_HOUR):
        spells = of.spells(span.unit)
        return Lateness(
            SECONDS, lambda due, done: spells.worked(int(done.timestamp())) - spells.worked(int(due.timestamp()))
        )
    return Lateness(SECONDS, lambda due, done: int(done.timestamp()) - int(due.timestamp()))


def _span(charter: Charter, promise: Promise) -> Span | None:
    match promise:
        case Timed():
            return promise.within or promise.before
        case Updates() | Record():
            return promise.every
        case Late():
            mains = [one for one in charter if one.id in promise.mains]
            return next((span for one in mains if (span := _span(charter, one))), None)
        case _:
            return None


def fared(found: Timings, period: Period, now: datetime, late: Lateness) -> Fared:
    """Return how one promise fared, of the clocks that started in the period, as it stands at `now`."""
    first, last = microseconds(period.begins), microseconds(period.ends)
    found = found.where((found.started >= first) & (found.started < last) & found.measured & (found.voided == NEVER))
    stopped = found.stopped != NEVER
    in_time = found.in_time(np.where(stopped, found.stopped, microseconds(now)))
    broken = found.where(~in_time)
    done = broken.stopped != NEVER
    return Fared(
        kept=int((in_time & stopped).sum()),
        broken=len(broken),
        weeks=_weeks(broken.due),
        late=_late(broken.due[done], broken.stopped[done], late),
    )


def _weeks(due: Numbers) -> Counter[date]:
    # Between two whole hours no day begins, and no clocks change.
    weeks: Counter[date] = Counter()
    for hour, count in zip(*np.unique(due // HOUR, return_counts=True), strict=True):
        day = moment_of(hour * HOUR).date()
        weeks[day - timedelta(days=day.weekday())] += int(count)
    return weeks


def _late(due: Numbers, done: Numbers, late: Lateness) -> Counter[int]:
    grain = HOUR if late.unit == DAYS else SECOND
    pairs, counts = np.unique(np.stack([due // grain, done // grain]), axis=1, return_counts=True)
    found: Counter[int] = Counter()
    for (first, last), count in zip(pairs.T, counts, strict=True):
        found[late.between(moment_of(first * grain), moment_of(last * grain))] += int(count)
    return found
