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
        "## Work",
        _rows(["", *sizes], [[name, *(say(desk) for desk in desks)] for name, say in WORK.items()]),
        "## The charter alone",
        _rows(["", "time"], _charter(charter)),
    ]
    return "\n\n".join(parts) + "\n"


def _look(look: dict[str, float]) -> str:
    times = ", ".join(f"{look[name]:.1f} ms" for name in ("median", "p95", "worked"))
    return f"{times}, {look['statements']}, {look['size']:.0f}"


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
