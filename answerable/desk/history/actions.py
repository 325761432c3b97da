"""Recording what happened. `happened` is the only way to record a fact, and clocks hear of it here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from django.db import transaction

from answerable.charter import facts as charter_facts
from answerable.desk.history.models import Clock, Fact, Occasion
from answerable.desk.history.retiming import Subject, named, retime_all
from answerable.desk.officers.models import Officer
from answerable.desk.references import new_reference
from answerable.desk.rows import insert, insert_all


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
                **named(telling.subject),
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
    retime_all([(telling.subject, _all_facts(telling, rows), _is_new(telling)) for telling, rows in told], at=recorded)
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


def _subject_of(row: Fact | Clock) -> Subject:
    subject = row.case or row.occasion
    assert subject is not None
    return subject


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
