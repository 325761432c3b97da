"""The facts of a period read in bulk, as columns, without a row becoming an object."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple

import numpy as np
from django.db import connection
from django.db.models import Max, Min

from answerable.charter.facts import Fact
from answerable.charter.judging.standing import CORRECTED, corrected, in_order, place_of
from answerable.charter.many.columns import EPOCH, SOME, Columns, Flags, Numbers, Shapes, microseconds, moment_of, shape
from answerable.charter.many.fared import Period
from answerable.charter.moments import local
from answerable.desk.history.models import Fact as FactRow

# How many cases are read and judged at a time: it bounds the memory.
AT_ONCE = 50_000

# Each message has a reference of its own: without it, details are few.
_MESSAGE = re.compile('"message": "([^"]+)"')
_WITHOUT = f'"message": "{SOME}"'

# A column as one text, since a row that becomes an object takes longer to read than to judge.
_AS_TEXT = {"sqlite": "group_concat({}, '\n')", "postgresql": "string_agg({}, E'\\n')"}
_COLUMNS = {
    "sqlite": ("{of}_id", "id", "kind", "at", "channel", "details"),
    "postgresql": ("{of}_id::text", "id::text", "kind", "(at AT TIME ZONE 'UTC')::text", "channel", "details::text"),
}


class Range(NamedTuple):
    """Cases (or occasions: `of`) by their numbers: from the first to the last, with it."""

    first: int
    last: int
    of: str = "case"


def ranges(period: Period) -> list[Range]:
    """Return what had a fact in the period, and what lies between, in ranges to be read one by one."""
    within = FactRow.objects.filter(at__gte=period.begins, at__lt=period.ends)
    ends = [(of, end) for of in ("case", "occasion") for end in (Min, Max)]
    found = within.aggregate(**{f"{of}_{end.name}": end(f"{of}_id") for of, end in ends})
    return [one for of in ("case", "occasion") for one in _ranges(found[f"{of}_Min"], found[f"{of}_Max"], of)]


def _ranges(first: int | None, last: int | None, of: str) -> list[Range]:
    if first is None or last is None:
        return []
    return [Range(begin, min(begin + AT_ONCE - 1, last), of) for begin in range(first, last + 1, AT_ONCE)]


def known() -> tuple[datetime | None, datetime | None]:
    """Return when the first fact and the last happened, in council time; None where there is none."""
    first, last = FactRow.objects.aggregate(first=Min("at"), last=Max("at")).values()
    return (local(first), local(last)) if first else (None, None)


def facts_of(cases: Range, period: Period, shapes: Shapes) -> Columns:
    """Return all facts of those that had one in the period."""
    return _columns(_read(cases, period), shapes)


@dataclass(frozen=True, eq=False)
class _Table:
    """The facts as they were read, in whatever order."""

    case: Numbers
    id: Numbers
    kind: list[str]
    at: Numbers
    channel: list[str]
    text: str  # the details, line by line: a line break can't stand in them, since JSON writes it otherwise

    @cached_property
    def details(self) -> list[str]:
        return _lines(self.text)

    def told(self, row: int) -> Fact:
        at, details = moment_of(self.at[row]), json.loads(self.details[row])
        return Fact(str(self.case[row]), self.kind[row], at, self.channel[row], details, str(self.id[row]))

    def moved(self, row: int) -> Fact:
        """Return what corrections ask of a fact; only of corrections themselves is that more than when it happened."""
        at, kind = EPOCH + timedelta(microseconds=int(self.at[row])), self.kind[row]
        details = json.loads(self.details[row]) if kind == CORRECTED else {}
        return Fact("", kind, at, self.channel[row], details, str(self.id[row]))


def _read(cases: Range, period: Period) -> _Table:
    table = connection.ops.quote_name(FactRow._meta.db_table)
    adapt = connection.ops.adapt_datetimefield_value
    columns = (column.format(of=cases.of) for column in _COLUMNS[connection.vendor])
    wanted = ", ".join(map(_AS_TEXT[connection.vendor].format, columns))
    statement = (
        f"SELECT {wanted} FROM {table} "
        f"WHERE {cases.of}_id IN (SELECT DISTINCT {cases.of}_id FROM {table} "
        f"WHERE {cases.of}_id BETWEEN %s AND %s AND at >= %s AND at < %s)"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [cases.first, cases.last, adapt(period.begins), adapt(period.ends)])
        texts: tuple[str | None, ...] = cursor.fetchone()
    case, id, kind, at, channel, details = (text or "" for text in texts)
    return _Table(
        case=np.fromstring(case, np.int64, sep="\n"),
        id=np.fromstring(id, np.int64, sep="\n"),
        kind=_lines(kind),
        at=np.array(_lines(at), dtype="datetime64[us]").astype(np.int64),
        channel=channel.split("\n") if kind else [],
        text=details,
    )


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _columns(table: _Table, shapes: Shapes) -> Columns:
    shaped, message = _shaped(table, shapes)
    cases, subject = np.unique(table.case, return_inverse=True)
    recorded = np.lexsort((table.id, subject))
    begins = np.searchsorted(subject[recorded], np.arange(len(cases) + 1))

    def rows_of(number: int) -> Numbers:
        return recorded[begins[number] : begins[number + 1]]

    at, stands = _put_right(table, rows_of, subject[_are_corrections(shapes)[shaped]])
    order = np.lexsort((table.id, _ranks(shapes)[shaped], at, subject))
    order = order[stands[order]]

    def told(number: int) -> list[Fact]:
        return [table.told(row) for row in rows_of(number)]

    return Columns(subject[order], at[order], shaped[order], message[order], len(cases), shapes, told)


def _shaped(table: _Table, shapes: Shapes) -> tuple[Numbers, Numbers]:
    """Return the number of the shape of each row, and that of its message (-1: none)."""
    references: dict[str, int] = {}
    named = [references.setdefault(name, len(references)) for name in _MESSAGE.findall(table.text)]
    without = _lines(_MESSAGE.sub(_WITHOUT, table.text))
    shaped = shapes.among(list(zip(table.kind, table.channel, without, strict=True)), _shape)
    message = np.full(len(shaped), -1, dtype=np.int64)
    message[shapes.numbers(lambda fact: fact.details.get("message") == SOME, "message").astype(bool)[shaped]] = named
    return shaped, message


def _shape(key: tuple[str, str, str]) -> Fact:
    # Each correction names a fact of its own. Once it is carried out, nothing asks for its details.
    kind, channel, details = key
    return shape(kind, channel, {} if kind == CORRECTED else json.loads(details))


def _are_corrections(shapes: Shapes) -> Flags:
    return shapes.numbers(lambda fact: fact.kind == CORRECTED, "corrections").astype(bool)


def _put_right(table: _Table, rows_of: Callable[[int], Numbers], subjects: Numbers) -> tuple[Numbers, Flags]:
    """Return when each fact happened as it was put right, and which still stand. `subjects` have corrections."""
    at, stands = table.at.copy(), np.ones(len(table.at), dtype=bool)
    for subject in np.unique(subjects).tolist():
        facts = [table.moved(row) for row in rows_of(subject)]
        right = {fact.id: fact.at for fact in corrected(in_order(facts))}
        for row, fact in zip(rows_of(subject), facts, strict=True):
            stands[row] = fact.id in right
            at[row] = microseconds(right.get(fact.id, fact.at))
    return at, stands


def _ranks(shapes: Shapes) -> Numbers:
    """Return the order of the shapes among facts of one moment: by kind, then by channel."""
    ranks = [place_of(fact)[1:3] for fact in shapes.facts]
    order = {rank: place for place, rank in enumerate(sorted(set(ranks)))}
    return np.array([order[rank] for rank in ranks], dtype=np.int64)
