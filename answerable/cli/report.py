"""`answerable report`: how each promise fared, as the public page shows it."""

import argparse
import json
import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from answerable.charter.moments import read_moment
from answerable.cli.desk import WRONG, open_desk

if TYPE_CHECKING:
    from answerable.cli.desk import Subparsers
    from answerable.reports.rows import Row

SUMMARY = "print how each promise fared, month by month"


def add(subparsers: "Subparsers") -> None:
    """Add `report [--from MONTH] [--to MONTH] [--json] [--staff]`."""
    parser = subparsers.add_parser("report", help=SUMMARY, description=_report.__doc__)
    parser.add_argument("--from", dest="first", metavar="MONTH", help="like 2026-01, or a date in it; else a year ago")
    parser.add_argument("--to", dest="last", metavar="MONTH", help="like 2026-10, or a date in it; else this month")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument(
        "--staff", action="store_true", help="with the small numbers, month by month: for officers, not for publication"
    )
    parser.set_defaults(run=_report)


def _report(args: argparse.Namespace) -> int:
    """One row for each promise and period, and below it one for each channel.

    It is what the public page shows, made by the same code: a month in which fewer than five fell due is counted
    together with the months that follow it, to the end of the quarter or of a later one, at most of the year, and only
    periods that lie wholly within the months asked for are printed. --staff prints every month with its small numbers.
    """
    try:
        first, last = _month("--from", args.first), _month("--to", args.last)
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return WRONG
    if first and last and last < first:
        print("--to lies before --from. Write the earlier month after --from.", file=sys.stderr)
        return WRONG
    _print(_rows(first, last, staff=args.staff), as_json=args.json)
    return 0


def _month(option: str, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return read_moment(f"{text}-01" if text.count("-") == 1 else text).date().replace(day=1)
    except ValueError:
        raise ValueError(f"{option}: “{text}” is not a month. Write it like 2026-10.") from None


def _rows(first: date | None, last: date | None, *, staff: bool) -> "list[Row]":
    open_desk()
    from answerable.reports.promises import full_card, public_card
    from answerable.reports.rows import rows

    card = full_card if staff else public_card
    return list(rows(card(datetime.now(UTC), first=first, last=last)))


def _print(some: "list[Row]", *, as_json: bool) -> None:
    for row in some:
        if as_json:
            print(json.dumps(row, ensure_ascii=False))
        else:
            print(_in_words(row))


def _in_words(row: "Row") -> str:
    span = " to ".join(dict.fromkeys(str(row[end]) for end in ("from", "to")))
    said = [f"{name.replace('_', ' ')} {row[name]}" for name in _SAID if row[name] not in (None, {}, [])]
    where = "" if row["channel"] == "all" else f" ({row['channel']})"
    return f"{row['promise']:<6}{span:<20}{row['state']:<13}{', '.join(said) or row['note']}{where}"


_SAID = ("kept", "broken", "told", "percent", "running", "void", "not_measured", "corrections")
