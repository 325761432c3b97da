"""`answerable worker`: fetches mail, takes it in, sends what waits. As many as you like, on any machine."""

import argparse
from typing import TYPE_CHECKING

from answerable.cli.desk import open_desk

if TYPE_CHECKING:
    from answerable.cli.desk import Subparsers


def add(subparsers: "Subparsers") -> None:
    """Describe `answerable worker`."""
    command = subparsers.add_parser("worker", help="fetch mail and send it, until stopped")
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    open_desk()
    from answerable.worker.loop import work

    work()
    return 0
