"""How visitors were received in a month: what was kept and broken, and how long they waited, by hour and weekday."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from answerable.charter.clauses import Charter, Timed
from answerable.charter.moments import local
from answerable.desk.figures.months import ends, month_of, months_between
from answerable.desk.history.law import law
from answerable.desk.history.models import Clock, Occasion
from answerable.desk.reception.figures import Figures, figures, waited_by, waits
from answerable.desk.reception.models import ReceptionVisit
from answerable.reports.slots import Slot, by_hour, by_weekday

Timing = tuple[str, datetime, datetime, bool | None]  # a promise's clock: which, started, due, in time


@dataclass(frozen=True)
class Kept:
    """What became of one promise to visitors: on the day and in the month."""

    promise: str
    title: str
    kept_today: int
    broken_today: int
    kept: int
    broken: int


@dataclass(frozen=True)
class Waited:
    """How long those waited who came in one hour."""

    hour: str
    count: int
    half: timedelta | None  # half of them no longer
    longest: timedelta


@dataclass(frozen=True)
class Received:
    """The visitors of a month. `seen` is the promise by which somebody is seen in time; "" where there is none.

    `today` is None in a month that is over.
    """

    month: date
    seen: str
    figures: Figures
    today: Figures | None
    kept: Sequence[Kept]
    waited: Sequence[Waited]
    hours: Sequence[Slot]
    weekdays: Sequence[Slot]


def received_in(month: date, now: datetime) -> Received:
    """Return how the visitors of a month, council time, were received."""
    charter, today = law().charter_at(min(ends(month), now)), local(now).date()
    last = local(ends(month)).date()
    clocks = _clocks(month, now)
    seen = seen_within(charter)
    timed = [(started, bool(in_time)) for promise, started, _, in_time in clocks if promise == seen]
    return Received(
        month=month,
        seen=seen,
        figures=figures(month, last),
        today=figures(today, today) if month_of(now) == month else None,
        kept=_kept(clocks, {promise.id: promise.title for promise in charter}, today),
        waited=_waited(month, last),
        hours=by_hour(timed),
        weekdays=by_weekday(timed),
    )


def _clocks(month: date, now: datetime) -> list[Timing]:
    """Return the clocks of visitors that fell due in the month and are kept or broken by now."""
    rows = Clock.objects.filter(occasion__kind=Occasion.Kind.RECEPTION_VISIT, month=month, voided=None)
    found = rows.order_by("promise").values_list("promise", "started", "due", "in_time")
    return [(*row[:2], due, row[3]) for row in found if (due := row[2]) and (row[3] is not None or due < now)]


def seen_within(charter: Charter) -> str:
    """Return the promise that says how soon a visitor is seen; "" where there is none."""
    timed = (one for one in charter if isinstance(one, Timed) and one.start == "arrived" and "seen" in one.stops)
    return next((one.id for one in timed if one.within), "")


def _kept(clocks: Sequence[Timing], titles: dict[str, str], today: date) -> list[Kept]:
    all_of = Counter((promise, bool(in_time)) for promise, _, _, in_time in clocks)
    of_today = Counter((one[0], bool(one[3])) for one in clocks if local(one[2]).date() == today)
    return [
        Kept(one, titles.get(one, ""), of_today[one, True], of_today[one, False], all_of[one, True], all_of[one, False])
        for one in dict.fromkeys(promise for promise, *_ in clocks)
    ]


def _waited(first: date, last: date) -> list[Waited]:
    by_their_hour: dict[int, list[timedelta]] = defaultdict(list)
    for at, wait in waits(first, last):
        by_their_hour[local(at).hour].append(wait)
    return [
        Waited(f"{hour:02}", len(found), waited_by(sorted(found), 50), max(found))
        for hour, found in sorted(by_their_hour.items())
    ]


def months_with_visits(now: datetime, most: int = 24) -> list[date]:
    """Return the months in which visitors came, newest first."""
    days = ReceptionVisit.objects.standing().order_by("day").values_list("day", flat=True)
    first, last = days.first(), days.last()
    if first is None or last is None:
        return []
    return list(months_between(first.replace(day=1), min(last.replace(day=1), month_of(now))))[::-1][:most]
