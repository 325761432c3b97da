"""Everything that is measured on one number of cases, in a process and a data folder of its own.

`python -m benchmarks.one_size CASES`, with ANSWERABLE_DATA set to a folder that is not there yet, prints JSON.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from answerable.site import environment
from benchmarks.timing import Times, timed

if TYPE_CHECKING:
    from benchmarks.desk import Desk
    from benchmarks.server import Browser, Server

MAILS = 300
CONTACTS = 300
LOOKS = 60
WARM = 5
FIRST_PAGE = "/"
RUN = str(os.getpid())  # a copied desk knows what came to it before it was copied


def main(cases: int) -> dict[str, Any]:
    """Fill a desk with so many cases and measure it."""
    make_ready(environment.data_folder())
    from benchmarks.desk import make_desk
    from benchmarks.filler import fill, same_as_the_actions

    now = datetime.now(UTC)
    desk = make_desk(now)
    begun = time.perf_counter()
    fill(desk, cases, now)
    filled = time.perf_counter() - begun
    from answerable.desk.figures.actions import freeze

    freeze(now)
    found = {"cases": cases, "filled": filled, "otherwise": same_as_the_actions(), "size": _size()}
    return found | over_http(desk) | {"mails": taken_in(desk), "token": desk.token}


def make_ready(folder: Path) -> None:
    """Make the data folder and open it."""
    from answerable.cli.desk import open_desk
    from answerable.cli.init import make_folder

    os.environ["ANSWERABLE_API_LIMIT"] = "0"
    make_folder(folder)
    open_desk()


def _size() -> float:
    return sum(path.stat().st_size for path in environment.data_folder().iterdir() if path.is_file()) / 2**20


def taken_in(desk: "Desk") -> dict[str, float]:
    """Take mails in one by one, as the worker does: the bytes committed first, then all that is made of them."""
    from answerable.desk.incoming.actions import keep, take_in
    from answerable.desk.models import Customer
    from benchmarks.mails import mails

    bodies = mails(MAILS + 20, Customer.objects.filter(name__startswith="Customer ").count(), RUN)

    def take(number: int) -> None:
        at = datetime.now(UTC)
        take_in(keep(bodies[number], channel="email", at=at, mailbox=desk.mailbox), at=at)

    begun = time.process_time()
    times = timed(take, MAILS, warm=20)
    return {"a second": times.a_second, "worked": (time.process_time() - begun) / (MAILS + 20) * 1000}


def over_http(desk: "Desk", database: int | None = None) -> dict[str, Any]:
    """Measure a real server: with the process of its database, if it has one, that one's work is told too."""
    from benchmarks.server import Server

    server = Server(FIRST_PAGE, database)
    try:
        first = server.memory
        looks = _looks(desk, server)
        contacts = {f"contacts {how}": _contacts(desk, server, how) for how in ("anonymous", "acknowledged")}
        return {"cold": server.cold_start, "first": first, "memory": server.memory, "looks": looks} | contacts
    finally:
        server.stop()


def _contacts(desk: "Desk", server: "Server", how: str) -> dict[str, float]:
    """Return how many contacts a second a program passes on over one connection, and the server's work for each."""
    from benchmarks.server import Browser

    browser = Browser(server.port)

    def post(number: int) -> None:
        person = {"name": f"Ann {number}", "email": f"ann{number}-{RUN}@example.org"} if how == "acknowledged" else {}
        body = {"channel": "web", "text": f"The lamp at {number} Mill Lane is out", "customer": person}
        headers = {"Authorization": f"Bearer {desk.token}", "Idempotency-Key": f"{how} {number} {RUN}"}
        _expect(browser.json("/api/v1/contacts", body, headers), 201)

    begun = server.worked
    times = timed(post, CONTACTS, warm=20)
    return {"a second": times.a_second, "worked": (server.worked - begun) / (CONTACTS + 20) * 1000}


Look = Callable[["Browser"], int]


def _pages(desk: "Desk") -> dict[str, Look]:
    from answerable.desk.models import Case
    from benchmarks.stories import COMMON, RARE

    case = Case.objects.filter(closed_at=None).latest("opened_at").reference
    token = {"Authorization": f"Bearer {desk.token}"}
    return {
        "/healthz: the least that a page can take": lambda browser: browser.get("/healthz"),
        "Today": lambda browser: browser.get("/desk/"),
        "Triage": lambda browser: browser.get("/desk/triage/"),
        "A case": lambda browser: browser.get(f"/desk/cases/{case}"),
        "Search, a rare word": lambda browser: browser.form("/desk/search/found", q=RARE),
        "Search, a common word": lambda browser: browser.form("/desk/search/found", q=COMMON),
        "Report card": lambda browser: browser.get("/promises"),
        "Reports for staff": lambda browser: browser.get("/desk/reports"),
        "API: a case": lambda browser: browser.get(f"/api/v1/cases/{case}", token),
        "API: 50 overdue cases": lambda browser: browser.get("/api/v1/cases?overdue=true", token),
    }


def _looks(desk: "Desk", server: "Server") -> dict[str, dict[str, float]]:
    from benchmarks.server import Browser
    from benchmarks.signed_in import cookies, statements

    known = cookies(desk.officers[0])
    found = {}
    for name, look in _pages(desk).items():
        browser = Browser(server.port, known)
        begun, asked = server.worked, server.database_worked
        times = _looked(look, browser)
        found[name] = {
            "worked": (server.worked - begun) / (LOOKS + WARM) * 1000,
            "database worked": (server.database_worked - asked) / (LOOKS + WARM) * 1000,
            "median": times.median * 1000,
            "p95": times.p95 * 1000,
            "size": browser.size / 1024,
            "statements": statements(look, known),
        }
    return found


def _looked(look: Look, browser: "Browser") -> Times:
    return timed(lambda _: _expect(look(browser), 200), LOOKS, warm=WARM)


def _expect(status: int, wanted: int) -> None:
    if status != wanted:
        raise AssertionError(f"The server answered {status} instead of {wanted}")


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
