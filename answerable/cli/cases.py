"""`answerable cases`: every case, oldest first, with its promises as they stand now."""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from answerable.cli.desk import open_desk
from answerable.cli.lists import Row, add_json, promises_in, write, written

if TYPE_CHECKING:
    from answerable.cli.desk import Subparsers

COLUMNS = {"reference": 9, "type": 10, "owner": 25, "target": 10, "outcome": 15, "need": 50}


def add(subparsers: "Subparsers") -> None:
    """Describe `answerable cases`."""
    command = subparsers.add_parser("cases", help="list every case, with its promises")
    add_json(command)
    command.set_defaults(run=cases)


def cases(args: argparse.Namespace) -> int:
    open_desk()
    write(_rows(datetime.now(UTC)), COLUMNS, as_json=args.json)
    return 0


def _rows(now: datetime) -> Iterator[Row]:
    from answerable.desk.models import Case

    wanted = Case.objects.order_by("id").select_related("owner", "service").prefetch_related("clocks")
    for case in wanted.iterator(chunk_size=500):
        yield {
            "reference": case.reference,
            "type": case.type,
            "priority": case.priority,
            "stage": case.stage,
            "service": case.service.code if case.service else "",
            "channel": case.channel,
            "need": case.need,
            "owner": case.owner.name,
            "target": case.target.isoformat(),
            "opened_at": written(case.opened_at),
            "closed_at": written(case.closed_at),
            "outcome": case.outcome,
            "promises": promises_in(case.clocks.all(), now),
        }
