"""Who is away, until when, and who covers: what is told before anything is promised in their name."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from answerable.desk.diary.hours import Patterns
from answerable.desk.diary.models import Absence
from answerable.desk.officers.models import Officer


@dataclass(frozen=True)
class Away:
    """An officer who can't be reached until `returns`. `cover` stands in; `other_contact` is for customers.

    `entered`: an absence was entered; else their working pattern alone says that they are not in.
    """

    officer: Officer
    returns: datetime
    cover: Officer | None
    other_contact: str
    entered: bool = True


def away(officer: Officer, at: datetime) -> Away | None:
    """Return until when `officer` is away at `at`, and who covers; None where they can be reached."""
    return all_away([officer], at).get(officer.pk)


def all_away(officers: Iterable[Officer], at: datetime) -> dict[int, Away]:
    """Return, by number, those of `officers` who are away at `at`. Absences that follow on one another count as one.

    Whoever has a working pattern is away outside it too, and comes back when it says.
    """
    asked = list(officers)
    found = absent(asked, at)
    patterns = Patterns(asked, at)
    for officer in asked:
        gone = found.get(officer.pk)
        returns = patterns.next_in(officer.pk, gone.returns if gone else at)
        if returns and gone:
            found[officer.pk] = replace(gone, returns=returns)
        elif returns:
            found[officer.pk] = Away(officer, returns, None, "", entered=False)
    return found


def absent(officers: Iterable[Officer], at: datetime) -> dict[int, Away]:
    """Return the same by the absences that were entered alone: by them work is routed."""
    rows = (
        Absence.objects.filter(officer__in=list(officers), returns__gt=at, withdrawn_at=None)
        .select_related("officer", "cover")
        .order_by("officer", "begins")
    )
    found: dict[int, Away] = {}
    for row in rows:
        before = found.get(row.officer_id)
        until = before.returns if before else at
        if row.begins <= until < row.returns:
            first = before or Away(row.officer, row.returns, row.cover, row.other_contact)
            found[row.officer_id] = replace(first, returns=row.returns)
    return found


def stands_in(officer: Officer, at: datetime) -> Officer:
    """Return to whom goes what would be this officer's: their cover, or the cover's, while they are absent.

    Where nobody covers who is there, it stays the officer's own.
    """
    asked, one = {officer.pk}, officer
    while gone := absent([one], at).get(one.pk):
        if gone.cover is None or not gone.cover.is_active or gone.cover.pk in asked:
            return officer
        one = gone.cover
        asked.add(one.pk)
    return one
