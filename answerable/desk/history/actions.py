"""Recording what happened. `happened` is the only way to record a fact, and clocks hear of it here."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from django.db import transaction

from answerable.charter import facts as charter_facts
from answerable.charter.judging.clock import Clock as Timing
from answerable.charter.judging.joining import still_its_own
from answerable.charter.versions import clocks_by_version
from answerable.desk.cases.models import Case
from answerable.desk.figures.months import month_of
from answerable.desk.history.corrections import note_corrections
from answerable.desk.history.law import Law, law
from answerable.desk.history.models import Clock, Fact, Occasion
from answerable.desk.officers.models import Officer
from answerable.desk.references import new_reference
from answerable.desk.rows import insert, insert_all, rows_with, update

Subject = Case | Occasion


def new_occasion(kind: str, *, at: datetime, channel: str = "") -> Occasion:
    """Return a new call, reception visit, appointment, home visit or absence (Occasion.Kind), for facts to be about."""
    return insert(Occasion(reference=new_reference(), kind=kind, at=at, channel=channel))


@transaction.atomic(savepoint=False)
def happened(
    subject: Subject,
    *kinds: str,
    at: datetime,
    by: Officer | None,
    recorded: datetime | None = None,
    source: str = "",
    channel: str = "",
    details: Mapping[str, object] | None = None,
    done: Sequence[str] = (),
    first: bool = False,
) -> Fact:
    """Record that something happened to a case or on an occasion at `at`, and start and stop its clocks by the charter.

    Several kinds may have happened at once; each fact gets those of `details` that its kind declares.
    `recorded` is when it is written down, where that is later (a letter received the day before).
    `done` is what the charter's steps ask for at that moment and was done.
    `first`: the case is new and has no other facts; what is DERIVED is then set on it for the caller to save.
    Returns the first fact. Raises ValueError for a kind or a detail that is not declared.
    """
    said = {**(details or {}), **({"done": list(done)} if done else {})}
    _refuse_undeclared(kinds, said)
    happenings = [Happening(kind, at, by, _declared(kind, said)) for kind in kinds]
    so_far: list[Fact] | None = [] if first else None
    return all_happened(subject, happenings, recorded=recorded or at, source=source, channel=channel, so_far=so_far)[0]


@dataclass(frozen=True)
class Happening:
    """Something that happened, to be recorded with others that happened at other moments."""

    kind: str
    at: datetime
    by: Officer | None = None
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Telling:
    """What is to be recorded of one case or occasion.

    `so_far` are its facts where the caller has read them: none, and it is new, so that what is DERIVED is set on it for
    the caller to save.
    """

    subject: Subject
    happenings: Sequence[Happening]
    so_far: Sequence[Fact] | None = None


def all_happened(
    subject: Subject,
    happenings: Sequence[Happening],
    *,
    recorded: datetime,
    source: str = "",
    channel: str = "",
    so_far: Sequence[Fact] | None = None,
) -> list[Fact]:
    """Record several things at once, as `happened` does one, and look at the clocks only when all are written."""
    [rows] = each_happened([Telling(subject, happenings, so_far)], recorded=recorded, source=source, channel=channel)
    return rows


@transaction.atomic(savepoint=False)
def each_happened(
    tellings: Sequence[Telling], *, recorded: datetime, source: str = "", channel: str = ""
) -> list[list[Fact]]:
    """Record what happened to each of several subjects, in as many statements as to one. Return the facts of each."""
    for one in (one for telling in tellings for one in telling.happenings):
        _refuse_undeclared([one.kind], one.details)
    found = [
        [
            Fact(
                **_of(telling.subject),
                kind=one.kind,
                at=one.at,
                recorded=recorded,
                by=one.by,
                source=source,
                channel=channel,
                details=_declared(one.kind, one.details),
            )
            for one in telling.happenings
        ]
        for telling in tellings
    ]
    insert_all(chain.from_iterable(found))
    told = zip(tellings, found, strict=True)
    _retime([(telling.subject, _all_facts(telling, rows), _is_new(telling)) for telling, rows in told], at=recorded)
    return found


def _is_new(telling: Telling) -> bool:
    return telling.so_far is not None and not telling.so_far


def _all_facts(telling: Telling, new: list[Fact]) -> list[Fact]:
    return list(telling.subject.facts.all()) if telling.so_far is None else [*telling.so_far, *new]


def correct(fact: Fact, *, at: datetime, by: Officer | None, to: datetime | None = None) -> Fact:
    """Record that `fact` was wrong: it did not happen, or it happened at `to` instead."""
    wrong = correction(fact, at=at, by=by, to=to)
    return happened(_subject_of(fact), wrong.kind, at=at, by=by, details=wrong.details)


def correction(fact: Fact, *, at: datetime, by: Officer | None, to: datetime | None = None) -> Happening:
    """Return, to be recorded with others, that `fact` was wrong."""
    details = {"fact": str(fact.pk)} | ({"at": to.isoformat()} if to else {})
    return Happening("corrected", at, by, details)


def _of(subject: Subject) -> dict[str, Subject]:
    """Return what a row of the history names its subject by."""
    return {"occasion" if isinstance(subject, Occasion) else "case": subject}


def _subject_of(row: Fact | Clock) -> Subject:
    subject = row.case or row.occasion
    assert subject is not None
    return subject


@transaction.atomic(savepoint=False)
def retime(subject: Subject, *, at: datetime, facts: Sequence[Fact] | None = None) -> int:
    """Make the clock rows of a case or an occasion what its facts and the charter say. Return how many rows changed.

    Whoever has read all its facts hands them in.
    """
    return _retime([(subject, list(subject.facts.all() if facts is None else facts), False)], at=at)


def _retime(stories: Sequence[tuple[Subject, list[Fact], bool]], *, at: datetime) -> int:
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


def facts_of(subject: Subject) -> list[charter_facts.Fact]:
    """Return the facts of a case or an occasion as the judge reads them."""
    return [row.told(subject.reference) for row in subject.facts.all()]


def _refuse_undeclared(kinds: Iterable[str], details: Mapping[str, object]) -> None:
    declared = {detail.name for kind in kinds for detail in charter_facts.BY_NAME[kind].details}
    if unknown := set(details) - declared:
        raise ValueError(f"Facts of these kinds carry no {', '.join(sorted(unknown))}. Declare it in charter/facts.py.")


def _declared(kind: str, details: Mapping[str, object]) -> dict[str, object]:
    names = {detail.name for detail in charter_facts.BY_NAME[kind].details}
    return {name: value for name, value in details.items() if name in names and value not in ("", None)}


_Change = tuple[Subject, Clock | None, Clock | None]


def _changes(subject: Subject, rows: list[Clock], timings: list[Timing], rules: Law) -> Iterator[_Change]:
    """Give each clock row that has to be another: what it was, and what it has to be."""
    old = {(row.promise, row.started, row.ordinal): row for row in rows}
    new = {(row.promise, row.started, row.ordinal): row for row in (_row(subject, timing, rules) for timing in timings)}
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


def _row(subject: Subject, timing: Timing, rules: Law) -> Clock:
    due = timing.due if timing.measured else None  # what the council only may do is never due
    return Clock(
        **_of(subject),
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
    _derive(subject, timings, rules)
    after = {name: getattr(subject, name) for name in names}
    if after != before and not new:
        update(subject, **after)


def _derive(subject: Subject, timings: list[Timing], rules: Law) -> None:
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
