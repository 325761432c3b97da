"""`python -m benchmarks.live`: from a call that rings to every officer's screen, and what it costs.

A council with its desk and live stream as they run, officers who are signed in, each with a stream open, and calls that
ring, are picked up and end. What is measured is the time from the moment at which the ringing is stored until the
browser has the card, and for how long the stream's processes have had a processor. `--ask` measures the same without
the stream: each officer asks once a second.
"""

import argparse
import asyncio
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from benchmarks.machine import machine

if TYPE_CHECKING:
    from answerable.desk.models import Call, Line

CHARTER = Path(__file__).parent.parent / "charters" / "flitwick" / "charter.toml"
RINGS = 8.0  # seconds until a call is picked up
WARM_UP = 5.0


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.live", description=__doc__)
    parser.add_argument("--officers", type=int, default=300)
    parser.add_argument("--calls", type=float, default=3, help="calls a second")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--ask", action="store_true", help="without the stream: each officer asks once a second")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="answerable-live-") as scratch:
        os.environ |= {"ANSWERABLE_DATA": f"{scratch}/data", "PORT": str(free_port())}
        os.environ.pop("DATABASE_URL", None)
        sessions = make_desk(args.officers)
        print(table(measure(sessions, args), args))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def make_desk(officers: int) -> list[str]:
    """Make a council with so many officers; return the session of each."""
    from answerable.cli.main import main as answerable

    answerable(["init", "--charter", str(CHARTER), "--address", "council@council.example.org"])
    from answerable.cli.desk import open_desk

    open_desk()
    from answerable.desk.models import Officer
    from benchmarks.signed_in import cookies

    made = [
        Officer.objects.invite(email=f"officer{number}@council.example.org", name=f"Officer {number}", section="Desk")
        for number in range(officers)
    ]
    return [cookies(officer)["sessionid"] for officer in made]


def measure(sessions: list[str], args: argparse.Namespace) -> dict[str, float]:
    """Run the desk, and return what was measured."""
    from answerable.cli.run import live, web

    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "start_new_session": True}
    command = web() if args.ask else live()[0]
    server = subprocess.Popen(command, **quiet)  # type: ignore[call-overload]
    try:
        return asyncio.run(_measured(sessions, args, server.pid))
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)


async def _measured(sessions: list[str], args: argparse.Namespace, pid: int) -> dict[str, float]:
    from answerable.site import environment
    from benchmarks.live_browsers import asks, listens
    from benchmarks.server import _family, _pss, _ticks

    port = int(environment.value("PORT") if args.ask else environment.live_port())
    await _await(port)
    stored: dict[str, float] = {}
    delays: list[float] = []
    browsers = [
        asyncio.ensure_future((asks if args.ask else listens)(port, session, stored, delays)) for session in sessions
    ]
    await asyncio.sleep(WARM_UP)
    began, ticks = time.monotonic(), sum(map(_ticks, _family(pid)))
    calls = await asyncio.to_thread(_ring, args.calls, args.seconds, stored)
    await asyncio.sleep(2)
    used = (sum(map(_ticks, _family(pid))) - ticks) / os.sysconf("SC_CLK_TCK") / (time.monotonic() - began)
    memory = sum(map(_pss, _family(pid))) / 1024
    for browser in browsers:
        browser.cancel()
    return {
        "calls": calls,
        "shown": len(delays),
        "expected": calls * len(sessions),
        "median": median(delays),
        "p95": quantiles(delays, n=20)[-1],
        "longest": max(delays),
        "cpu": used,
        "memory": memory,
    }


async def _await(port: int) -> None:
    for _ in range(600):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.05)
        else:
            return writer.close()
    sys.exit("The server did not come up.")


def _ring(calls: float, seconds: float, stored: dict[str, float]) -> int:
    """Let calls ring, be picked up and end. Note under the reference of each when its ringing was stored."""
    from django.db import connection
    from django.utils.timezone import now

    from answerable.desk.models import Call, Line

    line = Line.objects.create(code="100", name="Switchboard")
    ringing: list[tuple[float, Call]] = []
    count = 0
    for number in _beats(calls, seconds):
        call = _rings(number, line)
        stored[call.occasion.reference] = time.time()
        ringing.append((time.monotonic(), call))
        count += 1
        while ringing and time.monotonic() - ringing[0][0] > RINGS:
            Call.objects.filter(pk=ringing.pop(0)[1].pk).update(answered=now())
    connection.close()
    return count


def _rings(number: int, line: "Line") -> "Call":
    from django.db import transaction
    from django.utils.timezone import now

    from answerable.desk.history.actions import new_occasion
    from answerable.desk.models import Call

    at = now()
    with transaction.atomic():
        occasion = new_occasion("call", at=at, channel="telephone")
        return Call.objects.create(occasion=occasion, call=str(number), line=line, caller="01632960123", ring=at)


def _beats(calls: float, seconds: float) -> Iterator[int]:
    began = time.monotonic()
    for number in range(int(calls * seconds)):
        time.sleep(max(0.0, began + number / calls - time.monotonic()))
        yield number


def table(found: dict[str, float], args: argparse.Namespace) -> str:
    how = "each officer asks once a second" if args.ask else "each officer has a stream"
    return "\n".join(
        (
            f"{args.officers} officers, {args.calls:g} calls a second for {args.seconds:g} s, {how}; {machine()}",
            "",
            "| from the event to the screen | |",
            "|---|---|",
            f"| cards shown, of those that should be | {found['shown']:,.0f} of {found['expected']:,.0f} |",
            f"| median | {found['median']:.3f} s |",
            f"| 95th percentile | {found['p95']:.3f} s |",
            f"| longest | {found['longest']:.3f} s |",
            f"| processor of the server | {found['cpu']:.2f} cores |",
            f"| memory of the server | {found['memory']:.0f} MiB |",
        )
    )


if __name__ == "__main__":
    main()
