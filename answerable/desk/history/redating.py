"""What a change of the council's calendar does to the clocks that run: they are re-dated, and each move is kept."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from answerable.charter.clauses import Timed
from answerable.charter.moments import local
from answerable.desk.cases.models import Case
from answerable.desk.council.models import CalendarChange
from answerable.desk.history.law import law
from answerable.desk.history.models import Clock, Fact, Move
from answerable.desk.history.retiming import retime

# What an open clock is told apart by: its promise, its start, and its order among those of one start.
_Key = tuple[str, datetime, int]
_Dates = dict[_Key, datetime | None]
AT_ONCE = 500


def redate(change: CalendarChange) -> list[Move]:
    """Date the open clocks that `change` touches anew, and keep each move. Nothing that ended or was due moves.

    A date that the customer was told stays as it is; it is kept with the move, so that somebody can see to it.
    """
    moves: list[Move] = []
    for case in _may_move(change).iterator(chunk_size=AT_ONCE):
        before = _dates(case.clocks.all())
        if retime(case, at=change.at):
            told = told_date(case.facts.all())
            found = list(_moves(case, change, before, _dates(Clock.objects.filter(case=case)), told))
            _follow(case, found)
            moves += found
    return Move.objects.bulk_create(moves)


def retime_from(starts: datetime, *, at: datetime) -> None:
    """Make the clocks anew that begin only at `starts` or later: another edition binds them from now on."""
    for case in Case.objects.filter(clocks__started__gte=starts).distinct().iterator():
        retime(case, at=at)


def _may_move(change: CalendarChange) -> QuerySet[Case]:
    """Return the cases with an open clock that falls due on the days that changed, or after them.

    A clock that is held, or waits for a meeting to be set, has no date: it may get one, or another.
    """
    # A day earlier, for council time against UTC.
    from_then_on = Q(due__date__gte=change.first - timedelta(days=1))
    dateless = Q(due=None, promise__in=_timed())
    touched = Clock.objects.filter(from_then_on | dateless, stopped=None, voided=None, gone=None)
    found = Case.objects.filter(pk__in=touched.values("case")).order_by("pk")
    return found.prefetch_related("facts", "clocks")


def _timed() -> set[str]:
    return {
        promise.id
        for edition in law().editions
        for promise in edition.charter
        if isinstance(promise, Timed) and (promise.within or promise.limits)
    }


def _dates(clocks: Iterable[Clock]) -> _Dates:
    return {(clock.promise, clock.started, clock.ordinal): clock.due for clock in clocks}


def _moves(case: Case, change: CalendarChange, before: _Dates, after: _Dates, told: date | None) -> Iterator[Move]:
    for key, was in before.items():
        now = after.get(_again(key, after))
        if now != was:
            yield Move(change=change, case=case, promise=key[0], started=key[1], was=was, now=now, told=told)


def _again(key: _Key, after: _Dates) -> _Key:
    """Return what tells that clock apart after the change: what follows a due date starts at another moment."""
    promise, _, ordinal = key
    moved = (other for other in after if other[0] == promise and other[2] == ordinal)
    return key if key in after else next(moved, key)


def told_date(facts: Iterable[Fact]) -> date | None:
    """Return the date that the customer was told last, if any."""
    told = [fact for fact in facts if "date" in fact.details and fact.kind in ("acknowledged", "told", "answered")]
    last = max(told, key=lambda fact: (fact.at, fact.pk), default=None)
    return date.fromisoformat(str(last.details["date"])) if last else None


def _follow(case: Case, moves: list[Move]) -> None:
    """Move the case's target with the answer that it was set by, unless the customer was told it."""
    for move in moves:
        if move.told is None and move.was and move.now and _day(move.was) == case.target:
            Case.objects.filter(pk=case.pk).update(target=_day(move.now))
            return


def _day(moment: datetime) -> date:
    return local(moment).date()
