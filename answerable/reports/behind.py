"""The cases behind a figure: as many as the figure says, also where something was corrected after it was frozen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from answerable.charter.clauses import Share
from answerable.desk.cases.models import Case
from answerable.desk.figures.counting import KEPT, MEASURED, broken, running
from answerable.desk.figures.models import TOLD, Correction
from answerable.desk.figures.shares import CASE, share_of_month
from answerable.desk.history.law import law
from answerable.desk.history.models import Clock

# What may stand in an address → the words by which corrections name it.
VERDICTS = {
    "kept": ("kept",),
    "broken": ("broken", TOLD),
    "told": (TOLD,),
    "not-told": ("broken",),
    "running": ("running",),
    "void": ("void",),
    "not-measured": ("not-measured",),
}


@dataclass(frozen=True)
class Behind:
    """One case that a figure counts. `clock` is None where a correction has changed it since, or a share counts it."""

    case: Case
    clock: Clock | None = None
    late_by: timedelta | None = None
    since: datetime | None = None  # when a correction changed it
    became: str = ""


def cases_behind(promise: str, month: date, verdict: str, channel: str | None, now: datetime) -> list[Behind]:
    """Return the cases that the figure of `month` counts as `verdict` (one of VERDICTS)."""
    clause = next((one for one in law().charter_at(now) if one.id == promise), None)
    if isinstance(clause, Share):
        return _of_share(clause, month, verdict == "kept", channel, now)
    where = Q(month=month, promise=promise) & (Q() if channel is None else Q(channel=channel))
    clocks = Clock.objects.filter(where & _condition(verdict, now)).select_related("case__owner").order_by("due", "id")
    counted = [Behind(clock.case, clock, _late_by(clock, now)) for clock in clocks if clock.case]
    corrections = (
        Correction.objects.filter(where, case__isnull=False).select_related("case__owner").order_by("-at", "-id")
    )
    return _as_reported(counted, corrections, VERDICTS[verdict])


def _condition(verdict: str, now: datetime) -> Q:
    return {
        "kept": KEPT,
        "broken": broken(now),
        "told": broken(now) & Q(told__isnull=False),
        "not-told": broken(now) & Q(told=None),
        "running": running(now),
        "void": MEASURED & Q(voided__isnull=False),
        "not-measured": Q(due=None),
    }[verdict]


def _late_by(clock: Clock, now: datetime) -> timedelta | None:
    seconds = clock.timing().late_by(now)
    return None if seconds is None else timedelta(seconds=seconds)


def _as_reported(counted: list[Behind], corrections: Iterable[Correction], words: tuple[str, ...]) -> list[Behind]:
    """Undo the corrections, the newest first: what is left is what was counted when the month was frozen."""
    for one in corrections:
        if one.now in words:
            newest = next((place for place, it in enumerate(counted) if it.case == one.case), None)
            counted = counted if newest is None else counted[:newest] + counted[newest + 1 :]
        if one.was in words and one.case:
            counted = [*counted, Behind(one.case, since=one.at, became=one.now or "not counted in this month")]
    return counted


def _of_share(clause: Share, month: date, had: bool, channel: str | None, now: datetime) -> list[Behind]:
    found = share_of_month(clause, law().calendar_at(now), month, now)
    ids = [one.case for one in found if one.of == CASE and one.had == had and channel in (None, one.channel)]
    cases = Case.objects.filter(pk__in=ids).select_related("owner").order_by("opened_at", "id")
    return [Behind(case) for case in cases]
