"""Triage: each new case is looked at once and sorted, one key each, and each sorting can be undone."""

from datetime import datetime

from django.db import transaction

from answerable.desk.cases.actions import close, received_again
from answerable.desk.cases.models import Case
from answerable.desk.history.actions import correct
from answerable.desk.officers.models import Officer

NEW, JOINS, NOT_FOR_US, JUNK, NO_ANSWER = "new", "joins", "not for us", "junk", "no answer needed"
SORTINGS = (NEW, JOINS, NOT_FOR_US, JUNK, NO_ANSWER)
_CLOSES_AS = {JOINS: "duplicate", JUNK: "junk", NO_ANSWER: "no answer asked for"}


@transaction.atomic
def sort(case: Case, *, as_: str, at: datetime, by: Officer, joins: Case | None = None) -> None:
    """Sort a new case. "joins" needs the case it `joins`; "not for us" leaves it open: the customer is owed a signpost.

    Raises ValueError for a sorting there is none of, and for a case that would join itself.
    """
    if as_ not in SORTINGS or (as_ == JOINS and (joins is None or joins.pk == case.pk)):
        raise ValueError("Say which other case it joins.")
    if as_ in _CLOSES_AS:
        close(case, outcome=_CLOSES_AS[as_], at=at, by=by)
    if joins is not None:
        _join(case, joins, at=at, by=by)
    case.triaged_at, case.sorted_as = at, as_
    case.save(update_fields=["triaged_at", "sorted_as", "joined"])


def _join(case: Case, other: Case, *, at: datetime, by: Officer) -> None:
    for contact in case.contacts.all():
        other.contacts.add(contact)
    received_again(other, channel=case.channel, received_at=case.opened_at, at=at, by=by, source=case.reference)
    case.joined = other


@transaction.atomic
def undo(case: Case, *, at: datetime, by: Officer) -> None:
    """Take a sorting back: facts it made are corrected, and the case is to be sorted again."""
    if case.sorted_as in _CLOSES_AS:
        _strike(case, "closed", at=at, by=by)
        case.closed_at, case.outcome = None, ""
    if case.joined is not None:
        _part(case, case.joined, at=at, by=by)
    case.triaged_at, case.sorted_as, case.joined = None, "", None
    case.save(update_fields=["triaged_at", "sorted_as", "joined", "closed_at", "outcome"])


def _part(case: Case, other: Case, *, at: datetime, by: Officer) -> None:
    for contact in case.contacts.all():
        other.contacts.remove(contact)
    for fact in other.facts.filter(kind="received", source=case.reference):
        correct(fact, at=at, by=by)


def _strike(case: Case, kind: str, *, at: datetime, by: Officer) -> None:
    fact = case.facts.filter(kind=kind).order_by("-id").first()
    if fact is not None:
        correct(fact, at=at, by=by)
