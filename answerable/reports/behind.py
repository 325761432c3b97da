"""What is behind a figure: as many as it says, also where something was corrected after the month was frozen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from answerable.charter.clauses import Share
from answerable.desk.cases.models import Case
from answerable.desk.figures.counting import KEPT, MEASURED, broken, running
from answerable.desk.figures.models import TOLD, Correction
from answerable.desk.figures.shares import CASE, OCCASION, share_of_month
from answerable.desk.history.law import law
from answerable.desk.history.models import Clock, Occasion

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
    """What a figure counts. `clock` is None where a correction has changed it since, or a share counts it."""

    subject: Case | Occasion
    clock: Clock | None = None
    late_by: timedelta | None = None
    since: datetime | None = None  # when a correction changed it
    became: str = ""

    @property
    def case(self) -> Case | None:
        return self.subject if isinstance(self.subject, Case) else None


def cases_behind(promise: str, month: date, verdict: str, channel: str | None, now: datetime) -> list[Behind]:
    """Return the cases and occasions that the figure of `month` counts as `verdict` (one of VERDICTS)."""
    clause = next((one for one in law().charter_at(now) if one.id == promise), None)
    if isinstance(clause, Share):
        return _of_share(clause, month, verdict == "kept", channel, now)
    where = Q(month=month, promise=promise) & (Q() if channel is None else Q(channel=channel))
    clocks = Clock.objects.filter(where & _condition(verdict, now)).select_related(*_SUBJECTS).order_by("due", "id")
    counted = [Behind(subject, clock, _late_by(clock, now)) for clock in clocks if (subject := _subject(clock))]
    corrections = Correction.objects.filter(where).select_related(*_SUBJECTS).order_by("-at", "-id")
    return _as_reported(counted, corrections, VERDICTS[verdict])


_SUBJECTS = ("case__owner", "occasion")


def _subject(row: Clock | Correction) -> Case | Occasion | None:
    return row.case or row.occasion


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
        subject = _subject(one)
        if one.now in words:
            newest = next((place for place, it in enumerate(counted) if it.subject == subject), None)
            counted = counted if newest is None else counted[:newest] + counted[newest + 1 :]
        if one.was in words and subject:
            counted = [*counted, Behind(subject, since=one.at, became=one.now or "not counted in this month")]
    return counted


def _of_share(clause: Share, month: date, had: bool, channel: str | None, now: datetime) -> list[Behind]:
    found = share_of_month(clause, law().calendar_at(now), month, now)
    counted = [one for one in found if one.had == had and channel in (None, one.channel)]
    cases = Case.objects.filter(pk__in=[one.case for one in counted if one.of == CASE])
    occasions = Occasion.objects.filter(pk__in=[one.case for one in counted if one.of == OCCASION])
    ordered = [*cases.select_related("owner").order_by("opened_at", "id"), *occasions.order_by("at", "id")]
    return [Behind(subject) for subject in ordered]
