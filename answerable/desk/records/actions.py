"""Keeping records: somebody or something is there, its evidence is renewed, it is there no longer."""

from datetime import datetime

from django.db import transaction

from answerable.desk.history.corrections import note_corrections
from answerable.desk.history.law import law
from answerable.desk.officers.models import Officer
from answerable.desk.records.models import Evidence, RecordFact, Thing
from answerable.desk.records.timing import dated, timed

BEGUN, RENEWED, ENDED, CORRECTED = "begun", "renewed", "ended", "corrected"


class NotPossible(Exception):
    """It can't be recorded like this; the message tells the manager what to do instead."""


@transaction.atomic
def renew(subject: str, *, of: str, done_at: datetime, evidence: str, at: datetime, by: Officer | None) -> RecordFact:
    """Record that the evidence was renewed at `done_at`, and what proves it."""
    fact = _happened(subject, RENEWED, of=of, happened_at=done_at, at=at, by=by)
    Evidence.objects.create(fact=fact, text=evidence[:500])
    return fact


@transaction.atomic
def add_thing(*, each: str, name: str, since: datetime, at: datetime, by: Officer) -> Thing:
    """Enter something that records are kept of from now on. Raises NotPossible for a name that is there already."""
    if Thing.objects.filter(each=each, name=name).exists():
        raise NotPossible("There is one of that name already. Give it a name of its own.")
    thing = Thing.objects.create(each=each, name=name)
    _happened(subject_of(thing), BEGUN, happened_at=since, at=at, by=by)
    return thing


def end(subject: str, *, at: datetime, by: Officer | None) -> None:
    """Record that somebody or something is there no longer: what ran is void, what was broken stays broken."""
    _happened(subject, ENDED, happened_at=at, at=at, by=by)


def begin_again(subject: str, *, at: datetime, by: Officer | None) -> None:
    """Record that somebody who had left is there again."""
    _happened(subject, BEGUN, happened_at=at, at=at, by=by)


def strike_out(fact: RecordFact, *, at: datetime, by: Officer) -> None:
    """Record that a renewal was entered by mistake: it did not happen."""
    if not fact.corrections.exists():
        _happened(fact.subject, CORRECTED, of=fact.of, happened_at=at, at=at, by=by, corrects=fact)


def subject_of(one: Officer | Thing) -> str:
    """Return by which name facts speak of an officer or a thing: it tells nobody who that is."""
    return f"officer-{one.pk}" if isinstance(one, Officer) else f"{one.each}-{one.pk}"


def _happened(
    subject: str,
    kind: str,
    *,
    happened_at: datetime,
    at: datetime,
    by: Officer | None,
    of: str = "",
    corrects: RecordFact | None = None,
) -> RecordFact:
    """Record a fact. A finished month that was reported stands: what would change it is kept as a correction."""
    rules = law()
    before = timed(rules, subject)
    fact = RecordFact.objects.create(
        subject=subject, kind=kind, of=of, at=happened_at, recorded=at, by=by, corrects=corrects
    )
    after = timed(rules, subject)
    keys = [*before, *(key for key in after if key not in before)]
    changed = [key for key in keys if before.get(key) != after.get(key)]
    note_corrections([(None, dated(before.get(key)), dated(after.get(key))) for key in changed], at)
    return fact
