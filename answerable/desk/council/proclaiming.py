"""How the council's calendar changes: each change is a version of it, re-dates what runs, and is never forgotten.

Bank holidays, closures and meetings take one way. What was kept, broken or due before a change stays as it was.
"""

from datetime import date, datetime

from django.db import transaction

from answerable.charter.moments import day_in_words, local
from answerable.desk.council.actions import law_changed, one_at_a_time
from answerable.desk.council.calendar import What, days_by_version, holidays_by
from answerable.desk.council.changes import NotPossible
from answerable.desk.council.models import CalendarChange
from answerable.desk.history.law import law
from answerable.desk.history.redating import redate
from answerable.desk.officers.models import Officer

YEARS = 10  # nobody proclaims further ahead, and a slip of the key is found


@transaction.atomic
def proclaim_holiday(
    *, day: date, title: str, announced: date | None, at: datetime, by: Officer | None
) -> CalendarChange:
    """Proclaim one more bank holiday. Raises NotPossible where the day is one already."""
    one_at_a_time()
    if known := _bank_holidays(at).get(day):
        raise NotPossible(f"{day_in_words(day)} is a bank holiday already: {known}.")
    if announced and announced > local(at).date():
        raise NotPossible("It can’t have been announced after today.")
    return _change(
        CalendarChange(what=What.HOLIDAY, first=day, last=day, title=title, announced=announced, at=at, by=by)
    )


@transaction.atomic
def strike_holiday(*, day: date, at: datetime, by: Officer | None) -> CalendarChange:
    """Say that a day is no bank holiday after all. Raises NotPossible for today, a past day, or a day that is none."""
    one_at_a_time()
    title = _bank_holidays(at).get(day)
    if title is None:
        raise NotPossible(f"{day_in_words(day)} is no bank holiday.")
    if day <= local(at).date():
        raise NotPossible("Only a bank holiday that is still to come can be struck out: what was counted by it stands.")
    if own := _standing(What.HOLIDAY, day):
        return _withdrawn(own, at, by)
    return _change(CalendarChange(what=What.STRUCK, first=day, last=day, title=title, at=at, by=by))


@transaction.atomic
def close_on(*, first: date, last: date, title: str, at: datetime, by: Officer | None) -> CalendarChange:
    """Declare days, today or later, on which the council is closed. Raises NotPossible for others."""
    one_at_a_time()
    if first < local(at).date():
        raise NotPossible("The closure must begin today or later: what fell due on past days stands.")
    if last < first:
        raise NotPossible("The last day must be on or after the first.")
    return _change(CalendarChange(what=What.CLOSURE, first=first, last=last, title=title, at=at, by=by))


@transaction.atomic
def set_meeting(*, day: date, title: str, at: datetime, by: Officer | None) -> CalendarChange:
    """Set a meeting of the council. Raises NotPossible for a past day, and for one on which it meets already."""
    one_at_a_time()
    if day < local(at).date():
        raise NotPossible("The meeting must be today or later.")
    if _standing(What.MEETING, day):
        raise NotPossible(f"The council meets on {day_in_words(day)} already.")
    return _change(CalendarChange(what=What.MEETING, first=day, last=day, title=title, at=at, by=by))


@transaction.atomic
def withdraw(change: CalendarChange, *, at: datetime, by: Officer | None) -> CalendarChange:
    """Undo a change whose days are still to come. Raises NotPossible for one that has begun or is undone already."""
    one_at_a_time()
    if CalendarChange.objects.filter(withdraws=change).exists():
        raise NotPossible("This is withdrawn already.")
    if change.first <= local(at).date():
        raise NotPossible("This has begun: what was counted by it stands.")
    return _withdrawn(change, at, by)


def _withdrawn(change: CalendarChange, at: datetime, by: Officer | None) -> CalendarChange:
    undone = CalendarChange(
        what=change.what, first=change.first, last=change.last, title=change.title, at=at, by=by, withdraws=change
    )
    return _change(undone)


def _change(change: CalendarChange) -> CalendarChange:
    if max(abs(day.year - change.at.year) for day in (change.first, change.last)) > YEARS:
        raise NotPossible(f"That is more than {YEARS} years from now. Check the year.")
    change.save()
    law_changed()
    redate(change)
    return change


def _standing(what: What, day: date) -> CalendarChange | None:
    return CalendarChange.objects.filter(what=what, first=day, withdraws=None, withdrawal=None).first()


def _bank_holidays(at: datetime) -> dict[date, str]:
    charter = law().charter_at(at)
    return holidays_by(charter, days_by_version()[-1]).of(charter.nation)
