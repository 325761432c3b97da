"""A year of a large council rehearsed: facts read from the desk's own table, judged by two charters, and compared.

`python -m benchmarks.rehearsing --contacts 100000` prints JSON. The facts are made up and written first, which isn't
counted.
"""

import argparse
import json
import os
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from benchmarks.machine import machine

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

CONTACTS = 1_000_000
FIRST, LAST = date(2025, 4, 1), date(2026, 3, 31)
NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
CHANGE = "F25.within=1 working day"
_CHANNELS = ("email",) * 9 + ("web",) * 4 + ("telephone",) * 5 + ("letter",) * 2
_MATTER = ('{"type": "enquiry"}', '{"type": "enquiry"}', '{"type": "request"}', '{"type": "complaint"}')
_TELLS = '"tells": ["explanation", "apology", "new date"]'
_HAS = '"has": ["officer name", "job title", "council", "telephone"]'

Row = tuple[int, str, str, str, str]  # case, kind, at, channel, details


def main(contacts: int, processes: int) -> dict[str, object]:
    """Make up so many contacts and rehearse one changed promise of the shipped charter with them."""
    from answerable.desk.rehearsals.actions import charter_with, rehearse
    from benchmarks.desk import make_desk

    make_desk(NOW)
    facts = _fill(contacts)
    other = charter_with([CHANGE], NOW)
    begun, worked = time.perf_counter(), _worked()
    lines = rehearse(other, FIRST, LAST, NOW, processes)
    took = time.perf_counter() - begun
    return {
        "machine": machine(),
        "contacts": contacts,
        "facts": facts,
        "promises": len(lines),
        "processes": processes,
        "seconds": took,
        "processor": _worked() - worked,
        "memory": _memory(processes),
        "changed": [f"{line.promise}: {line.words()}" for line in lines if line.differs],
    }


def _worked() -> float:
    of = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in of)


def _memory(processes: int) -> float:
    """Return the most memory that all processes together had, in MiB: as if each had had as much as the largest."""
    own, child = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return (own + (child * processes if processes > 1 else 0)) / 1024


def _fill(contacts: int) -> int:
    """Write the facts straight into the table: their cases and customers are of no interest here. Return how many."""
    from django.db import connection

    from answerable.desk.history.models import Fact

    names = "case_id, kind, at, channel, details, recorded, source"
    insert = f"INSERT INTO {Fact._meta.db_table} ({names}) VALUES (%s, %s, %s, %s, %s, '2026-07-01 12:00:00', 'mail')"
    count, rows = 0, _rows(contacts)
    with connection.cursor() as cursor:
        indexes = _indexes(cursor, Fact._meta.db_table)
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("BEGIN")
        for name, _ in indexes:  # made again at the end: to keep them up to date takes longer
            cursor.execute(f"DROP INDEX {name}")
        while some := list(islice(rows, 50_000)):
            cursor.executemany(insert, some)
            count += len(some)
        for _, makes_it in indexes:
            cursor.execute(makes_it)
        cursor.execute("COMMIT")
    return count


def _indexes(cursor: "CursorWrapper", table: str) -> list[tuple[str, str]]:
    """Return the indexes of a table: the name of each, and the statement that makes it."""
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql > ''", [table])
    return list(cursor.fetchall())


def _rows(contacts: int) -> Iterator[Row]:
    dice = Random(1)
    seconds = (LAST - FIRST).days * 86_400
    midnight = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC)
    fact = 0
    for case in range(1, contacts + 1):
        begun = midnight + timedelta(seconds=case * seconds // contacts)
        for kind, at, details in _story(dice, case, begun, channel := dice.choice(_CHANNELS), fact):
            fact += 1
            yield case, kind, at.isoformat(" ", "seconds")[:19], channel, details


Happening = tuple[str, datetime, str]


def _story(dice: Random, case: int, begun: datetime, channel: str, before: int) -> Iterator[Happening]:
    """Give what happens: `before` facts have their ids already, from 1 on."""
    matter = dice.choice(_MATTER)
    yield "received", begun, matter
    yield "query opened", begun, matter
    if channel in ("email", "web"):
        said = f'{{"message": "a{case}", "automatic": "yes", "tells": ["when the answer comes"], {_HAS}}}'
        yield "acknowledged", begun + timedelta(seconds=30), said
    chance = dice.random()
    if chance < 0.04:
        yield "closed", begun + timedelta(hours=5), '{"outcome": "no answer asked for"}'
    elif chance < 0.97:
        yield from _answer(dice, case, begun, channel)
    if dice.random() < 0.01:  # the letter had come the day before
        earlier = (begun - timedelta(days=1)).isoformat()
        yield "corrected", begun + timedelta(days=2), f'{{"fact": "{before + 1}", "at": "{earlier}"}}'


def _answer(dice: Random, case: int, begun: datetime, channel: str) -> Iterator[Happening]:
    late = dice.random() < 0.125
    at = begun + timedelta(days=30 if late else 2) * dice.random()
    if late and dice.random() < 0.5:
        told, day = begun + timedelta(hours=30), (begun + timedelta(days=dice.randint(5, 30))).date()
        yield "told", told, f'{{"message": "t{case}", "automatic": "no", {_TELLS}, "date": "{day}", {_HAS}}}'
    by = "letter" if channel == "letter" else "spoken" if channel == "telephone" else "message"
    said = f'"automatic": "no", "tells": [], "by": "{by}"' + ("" if by == "spoken" else f", {_HAS}")
    yield "answered", at, f'{{"message": "m{case}", {said}}}'
    chance = dice.random()
    if chance < 0.015:
        yield "bounced", at + timedelta(minutes=5), f'{{"message": "m{case}"}}'
        yield "answered", at + timedelta(hours=3), f'{{"message": "n{case}", {said}}}'
    yield "closed", at + timedelta(hours=4), '{"outcome": "answered"}'
    if chance > 0.96:
        yield "came back", at + timedelta(days=4), "{}"
        yield "reopened", at + timedelta(days=4), "{}"
        yield "closed", at + timedelta(days=5), '{"outcome": "answered"}'


if __name__ == "__main__":
    from benchmarks.one_size import make_ready

    parser = argparse.ArgumentParser(prog="python -m benchmarks.rehearsing", description=__doc__)
    parser.add_argument("--contacts", type=int, default=CONTACTS, help="how many contacts to rehearse with")
    asked = parser.parse_args().contacts
    with tempfile.TemporaryDirectory(prefix="answerable-bench-") as scratch:
        os.environ["ANSWERABLE_DATA"] = f"{scratch}/data"
        os.environ.pop("DATABASE_URL", None)
        make_ready(Path(scratch) / "data")
        print(json.dumps(main(asked, os.cpu_count() or 1)))
