"""Who is away, until when, and who covers: what is told before anything is promised in their name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from answerable.desk.diary.models import Absence
from answerable.desk.officers.models import Officer


@dataclass(frozen=True)
class Away:
    """An officer who can't be reached until `returns`. `cover` stands in; `other_contact` is for customers."""

    officer: Officer
    returns: datetime
    cover: Officer | None
    other_contact: str


def away(officer: Officer, at: datetime) -> Away | None:
    """Return until when `officer` is away at `at`, and who covers; None where they can be reached."""
    return all_away([officer], at).get(officer.pk)


def all_away(officers: Iterable[Officer], at: datetime) -> dict[int, Away]:
    """Return, by number, those of `officers` who are away at `at`. Absences that follow on one another count as one."""
    rows = (
        Absence.objects.filter(officer__in=list(officers), returns__gt=at, withdrawn_at=None)
        .select_related("officer", "cover")
        .order_by("officer", "begins")
    )
    found: dict[int, Away] = {}
    for row in rows:
        until = found[row.officer_id].returns if row.officer_id in found else at
        if row.begins <= until < row.returns:
            cover = found[row.officer_id].cover if row.officer_id in found else row.cover
            other = found[row.officer_id].other_contact if row.officer_id in found else row.other_contact
            found[row.officer_id] = Away(row.officer, row.returns, cover, other)
    return found
