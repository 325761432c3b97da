"""The figures as a page of Markdown."""

from collections.abc import Callable, Sequence
from typing import Any

Desk = dict[str, Any]
ABOUT = """\
One server process with one worker (`answerable run`'s own web server), SQLite with `synchronous=FULL`, everything on
one machine: the measuring program takes its share of the same processors. Pages are asked over HTTP on one connection
that stays open, by an officer who is signed in; statements are what the page asks of the database, without those that
open and end transactions. *Processor* is for how long the server's process had one: it tells more than the clock does
on a machine that is busy with other things. A mail is taken in as the worker does it: its bytes committed first, then
the contact, the case, the clocks and the acknowledgement. Contacts over the API come one after the other, each under
its idempotency key; *acknowledged* ones are of new customers. The cases are made up: two years of them, one in ten
open.
"""

ON_POSTGRES = """\
The same rows, copied from the one to the other ({copied:.0f} s; {size:.0f} MiB there), the same pages, one after the
other on the same machine. PostgreSQL is as it comes from its package, on this machine, by a socket. *Ratios* are its
median by SQLite's, and its processor (desk and database) by SQLite's: above 1 it takes more. The second is hardly
moved by what else the machine does. Both keep what is committed through a power cut.
"""


def table(when: str, desks: Sequence[Desk], charter: dict[str, float]) -> str:
    """Return what was measured, with when and on what."""
    sizes = [f"{desk['cases']:,} cases" for desk in desks]
    parts = [
        "# What was measured",
        f"{when}.",
        ABOUT.strip(),
        "## Pages",
        _rows(
            ["page", *(f"{size}: median, 95th percentile, processor, SQL, kB" for size in sizes)],
            [[name, *(_look(desk["looks"][name]) for desk in desks)] for name in desks[0]["looks"]],
        ),
        *_beside(desks),
        "## Work",
        _rows(["", *sizes], [[name, *(say(desk) for desk in desks)] for name, say in WORK.items()]),
        "## The charter alone",
        _rows(["", "time"], _charter(charter)),
    ]
    return "\n\n".join(parts) + "\n"


def _look(look: dict[str, float]) -> str:
    times = ", ".join(f"{look[name]:.1f} ms" for name in ("median", "p95", "worked"))
    return f"{times}, {look['statements']}, {look['size']:.0f}"


def _beside(desks: Sequence[Desk]) -> list[str]:
    """Return the pages on PostgreSQL beside SQLite, where one desk was measured on both."""
    found = [_one_beside(desk, desk["postgres"]) for desk in desks if "postgres" in desk]
    return [part for parts in found for part in parts]


def _one_beside(lite: Desk, postgres: Desk) -> list[str]:
    head = [
        "page",
        "SQLite: median, SQL",
        "PostgreSQL: median, SQL",
        "processor of the desk, of the database",
        "ratios",
    ]
    rows = [_both(name, lite["looks"][name], postgres["looks"][name]) for name in lite["looks"]]
    rows.append(["mails taken in", *(f"{desk['mails']['a second']:.0f} a second" for desk in (lite, postgres)), "", ""])
    return [
        f"## {postgres['version']} beside SQLite, {lite['cases']:,} cases",
        ON_POSTGRES.format(size=postgres["size"], copied=postgres["copied"]).strip(),
        _rows(head, rows),
    ]


def _both(name: str, lite: dict[str, float], postgres: dict[str, float]) -> list[str]:
    worked = postgres["worked"] + postgres["database worked"]
    return [
        name,
        *(f"{look['median']:.1f} ms, {look['statements']}" for look in (lite, postgres)),
        f"{postgres['worked']:.1f} ms, {postgres['database worked']:.1f} ms",
        f"{postgres['median'] / lite['median']:.2f}, {worked / lite['worked']:.2f}" if lite["worked"] else "",
    ]


def _rate(work: dict[str, float]) -> str:
    return f"{work['a second']:.0f} a second; {work['worked']:.1f} ms of a processor each"


WORK: dict[str, Callable[[Desk], str]] = {
    "mails taken in": lambda desk: _rate(desk["mails"]),
    "contacts over the API, acknowledged": lambda desk: _rate(desk["contacts acknowledged"]),
    "contacts over the API, anonymous": lambda desk: _rate(desk["contacts anonymous"]),
    "start to first page": lambda desk: f"{desk['cold']:.2f} s",
    "memory after the first page": lambda desk: f"{desk['first']:.0f} MiB",
    "memory at the end": lambda desk: f"{desk['memory']:.0f} MiB",
    "data folder": lambda desk: f"{desk['size']:.0f} MiB",
    "filled in": lambda desk: f"{desk['filled']:.0f} s",
    "clocks that the actions would have made otherwise": lambda desk: f"{desk['otherwise']}",
}


def _charter(charter: dict[str, float]) -> list[list[str]]:
    due, stepped = charter["due"], charter["stepped"]
    many, numpy = charter["due of many"], charter["busday_offset"]
    return [
        ["a due moment, ten working days on", f"{due:.2f} µs"],
        ["the same day alone, by stepping from day to day", f"{stepped:.2f} µs ({stepped / due:.1f} times as long)"],
        [
            "a due moment, ten working days on, of a million at once, of a processor",
            f"{many:.1f} ns; numpy’s `busday_offset` on the same {numpy:.1f} ns, {numpy / many:.1f} times as long",
        ],
        [
            "the same where their tables are made first",
            f"{charter['due of many first']:.1f} ns",
        ],
        [
            "48 weekday hours, of a million at once, of a processor",
            f"{charter['weekday hours of many']:.1f} ns",
        ],
        ["judging one fact by the whole charter", f"{charter['fact']:.1f} µs"],
        [
            "checking a charter of 200 promises, of a processor",
            f"{charter['check']:.0f} ms (of which {charter['toml']:.0f} ms are the reading of TOML)",
        ],
    ]


def _rows(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
