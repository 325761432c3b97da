"""`answerable rebuild`: the clocks made anew of the facts, and the words that are searched. Nothing may change."""

import argparse
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from answerable.cli.desk import open_desk

if TYPE_CHECKING:
    from answerable.cli.desk import Subparsers


def add(subparsers: "Subparsers") -> None:
    """Describe `answerable rebuild`."""
    command = subparsers.add_parser("rebuild", help="make the clocks anew of the facts; nothing may change")
    command.set_defaults(run=rebuild)


def rebuild(args: argparse.Namespace) -> int:
    """Return 1 where a clock was not what the facts and the charter say; it is now."""
    open_desk()
    from answerable.cli.tables import weigh
    from answerable.desk.history.retiming import catch_up, retime
    from answerable.desk.models import Case, Occasion
    from answerable.desk.search.actions import rebuild_search

    now, changed = datetime.now(UTC), 0
    catch_up(now)  # what the worker has not come to yet is no fault of the clocks
    for table in (Case, Occasion):
        for subject in table._default_manager.order_by("id").iterator(chunk_size=500):
            changed += retime(subject, at=now)
    rebuild_search()
    weigh()
    seen = f"{Case.objects.count()} cases and {Occasion.objects.count()} occasions"
    print(f"{seen} looked at, {changed} clocks changed.")
    return 1 if changed else 0
