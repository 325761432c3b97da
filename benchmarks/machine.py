"""The machine that is measured on, as it says of itself."""

import os
import platform
import sqlite3
from pathlib import Path


def machine() -> str:
    """Return the machine in one line, with how busy it was: a busy one makes every figure worse."""
    one, five, _ = os.getloadavg()
    return (
        f"{os.cpu_count()} cores ({_processor()}), {_memory()} GiB, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}; "
        f"load {one:.1f} in the last minute, {five:.1f} in the last five"
    )


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def _memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
