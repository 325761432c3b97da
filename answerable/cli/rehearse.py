"""`answerable charter rehearse`: last year's facts judged by another charter. Nothing is written."""

import argparse
import json
import os
import sys
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from answerable.charter.reading.problems import CharterErrors
from answerable.cli.desk import WRONG, open_desk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from answerable.charter.clauses import Charter
    from answerable.charter.rehearsing.rehearsed import Rehearsed
    from answerable.cli.desk import Subparsers


def add_rehearse(subparsers: "Subparsers") -> None:
    """Add `rehearse [FILE] --from DATE --to DATE [--change PROMISE.KEY=VALUE]… [--json]`."""
    parser = subparsers.add_parser(
        "rehearse", help="how the promises of another charter would have fared", description=_rehearse.__doc__
    )
    parser.add_argument("file", nargs="?", type=Path, help="the charter file to rehearse")
    parser.add_argument("--from", dest="first", required=True, metavar="DATE", help="the first day, like 2026-01-01")
    parser.add_argument("--to", dest="last", required=True, metavar="DATE", help="the last day, like 2026-12-31")
    parser.add_argument(
        "--change",
        action="append",
        default=[],
        metavar="PROMISE.KEY=VALUE",
        help='instead of a file: change the charter in force, such as F25.within="1 working day"',
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.set_defaults(run=_rehearse)


class _Refused(Exception):
    """What was asked can't be done; the message says what to write."""


def _rehearse(args: argparse.Namespace) -> int:
    """Judge the facts of the council's data folder by the charter in force and by another, and compare.

    What started from the first day to the last counts, by what has happened until now. Nothing is written. With FILE
    the other charter is that file; with --change it is the charter in force with something changed in it.
    """
    try:
        lines = _lines(args)
    except (_Refused, CharterErrors) as refused:
        print(refused, file=sys.stderr)
        return WRONG
    if args.json:
        for line in lines:
            print(json.dumps(_row(line), ensure_ascii=False))
    else:
        print("\n".join(_in_words(lines)))
    return 0


def _lines(args: argparse.Namespace) -> "list[Rehearsed]":
    first, last = _day("--from", args.first), _day("--to", args.last)
    if last < first:
        raise _Refused("--to lies before --from. Write the earlier day after --from.")
    if bool(args.file) == bool(args.change):
        raise _Refused('Name either a charter file, or what to change: --change F25.within="1 working day".')
    given = _from_file(args.file) if args.file else None
    open_desk()
    from answerable.charter.worktime import EmptyCalendar, OutsideCalendar
    from answerable.desk.rehearsals.actions import NothingHappened, rehearse

    now = datetime.now(UTC)
    try:
        return rehearse(given or _changed(args.change, now), first, last, now, processes=os.cpu_count() or 1)
    except (NothingHappened, EmptyCalendar, OutsideCalendar) as why:
        raise _Refused(why) from None


def _day(option: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _Refused(f"{option}: “{text}” is not a date. Write it like 2026-12-24.") from None


def _from_file(path: Path) -> "Charter":
    from answerable.cli.charter import load

    return load(path)


def _changed(changes: list[str], now: datetime) -> "Charter":
    from answerable.charter.rehearsing.changed import NotAChange
    from answerable.desk.rehearsals.actions import charter_with

    try:
        return charter_with(changes, now)
    except NotAChange as why:
        raise _Refused(f"--change: {why}") from None


def _row(line: "Rehearsed") -> dict[str, object]:
    return {
        "promise": line.promise,
        "before": asdict(line.before) if line.before else None,
        "after": asdict(line.after) if line.after else None,
        "weeks": [week.isoformat() for week in line.weeks],
    }


def _in_words(lines: "list[Rehearsed]") -> "Iterator[str]":
    """Yield what would change, promise by promise; then the promises for which nothing does, in a line."""
    counted = [line for line in lines if any(one and one.measured for one in (line.before, line.after))]
    for line in counted:
        if line.differs:
            weeks = ", ".join(week.isoformat() for week in line.weeks)
            yield f"{line.promise:<6}{line.words()}" + (f" Weeks that fail: {weeks}." if weeks else "")
    same = [f"{line.promise} ({line.after.words()} kept)" for line in counted if line.after and not line.differs]
    if same:
        yield f"Nothing changes for {', '.join(same)}."
    if uncounted := [line.promise for line in lines if line not in counted]:
        yield f"There was nothing to count in this period for {', '.join(uncounted)}."
