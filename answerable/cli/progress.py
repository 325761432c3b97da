"""How far the reading of a long file is, for whoever waits for it."""

import sys
import time
from collections.abc import Callable, Iterator

EVERY = 5.0  # seconds


def how_far(
    lines: Iterator[str], total: int | None = None, clock: Callable[[], float] = time.monotonic
) -> Iterator[str]:
    """Give the lines, and every few seconds say on stderr how many have been read, of how many where that is known."""
    told = clock()
    for number, line in enumerate(lines):
        if clock() >= told + EVERY:
            told = clock()
            print(f"{number:,}{'' if total is None else f' of {total:,}'} lines are read.", file=sys.stderr)
        yield line
