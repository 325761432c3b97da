"""The stream as it is served: who may have it, how soon it tells, and that signing out ends it."""

import http.client
import json
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from answerable.site.environment import LIVE_PORT_ABOVE
from tests.desk_process import Desk
from tests.servers import wait_for

pytestmark = pytest.mark.both_databases
WITHIN_SECONDS = 8  # a busy machine is slow to start anything; the benchmark measures how fast it is


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = Desk(tmp_path_factory.mktemp("live") / "council").made()
    desk.start("live")
    wait_for(desk.port + LIVE_PORT_ABOVE, seconds=60)
    yield desk
    desk.stop()


def at(desk: Desk, what: str) -> str:
    command = [sys.executable, "-m", "tests.web.live.at_the_desk", what]
    return subprocess.run(command, env=desk.environment, check=True, capture_output=True).stdout.decode().strip()


def ask(desk: Desk, session: str = "", origin: str = "", path: str = "/live") -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", desk.port + LIVE_PORT_ABOVE, timeout=WITHIN_SECONDS)
    headers = {"Cookie": f"sessionid={session}"} | ({"Origin": origin} if origin else {})
    connection.request("GET", path, headers=headers)
    return connection.getresponse()


def told(answer: http.client.HTTPResponse) -> Iterator[dict[str, object]]:
    """Yield what the stream tells, until it ends."""
    while line := answer.readline():
        if line.startswith(b"data: {"):
            yield json.loads(line.removeprefix(b"data: "))


def test_F21_a_call_that_rings_is_told_to_an_officer_and_signing_out_ends_the_stream(desk: Desk) -> None:
    ours = f"http://127.0.0.1:{desk.port}"
    answer = ask(desk, at(desk, "sits down"), origin=ours)
    assert (answer.status, answer.getheader("Access-Control-Allow-Origin")) == (200, ours)
    stream = told(answer)
    first = next(stream)
    assert (first["all"], first["things"]) == (True, {})
    reference = at(desk, "rings")
    rings = next(stream)["things"]
    assert isinstance(rings, dict)
    assert rings["ringing"]["order"] == [reference]
    at(desk, "signs out")
    began = time.monotonic()
    assert list(stream) == []
    assert time.monotonic() - began < WITHIN_SECONDS


@pytest.mark.parametrize("session", ["", "nobody", "x" * 400])
def test_nobody_else_is_told_anything(desk: Desk, session: str) -> None:
    answer = ask(desk, session)
    assert (answer.status, answer.read()) == (401, b"")


def test_no_other_page_in_the_officers_browser_may_listen(desk: Desk) -> None:
    session = at(desk, "sits down")
    for origin in ("http://evil.example", "http://127.0.0.1:1", f"https://127.0.0.1:{desk.port}", "null"):
        answer = ask(desk, session, origin=origin)
        assert (answer.status, answer.getheader("Access-Control-Allow-Origin")) == (400, None), origin


def test_there_is_nothing_else_to_ask_for(desk: Desk) -> None:
    assert ask(desk, path="/desk/").status == 404
