"""How figures are said in words."""

from collections.abc import Sequence
from datetime import date

from answerable.charter.moments import MONTHS
from answerable.desk.figures.tally import Tally
from answerable.reports.lines import Line
from answerable.reports.suppress import State

HIDDEN = {
    State.WAITING: "Fewer than 5 so far: counted with the months that follow",
    State.TOO_FEW: "Too few to show",
}
GAINED = {
    "kept": "kept",
    "broken": "broken",
    "told": "broken, but told in time",
    "void": "void",
    "not-measured": "not measured",
    "running": "running",
}


def month_in_words(month: date) -> str:
    """Return "September 2026"."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def span_in_words(months: Sequence[date]) -> str:
    """Return "September 2026", "July to September 2026" or "December 2025 to March 2026"."""
    first, last = months[0], months[-1]
    if first == last:
        return month_in_words(first)
    year = "" if first.year == last.year else f" {first.year}"
    return f"{MONTHS[first.month - 1]}{year} to {month_in_words(last)}"


def verdict_in_words(line: Line, tally: Tally) -> str:
    """Return what the figure means for the promise: "Kept every time", "Broken 3 times", "Target met" …"""
    if not tally.measured:
        return "None fell due"
    if not line.is_share:
        return f"Broken {times(tally.broken)}" if tally.broken else "Kept every time"
    if line.at_least is None:
        return "No target stated"
    return "Target met" if is_met(line, tally) else "Target missed"


def is_met(line: Line, tally: Tally) -> bool:
    """Say whether the figure reaches the promise's target."""
    if line.at_least is None:
        return True
    kept, wanted = tally.kept * 100, line.at_least * tally.measured
    return kept > wanted if line.more_than else kept >= wanted


def worked_out(line: Line, tally: Tally) -> str:
    """Return the figure with how it is worked out: "settled at first contact 63 of 90 = 70.0%"."""
    return (
        f"{line.had} {tally.kept:,} of {tally.measured:,} = {tally.percent:.1f}%" if tally.measured else "none to show"
    )


def times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count:,} times")


def change_in_words(gains: dict[str, int]) -> str:
    """Return "1 fewer kept, 1 more broken"."""
    return ", ".join(
        f"{abs(count)} {'more' if count > 0 else 'fewer'} {GAINED[name]}" for name, count in sorted(gains.items())
    )
