"""How a promise fared in a period: kept and broken, in which weeks, and by how much what was late came late."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import numpy as np

from answerable.charter.calendar.days import Days, date_at
from answerable.charter.calendar.spells import Spells
from answerable.charter.clauses import Charter, Late, Promise, Record, Timed, Updates
from answerable.charter.many.columns import NEVER, SECOND, Numbers, microseconds
from answerable.charter.many.timings import Timings
from answerable.charter.moments import LONDON
from answerable.charter.span import ELAPSED, OPEN_HOURS, Span
from answerable.charter.worktime import Calendar

WEEK = 7  # the tables of days begin with a Monday
DAYS, SECONDS = "working days", "seconds"


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
    """How late is counted for one promise: in working days of its calendar, or in seconds of the time that counts."""

    days: Days
    spells: Spells | None  # the open hours, where these count
    unit: str

    def between(self, due: Numbers, done: Numbers) -> Numbers:
        """Return how much later than `due` something was done, both in seconds since 1970."""
        if self.unit == DAYS:
            numbers = np.frombuffer(self.days.numbers, dtype=np.intc).astype(np.int64)
            later: Numbers = numbers[self.places(done)] - numbers[self.places(due)]
            return later
        return done - due if self.spells is None else _worked(self.spells, done) - _worked(self.spells, due)

    def places(self, seconds: Numbers) -> Numbers:
        """Return the places of the days in which seconds lie."""
        return np.searchsorted(np.frombuffer(self.days.begins, dtype=np.int64), seconds, side="right") - 1


def _worked(spells: Spells, seconds: Numbers) -> Numbers:
    opens, closes, before = (np.frombuffer(one, dtype=np.int64) for one in (spells.opens, spells.closes, spells.before))
    place = np.maximum(np.searchsorted(opens, seconds, side="right") - 1, 0)
    worked: Numbers = before[place] + np.clip(seconds - opens[place], 0, closes[place] - opens[place])
    return worked


def lateness(charter: Charter, id: str, calendar: Calendar) -> Lateness:
    """Return how late is counted for a promise, or for the date that was told in its stead."""
    promise = next((one for one in charter if id in (one.id, getattr(one, "date_id", ""))), None)
    span = _span(charter, promise) if promise and promise.id == id else None
    of = calendar.of(promise) if promise else calendar
    if span is None or span.unit not in (*ELAPSED, *OPEN_HOURS):
        return Lateness(of.days, None, DAYS)
    return Lateness(of.days, of.spells(span.unit) if span.unit in OPEN_HOURS else None, SECONDS)


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
        weeks=_weeks(late.places(broken.due // SECOND)),
        late=_counted(late.between(broken.due[done] // SECOND, broken.stopped[done] // SECOND)),
    )


def _weeks(places: Numbers) -> Counter[date]:
    return Counter({date_at(monday): count for monday, count in _counted(places - places % WEEK).items()})


def _counted(values: Numbers) -> Counter[int]:
    numbers, counts = np.unique(values, return_counts=True)
    return Counter(dict(zip(numbers.tolist(), counts.tolist(), strict=True)))
