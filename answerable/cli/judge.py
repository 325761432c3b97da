"""`answerable charter judge` and `answerable charter facts`: verdicts on facts in a file, and the facts there are."""

import argparse
import json
import sys
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from answerable.charter.clauses import Charter
from answerable.charter.factfile import BadFacts, read_facts, unasked
from answerable.charter.facts import CHANNELS, KINDS, Detail, Fact
from answerable.charter.judge import Judgement, judge
from answerable.charter.judging.clock import Verdict
from answerable.charter.moments import local, read_moment
from answerable.charter.reader import read_charter
from answerable.charter.reading.problems import CharterErrors
from answerable.charter.shares import ShareFigure, shares
from answerable.charter.worktime import Calendar, EmptyCalendar, OutsideCalendar, calendar_for
from answerable.cli.charter_file import day

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_judge(subparsers: "Subparsers") -> None:
    """Add `judge FILE FACTS --now MOMENT [--json] [--shares]`."""
    parser = subparsers.add_parser("judge", help="judge facts by a charter", description=_judge.__doc__)
    parser.add_argument("file", help="the charter file")
    parser.add_argument("facts", help="the facts, one JSON object a line; - reads them from standard input")
    parser.add_argument("--now", required=True, metavar="MOMENT", help="the moment to judge at, like 2026-12-24T16:40")
    parser.add_argument(
        "--meeting",
        dest="meetings",
        metavar="DATE",
        action="append",
        default=[],
        type=day,
        help="a date on which the council meets; more than one may be given",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--shares", action="store_true", help="the shares instead of the clocks")
    parser.set_defaults(run=_judge)


def add_facts(subparsers: "Subparsers") -> None:
    """Add `facts [--json]`."""
    parser = subparsers.add_parser("facts", help="list the kinds of fact", description=_facts.__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.set_defaults(run=_facts)


def _judge(args: argparse.Namespace) -> int:
    """Say of each promise, for each subject, whether it is kept. What happened after MOMENT is left out."""
    try:
        charter, facts, now = _charter(args.file), _facts_in(args.facts), _now(args.now)
        rows = (_shares if args.shares else _verdicts)(
            charter, calendar_for(charter, meetings=args.meetings), facts, now
        )
    except (_Refused, EmptyCalendar, OutsideCalendar) as refused:
        print(refused, file=sys.stderr)
        return 2
    later = sum(fact.at > now for fact in facts)
    if later:
        print(f"{later} of {len(facts)} facts happened after {now.isoformat()} and are left out.", file=sys.stderr)
    for note in unasked(charter, facts):
        print(note, file=sys.stderr)
    if args.json:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False))
    else:
        print(_table(rows) if rows else "These facts begin none of the charter’s promises.")
    return 0


Row = dict[str, object]


class _Refused(Exception):
    """What was handed in can't be used; the message says where and what to write."""


def _charter(path: str) -> Charter:
    try:
        return read_charter(_read(path).decode("utf-8-sig"), path)
    except UnicodeDecodeError:
        raise _Refused(f"{path}: this file is not in UTF-8. Save it as UTF-8.") from None
    except CharterErrors as errors:
        raise _Refused("\n".join(f"{path}: {problem}" for problem in errors.problems)) from None


def _facts_in(path: str) -> list[Fact]:
    try:
        return read_facts(sys.stdin.buffer.read() if path == "-" else _read(path))
    except BadFacts as bad:
        raise _Refused("\n".join(f"{path}: line {number}: {what}" for number, what in bad.problems)) from None


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "this is not the name of a file"
        raise _Refused(f"{path}: {why}. Name a file that can be read.") from None


def _now(text: str) -> datetime:
    try:
        return read_moment(text)
    except ValueError as problem:
        raise _Refused(f"--now: {problem}") from None


def _verdicts(charter: Charter, calendar: Calendar, facts: list[Fact], now: datetime) -> list[Row]:
    return [_verdict(judgement) for judgement in judge(charter, calendar, facts, now)]


def _verdict(judgement: Judgement) -> Row:
    clock = judgement.clock
    row: Row = {
        "subject": clock.subject,
        "promise": clock.promise,
        "started": _iso(clock.started),
        "due": _iso(clock.due),
        "stopped": _iso(clock.stopped),
        "verdict": judgement.verdict.value,
        "late_by": judgement.late_by,
    }
    return row | ({"reason": clock.reason} if judgement.verdict is Verdict.VOID else {})


def _iso(moment: datetime | None) -> str | None:
    return local(moment).isoformat(timespec="seconds") if moment else None


def _shares(charter: Charter, calendar: Calendar, facts: list[Fact], now: datetime) -> list[Row]:
    return [_share(figure) for figure in shares(charter, calendar, facts, now)]


# What is told of a share only where it is about that.
_WHERE_PROMISED = ("average_seconds", "groups", "more_than")


def _share(figure: ShareFigure) -> Row:
    row: Row = asdict(figure) | {"verdict": figure.verdict.value}
    return {name: value for name, value in row.items() if value or name not in _WHERE_PROMISED}


def _table(rows: list[Row]) -> str:
    """Return the rows under their headings, aligned."""
    heads = list({key: None for row in rows for key in row})
    lines = [[head.replace("_", " ") for head in heads]]
    lines += [[_cell(head, row.get(head)) for head in heads] for row in rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _cell(head: str, value: object) -> str:
    if value is None:
        return "-"
    if head == "late_by" and isinstance(value, int):
        return str(timedelta(seconds=value))
    return str(value).replace("T", " ") if head in ("started", "due", "stopped") else str(value)


def _facts(args: argparse.Namespace) -> int:
    """List the kinds of fact, what each means, and the details it may carry."""
    if args.json:
        for kind in KINDS:
            details = [_detail_row(detail) for detail in kind.details]
            print(json.dumps({"kind": kind.name, "meaning": kind.meaning, "details": details}, ensure_ascii=False))
        return 0
    print('A fact: {"subject", "kind", "at", "channel", "details"}, and "id" where another fact refers to it.')
    print(f"Channels: {', '.join(CHANNELS)}.")
    everywhere = [detail for detail in KINDS[0].details if all(detail in kind.details for kind in KINDS)]
    print("Whatever happens, these details can stand with it:")
    _print_details(everywhere)
    for kind in KINDS:
        print(f"\n{kind.name}\n    {kind.meaning}")
        _print_details([detail for detail in kind.details if detail not in everywhere])
    return 0


def _print_details(details: list[Detail]) -> None:
    for detail in details:
        print(f"    - {detail.name}: {detail.meaning} ({_values(detail)})")


def _detail_row(detail: Detail) -> Row:
    row: Row = {"detail": detail.name, "meaning": detail.meaning, "many": detail.many}
    return row | ({"values": list(detail.values)} if detail.values else {"form": detail.form})


_FORMS = {"need": "words that the charter asks for", "date": "a date", "moment": "a moment", "number": "a number"}


def _values(detail: Detail) -> str:
    words = ", ".join(detail.values) or _FORMS.get(detail.form, f"a {detail.form}")
    return f"one or more of: {words}" if detail.many else words
