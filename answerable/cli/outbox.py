"""`answerable outbox`: every message to a customer, oldest first, and what became of it."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from answerable.cli.desk import open_desk
from answerable.cli.lists import Row, add_json, write

if TYPE_CHECKING:
    from answerable.cli.desk import Subparsers

COLUMNS = {"to": 30, "means": 15, "state": 8, "subject": 60}


def add(subparsers: "Subparsers") -> None:
    """Describe `answerable outbox`."""
    command = subparsers.add_parser("outbox", help="list every message to customers, and what became of it")
    add_json(command)
    command.set_defaults(run=outbox)


def outbox(args: argparse.Namespace) -> int:
    open_desk()
    write(_rows(), COLUMNS, as_json=args.json)
    return 0


def _rows() -> Iterator[Row]:
    from answerable.desk.models import Message

    for message in Message.objects.order_by("id").iterator(chunk_size=500):
        yield {
            "to": message.to,
            "subject": message.subject,
            "means": message.means,
            "state": message.state,
            "in_reply_to": message.in_reply_to,
        }
