"""Where a promise breaks: in which weeks, on which weekdays, how late, and for which services."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from answerable.charter.moments import WEEKDAYS, local
from answerable.desk.figures.counting import broken
from answerable.desk.history.models import Clock

MOST = 5


@dataclass(frozen=True)
class Breaks:
    """The broken clocks of a promise, counted by when they fell due. Weeks are named by their Monday."""

    weeks: list[tuple[date, int]]  # the worst
    weekdays: list[tuple[str, int]]
    services: list[tuple[str, int]]  # the worst
    usual: timedelta | None  # half of them were later than that
    unanswered: int  # those for which nothing has been done yet


def when_broken(promise: str, first: date, now: datetime) -> Breaks:
    """Return when and how the promise was broken from the month `first` on."""
    clocks = Clock.objects.filter(broken(now), promise=promise, month__gte=first).order_by("due")
    rows = list(clocks.values_list("due", "stopped", "gone", "case__service__name"))
    days = [local(due).date() for due, *_ in rows if due]
    late = sorted((stopped or gone or now) - due for due, stopped, gone, _ in rows if due)
    by_weekday = Counter(day.weekday() for day in days)
    return Breaks(
        weeks=Counter(day - timedelta(days=day.weekday()) for day in days).most_common(MOST),
        weekdays=[(name, by_weekday[number]) for number, name in enumerate(WEEKDAYS) if by_weekday[number]],
        services=Counter(service or "No service named" for *_, service in rows).most_common(MOST),
        usual=late[len(late) // 2] if late else None,
        unanswered=sum(stopped is None and gone is None for _, stopped, gone, _ in rows),
    )
