"""`answerable charter …`: what a charter file says, by itself. Only `rehearse` reads the data folder."""

import argparse
import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from answerable.charter.doubts import doubts
from answerable.charter.explaining.proofs import proofs
from answerable.charter.moments import LONDON
from answerable.charter.reading.problems import CharterErrors
from answerable.cli.charter_file import day, failed
from answerable.cli.charter_file import load as load
from answerable.cli.compare import add_compare
from answerable.cli.due import add_due
from answerable.cli.judge import add_facts, add_judge
from answerable.cli.rehearse import add_rehearse

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add(subparsers: "Subparsers") -> None:
    """Describe `answerable charter …`."""
    charter = subparsers.add_parser("charter", help="check a charter, and ask what falls due by it")
    commands = charter.add_subparsers(dest="charter_command", metavar="COMMAND", required=True)
    _add_check(commands)
    add_due(commands)
    _add_promises(commands)
    add_judge(commands)
    add_facts(commands)
    add_compare(commands)
    add_rehearse(commands)


def _add_check(commands: "Subparsers") -> None:
    check = commands.add_parser("check", help="find the errors in a charter, and what the council should rule on")
    check.add_argument("file", type=Path, help="the charter file")
    check.add_argument("--today", type=day, default=None, help="the day on which to check, such as 2026-12-24")
    check.set_defaults(run=check_charter)


def _add_promises(commands: "Subparsers") -> None:
    promises = commands.add_parser("promises", help="list every promise of a charter, and how each is proved")
    promises.add_argument("file", type=Path, help="the charter file")
    promises.add_argument("--json", action="store_true", help="one JSON object a line")
    promises.set_defaults(run=list_promises)


def check_charter(args: argparse.Namespace) -> int:
    """Print every error (status 2), else every doubt (status 0)."""
    try:
        charter = load(args.file)
    except CharterErrors as errors:
        return failed(f"{args.file} has {_number(len(errors.problems), 'error')}:\n{errors}")
    found = doubts(charter, args.today or datetime.now(LONDON).date())
    for doubt in found:
        print(doubt)
    print(f"{charter.council}: {_number(len(charter.promises), 'promise')}, {_number(len(found), 'doubt')}.")
    return 0


def _number(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"


def list_promises(args: argparse.Namespace) -> int:
    """Print every promise by id: its kind, its strength, our words for it, where it stands, and how it is proved."""
    try:
        listed = proofs(load(args.file))
    except CharterErrors as errors:
        return failed(errors)
    if args.json:
        for proof in listed:
            print(json.dumps(asdict(proof), ensure_ascii=False))
        return 0
    columns = [(proof.id, proof.kind, proof.strength) for proof in listed]
    widths = [max(map(len, column)) for column in zip(*columns, strict=True)]
    for proof, column in zip(listed, columns, strict=True):
        cells = "  ".join(cell.ljust(width) for cell, width in zip(column, widths, strict=True))
        indent = " " * (len(cells) + 2)
        print(f"{cells}  {proof.title}\n{indent}{proof.where}\n{indent}proved {proof.proved}")
    return 0
