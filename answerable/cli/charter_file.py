"""A charter file named on the command line: the charter in it, or what is wrong with it."""

import argparse
import sys
from datetime import date
from pathlib import Path

from answerable.charter.clauses import Charter
from answerable.charter.reader import read_charter
from answerable.charter.reading.problems import CharterErrors, Problem, shown

FAILED = 2


def load(path: Path) -> Charter:
    """Return the charter in a file, or raise CharterErrors; no bytes at all end in a traceback."""
    try:
        return read_charter(path.read_bytes().decode("utf-8-sig"), path.name)
    except OSError as error:
        raise CharterErrors([Problem(0, str(path), f"{error.strerror}. Name a charter file.")], path.name) from None
    except UnicodeDecodeError as error:
        line = bytes(error.object).count(b"\n", 0, error.start) + 1
        raise CharterErrors([Problem(line, "", "this is not UTF-8. Save the file as UTF-8.")], path.name) from None


def failed(message: object) -> int:
    """Say what is wrong, and return the status for it."""
    print(message, file=sys.stderr)
    return FAILED


def day(text: str) -> date:
    """Return the date that an argument states, or tell the command line how to write one."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{shown(text)} is not a date. Write it like 2026-12-24.") from None
