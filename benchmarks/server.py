"""The real web server with one worker, in a process of its own, asked over real HTTP."""

import http.client
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

HOST = "127.0.0.1"
PATIENCE = 30.0


class Server:
    """The server while it runs. `cold_start` is the time from its start to its first page, in seconds."""

    def __init__(self, first_page: str, database: int | None = None) -> None:
        self._database = database
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            self.port = int(probe.getsockname()[1])
        os.environ["PORT"] = str(self.port)
        from answerable.cli.run import web

        begun = time.perf_counter()
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
        self._process = subprocess.Popen(web(), start_new_session=True, **quiet)  # type: ignore[call-overload]
        self._await(first_page)
        self.cold_start = time.perf_counter() - begun

    def _await(self, page: str) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if Browser(self.port).get(page) == 200:
                    return
            except OSError:
                time.sleep(0.005)
        raise TimeoutError(f"{page} did not come within {PATIENCE} seconds")

    @property
    def memory(self) -> float:
        """Return the memory of its processes in MiB: what is shared is counted in parts (PSS)."""
        return sum(_pss(pid) for pid in _family(self._process.pid)) / 1024

    @property
    def worked(self) -> float:
        """Return for how many seconds its processes have had a processor: on a busy machine this tells the most."""
        return sum(_ticks(pid) for pid in _family(self._process.pid)) / os.sysconf("SC_CLK_TCK")

    @property
    def database_worked(self) -> float:
        """Return for how many seconds the database's own processes have had a processor; none: it has none."""
        if self._database is None:
            return 0
        ended = Path(f"/proc/{self._database}/stat").read_text().rpartition(")")[2].split()[13:15]
        ticks = sum(map(int, ended)) + sum(_ticks(pid) for pid in _family(self._database))
        return ticks / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in _family(int(child)))]


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _pss(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


class Browser:
    """One connection to the server, kept open. It knows the cookies it is given."""

    def __init__(self, port: int, cookies: Mapping[str, str] | None = None) -> None:
        self._connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
        self._cookies = dict(cookies or {})
        self.size = 0

    def get(self, page: str, headers: Mapping[str, str] | None = None) -> int:
        return self._ask("GET", page, None, headers or {})

    def form(self, page: str, **fields: str) -> int:
        fields["csrfmiddlewaretoken"] = self._cookies["csrftoken"]
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", page, urlencode(fields).encode(), kind)

    def json(self, page: str, body: object, headers: Mapping[str, str]) -> int:
        return self._ask("POST", page, json.dumps(body).encode(), {"Content-Type": "application/json", **headers})

    def _ask(self, method: str, page: str, body: bytes | None, headers: Mapping[str, str]) -> int:
        cookies = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        self._connection.request(method, page, body, {**(cookies if self._cookies else {}), **headers})
        answer = self._connection.getresponse()
        self.size = len(answer.read())
        return answer.status
