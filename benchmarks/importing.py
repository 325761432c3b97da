"""`python -m benchmarks.importing`: what it takes to import the calls of a town from the files of telephone systems.

The calls are made up: some months of them, one in seven given up. Each file is taken in by the command, into a data
folder of its own.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.machine import machine

CHARTER = Path(__file__).parent.parent / "charters" / "flitwick" / "charter.toml"
COMMAND = [sys.executable, "-m", "answerable.cli.main"]
Line = tuple[float, str]  # when it is written, and what


@dataclass(frozen=True)
class Told:
    """A call as a telephone system saw it. `rang` and `spoke` are seconds; nobody spoke where it was given up."""

    name: str
    at: datetime
    rang: int
    spoke: int
    caller: str
    extension: int


def calls(number: int, seed: int = 1) -> Iterator[Told]:
    """Give so many calls, from nine to five."""
    dice, at = random.Random(seed), datetime(2025, 1, 6, 9, tzinfo=UTC)
    for place in range(number):
        at += timedelta(seconds=dice.randrange(5, 150))
        if at.hour >= 17:
            at = at.replace(hour=9, minute=0) + timedelta(days=1)
        spoke = dice.randrange(20, 600) if dice.random() < 6 / 7 else 0
        caller = f"0163296{dice.randrange(10_000):04}"
        yield Told(f"{at:%s}.{place}", at, dice.randrange(2, 45), spoke, caller, dice.randrange(201, 209))


def _bill(call: Told) -> Iterator[Line]:
    who, outcome = (call.extension, "answered") if call.spoke else ("", "missed")
    row = f"{call.at:%Y-%m-%d %H:%M:%S},{call.rang},{call.spoke},{call.caller},01632960000,{who},{outcome}"
    yield call.at.timestamp(), row


def _queue_log(call: Told) -> Iterator[Line]:
    at, name = call.at.timestamp(), call.name
    yield at, f"{at:.0f}|{name}|main|NONE|ENTERQUEUE||{call.caller}|1"
    if call.spoke:
        yield at + call.rang, f"{at + call.rang:.0f}|{name}|main|PJSIP/{call.extension}|CONNECT|{call.rang}|{name}b|3"
        at += call.rang + call.spoke
        yield at, f"{at:.0f}|{name}|main|PJSIP/{call.extension}|COMPLETECALLER|{call.rang}|{call.spoke}|1"
    else:
        yield at + call.rang, f"{at + call.rang:.0f}|{name}|main|NONE|ABANDON|1|1|{call.rang}"


def _event_log(call: Told) -> Iterator[Line]:
    at = call.at.timestamp()
    end = at + call.rang + call.spoke
    theirs, ours = (
        (f"PJSIP/trunk-{call.name[:8]}", call.name),
        (f"PJSIP/{call.extension}-{call.name[:8]}", f"{call.name}b"),
    )
    yield _record(call, at, "CHAN_START", *theirs)
    yield _record(call, at + 0.1, "APP_START", *theirs, "Queue")
    yield _record(call, at + 0.2, "CHAN_START", *ours)
    if call.spoke:
        yield _record(call, at + call.rang, "ANSWER", *ours)
    for kind in ("HANGUP", "CHAN_END"):
        yield _record(call, end, kind, *ours)
    for kind in ("HANGUP", "CHAN_END", "LINKEDID_END"):
        yield _record(call, end + 0.1, kind, *theirs)


def _record(call: Told, at: float, kind: str, channel: str, name: str, application: str = "") -> Line:
    number = call.caller if name == call.name else call.extension
    before = f'"{kind}","{at:.6f}","","{number}","","","","01632960000","from-trunk","{channel}","{application}"'
    return at, f'{before},"","3","","{name}","{call.name}","","","",""'


FILES = {"csv": _bill, "asterisk-queue-log": _queue_log, "asterisk-cel": _event_log}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.importing", description=__doc__)
    parser.add_argument("--calls", type=int, default=10_000)
    args = parser.parse_args()
    print(f"{args.calls:,} calls, {machine()}\n")
    print("| file | time | processor a call | most memory |\n| --- | --- | --- | --- |")
    for form, written in FILES.items():
        with tempfile.TemporaryDirectory(prefix="answerable-import-") as scratch:
            lines = sorted(line for call in calls(args.calls) for line in written(call))
            headings = ["Start,Ring,Duration,From,To,Extension,Status"] if form == "csv" else []
            file = Path(scratch, "calls")
            file.write_text("\n".join([*headings, *(line for _, line in lines), ""]))
            print(f"| {form} | {measured(form, file, args.calls)} |", flush=True)


def measured(form: str, file: Path, number: int) -> str:
    """Return how long the command takes for a file, for how long of it it has a processor for a call, and its memory.

    What it takes to start, as with an empty file, is no part of what a call takes.
    """
    given = {**os.environ, "ANSWERABLE_DATA": str(file.with_name("data"))}
    given.pop("DATABASE_URL", None)
    subprocess.run(
        [*COMMAND, "init", "--charter", str(CHARTER), "--address", "council@council.example.org"],
        env=given,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    empty = file.with_name("empty")
    empty.write_text("Start\n" if form == "csv" else "")
    begun = _used(form, empty, given)
    start = time.monotonic()
    used = _used(form, file, given)
    each = (used.ru_utime + used.ru_stime - begun.ru_utime - begun.ru_stime) / number
    return f"{time.monotonic() - start:.0f} s | {1000 * each:.2f} ms | {used.ru_maxrss // 1024} MiB"


def _used(form: str, file: Path, given: Mapping[str, str]) -> resource.struct_rusage:
    """Return what one run of the command used."""
    command = [*COMMAND, "import", "telephony", "--format", form, str(file)]
    process = subprocess.Popen(command, env=given, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{form}: the command failed")
    return used


if __name__ == "__main__":
    main()
