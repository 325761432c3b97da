"""A finished month that was reported stands: what would change it is kept as a dated correction."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from answerable.charter.judging.clock import Verdict
from answerable.desk.cases.models import Case
from answerable.desk.figures.actions import frozen_until
from answerable.desk.figures.models import TOLD, Correction
from answerable.desk.figures.months import month_of
from answerable.desk.history.models import Occasion


class Counted(Protocol):
    """A clock as a report counts it."""

    @property
    def promise(self) -> str: ...

    @property
    def month(self) -> date | None: ...

    @property
    def channel(self) -> str: ...

    @property
    def told(self) -> datetime | None: ...

    def verdict(self, now: datetime) -> Verdict: ...


# Whose clock it is, as it was and as it is to be.
Change = tuple[Case | Occasion | None, Counted | None, Counted | None]


def note_corrections(changes: Sequence[Change], at: datetime) -> None:
    """A finished month that was reported stands: what would change it is kept as a dated correction."""
    this_month = month_of(at)
    past = [change for change in changes if any(row and row.month and row.month < this_month for row in change[1:])]
    last = frozen_until() if past else None
    if last is None:
        return
    Correction.objects.bulk_create(
        Correction(month=month, promise=row.promise, channel=row.channel, at=at, was=was, now=now, **_of(subject))
        for subject, before, after in past
        for month, row, was, now in _corrections(before, after, at)
        if month <= last
    )


def _of(subject: Case | Occasion | None) -> dict[str, Case | Occasion | None]:
    return {"occasion" if isinstance(subject, Occasion) else "case": subject}


def _corrections(before: Counted | None, after: Counted | None, at: datetime) -> list[tuple[date, Counted, str, str]]:
    """Return which months the change touches: of which row, what it counted as before and counts as now."""
    was, now = _word(before, at), _word(after, at)
    if before and after and (before.month, before.channel) == (after.month, after.channel):
        return [(after.month, after, was, now)] if was != now and after.month else []
    moves = []
    if before and before.month:
        moves.append((before.month, before, was, ""))
    if after and after.month:
        moves.append((after.month, after, "", now))
    return moves


def _word(row: Counted | None, at: datetime) -> str:
    if row is None:
        return ""
    verdict = row.verdict(at)
    return TOLD if verdict is Verdict.BROKEN and row.told else str(verdict)
