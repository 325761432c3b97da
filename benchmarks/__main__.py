"""`python -m benchmarks`: measure the desk with few and with many cases, and write the table."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.machine import machine
from benchmarks.table import table

RESULTS = Path(__file__).parent / "RESULTS.md"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--cases", type=int, nargs="+", default=[1_000, 100_000], help="how many cases to measure with")
    parser.add_argument(
        "--postgres", action="store_true", help="measure the most cases on PostgreSQL too, beside SQLite"
    )
    parser.add_argument("--write", action="store_true", help=f"write the table to {RESULTS.name} too")
    args = parser.parse_args()
    on, charter = machine(), _charter()
    desks = [_desk(cases, postgres=args.postgres and cases == max(args.cases)) for cases in args.cases]
    text = table(f"{datetime.now(UTC):%d %B %Y}, {on}", desks, charter)
    print(text)
    if args.write:
        RESULTS.write_text(text)


def _desk(cases: int, *, postgres: bool) -> dict[str, Any]:
    # Settings are read once a process: each data folder has its own.
    with tempfile.TemporaryDirectory(prefix="answerable-bench-") as scratch:
        print(f"{cases:,} cases …", file=sys.stderr, flush=True)
        given = {**os.environ, "ANSWERABLE_DATA": f"{scratch}/data"}
        given.pop("DATABASE_URL", None)
        found = _said([sys.executable, "-m", "benchmarks.one_size", str(cases)], given)
        if postgres:
            print("… and on PostgreSQL", file=sys.stderr, flush=True)
            found["postgres"] = _said([sys.executable, "-m", "benchmarks.on_postgres", found["token"]], given)
        return found


def _charter() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in ("judging", "checking", "due_dates"):
        found |= _said([sys.executable, "-m", f"benchmarks.{name}"], dict(os.environ))
    return found


def _said(command: list[str], given: dict[str, str]) -> dict[str, Any]:
    ran = subprocess.run(command, env=given, stdout=subprocess.PIPE, text=True, check=True)
    answer: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return answer


if __name__ == "__main__":
    main()
