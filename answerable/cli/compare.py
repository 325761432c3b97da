"""`answerable charter compare`: what one charter file says otherwise than another, promise by promise."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from answerable.charter.reading.problems import CharterErrors
from answerable.charter.rehearsing.compare import compare
from answerable.cli.charter_file import failed, load

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_compare(commands: "Subparsers") -> None:
    command = commands.add_parser("compare", help="what one charter says otherwise than another, promise by promise")
    command.add_argument("old", type=Path, help="the older charter file")
    command.add_argument("new", type=Path, help="the newer charter file")
    command.add_argument("--json", action="store_true", help="one JSON object a line")
    command.set_defaults(run=compare_charters)


def compare_charters(args: argparse.Namespace) -> int:
    """Print each difference; status 2 where a file is no charter, with every error in it."""
    charters = []
    for path in (args.old, args.new):
        try:
            charters.append(load(path))
        except CharterErrors as errors:
            return failed(f"{path} can't be compared:\n{errors}")
    changes = compare(*charters)
    for change in changes:
        print(json.dumps(asdict(change), ensure_ascii=False) if args.json else change)
    if not changes and not args.json:
        print("Both say the same.")
    return 0
