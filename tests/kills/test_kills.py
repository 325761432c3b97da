"""SIGKILL at random moments to the real web, worker and `receive` processes: nothing is lost, nothing is doubled."""

import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from threading import Event, Lock

import pytest

from answerable.cli.run import web
from tests.databases import ON_POSTGRES
from tests.desk_process import Desk
from tests.kills.loaded import Loaded
from tests.kills.poster import page_with_form, post
from tests.kills.processes import Cold, Killable, Warm, seconds_of, warm_processes
from tests.mails import mail
from tests.servers import SmtpServer, wait_for

pytestmark = pytest.mark.both_databases
# On PostgreSQL a sample: there each start of a process costs the same, and fewer of its moments are ours.
SHARE = 0.15 if ON_POSTGRES else 1.0
KILLS = {"receive, cold": 15, "receive": 75, "worker, cold": 10, "worker": 70, "web": 30}
MAILS, FORMS = (12, 4) if ON_POSTGRES else (40, 12)


class Kills:
    """How many kills of one sort are still to come, each at a moment from birth until well after `usual` seconds."""

    def __init__(self, sort: str, usual: float) -> None:
        self.left = int(KILLS[sort] * SHARE)
        self._usual, self._source, self._lock = usual, random.Random(sort), Lock()

    def take(self) -> float | None:
        """Return after how many seconds to kill, or None when there have been enough."""
        with self._lock:
            self.left -= 1
            return self._source.uniform(0.0, 1.5 * self._usual) if self.left >= 0 else None


Ways = list[tuple[Callable[[bytes], Killable], Kills]]


def receives(body: bytes, ways: Ways) -> None:
    """Hand one mail over as a mail server does: the same bytes again until `receive` says that they are safe."""
    while True:
        start, kills = max(ways, key=lambda way: way[1].left)
        after = kills.take()
        process = start(body)
        if process.wait(60 if after is None else after) == 0:
            return
        process.kill()


def runs_on(ways: Ways, finished: Event) -> None:
    """Keep a process running, killing it again and again."""
    while not finished.is_set():
        start, kills = max(ways, key=lambda way: way[1].left)
        after = kills.take()
        process = start(b"")
        if after is not None:
            process.wait(after)
        else:
            finished.wait()
        process.kill()


def fills_in(port: int, number: int) -> None:
    """Fill in the contact form once, and send it until it is accepted, over whatever happens to the web server."""
    source, form = f"127.0.1.{number + 1}", None
    end = time.monotonic() + 400
    while time.monotonic() < end:
        with suppress(OSError, HTTPException):
            form = form or page_with_form(port, source)
            fields, cookie = form
            filled = fields | {"need": f"form {number}", "name": "Ann Bell", "email": f"ann{number}@example.org"}
            if post(port, source, filled, cookie):
                return
        time.sleep(0.2)
    raise AssertionError(f"form {number} was never accepted")


def test_two_hundred_kills_lose_nothing_and_double_nothing(tmp_path: Path, smtp_server: SmtpServer) -> None:
    desk = Desk(tmp_path / "council", smtp_port=smtp_server.port).made()
    bodies = {f"mail {number}": mail(sender=f"p{number}@example.org", text=f"mail {number}") for number in range(MAILS)}
    finished = Event()
    with warm_processes(desk) as context, ThreadPoolExecutor(MAILS + FORMS) as pool:

        def receive(body: bytes) -> Killable:
            return Warm(context.Process(target=Loaded("receive"), args=(body,)))

        def receive_cold(body: bytes) -> Killable:
            return Cold(desk.start("receive", stdin=subprocess.PIPE), body)

        def work(_: bytes) -> Killable:
            return Warm(context.Process(target=Loaded("worker"), args=(b"",)))

        def work_cold(_: bytes) -> Killable:
            return Cold(desk.start("worker"))

        def serve(_: bytes) -> Killable:
            return Cold(desk.start_other(web()))

        first = mail(sender="first@example.org", text="first")
        slow = seconds_of(lambda: receive_cold(first), lambda process: process.wait(120))
        receive(first).wait(120)  # loads what the warm ones have loaded
        quick = seconds_of(lambda: receive(first), lambda process: process.wait(120))
        served = seconds_of(lambda: serve(b""), lambda _: wait_for(desk.port, seconds=120))

        by_pipe: Ways = [(receive, Kills("receive", quick)), (receive_cold, Kills("receive, cold", slow))]
        at_work: Ways = [(work, Kills("worker", 4 * quick)), (work_cold, Kills("worker, cold", slow))]
        on_web: Ways = [(serve, Kills("web", 1.5 * served))]
        try:
            servers = [pool.submit(runs_on, ways, finished) for ways in (at_work, on_web)]
            customers = [pool.submit(fills_in, desk.port, number) for number in range(FORMS)]
            for some in batches(list(bodies.values())):
                for delivery in [pool.submit(receives, body, by_pipe) for body in some]:
                    delivery.result()
            for customer in customers:
                customer.result()
            while any(kills.left > 0 for _, kills in (*by_pipe, *at_work, *on_web)):
                if any(kills.left > 0 for _, kills in by_pipe):
                    receives(first, by_pipe)
                time.sleep(0.05)
        finally:
            finished.set()
        for server in servers:
            server.result()
    desk.stop()

    told = afterwards(desk)
    wanted = Counter(["first", *bodies, *(f"form {number}" for number in range(FORMS))])
    assert Counter(str(text) for text, _ in told["contacts"]) == wanted
    assert {cases for _, cases in told["contacts"]} == {1}
    assert len(desk.listed("cases")) == sum(wanted.values())
    assert b" 0 clocks changed" in desk.run("rebuild").stdout
    then_each_is_acknowledged(told["messages"], sum(wanted.values()), smtp_server)


def batches(bodies: list[bytes]) -> list[list[bytes]]:
    """Return the mails four at a time: so many does a mail server hand over at once."""
    return [bodies[first : first + 4] for first in range(0, len(bodies), 4)]


def afterwards(desk: Desk) -> dict[str, list[list[object]]]:
    """Let a worker finish, six minutes later, and return what there is."""
    command = [sys.executable, "-m", "tests.kills.afterwards"]
    done = subprocess.run(command, env=desk.environment, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    told: dict[str, list[list[object]]] = json.loads(done.stdout)
    return told


def then_each_is_acknowledged(messages: list[list[object]], contacts: int, smtp_server: SmtpServer) -> None:
    """One acknowledgement each, accepted by the mail server; twice only where the case says "perhaps twice"."""
    assert len({to for to, _, _, _ in messages}) == len(messages) == contacts
    assert {state for _, _, state, _ in messages} == {"sent"}
    accepted = Counter(str(received["Message-ID"]) for received in smtp_server.messages)
    assert set(accepted) == {str(id) for _, id, _, _ in messages}
    perhaps = {id for _, id, _, perhaps_twice in messages if perhaps_twice}
    assert {id for id, times in accepted.items() if times > 1} <= perhaps
