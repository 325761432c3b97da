"""The clocks of a case or an occasion, as its facts and the charter say: their rows, and what lists sort by."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from answerable.charter.judging.clock import Clock as Timing
from answerable.charter.judging.joining import still_its_own
from answerable.charter.versions import clocks_by_version
from answerable.desk.cases.models import Case
from answerable.desk.figures.months import month_of
from answerable.desk.history.corrections import note_corrections
from answerable.desk.history.law import Law, law
from answerable.desk.history.models import Clock, Fact, Occasion
from answerable.desk.rows import insert_all, rows_with, update

Subject = Case | Occasion


@transaction.atomic(savepoint=False)
def retime(subject: Subject, *, at: datetime, facts: Sequence[Fact] | None = None) -> int:
    """Make the clock rows of a case or an occasion what its facts and the charter say. Return how many rows changed.

    Whoever has read all its facts hands them in.
    """
    return retime_all([(subject, list(subject.facts.all() if facts is None else facts), False)], at=at)


def retime_all(stories: Sequence[tuple[Subject, list[Fact], bool]], *, at: datetime) -> int:
    """Make the clock rows of subjects what their facts say; of a new one nothing that is DERIVED is saved."""
    rules = law()
    old = _clocks(subject for subject, _, new in stories if not new)
    timed = [(subject, _timings(subject, facts, rules, at)) for subject, facts, _ in stories]
    changes = [one for subject, timings in timed for one in _changes(subject, old[_key(subject)], timings, rules)]
    _store(changes, at)
    for (subject, timings), (_, _, new) in zip(timed, stories, strict=True):
        _tell(subject, timings, rules, new=new)
    return len(changes)


def _key(subject: Subject) -> tuple[type[Subject], int]:
    return type(subject), subject.pk


def _clocks(subjects: Iterable[Subject]) -> Mapping[tuple[type[Subject], int], list[Clock]]:
    """Return the clock rows that there are, by whose they are."""
    ids = defaultdict[type[Subject], list[int]](list)
    for subject in subjects:
        ids[type(subject)].append(subject.pk)
    found = defaultdict[tuple[type[Subject], int], list[Clock]](list)
    for row in rows_with(Clock, case_id=ids[Case]):
        found[Case, row.case_id or 0].append(row)
    for row in rows_with(Clock, occasion_id=ids[Occasion]):
        found[Occasion, row.occasion_id or 0].append(row)
    return found


def _timings(subject: Subject, facts: list[Fact], rules: Law, at: datetime) -> list[Timing]:
    told = [row.told(subject.reference) for row in facts]
    timings = clocks_by_version(rules.versions, told, at)
    return still_its_own(timings, told) if isinstance(subject, Case) and subject.joined_id else timings


def catch_up(now: datetime) -> int:
    """Let each update to a customer that was missed by `now` be a broken promise, and begin the next.

    Nothing happens where nobody writes: without this a case on which nobody works would count one of them. Returns how
    many cases had missed one.
    """
    missed = Clock.objects.overdue(now).filter(promise__in=law().updates) if law().updates else Clock.objects.none()
    cases = Case.objects.filter(pk__in=missed.values("case"))
    return sum(bool(retime(case, at=now)) for case in cases)


_Change = tuple[Subject, Clock | None, Clock | None]


def _changes(subject: Subject, rows: list[Clock], timings: list[Timing], rules: Law) -> Iterator[_Change]:
    """Give each clock row that has to be another: what it was, and what it has to be."""
    old = {(row.promise, row.started, row.ordinal): row for row in rows}
    new = {
        (row.promise, row.started, row.ordinal): row for row in (row_of(subject, timing, rules) for timing in timings)
    }
    for key in [*new, *(key for key in old if key not in new)]:
        before, after = old.get(key), new.get(key)
        if before is None or after is None or _differ(before, after):
            yield subject, before, after


def _store(changes: Sequence[_Change], at: datetime) -> None:
    note_corrections(changes, at)
    # A clock that moved is made anew: nothing refers to a clock row, and two statements serve any number.
    stale = [before.pk for _, before, _ in changes if before]
    if stale:
        Clock.objects.filter(pk__in=stale).delete()
    insert_all(after for _, _, after in changes if after)


_JUDGED = (
    *("channel", "due", "stopped", "in_time", "gone", "voided", "reason", "provisional", "told"),
    *("paused", "due_unpaused"),
)


def named(subject: Subject) -> dict[str, Subject]:
    """Return what a row of the history names its subject by."""
    return {"occasion" if isinstance(subject, Occasion) else "case": subject}


def row_of(subject: Subject, timing: Timing, rules: Law) -> Clock:
    """Return the row in which a clock of the judge is kept."""
    due = timing.due if timing.measured else None  # what the council only may do is never due
    return Clock(
        **named(subject),
        edition_id=rules.ids[timing.edition],
        calendar_id=rules.versions[timing.version].change,
        promise=timing.promise,
        channel=timing.channel,
        started=timing.started,
        due=due,
        month=None if timing.paused and not due else month_of(due or timing.started),  # held: it has no month yet
        stopped=timing.stopped,
        in_time=timing.in_time(timing.stopped) if timing.stopped else None,
        gone=timing.gone,
        voided=timing.voided,
        reason=timing.reason,
        provisional=timing.provisional,
        told=timing.told,
        paused=timing.paused,
        due_unpaused=timing.due_unpaused,
        ordinal=timing.ordinal,
    )


def _differ(one: Clock, other: Clock) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in ("edition_id", "calendar_id", *_JUDGED))


# What lists sort by and customers are told, kept on the case; lists of occasions, on the occasion.
DERIVED = ("next_due", "next_promise", "answer_due")
OCCASION_DERIVED = ("next_due", "next_promise")


def _tell(subject: Subject, timings: list[Timing], rules: Law, *, new: bool) -> None:
    """Set on the subject what is derived of its clocks; save it, where it changed, unless the subject is `new`."""
    names = OCCASION_DERIVED if isinstance(subject, Occasion) else DERIVED
    before = {name: getattr(subject, name) for name in names}
    derive(subject, timings, rules)
    after = {name: getattr(subject, name) for name in names}
    if after != before and not new:
        update(subject, **after)


def derive(subject: Subject, timings: list[Timing], rules: Law) -> None:
    """Set on the subject the unstopped clock that falls due first, and on a case by when the answer must come."""
    waiting = sorted((timing for timing in timings if timing.due and not timing.ended), key=_due)
    subject.next_due, subject.next_promise = (waiting[0].due, waiting[0].promise) if waiting else (None, "")
    if isinstance(subject, Occasion):
        return
    subject.answer_due = next(
        (
            timing.due
            for timing in waiting
            if timing.promise in rules.answers[timing.edition] and not timing.provisional
        ),
        None,
    )


def _due(timing: Timing) -> datetime:
    return timing.due or timing.started


def answer_due(case: Case) -> datetime | None:
    """Return by when the full answer must come: the earliest due among the unstopped answer clocks.

    None where the charter states no time. Never a provisional one: no such date is told to a customer.
    """
    return case.answer_due
