"""Freezing finished months: what was published of a month stands, whatever is recorded or changed afterwards."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Min

from answerable.charter.clauses import Share
from answerable.desk.council.models import Council
from answerable.desk.figures.counting import count_clocks
from answerable.desk.figures.models import MonthFigure
from answerable.desk.figures.months import month_after, month_of, months_between
from answerable.desk.figures.shares import counted_shares, final_from, share_of_month, tally_share
from answerable.desk.figures.tally import Cell, Tally
from answerable.desk.history.law import law
from answerable.desk.history.models import Clock


def frozen_until() -> date | None:
    """Return the last frozen month, or None. Waits for a freezing that is under way."""
    if transaction.get_connection().in_atomic_block:
        _one_at_a_time()
    last: date | None = MonthFigure.objects.filter(promise="").aggregate(last=Max("month"))["last"]
    return last


def freeze(at: datetime) -> None:
    """Freeze every month that has ended by `at` and is not frozen yet, and each share that has become final."""
    months, shares = _to_freeze(at), _shares_to_freeze(at)
    if months or shares:
        _freeze(at)


@transaction.atomic
def _freeze(at: datetime) -> None:
    _one_at_a_time()
    months = _to_freeze(at)
    _keep(Cell(month, "", "") for month in months)
    _keep_tallies(count_clocks(months, at, law()))
    for clause, month in _shares_to_freeze(at):
        cases = share_of_month(clause, law().calendar_at(at), month, at)
        tallies = {Cell(month, clause.id, channel): tally for channel, tally in tally_share(cases).items()}
        _keep_tallies({Cell(month, clause.id, ""): Tally()} | tallies)


def _one_at_a_time() -> None:
    # A fact recorded while a month is frozen must be either in its figure or a correction to it.
    list(Council.objects.select_for_update().values_list("pk"))


def _to_freeze(at: datetime) -> list[date]:
    finished = month_after(month_of(at), -1)
    last = MonthFigure.objects.filter(promise="").aggregate(last=Max("month"))["last"]
    if last is None:
        earliest = Clock.objects.aggregate(first=Min("month"))["first"]
        return list(months_between(min(earliest or finished, finished), finished))
    return list(months_between(month_after(last), finished))


def _shares_to_freeze(at: datetime) -> list[tuple[Share, date]]:
    clauses = counted_shares(law().charter_at(at))
    if not clauses:
        return []
    first = MonthFigure.objects.filter(promise="").aggregate(first=Min("month"))["first"]
    kept = set(
        MonthFigure.objects.filter(promise__in=[clause.id for clause in clauses], channel="").values_list(
            "promise", "month"
        )
    )
    months = list(months_between(first or month_of(at), month_after(month_of(at), -1)))
    return [
        (clause, month)
        for clause in clauses
        for month in months
        if (clause.id, month) not in kept and final_from(clause, law().calendar_at(at), month) < at
    ]


def _keep(cells: Iterable[Cell]) -> None:
    _keep_tallies({cell: Tally() for cell in cells})


def _keep_tallies(tallies: Mapping[Cell, Tally]) -> None:
    MonthFigure.objects.bulk_create(
        MonthFigure(
            month=cell.month,
            promise=cell.promise,
            channel=cell.channel,
            kept=tally.kept,
            broken=tally.broken,
            told=tally.told,
            void=tally.void,
            unmeasured=tally.unmeasured,
            reasons=dict(tally.reasons),
        )
        for cell, tally in tallies.items()
    )
