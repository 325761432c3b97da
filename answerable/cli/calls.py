"""`answerable calls`: every telephone call to the council, oldest first."""

import argparse
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from answerable.cli.desk import open_desk
from answerable.cli.lists import Row, add_json, write

if TYPE_CHECKING:
    from answerable.cli.desk import Subparsers

COLUMNS = {"call": 25, "ring": 29, "ring_seconds": 12, "outcome": 9, "answered_by": 25, "line": 20}


def add(subparsers: "Subparsers") -> None:
    """Describe `answerable calls`."""
    command = subparsers.add_parser("calls", help="list every telephone call")
    add_json(command)
    command.set_defaults(run=calls)


def calls(args: argparse.Namespace) -> int:
    open_desk()
    write(_rows(), COLUMNS, as_json=args.json)
    return 0


def _rows() -> Iterator[Row]:
    from answerable.desk.models import Call

    found = Call.objects.select_related("occasion", "answered_by", "line", "feed").order_by("occasion__at", "id")
    for call in found.iterator(chunk_size=500):
        yield {
            "call": call.call,
            "reference": call.occasion.reference,
            "ring": _moment(call.ring),
            "answered": _moment(call.answered),
            "ended": _moment(call.ended),
            "answered_by": call.answered_by.name if call.answered_by else call.answered_as,
            "outcome": call.outcome,
            "ring_seconds": call.ring_seconds,
            "extension": call.answered_as,
            "line": call.line.code if call.line else "",
            "cut": call.cut,
            "feed": call.feed.name if call.feed else "",
        }


def _moment(moment: datetime | None) -> str | None:
    """Return a moment to the thousandth of a second: council time, with its offset."""
    from answerable.charter.moments import local

    return local(moment).isoformat(timespec="milliseconds") if moment else None
