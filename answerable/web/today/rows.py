"""The rows of the lists, ready to be shown: a template only lays them out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from answerable.charter.moments import local
from answerable.desk.history.law import Law
from answerable.desk.messages.models import LeftMessage
from answerable.web.today.words import aim, deeds, due_words, left

PLACE = "REFERENCE"
NONE: Mapping[int, LeftMessage] = {}


@dataclass(frozen=True)
class Row:
    """One open case: what is due in it, how long is left, and whose work it is."""

    url: str
    need: str
    reference: str
    customer: str
    promise: str
    deed: str
    state: str
    left: str
    due: datetime | None
    due_words: str
    owner: str
    taken: bool
    message: LeftMessage | None  # somebody waits to be rung back about it


class Rows:
    """Makes rows of cases, as the law stands and the time is."""

    def __init__(self, rules: Law, *, now: datetime) -> None:
        self._now, self._deeds, self._calendar = now, deeds(rules), rules.calendar_at(now)
        self._url = reverse("case", args=[PLACE])

    def of(self, cases: Iterable[Any], messages: Mapping[int, LeftMessage] = NONE) -> list[Row]:
        """Return the rows of these cases; `messages` are those to return, by the number of their case."""
        return [self._row(case, messages.get(case.pk)) for case in cases]

    def _row(self, case: Any, message: LeftMessage | None) -> Row:
        due, now = case.next_due, self._now
        today = local(now).date()
        how_long = left(due, now=now, calendar=self._calendar, told=case.told is not None, past_aim=case.target < today)
        return Row(
            url=self._url.replace(PLACE, case.reference),
            need=case.need or "Nothing readable",
            reference=case.reference,
            customer=str(case.customer) if case.customer else "Nobody known",
            promise=case.next_promise,
            deed=self._deeds.get(case.next_promise, "") if due else "",
            state=how_long.state,
            left=how_long.words,
            due=due,
            due_words=f"{'was due' if due < now else 'by'} {due_words(due, now)}" if due else aim(case.target, today),
            owner=case.owner.name,
            taken=case.taken_at is not None,
            message=message,
        )
