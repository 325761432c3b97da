"""A rehearsal shared out among several processes. Each sets Django up before it reads a table."""

import gc
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from multiprocessing import get_context
from typing import TYPE_CHECKING

from answerable.charter.clauses import Charter
from answerable.charter.many.fared import Period

if TYPE_CHECKING:
    from answerable.charter.rehearse import Result
    from answerable.desk.rehearsals.actions import Judge
    from answerable.desk.rehearsals.facts import Range

_here: "list[Judge]" = []


def shared_out(
    other: Charter, period: Period, at: datetime, cases: "Sequence[Range]", processes: int
) -> "Iterator[tuple[Result, Result]]":
    """Give how each promise fared before and after, for each range of cases."""
    # Not forked: a connection to the database can't be had by two processes.
    with ProcessPoolExecutor(processes, get_context("spawn"), _begin, (other, period, at)) as pool:
        yield from pool.map(_judged, cases)


def _begin(other: Charter, period: Period, at: datetime) -> None:
    import django

    gc.disable()  # millions of rows come and go, and none of them refers to itself
    django.setup()
    from answerable.desk.rehearsals.actions import Judge, rehearsal_of

    _here.append(Judge(rehearsal_of(other, period, at)))


def _judged(cases: "Range") -> "tuple[Result, Result]":
    return _here[0].judged(cases)
