"""`answerable run`: the whole desk, web, live stream and worker, until it is stopped."""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING

from answerable.cli.desk import open_desk
from answerable.site import environment

if TYPE_CHECKING:
    from answerable.cli.desk import Subparsers

# The web server hangs for ever when it is told to stop while it starts: then it is ended without asking.
PATIENCE = 5.0
BEFORE_RESTART = 1.0


def add(subparsers: "Subparsers") -> None:
    """Describe `answerable run`."""
    command = subparsers.add_parser("run", help="start the desk: web, live stream and worker")
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Bring the tables up to date, then serve until SIGTERM or Ctrl-C."""
    open_desk()
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", verbosity=0)
    connections.close_all()
    print(f"Answerable runs at http://127.0.0.1:{environment.value('PORT')} (Ctrl-C stops it)", flush=True)
    return keep_running([web(), *live(), worker(), *telephone()])


def web() -> list[str]:
    """Return the command that starts the web server."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
        *("--port", environment.value("PORT"), "--workers", "1", "--blocking-threads", "4"),
        *("--workers-kill-timeout", "3", "--log-level", "warning", "--no-access-log"),
        "answerable.site.wsgi:application",
    ]


def live() -> list[list[str]]:
    """Return the command that starts the stream of what shows live; none where there is to be no stream."""
    if not environment.is_live():
        return []
    command = [
        *(sys.executable, "-m", "granian", "--interface", "asginl", "--host", "127.0.0.1", "--no-ws"),
        *("--port", environment.live_port(), "--workers", "1", "--loop", "asyncio"),
        *("--workers-kill-timeout", "3", "--log-level", "warning", "--no-access-log"),
        "answerable.site.live:application",
    ]
    return [command]


def worker() -> list[str]:
    """Return the command that starts a worker."""
    return [sys.executable, "-m", "answerable.cli.main", "worker"]


def telephone() -> list[list[str]]:
    """Return the command that listens to the telephone system; none where there is none to listen to."""
    listens = bool(environment.value("ANSWERABLE_ASTERISK"))
    return [[sys.executable, "-m", "answerable.cli.main", "listen"]] if listens else []


@dataclass
class Child:
    """A process of ours, started again whenever it ends."""

    command: Sequence[str]
    process: "subprocess.Popen[bytes] | None" = None
    next_start: float = field(default=0.0)

    def see_to(self, now: float) -> None:
        """Start it if it doesn't run, but not more often than once a second."""
        if self.process is not None and self.process.poll() is None:
            return
        if now >= self.next_start:
            # A session of its own: Ctrl-C in the terminal reaches only us, and we stop it in order.
            self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, start_new_session=True)
            self.next_start = now + BEFORE_RESTART

    def tell(self, number: int) -> None:
        """Send a signal to it and to the processes that it has started."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)

    def ended(self, deadline: float) -> bool:
        if self.process is None:
            return True
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.0, deadline - time.monotonic()))
        return self.process.poll() is not None


def keep_running(commands: Sequence[Sequence[str]]) -> int:
    """Run the commands side by side, start again what ends, and stop all of them on SIGTERM or Ctrl-C."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    children = [Child(command) for command in commands]
    try:
        while not stop.wait(0.2):
            for child in children:
                child.see_to(time.monotonic())
    finally:
        _stop(children)
    return 0


def _stop(children: Sequence[Child]) -> None:
    for child in children:
        child.tell(signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    for child in children:
        if not child.ended(deadline):
            child.tell(signal.SIGKILL)
    for child in children:
        child.tell(signal.SIGKILL)  # and what a child left behind
        child.ended(time.monotonic() + 1)
