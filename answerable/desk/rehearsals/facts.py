"""The facts of a period read in bulk, as columns, without a row becoming an object."""

import json
from datetime import datetime
from functools import partial
from typing import NamedTuple

import numpy as np
from django.db import connection
from django.db.models import Max, Min

from answerable.charter.columns import SOME, Columns, Flags, Numbers, Shapes, microseconds, moment_of, shape
from answerable.charter.facts import Fact
from answerable.charter.fared import Period
from answerable.charter.moments import local
from answerable.charter.standing import CORRECTED, corrected, in_order, place_of
from answerable.desk.history.models import Fact as FactRow

# How many cases are read and judged at a time: it bounds the memory.
AT_ONCE = 20_000

# Each message has a reference of its own: without it, details are few.
_MESSAGE = '"message": "'

# Microseconds since 1970 and the details as text, as each database says them fastest.
_AT = {"sqlite": "+at", "postgresql": "(extract(epoch from at) * 1000000)::bigint"}
_DETAILS = {"sqlite": "details", "postgresql": "details::text"}


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
    return _columns(_rows(cases, period), shapes)


Row = tuple[int, int, str, int | str, str, str]  # case, id, kind, at, channel, details


def _rows(cases: Range, period: Period) -> list[Row]:
    table = connection.ops.quote_name(FactRow._meta.db_table)
    adapt = connection.ops.adapt_datetimefield_value
    statement = (
        f"SELECT case_id, id, kind, {_AT[connection.vendor]}, channel, {_DETAILS[connection.vendor]} FROM {table} "
        f"WHERE case_id IN (SELECT case_id FROM {table} WHERE case_id BETWEEN %s AND %s AND at >= %s AND at < %s)"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*cases, adapt(period.begins), adapt(period.ends)])
        rows: list[Row] = cursor.fetchall()
    return rows


def _columns(rows: list[Row], shapes: Shapes) -> Columns:
    shaped, message = _shaped(rows, shapes)
    case, id = (np.fromiter((row[place] for row in rows), np.int64, len(rows)) for place in (0, 1))
    at, stands = _put_right(rows, _microseconds([row[3] for row in rows]))
    cases, subject = np.unique(case, return_inverse=True)
    order = np.lexsort((id, _ranks(shapes)[shaped], at, subject))
    recorded = np.argsort(subject, kind="stable")
    begins = np.searchsorted(subject[recorded], np.arange(len(cases) + 1))

    def told(number: int) -> list[Fact]:
        return [_told(rows[row]) for row in recorded[begins[number] : begins[number + 1]]]

    order = order[stands[order]]
    return Columns(subject[order], at[order], shaped[order], message[order], len(cases), shapes, told)


def _shaped(rows: list[Row], shapes: Shapes) -> tuple[Numbers, Numbers]:
    """Return the number of the shape of each row, and that of its message (-1: none)."""
    shaped: list[int] = []
    messages: list[int] = []
    references: dict[str, int] = {}
    for _, _, kind, _, channel, details in rows:
        begins = details.find(_MESSAGE)
        if begins < 0:
            messages.append(-1)
        else:
            begins += len(_MESSAGE)
            ends = details.index('"', begins)
            messages.append(references.setdefault(details[begins:ends], len(references)))
            details = f"{details[:begins]}{SOME}{details[ends:]}"
        key = (kind, channel, details)
        found = shapes.known.get(key)
        shaped.append(shapes.number(key, partial(_shape, *key)) if found is None else found)
    return np.array(shaped, dtype=np.int64), np.array(messages, dtype=np.int64)


def _shape(kind: str, channel: str, details: str) -> Fact:
    return shape(kind, channel, json.loads(details))


def _put_right(rows: list[Row], at: Numbers) -> tuple[Numbers, Flags]:
    """Return when each fact happened as it was put right, and which still stand."""
    stands = np.ones(len(rows), dtype=bool)
    corrections = {row[0] for row in rows if row[2] == CORRECTED}
    of_cases: dict[int, dict[str, int]] = {case: {} for case in corrections}
    for place, row in enumerate(rows if corrections else ()):
        if row[0] in corrections:
            of_cases[row[0]][str(row[1])] = place
    for places in of_cases.values():
        right = {fact.id: fact.at for fact in corrected(in_order([_told(rows[place]) for place in places.values()]))}
        for id, place in places.items():
            stands[place] = id in right
            at[place] = microseconds(right[id]) if id in right else at[place]
    return at, stands


def _ranks(shapes: Shapes) -> Numbers:
    """Return the order of the shapes among facts of one moment: by kind, then by channel."""
    ranks = [place_of(fact)[1:3] for fact in shapes.facts]
    order = {rank: place for place, rank in enumerate(sorted(set(ranks)))}
    return np.array([order[rank] for rank in ranks], dtype=np.int64)


def _microseconds(moments: list[int | str]) -> Numbers:
    if moments and isinstance(moments[0], str):
        return np.array(moments, dtype="datetime64[us]").astype(np.int64)
    return np.array(moments, dtype=np.int64)


def _told(row: Row) -> Fact:
    case, id, kind, at, channel, details = row
    return Fact(str(case), kind, moment_of(_microseconds([at])[0]), channel, json.loads(details), str(id))
