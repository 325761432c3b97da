"""Keeping what a customer needs, and ending it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from answerable.desk.customers.models import Customer
from answerable.desk.needs.models import Need, in_words
from answerable.desk.officers.models import Officer


@dataclass(frozen=True)
class Told:
    """A need as somebody told it."""

    kind: Need.Kind
    what: str
    interpreter: bool = False

    def __str__(self) -> str:
        return in_words(self.kind, self.what, interpreter=self.interpreter)


@transaction.atomic
def keep_needs(customer: Customer, told: Iterable[Told], *, at: datetime, by: Officer | None) -> None:
    """Record what the customer needs. What is known already stays; a language told otherwise takes its place.

    They are told in one way: another takes the place of that for which they asked before.
    """
    known = {(need.kind, need.what.casefold()): need for need in Need.objects.current().filter(customer=customer)}
    new = []
    for one in told:
        before = known.get((one.kind, one.what.casefold()))
        if before and before.interpreter == one.interpreter:
            continue
        if before:
            end_need(before, at=at, by=by)
        for other in known.values():
            if one.kind == other.kind == Need.Kind.WAY:
                end_need(other, at=at, by=by)
        row = Need(customer=customer, kind=one.kind, what=one.what[:100], interpreter=one.interpreter)
        row.recorded_at, row.recorded_by = at, by
        new.append(row)
    Need.objects.bulk_create(new, ignore_conflicts=True)  # a colleague may keep the same at this moment


def end_need(need: Need, *, at: datetime, by: Officer | None) -> None:
    """Heed a need no longer. Ended twice, it ended the first time."""
    Need.objects.current().filter(pk=need.pk).update(ended_at=at, ended_by=by)
