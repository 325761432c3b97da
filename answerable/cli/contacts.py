"""`answerable contacts`: every contact, oldest first."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from answerable.cli.desk import open_desk
from answerable.cli.lists import Row, add_json, write

if TYPE_CHECKING:
    from answerable.cli.desk import Subparsers

COLUMNS = {"reference": 9, "channel": 9, "kind": 9, "case": 9, "from": 30, "subject": 50}


def add(subparsers: "Subparsers") -> None:
    """Describe `answerable contacts`."""
    command = subparsers.add_parser("contacts", help="list every contact")
    add_json(command)
    command.set_defaults(run=contacts)


def contacts(args: argparse.Namespace) -> int:
    open_desk()
    write(_rows(), COLUMNS, as_json=args.json)
    return 0


def _rows() -> Iterator[Row]:
    from answerable.desk.models import Contact

    for contact in Contact.objects.order_by("id").prefetch_related("cases", "attachments").iterator(chunk_size=500):
        cases = sorted(contact.cases.all(), key=lambda case: case.pk)
        yield {
            "reference": contact.reference,
            "channel": contact.channel,
            "message_id": contact.message_id,
            "from": contact.sender,
            "to": contact.recipients,
            "subject": contact.subject,
            "text": contact.text,
            "attachments": [
                {"name": file.name, "type": file.type, "size": file.size, "sha256": file.sha256}
                for file in contact.attachments.all()
            ],
            "kind": contact.kind,
            "case": cases[0].reference if cases else "",
        }
