"""Processes to be killed: cold ones, started as a mail server or an operator does, and warm ones."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from typing import Protocol

from tests.desk_process import Desk, kill


class Killable(Protocol):
    """A process that can be waited for, and killed with all that it has started."""

    def wait(self, seconds: float) -> int | None:
        """Return its exit status, or None while it still runs after `seconds`."""

    def kill(self) -> None: ...


class Cold:
    def __init__(self, process: "subprocess.Popen[bytes]", body: bytes = b"") -> None:
        self._process = process
        if process.stdin is not None:
            process.stdin.write(body)
            process.stdin.close()

    def wait(self, seconds: float) -> int | None:
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def kill(self) -> None:
        kill(self._process)


class Warm:
    def __init__(self, process: BaseProcess) -> None:
        self._process = process
        process.start()

    def wait(self, seconds: float) -> int | None:
        self._process.join(seconds)
        return self._process.exitcode

    def kill(self) -> None:
        self._process.kill()
        self._process.join()


@contextmanager
def warm_processes(desk: Desk) -> Iterator[ForkServerContext]:
    """Give what makes processes that have the desk's commands loaded."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.kills.warm"])
    before = dict(os.environ)
    os.environ.update(desk.environment)
    try:
        yield context
    finally:
        os.environ.clear()
        os.environ.update(before)


def seconds_of(start: Callable[[], Killable], done: Callable[[Killable], object]) -> float:
    """Return how long it takes until a process that nobody kills has `done` its work."""
    began = time.monotonic()
    process = start()
    done(process)
    took = time.monotonic() - began
    process.kill()
    return took
