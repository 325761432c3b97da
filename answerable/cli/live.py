"""`answerable live`: the stream of what shows live. One for a desk, on any machine that reaches its database."""

import argparse
import subprocess
import sys
from typing import TYPE_CHECKING

from answerable.cli.desk import WRONG
from answerable.cli.run import live

if TYPE_CHECKING:
    from answerable.cli.desk import Subparsers


def add(subparsers: "Subparsers") -> None:
    """Describe `answerable live`."""
    command = subparsers.add_parser("live", help="stream what shows live, until stopped")
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    commands = live()
    if not commands:
        print("ANSWERABLE_LIVE says that there is no stream.", file=sys.stderr)
        return WRONG
    return subprocess.run(commands[0], check=False).returncode
