"""The facts of a period read in bulk, as columns, without a row becoming an object."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

import numpy as np
from django.db import connection
from django.db.models import Max, Min

from answerable.charter.columns import SOME, Columns, Numbers, Shapes, moment_of, shape
from answerable.charter.facts import Fact
from answerable.charter.fared import Period
from answerable.charter.moments import local
from answerable.charter.standing import place_of
from answerable.desk.history.models import Fact as FactRow

# How many cases are read and judged at a time: it bounds the memory.
AT_ONCE = 20_000

# Each message has a reference of its own: without it, details are few.
_MESSAGE = re.compile(r'"message": "([^"]+)"')
_SOME = f'"message": "{SOME}"'

# Microseconds since 1970 and the details as text, as each database says them fastest.
_SAID = {
    "sqlite": ("at || ''", "details || ''"),
    "postgresql": ("(extract(epoch from at) * 1000000)::bigint", "details::text"),
}


class Range(NamedTuple):
    """Cases by their numbers: from the first to the last, with it."""

    first: int
    last: int


def ranges(period: Period) -> list[Range]:
    """Return the cases that had a fact in the period, and those between them, in ranges to be read one by one."""
    within = FactRow.objects.filter(at__gte=period.begins, at__lt=period.ends)
    first, last = within.aggregate(first=Min("case_id"), last=Max("case_id")).values()
    if first is None:
        return []
    return [Range(begin, min(begin + AT_ONCE - 1, last)) for begin in range(first, last + 1, AT_ONCE)]


def known() -> tuple[datetime | None, datetime | None]:
    """Return when the first fact and the last happened, in council time; None where there is none."""
    first, last = FactRow.objects.aggregate(first=Min("at"), last=Max("at")).values()
    return (local(first), local(last)) if first else (None, None)


def facts_of(cases: Range, period: Period, shapes: Shapes) -> Columns:
    """Return all facts of those cases that had one in the period."""
    return _columns(list(_rows(cases, period)), shapes)


Row = tuple[int, int, str, int | str, str, str]  # case, id, kind, at, channel, details


def _rows(cases: Range, period: Period) -> Iterator[Row]:
    at, details = _SAID[connection.vendor]
    table = connection.ops.quote_name(FactRow._meta.db_table)
    adapt = connection.ops.adapt_datetimefield_value
    statement = (
        f"SELECT case_id, id, kind, {at}, channel, {details} FROM {table} WHERE case_id IN "
        f"(SELECT case_id FROM {table} WHERE case_id BETWEEN %s AND %s AND at >= %s AND at < %s)"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*cases, adapt(period.begins), adapt(period.ends)])
        while rows := cursor.fetchmany(10_000):
            yield from rows


def _columns(rows: list[Row], shapes: Shapes) -> Columns:
    shaped = np.fromiter((_number(row, shapes) for row in rows), np.int64, len(rows))
    id = np.fromiter((row[1] for row in rows), np.int64, len(rows))
    at = _microseconds([row[3] for row in rows])
    cases, subject = np.unique(np.fromiter((row[0] for row in rows), np.int64, len(rows)), return_inverse=True)
    message = np.fromiter(_messages(rows), np.int64, len(rows))
    order = np.lexsort((id, _ranks(shapes)[shaped], at, subject))
    subject = subject[order]
    begins = np.searchsorted(subject, np.arange(len(cases) + 1))

    def told(number: int) -> list[Fact]:
        return [_told(rows[row], int(at[row])) for row in order[begins[number] : begins[number + 1]]]

    return Columns(subject, at[order], shaped[order], message[order], len(cases), shapes, told)


def _ranks(shapes: Shapes) -> Numbers:
    """Return the order of the shapes among facts of one moment: by kind, then by channel."""
    ranks = [place_of(fact)[1:3] for fact in shapes.facts]
    order = {rank: place for place, rank in enumerate(sorted(set(ranks)))}
    return np.array([order[rank] for rank in ranks], dtype=np.int64)


def _number(row: Row, shapes: Shapes) -> int:
    _, _, kind, _, channel, details = row
    plain = _MESSAGE.sub(_SOME, details) if '"message"' in details else details
    return shapes.number((kind, channel, plain), lambda: shape(kind, channel, _details(plain)))


def _details(text: str) -> dict[str, object]:
    details: dict[str, object] = json.loads(text)
    return details


def _messages(rows: list[Row]) -> Iterator[int]:
    numbers: dict[str, int] = {}
    for row in rows:
        found = _MESSAGE.search(row[5]) if '"message"' in row[5] else None
        yield numbers.setdefault(found[1], len(numbers)) if found else -1


def _microseconds(moments: list[int | str]) -> Numbers:
    if moments and isinstance(moments[0], str):
        return np.array(moments, dtype="datetime64[us]").astype(np.int64)
    return np.array(moments, dtype=np.int64)


def _told(row: Row, at: int) -> Fact:
    case, id, kind, _, channel, details = row
    return Fact(str(case), kind, moment_of(at), channel, json.loads(details), str(id))
