"""Counting clocks: the rows of a month in, tallies out. The whole count is read from one index."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from answerable.desk.figures.months import month_of
from answerable.desk.figures.tally import Cell, Tally
from answerable.desk.history.law import Law
from answerable.desk.history.models import Clock
from answerable.desk.records.timing import count_records

MEASURED = Q(due__isnull=False)
STANDS = MEASURED & Q(voided=None)
KEPT = STANDS & Q(in_time=True)
NOT_KEPT = STANDS & (Q(in_time=False) | Q(in_time=None))


def broken(now: datetime) -> Q:
    return NOT_KEPT & Q(due__lt=now.replace(microsecond=0))


def running(now: datetime) -> Q:
    # A clock is judged in whole seconds: at its due second it still runs.
    return NOT_KEPT & Q(due__gte=now.replace(microsecond=0))


def count_clocks(months: Iterable[date], now: datetime, rules: Law) -> dict[Cell, Tally]:
    """Return what became of every promise in `months` (each a first of the month), as it stands at `now`."""
    rows = _counted(Clock.objects.filter(month__in=list(months)), "month", "promise", "channel", now=now)
    tallies = {Cell(*row[:3]): row[3:] for row in rows}
    reasons = _reasons(months) if any(counts[4] for counts in tallies.values()) else {}
    of_cases = {cell: _tally(counts, reasons.get(cell, {})) for cell, counts in tallies.items()}
    return of_cases | count_records(months, now, rules)


def count_day(begins: datetime, ends: datetime, now: datetime) -> dict[str, Tally]:
    """Return by promise what became, as it stands at `now`, of what falls due on one day, from `begins` to `ends`.

    Counted as a month is; the day lies in the month, council time, in which it begins.
    """
    of_the_day = Clock.objects.filter(month=month_of(begins), due__gte=begins, due__lt=ends)
    return {promise: _tally(tuple(counts), {}) for promise, *counts in _counted(of_the_day, "promise", now=now)}


def _counted(clocks: QuerySet[Clock], *names: str, now: datetime) -> Iterable[tuple[Any, ...]]:
    return (
        clocks.values_list(*names)
        .annotate(
            were_kept=Count("pk", filter=KEPT),
            were_broken=Count("pk", filter=broken(now)),
            were_told=Count("pk", filter=broken(now) & Q(told__isnull=False)),
            are_running=Count("pk", filter=running(now)),
            were_void=Count("pk", filter=MEASURED & Q(voided__isnull=False)),
            were_unmeasured=Count("pk", filter=Q(due=None)),
        )
        .order_by(*names)
    )


def _tally(counts: tuple[int, ...], reasons: dict[str, int]) -> Tally:
    kept, broken, told, running, void, unmeasured = counts
    return Tally(
        kept=kept, broken=broken, told=told, running=running, void=void, unmeasured=unmeasured, reasons=reasons
    )


def _reasons(months: Iterable[date]) -> dict[Cell, dict[str, int]]:
    found: dict[Cell, dict[str, int]] = {}
    rows = (
        Clock.objects.filter(MEASURED, month__in=list(months), voided__isnull=False)
        .values_list("month", "promise", "channel", "reason")
        .annotate(of_these=Count("pk"))
        .order_by()
    )
    for month, promise, channel, reason, count in rows:
        found.setdefault(Cell(month, promise, channel), {})[reason] = count
    return found
