"""Checking a charter of 200 promises: reading it, finding what is wrong in it, and what is doubtful."""

import json
import time
import tomllib
from collections.abc import Callable
from datetime import UTC, date, datetime
from statistics import median

from answerable.charter.doubts import doubts
from answerable.charter.reader import read_charter
from benchmarks.stories import CHARTER

PROMISES = 200
TIMES = 20


def measure(today: date) -> dict[str, object]:
    """Return in milliseconds for how long a check of 200 promises had a processor, and how much of that is TOML's."""
    text = charter_of(PROMISES)
    assert len(read_charter(text).promises) >= PROMISES
    return {
        "check": _worked(lambda: doubts(read_charter(text), today)),
        "toml": _worked(lambda: tomllib.loads(text)),
    }


def _worked(act: Callable[[], object]) -> float:
    taken = []
    for _ in range(TIMES):
        begun = time.process_time()
        act()
        taken.append(time.process_time() - begun)
    return median(taken) * 1000


def charter_of(promises: int) -> str:
    """Return a charter of at least so many promises: what a shipped one promises, for one service after the other."""
    head, *tables = CHARTER.read_text().partition("[[ruling]]")[0].split("[[promise]]")
    clocks = [table for table in tables if 'from = "received"' in table and "if_late" not in table]
    parts = [head]
    while len(parts) <= promises:
        service = len(parts)
        parts += [_for_service(table, f"S{service}-{place}", service) for place, table in enumerate(clocks)]
    return "[[promise]]".join(parts)


def _for_service(table: str, id: str, service: int) -> str:
    lines = [line for line in table.splitlines() if not line.startswith(("id =", "for =", "#"))]
    return "\n".join(["", f'id = "{id}"', f'for = {{ service = "{service}" }}', *lines, ""])


if __name__ == "__main__":
    print(json.dumps(measure(datetime.now(UTC).date())))
