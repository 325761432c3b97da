"""The report card as rows: the same for the CSV, the command and its JSON."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from answerable.desk.figures.tally import Tally
from answerable.reports.lines import Line
from answerable.reports.promises import Aside, Card, Entry, Figure
from answerable.reports.suppress import Period, State

Row = dict[str, object]

COLUMNS = (
    *("promise", "title", "where", "strength", "target", "from", "to", "channel", "state"),
    *("kept", "broken", "told", "not_told", "of", "percent", "running", "void", "void_reasons", "not_measured"),
    *("formula", "corrections", "note"),
)
_WHY_HIDDEN = {
    State.WAITING: "Fewer than 5 so far: counted together with the months that follow.",
    State.TOO_FEW: "Fewer than 5 to the end of the year: too few to show.",
}
SAMPLED = "A sample: some of these calls were noted by hand."
SEVERAL = "+"  # stands between channels that are counted together


def rows(card: Card) -> Iterator[Row]:
    """Give a row for each promise and period, and below it one for each channel that may be shown.

    What may not be shown is None; `note` says why.
    """
    for entry in card.entries:
        found = list(_rows_of(entry))
        yield from found or [_nothing(entry, card)]


def _rows_of(entry: Entry) -> Iterator[Row]:
    figures = {figure.period: figure for figure in entry.figures} if entry.is_measured else {}
    void = {aside.period: aside for aside in entry.void if aside.count}
    unmeasured = {aside.period: aside for aside in entry.unmeasured if aside.count}
    spans = dict.fromkeys(sorted({*figures, *void, *unmeasured}, key=lambda period: (period.months, period.state)))
    for period in spans:
        figure = figures.get(period)
        yield _start(entry.line, period) | _numbers(figure) | _asides(void.get(period), unmeasured.get(period))
        for part in figure.parts if figure else ():
            channel = SEVERAL.join(part.names) or "not known"
            yield _start(entry.line, period) | {"channel": channel} | _outcome(part.tally)


def _start(line: Line, period: Period | None) -> Row:
    empty: Row = dict.fromkeys(COLUMNS)
    return empty | {
        "note": SAMPLED if line.sampled else None,
        "promise": line.id,
        "title": line.title,
        "where": line.where,
        "strength": line.strength.value,
        "target": line.target,
        "from": month_in_figures(period.months[0]) if period else None,
        "to": month_in_figures(period.months[-1]) if period else None,
        "channel": "all",
        "state": period.state.value if period else None,
        "formula": line.formula,
    }


def month_in_figures(month: date) -> str:
    return f"{month:%Y-%m}"


def _numbers(figure: Figure | None) -> Row:
    if figure is None:
        return {"note": "The kept and the broken are shown in another period."}
    if figure.tally is None:
        return {"note": _WHY_HIDDEN[figure.period.state]}
    split = {"told": figure.tally.told, "not_told": figure.tally.silent} if figure.is_split else {}
    state = {"state": "provisional"} if figure.provisional else {}
    return _outcome(figure.tally) | split | state | {"running": figure.running, "corrections": _corrections(figure)}


def _outcome(tally: Tally) -> Row:
    return {"kept": tally.kept, "broken": tally.broken, "of": tally.measured, "percent": tally.percent}


def _corrections(figure: Figure) -> list[Row]:
    return [{"on": change.day.isoformat()} | gained(change.gains) for change in figure.changes]


def gained(gains: Mapping[str, int]) -> Row:
    return {name: gains[name] for name in sorted(gains)}


def _asides(void: Aside | None, unmeasured: Aside | None) -> Row:
    found: Row = {}
    if void:
        found |= {"void": void.count, "void_reasons": {SEVERAL.join(names): count for names, count in void.parts}}
    if unmeasured:
        found |= {"not_measured": unmeasured.count}
    return found


def _nothing(entry: Entry, card: Card) -> Row:
    span = {"from": month_in_figures(card.first), "to": month_in_figures(card.last), "state": "not-measured"}
    if entry.is_measured:
        return _start(entry.line, None) | span | {"state": "none", "note": "No month of these is reported yet."}
    return _start(entry.line, None) | span | {"note": entry.line.why_not}


def as_csv(some: Iterable[Row], first_line: str = "") -> str:
    """Return the rows as CSV under their headings; `first_line`, where given, stands above them."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    if first_line:
        writer.writerow([_cell(first_line)])
    writer.writerow(COLUMNS)
    writer.writerows([_cell(row[name]) for name in COLUMNS] for row in some)
    return text.getvalue()


def _cell(value: object) -> str:
    """Return the text of a cell; one that a spreadsheet would take for a formula gets an apostrophe."""
    text = _text(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case dict():
            return "; ".join(f"{name} {count}" for name, count in value.items())
        case list():
            return " | ".join(_text(one) for one in value)
        case _:
            return str(value)
