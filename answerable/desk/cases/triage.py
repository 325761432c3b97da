"""Triage: each new case is looked at once and sorted, one key each, and each sorting can be undone."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from answerable.charter.judging.joining import brought
from answerable.charter.judging.standing import standing
from answerable.desk.cases.actions import close, received_again, take
from answerable.desk.cases.models import Case, Sorting
from answerable.desk.history.actions import correct, facts_of, happened
from answerable.desk.history.models import Fact
from answerable.desk.officers.models import Officer
from answerable.desk.search.actions import index_case

NEW, JOINS, NOT_FOR_US, JUNK, NO_ANSWER = "new", "joins", "not for us", "junk", "no answer needed"
SORTINGS = (NEW, JOINS, NOT_FOR_US, JUNK, NO_ANSWER)
_CLOSES_AS = {JOINS: "duplicate", JUNK: "junk", NO_ANSWER: "no answer asked for"}


class CannotSort(ValueError):
    """The case can't be sorted, or its sorting not undone, like this; the message tells the officer why."""


@transaction.atomic
def sort(case: Case, *, as_: str, at: datetime, by: Officer, joins: Case | None = None, takes: bool = False) -> Sorting:
    """Sort a new case. "joins" needs the case it `joins`; "not for us" leaves it open: the customer is owed a signpost.

    `takes`: the officer also makes it their own work. Raises CannotSort if it is sorted already, by a colleague
    perhaps, and if it would join itself or a case that has itself joined another.
    """
    if as_ not in SORTINGS:
        raise CannotSort(f"A case can’t be sorted as “{as_}”.")
    if as_ == JOINS and (joins is None or joins.pk == case.pk or joins.joined_id):
        raise CannotSort("Say which other case it joins: one that has not itself joined another.")
    if not Case.objects.filter(pk=case.pk, triaged_at=None, closed_at=None).update(triaged_at=at, sorted_as=as_):
        raise CannotSort(f"{case.reference} is sorted already.")
    case.triaged_at, case.sorted_as = at, as_
    sorting = Sorting.objects.create(case=case, officer=by, at=at, sorted_as=as_)
    if as_ == JOINS and joins is not None:
        _join(sorting, joins)
    if as_ in _CLOSES_AS:
        close(case, outcome=_CLOSES_AS[as_], at=at, by=by)
    if takes:
        _take(sorting)
    return sorting


def _join(sorting: Sorting, other: Case) -> None:
    """Bring into the other case its contacts, and what the customer still waits for."""
    case, at, by = sorting.case, sorting.at, sorting.officer
    sorting.joined = case.joined = other
    sorting.save(update_fields=["joined"])
    case.save(update_fields=["joined"])
    sorting.brought.set(case.contacts.exclude(pk__in=other.contacts.values("pk")))
    other.contacts.add(*sorting.brought.all())
    for fact in brought(facts_of(case)):
        if fact.kind == "received":
            received_again(other, channel=fact.channel, received_at=fact.at, at=at, by=by, source=case.reference)
        else:
            happened(
                other,
                fact.kind,
                at=fact.at,
                recorded=at,
                by=by,
                source=case.reference,
                channel=fact.channel,
                details=fact.details,
            )
    index_case(other)


def _take(sorting: Sorting) -> None:
    sorting.owner_before, sorting.taken_before = sorting.case.owner, sorting.case.taken_at
    sorting.save(update_fields=["owner_before", "taken_before"])
    take(sorting.case, at=sorting.at, by=sorting.officer)


def last_sorting(officer: Officer) -> Sorting | None:
    """Return what the officer sorted last and could take back, or None."""
    standing_ones = Sorting.objects.filter(officer=officer, undone_at=None, case__triaged_at=F("at"))
    return standing_ones.select_related("case", "joined", "owner_before").order_by("-at", "-id").first()


@transaction.atomic
def undo(case: Case, *, at: datetime, by: Officer) -> None:
    """Take a sorting back: its clocks run as if it had never been sorted, and it is to be sorted again.

    Raises CannotSort where the case was not sorted here, or something new has come in since.
    """
    sorting = case.sortings.filter(undone_at=None, case__triaged_at=F("at")).order_by("-id").first()
    if sorting is None or not case.sortings.filter(pk=sorting.pk, undone_at=None).update(undone_at=at):
        raise CannotSort(f"The sorting of {case.reference} can’t be undone any more.")
    if sorting.joined is not None:
        _part(case, sorting, sorting.joined, at=at, by=by)
        case.joined = None  # from here on what it had brought counts here again
    if case.sorted_as in _CLOSES_AS:
        _strike(case.facts.filter(kind="closed", recorded=sorting.at), at=at, by=by)
        case.closed_at, case.outcome = None, ""
    if sorting.owner_before is not None and case.owner_id == sorting.officer_id:
        case.owner, case.taken_at = sorting.owner_before, sorting.taken_before
    case.triaged_at, case.sorted_as = None, ""
    case.save(
        update_fields=["triaged_at", "sorted_as", "joined", "closed_at", "outcome", "owner", "taken_at"],
    )


def _part(case: Case, sorting: Sorting, other: Case, *, at: datetime, by: Officer) -> None:
    other.contacts.remove(*sorting.brought.all())
    came = other.facts.filter(source=case.reference, recorded=sorting.at)
    reopened = any(fact.kind == "reopened" for fact in came)
    _strike(came, at=at, by=by)
    if reopened and other.is_open:
        close_as_before(other)
    index_case(other)


def close_as_before(other: Case) -> None:
    """Close the case again that only the joining had opened."""
    last = [fact for fact in standing(facts_of(other)) if fact.kind in ("closed", "reopened")][-1:]
    for fact in last:
        if fact.kind == "closed":
            other.closed_at, other.outcome = fact.at, str(fact.details["outcome"])
            other.save(update_fields=["closed_at", "outcome"])


def _strike(facts: Iterable[Fact], *, at: datetime, by: Officer) -> None:
    for fact in facts:
        correct(fact, at=at, by=by)
