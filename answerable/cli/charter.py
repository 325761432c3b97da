"""`answerable charter …`: what a charter file says, by itself. Only `rehearse` reads the data folder."""

import argparse
import json
import sys
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from answerable.charter.clauses import Charter, Promise
from answerable.charter.doubts import doubts
from answerable.charter.explain import Explained, NoClock, when_due
from answerable.charter.facts import CHANNELS
from answerable.charter.moments import LONDON, NotAMoment, day_in_words, moment_in_words
from answerable.charter.problems import CharterErrors, Problem, one_of, shown
from answerable.charter.proofs import proofs
from answerable.charter.reader import read_charter
from answerable.charter.worktime import EmptyCalendar, OutsideCalendar, calendar_for
from answerable.cli.judge import add_facts, add_judge
from answerable.cli.rehearse import add_rehearse

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

FAILED = 2


def add(subparsers: "Subparsers") -> None:
    """Describe `answerable charter …`."""
    charter = subparsers.add_parser("charter", help="check a charter, and ask what falls due by it")
    commands = charter.add_subparsers(dest="charter_command", metavar="COMMAND", required=True)
    _add_check(commands)
    _add_due(commands)
    _add_promises(commands)
    add_judge(commands)
    add_facts(commands)
    add_rehearse(commands)


def _add_check(commands: "Subparsers") -> None:
    check = commands.add_parser("check", help="find the errors in a charter, and what the council should rule on")
    check.add_argument("file", type=Path, help="the charter file")
    check.add_argument("--today", type=_day, default=None, help="the day on which to check, such as 2026-12-24")
    check.set_defaults(run=check_charter)


def _add_due(commands: "Subparsers") -> None:
    due = commands.add_parser("due", help="when a promise whose clock starts at a moment falls due, and why")
    due.add_argument("file", type=Path, help="the charter file")
    due.add_argument("--promise", required=True, help="the id of the promise, such as F24")
    due.add_argument("--at", required=True, help="the moment, in council time, such as 2026-12-24T16:40")
    due.add_argument("--channel", default="", help=f"how the contact came: {', '.join(CHANNELS)}")
    due.add_argument("--json", action="store_true", help="write one line of JSON")
    due.set_defaults(run=say_due)


def _add_promises(commands: "Subparsers") -> None:
    promises = commands.add_parser("promises", help="list every promise of a charter, and how each is proved")
    promises.add_argument("file", type=Path, help="the charter file")
    promises.add_argument("--json", action="store_true", help="one JSON object a line")
    promises.set_defaults(run=list_promises)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{shown(text)} is not a date. Write it like 2026-12-24.") from None


def load(path: Path) -> Charter:
    """Return the charter in a file, or raise CharterErrors; no bytes at all end in a traceback."""
    try:
        return read_charter(path.read_bytes().decode("utf-8-sig"), path.name)
    except OSError as error:
        raise CharterErrors([Problem(0, str(path), f"{error.strerror}. Name a charter file.")], path.name) from None
    except UnicodeDecodeError as error:
        line = bytes(error.object).count(b"\n", 0, error.start) + 1
        raise CharterErrors([Problem(line, "", "this is not UTF-8. Save the file as UTF-8.")], path.name) from None


def failed(message: object) -> int:
    """Say what is wrong, and return the status for it."""
    print(message, file=sys.stderr)
    return FAILED


def check_charter(args: argparse.Namespace) -> int:
    """Print every error (status 2), else every doubt (status 0)."""
    try:
        charter = load(args.file)
    except CharterErrors as errors:
        return failed(f"{args.file} has {_number(len(errors.problems), 'error')}:\n{errors}")
    found = doubts(charter, args.today or datetime.now(LONDON).date())
    for doubt in found:
        print(doubt)
    print(f"{charter.council}: {_number(len(charter.promises), 'promise')}, {_number(len(found), 'doubt')}.")
    return 0


def _number(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"


def say_due(args: argparse.Namespace) -> int:
    """Print when the promise falls due and why; status 2 where it doesn't, with the reason."""
    try:
        charter = load(args.file)
        promise = _promise(charter, args.promise)
        due, why = _when_due(charter, promise, args.at, args.channel)
    except (CharterErrors, NoClock, NotAMoment, EmptyCalendar, OutsideCalendar) as error:
        return failed(error)
    explanation = f"{'; '.join(why)}."
    if args.json:
        answer = {"promise": promise.id, "due": due.moment.isoformat(), "explanation": explanation}
        print(json.dumps({**answer, "provisional": due.provisional}, ensure_ascii=False))
    else:
        print(f"{promise.id}, {promise.title}: due {moment_in_words(due.moment)}.\n{explanation}")
    return 0


def list_promises(args: argparse.Namespace) -> int:
    """Print every promise by id: its kind, its strength, our words for it, where it stands, and how it is proved."""
    try:
        listed = proofs(load(args.file))
    except CharterErrors as errors:
        return failed(errors)
    if args.json:
        for proof in listed:
            print(json.dumps(asdict(proof), ensure_ascii=False))
        return 0
    columns = [(proof.id, proof.kind, proof.strength) for proof in listed]
    widths = [max(map(len, column)) for column in zip(*columns, strict=True)]
    for proof, column in zip(listed, columns, strict=True):
        cells = "  ".join(cell.ljust(width) for cell, width in zip(column, widths, strict=True))
        indent = " " * (len(cells) + 2)
        print(f"{cells}  {proof.title}\n{indent}{proof.where}\n{indent}proved {proof.proved}")
    return 0


def _promise(charter: Charter, id: str) -> Promise:
    try:
        return charter[id]
    except KeyError:
        raise NoClock(
            f"{shown(id)} is no promise of this charter. {one_of(id, [promise.id for promise in charter])}"
        ) from None


def _when_due(charter: Charter, promise: Promise, at: str, channel: str) -> Explained:
    if channel and channel not in CHANNELS:
        raise NoClock(f"{shown(channel)} is not a channel. {one_of(channel, CHANNELS)}")
    calendar = calendar_for(charter)
    start = calendar.moment(at)
    _check_in_force(charter, promise, start.date())
    return when_due(charter, promise, start, calendar, channel)


def _check_in_force(charter: Charter, promise: Promise, day: date) -> None:
    for ruling in charter.rulings:
        if promise.id in ruling.voids and ruling.when and ruling.when <= day:
            since = day_in_words(ruling.when)
            raise NoClock(f"{promise.id} has been set aside since {since}, by the ruling on {ruling.on}.")
