"""A council's desk as an operator has it: a data folder, and the real command in processes of its own."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.request
from functools import cache
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.cast import CHARTERS
from tests.databases import FOLDER, ON_POSTGRES
from tests.servers import free_port, wait_for

ADDRESS = "council@council.example.org"
_numbers = count(1)


class Desk:
    """A new council with its own database. `smtp_port`: where its mail goes; without one it waits."""

    def __init__(self, folder: Path, *, charter: str = "flitwick", smtp_port: int | None = None) -> None:
        self.folder, self.port = folder, free_port()
        self.environment = os.environ | {
            "ANSWERABLE_DATA": str(folder),
            "PORT": str(self.port),
            "ANSWERABLE_SMTP": f"smtp://127.0.0.1:{smtp_port}" if smtp_port else "",
            "DATABASE_URL": new_database() if ON_POSTGRES else "",
        }
        self.processes: list[subprocess.Popen[bytes]] = []
        self._charter = charter

    def made(self) -> "Desk":
        """Make the council by `answerable init`: once, and from then on by copying."""
        before = _made_before(self._charter)
        shutil.copytree(before.folder, self.folder, dirs_exist_ok=True)
        if ON_POSTGRES:
            self.environment["DATABASE_URL"] = new_database(like=before.environment["DATABASE_URL"])
        return self

    def init(self) -> str:
        charter = CHARTERS / self._charter / "charter.toml"
        return self.run("init", "--charter", str(charter), "--address", ADDRESS).stdout.decode()

    def run(self, *arguments: str, stdin: bytes = b"", status: int = 0) -> "subprocess.CompletedProcess[bytes]":
        """Run one command to its end; its exit status must be `status`."""
        done = subprocess.run(
            [*COMMAND, *arguments], input=stdin, capture_output=True, env=self.environment, timeout=120
        )
        assert done.returncode == status, done.stderr.decode()
        return done

    def receive(self, mail: bytes) -> None:
        self.run("receive", stdin=mail)

    def listed(self, what: str) -> list[dict[str, object]]:
        """Return what `answerable contacts --json` and its like say."""
        return [json.loads(line) for line in self.run(what, "--json").stdout.splitlines()]

    def planned_rows(self, table: str) -> int:
        """Return how many rows PostgreSQL believes to be in a table; -1 where it has never looked."""
        with psycopg.connect(self.environment["DATABASE_URL"]) as connection:
            row = connection.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [table]).fetchone()
        return int(row[0]) if row else -1

    def start(self, *arguments: str, stdin: int = subprocess.DEVNULL) -> "subprocess.Popen[bytes]":
        """Start a command in a process group of its own."""
        return self.start_other([*COMMAND, *arguments], stdin=stdin)

    def start_other(self, command: list[str], stdin: int = subprocess.DEVNULL) -> "subprocess.Popen[bytes]":
        """Start another program with the desk's environment, in a process group of its own."""
        process = subprocess.Popen(
            command,
            stdin=stdin,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=self.environment,
            start_new_session=True,
        )
        self.processes.append(process)
        return process

    def wait_for_web(self) -> str:
        wait_for(self.port, seconds=60)
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            return bytes(answer.read())

    def stop(self) -> None:
        """End what was started and still runs."""
        for process in self.processes:
            kill(process)


COMMAND = [sys.executable, "-m", "answerable.cli.main"]


def kill(process: "subprocess.Popen[bytes]") -> None:
    """Kill a process with all that it started, as the power going off would."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=10)


@cache
def _made_before(charter: str) -> Desk:
    desk = Desk(FOLDER / f"made-{charter}", charter=charter)
    desk.init()
    return desk


def new_database(like: str = "") -> str:
    """Return the address of a database on the tests' PostgreSQL: an empty one, or a copy of another."""
    server = os.environ["DATABASE_URL"]
    name = f"desk_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as connection:
        template = urlsplit(like).path.lstrip("/") or "template1"
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
