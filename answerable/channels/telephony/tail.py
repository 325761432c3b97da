"""A log that is being written, line by line: through rotation, truncation, and a start before the log is there."""

import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import BinaryIO

ROTATED = ".1"  # what logrotate calls the log before


def tail(path: Path, rest: Callable[[], bool]) -> Iterator[str]:
    """Give each whole line of a log, from the one before it on, and then those that are written.

    When all is read `rest` is called: it waits a little, and says whether to go on. What was given before a restart is
    given again: whoever reads knows it.
    """
    before = path.with_name(path.name + ROTATED)
    if before.exists():
        yield from before.read_text(errors="replace").splitlines(keepends=True)
    going_on = True
    while going_on:
        if path.exists():
            with path.open("rb") as log:
                going_on = yield from _until_replaced(path, log, rest)
        else:
            going_on = rest()


def _until_replaced(path: Path, log: BinaryIO, rest: Callable[[], bool]) -> Generator[str, None, bool]:
    part = b""
    while True:
        part += log.readline()
        if part.endswith(b"\n"):
            yield part.decode(errors="replace")
            part = b""
        elif _is_replaced(path, log):
            # What was written to the old one in the meantime.
            yield from (part + log.read()).decode(errors="replace").splitlines(keepends=True)
            return True
        elif not rest():
            return False


def _is_replaced(path: Path, log: BinaryIO) -> bool:
    """Say whether the log was rotated away, or emptied to be begun anew."""
    ours = os.fstat(log.fileno())
    try:
        now = path.stat()
    except FileNotFoundError:
        return False  # until the new one is there, more may be written to the old
    return (now.st_dev, now.st_ino) != (ours.st_dev, ours.st_ino) or now.st_size < log.tell()
