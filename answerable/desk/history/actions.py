"""Recording what happened. `happened` is the only way to record a fact, and clocks hear of it here."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from answerable.charter import facts as charter_facts
from answerable.charter.clauses import Timed
from answerable.charter.clock import Clock as Timing
from answerable.charter.clock import Verdict
from answerable.charter.judge import clocks_by_edition
from answerable.desk.cases.models import Case
from answerable.desk.figures.actions import frozen_until
from answerable.desk.figures.models import TOLD, Correction
from answerable.desk.figures.months import month_of
from answerable.desk.history.law import Law, law
from answerable.desk.history.models import Clock, Fact
from answerable.desk.officers.models import Officer


@transaction.atomic(savepoint=False)
def happened(
    case: Case,
    *kinds: str,
    at: datetime,
    by: Officer | None,
    recorded: datetime | None = None,
    source: str = "",
    channel: str = "",
    details: Mapping[str, object] | None = None,
) -> Fact:
    """Record that something happened to `case` at `at`, and start and stop its clocks by the charter.

    Several kinds may have happened at once; each fact gets those of `details` that its kind declares.
    `recorded` is when it is written down, where that is later (a letter received the day before).
    Returns the first fact. Raises ValueError for a kind or a detail that is not declared.
    """
    _refuse_undeclared(kinds, details or {})
    rows = [
        Fact(
            case=case,
            kind=kind,
            at=at,
            recorded=recorded or at,
            by=by,
            source=source,
            channel=channel,
            details=_declared(kind, details or {}),
        )
        for kind in kinds
    ]
    Fact.objects.bulk_create(rows)
    retime(case, at=recorded or at)
    return rows[0]


def correct(fact: Fact, *, at: datetime, by: Officer | None, to: datetime | None = None) -> Fact:
    """Record that `fact` was wrong: it did not happen, or it happened at `to` instead."""
    details: dict[str, object] = {"fact": str(fact.pk)}
    if to is not None:
        details["at"] = to.isoformat()
    return happened(fact.case, "corrected", at=at, by=by, details=details)


@transaction.atomic(savepoint=False)
def retime(case: Case, *, at: datetime) -> int:
    """Make the clock rows of `case` what its facts and the charter say. Returns how many rows changed."""
    rules = law()
    timings = clocks_by_edition(rules.editions, facts_of(case))
    changed = _store(case, timings, rules, at)
    _tell_case(case, timings, rules)
    return changed


def facts_of(case: Case) -> list[charter_facts.Fact]:
    """Return the case's facts as the judge reads them."""
    return [row.told(case.reference) for row in case.facts.all()]


def _refuse_undeclared(kinds: Iterable[str], details: Mapping[str, object]) -> None:
    declared = {detail.name for kind in kinds for detail in charter_facts.BY_NAME[kind].details}
    if unknown := set(details) - declared:
        raise ValueError(f"Facts of these kinds carry no {', '.join(sorted(unknown))}. Declare it in charter/facts.py.")


def _declared(kind: str, details: Mapping[str, object]) -> dict[str, object]:
    names = {detail.name for detail in charter_facts.BY_NAME[kind].details}
    return {name: value for name, value in details.items() if name in names and value not in ("", None)}


def _store(case: Case, timings: list[Timing], rules: Law, at: datetime) -> int:
    old = {(row.promise, row.started): row for row in case.clocks.all()}
    new = {(row.promise, row.started): row for row in (_row(case, timing, rules) for timing in timings)}
    fresh = [row for key, row in new.items() if key not in old]
    moved = [(old[key], row) for key, row in new.items() if key in old and _differ(old[key], row)]
    gone = [row for key, row in old.items() if key not in new]
    _note_corrections(case, [*((None, row) for row in fresh), *moved, *((row, None) for row in gone)], at)
    # A clock that moved is made anew: nothing refers to a clock row, and two statements serve any number.
    stale = [before.pk for before, _ in moved] + [row.pk for row in gone]
    if stale:
        Clock.objects.filter(pk__in=stale).delete()
    Clock.objects.bulk_create([*fresh, *(after for _, after in moved)])
    return len(fresh) + len(moved) + len(gone)


_DERIVED = ("channel", "due", "stopped", "in_time", "gone", "voided", "reason", "provisional", "told")


def _row(case: Case, timing: Timing, rules: Law) -> Clock:
    due = timing.due if timing.measured else None  # what the council only may do is never due
    return Clock(
        case=case,
        edition_id=rules.ids[timing.edition],
        promise=timing.promise,
        channel=timing.channel,
        started=timing.started,
        due=due,
        month=month_of(due or timing.started),
        stopped=timing.stopped,
        in_time=timing.in_time(timing.stopped) if timing.stopped else None,
        gone=timing.gone,
        voided=timing.voided,
        reason=timing.reason,
        provisional=timing.provisional,
        told=timing.told,
    )


def _differ(one: Clock, other: Clock) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in ("edition_id", *_DERIVED))


def _note_corrections(case: Case, changes: list[tuple[Clock | None, Clock | None]], at: datetime) -> None:
    """A finished month that was reported stands: what would change it is kept as a dated correction."""
    changed = [found for before, after in changes for found in _corrections(before, after, at)]
    if not any(month < month_of(at) for month, *_ in changed):
        return
    last = frozen_until()
    Correction.objects.bulk_create(
        Correction(month=month, promise=row.promise, channel=row.channel, at=at, was=was, now=now, case=case)
        for month, row, was, now in changed
        if last and month <= last
    )


def _corrections(before: Clock | None, after: Clock | None, at: datetime) -> list[tuple[date, Clock, str, str]]:
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


def _word(row: Clock | None, at: datetime) -> str:
    if row is None:
        return ""
    verdict = row.verdict(at)
    return TOLD if verdict is Verdict.BROKEN and row.told else str(verdict)


def _tell_case(case: Case, timings: list[Timing], rules: Law) -> None:
    """Keep on the case what lists sort by: the unstopped clock that falls due first."""
    waiting = [timing for timing in timings if timing.due and not timing.ended]
    first = min(waiting, key=lambda timing: timing.due or timing.started, default=None)
    due = first.due if first else None
    promise = first.promise if first else ""
    if (case.next_due, case.next_promise) != (due, promise):
        case.next_due, case.next_promise = due, promise
        Case.objects.filter(pk=case.pk).update(next_due=due, next_promise=promise)


def answer_due(case: Case, rules: Law | None = None) -> datetime | None:
    """Return by when the full answer must come: the earliest due among the unstopped answer clocks.

    None where the charter states no time. Never a provisional one: no such date is told to a customer.
    """
    rules = rules or law()
    dues = [
        clock.due
        for clock in case.clocks.all()
        if clock.due and not clock.timing().ended and not clock.provisional and _is_answer(rules, clock)
    ]
    return min(dues, default=None)


def _is_answer(rules: Law, clock: Clock) -> bool:
    charter = rules.charter_at(clock.started)
    return any(
        isinstance(promise, Timed) and promise.id == clock.promise and promise.stop == "answered" for promise in charter
    )
