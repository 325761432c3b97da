"""How the commands that list things write them: a table for people, a JSON object a line for programs."""

import argparse
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from answerable.charter.moments import local

if TYPE_CHECKING:
    from answerable.desk.history.models import Clock

Row = Mapping[str, object]


def add_json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="write one JSON object a line")


def write(rows: Iterable[Row], columns: Mapping[str, int], *, as_json: bool) -> None:
    """Write each row as JSON, or the `columns` of it cut at their widths."""
    if not as_json:
        print("  ".join(name.ljust(width) for name, width in columns.items()).rstrip())
    for row in rows:
        print(json.dumps(row, ensure_ascii=False) if as_json else _line(row, columns))


def _line(row: Row, columns: Mapping[str, int]) -> str:
    return "  ".join(_shown(row[name])[:width].ljust(width) for name, width in columns.items()).rstrip()


def _shown(value: object) -> str:
    text = "" if value is None else str(value)
    return "".join(letter if letter.isprintable() else " " for letter in text)


def written(moment: datetime | None) -> str | None:
    """Return a moment as the charter's commands write it: council time, with its offset."""
    return local(moment).isoformat() if moment else None


def promises_in(clocks: "Iterable[Clock]", now: datetime) -> list[Row]:
    """Return how each promise stands at `now`, in the order in which they began."""
    return [
        {
            "promise": clock.promise,
            "started": written(clock.started),
            "due": written(clock.due),
            "stopped": written(clock.stopped),
            "verdict": str(clock.verdict(now)),
        }
        for clock in sorted(clocks, key=lambda clock: (clock.started, clock.promise))
    ]
