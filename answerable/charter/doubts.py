"""Doubts: what in a charter contradicts itself, can't be measured, or is our reading until the council rules."""

from collections.abc import Iterator
from datetime import date

from answerable.charter.clauses import Charter
from answerable.charter.doubting.conflicts import conflicts
from answerable.charter.doubting.settling import OURS, READINGS, ruling_on, settled
from answerable.charter.doubting.settling import Doubt as Doubt
from answerable.charter.doubting.unstated import unstated
from answerable.charter.doubting.vague import vague
from answerable.charter.moments import day_in_words


def doubts(charter: Charter, today: date) -> list[Doubt]:
    """Return what is doubtful in a charter on a day, less what the council has ruled on by then."""
    found = [*conflicts(charter), *_review(charter, today), *_ours(charter), *unstated(charter), *vague(charter)]
    return [doubt for doubt in found if not settled(doubt, charter.rulings, today)]


def _review(charter: Charter, today: date) -> Iterator[Doubt]:
    if charter.review_date and charter.review_date < today:
        yield Doubt(
            "review",
            f"the review date ({charter.review}, read as {day_in_words(charter.review_date)}) is past.",
            used="the charter stays in force as it is.",
            write="Review the charter and write its new review_date.",
        )


def _ours(charter: Charter) -> Iterator[Doubt]:
    for ruling in charter.rulings:
        if ruling.by == OURS:
            readings = READINGS.get(ruling.on, ())
            yield Doubt(ruling.on, "the charter leaves this open.", readings, ruling.says, ruling_on(ruling.on))
