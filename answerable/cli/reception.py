"""`answerable reception`: every visit at reception, oldest first, with what was promised as it stands now."""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from answerable.cli.desk import open_desk
from answerable.cli.lists import Row, add_json, promises_in, write, written

if TYPE_CHECKING:
    from answerable.cli.desk import Subparsers

COLUMNS = {"reference": 9, "office": 15, "arrived": 32, "seen": 32, "entered_afterwards": 18}


def add(subparsers: "Subparsers") -> None:
    """Describe `answerable reception`."""
    command = subparsers.add_parser("reception", help="list every visit at reception, with its clocks")
    add_json(command)
    command.set_defaults(run=reception)


def reception(args: argparse.Namespace) -> int:
    open_desk()
    write(_rows(datetime.now(UTC)), COLUMNS, as_json=args.json)
    return 0


def _rows(now: datetime) -> Iterator[Row]:
    from answerable.desk.models import ReceptionVisit

    found = ReceptionVisit.objects.standing().select_related("occasion", "office", "seen_by", "room")
    for visit in found.order_by("occasion__at", "id").prefetch_related("occasion__clocks").iterator(chunk_size=500):
        yield {
            "reference": visit.occasion.reference,
            "office": visit.office.code if visit.office else "",
            "number": visit.number,
            "met": visit.met,
            "arrived": written(visit.arrived_at),
            "greeted": written(visit.greeted_at),
            "seen": written(visit.seen_at),
            "left": written(visit.left_at),
            "words_said": written(visit.words_at),
            "seen_by": visit.seen_by.name if visit.seen_by else "",
            "room": visit.room.name if visit.room else "",
            "wait_told": [visit.wait_least, visit.wait_most] if visit.wait_told_at else None,
            "entered_afterwards": visit.entered_afterwards,
            "self_checked_in": visit.self_checked_in,
            "promises": promises_in(visit.occasion.clocks.all(), now),
        }
