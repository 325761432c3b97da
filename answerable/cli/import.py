"""`answerable import`: what other systems have recorded. So far: calls, from the files of telephone systems."""

import argparse
import codecs
import signal
import sys
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from answerable.cli.desk import WRONG, open_desk
from answerable.cli.progress import how_far

if TYPE_CHECKING:
    from answerable.channels.telephony.formats import Format
    from answerable.cli.desk import Subparsers
    from answerable.cli.taking import Taking

FORMATS = ("asterisk-cel", "asterisk-queue-log", "3cx", "csv")
_OF_ROWS = ("3cx", "csv")  # people write their dates


def add(subparsers: "Subparsers") -> None:
    """Describe `answerable import telephony`."""
    command = subparsers.add_parser("import", help="take in what other systems have recorded")
    kinds = command.add_subparsers(dest="what", metavar="WHAT", required=True)
    calls = kinds.add_parser("telephony", help="calls, from the files of telephone systems")
    calls.add_argument("--format", required=True, choices=FORMATS, help="what wrote the file")
    calls.add_argument("file", metavar="FILE", help="the file; - is standard input")
    calls.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=HEADING",
        help="csv: which column is what, such as start=“Call time”; or a TOML file of such lines. Several times",
    )
    calls.add_argument(
        "--time-zone", default="Europe/London", help="of moments without an offset; default council time"
    )
    calls.add_argument(
        "--dates",
        choices=("day-first", "month-first"),
        help="csv and 3cx: how 03/06/2026 is meant; default day-first, and a file that can’t be so is refused",
    )
    calls.add_argument("--feed", default="", help="where the calls belong; default: the telephone system’s name")
    calls.add_argument("--follow", action="store_true", help="go on as the file grows, until stopped")
    calls.set_defaults(run=telephony)


def telephony(args: argparse.Namespace) -> int:
    """Take the file in. 1 where some of its lines can't be read: they are listed, the others are in."""
    open_desk()
    try:
        zone, wanted = ZoneInfo(args.time_zone), _format(args)
    except (OSError, ZoneInfoNotFoundError, ValueError) as why:
        print(
            f"--time-zone or --map: {why.args[0] if isinstance(why, ZoneInfoNotFoundError) else why}", file=sys.stderr
        )
        return WRONG
    from answerable.cli.taking import Taking

    taking = Taking(args.feed or wanted.feed, lambda: datetime.now(UTC))
    try:
        if wrong := _wrong_way_round(args):
            print(wrong, file=sys.stderr)
            return WRONG
        if args.follow:
            _follow(taking, wanted, Path(args.file), zone)
        else:
            taking.take(wanted.read(_watched(args.file), zone))
    except (OSError, ValueError) as why:
        print(f"{args.file} can’t be read: {why.strerror if isinstance(why, OSError) else why}", file=sys.stderr)
        return WRONG
    print(taking.summary())
    return 1 if taking.wrong else 0


def _format(args: argparse.Namespace) -> "Format":
    from answerable.channels.telephony.formats import FORMATS as KNOWN
    from answerable.channels.telephony.formats import with_columns, with_months_first

    if args.map and args.format != "csv":
        raise ValueError("only the columns of csv can be named.")
    if args.dates == "month-first" and args.format in _OF_ROWS:
        return with_months_first(args.format, _columns(args.map))
    return with_columns(_columns(args.map)) if args.map else KNOWN[args.format]


def _wrong_way_round(args: argparse.Namespace) -> str:
    """Say what to do about a file whose months stand before its days, where nobody has said so; else ""."""
    from answerable.channels.telephony.records import months_first

    if args.dates or args.format not in _OF_ROWS or args.follow or not Path(args.file).is_file():
        return ""
    date = months_first(_lines(args.file))
    return date and f"{args.file} has the date {date}, and none with its day first. Is it so? Add --dates month-first"


def _columns(given: list[str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for one in given:
        field, sign, heading = one.partition("=")
        if sign:
            found[field.strip()] = heading.strip()
        else:
            found |= {name: str(value) for name, value in tomllib.loads(Path(one).read_text()).items()}
    return found


def _watched(name: str) -> Iterator[str]:
    """Give the lines of a file; whoever sits before it at a terminal is told how far it is."""
    if not sys.stderr.isatty():
        return _lines(name)
    return how_far(_lines(name), sum(1 for _ in _lines(name)) if Path(name).is_file() else None)


def _lines(name: str) -> Iterator[str]:
    """Give the lines of a file, without what some programs put at its start."""
    with open(0 if name == "-" else name, "rb") as file:
        if file.peek(2)[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):  # Excel's “Unicode text”
            yield from TextIOWrapper(file, "utf-16", errors="replace")
            return
        for number, line in enumerate(file):
            text = _text(line)
            yield text.removeprefix("\ufeff") if number == 0 else text


def _text(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:  # what Windows writes
        return line.decode("cp1252", errors="replace")


def _follow(taking: "Taking", wanted: "Format", path: Path, zone: ZoneInfo) -> None:
    from answerable.channels.telephony.tail import tail

    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    taking.take(wanted.follow(tail(path, lambda: taking.rest(stop)), zone))
