"""What the readers of telephone systems' files share: lines that can't be read, names of events, moments, channels."""

import csv
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import TypeVar
from zoneinfo import ZoneInfo

from answerable.charter.moments import LONDON, NotAMoment, read_moment
from answerable.desk.telephone.events import Event


@dataclass(frozen=True)
class Wrong:
    """A line that can't be read: its number, and in words why not. The others are read all the same."""

    line: int
    why: str


Read = Iterator[Event | Wrong]
Lines = Iterable[str]


def of_row(row: int, events: Iterable[Event]) -> Iterator[Event]:
    """Give the events that one line of a file tells, each with the number of its line."""
    return (replace(event, row=row) for event in events)


Told = TypeVar("Told")
HELD_AT_ONCE = 500  # calls


def by_call(found: Iterable[Told | Wrong], name: Callable[[Told], str]) -> Iterator[list[Told] | Wrong]:
    """Give together what a file tells of each call, whose `name` it bears, and what can't be read as it comes.

    No more than HELD_AT_ONCE calls are held: what is told of a call after so many others stands by itself.
    """
    calls = OrderedDict[str, list[Told]]()
    for one in found:
        if isinstance(one, Wrong):
            yield one
            continue
        calls.setdefault(name(one), []).append(one)
        calls.move_to_end(name(one))
        if len(calls) > HELD_AT_ONCE:
            yield calls.popitem(last=False)[1]
    yield from calls.values()


def cells_of(line: str, delimiter: str = ",", *, spaced: bool = False) -> list[str]:
    """Return the cells of a line of a CSV file, without the spaces before them where it is `spaced`.

    Raises ValueError where it is no such line, as in a file that is something else.
    """
    try:
        return next(csv.reader([line.strip("\r\n")], delimiter=delimiter, skipinitialspace=spaced), [])
    except csv.Error:
        raise ValueError("This is no line of a CSV file.") from None


_WITH_SLASHES = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})(?![\d/])", re.ASCII)
_MONTHS = 12


def months_first(lines: Lines) -> str:
    """Return a date that has its month before its day, where no date of a file has them the other way; else ""."""
    found = ""
    for line in lines:
        for date in _WITH_SLASHES.finditer(line):
            first, second = int(date[1]), int(date[2])
            if first > _MONTHS:
                return ""
            if second > _MONTHS:
                found = found or date[0]
    return found


_EPOCH = re.compile(r"\d{9,11}(\.\d{1,9})?", re.ASCII)
_TEXT = re.compile(
    r"(?:(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
    r"|(?P<day2>\d{1,2})[-/.](?P<month2>\d{1,2})[-/.](?P<year2>\d{4}|\d{2})"
    r"|(?P<day3>\d{1,2})[- ](?P<month3>[A-Za-z]{3})[a-z]*[- ](?P<year3>\d{4}|\d{2}))"
    r"[ T]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?P<part>[.,]\d{1,9})?)?"
    r"\s*(?P<half>[AaPp][Mm])?\s*(?P<offset>Z|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)
_CENTURY = 2000
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def moment_of(text: str, zone: ZoneInfo = LONDON, *, month_first: bool = False) -> datetime:
    """Return the moment that a telephone system wrote, in UTC: seconds since 1970, or a date and time.

    A date and time without an offset are of `zone`; days stand before months, as in this country, unless they are
    written with slashes and `month_first`. Raises NotAMoment, also for what the change of the clocks skips or brings
    twice.
    """
    plain = text.strip()
    if _EPOCH.fullmatch(plain):
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(Decimal(plain) * 1_000_000))
    found = _TEXT.fullmatch(plain)
    if found is None:
        raise NotAMoment(f"“{plain[:60]}” is not a moment I can read. Write it like “2026-12-24 16:40:20”.")
    iso = _iso(found, month_first and "/" in plain)
    if found["offset"] or zone == LONDON:
        return read_moment(iso + (found["offset"] or "")).astimezone(UTC)
    return _only_one(_naive(iso), iso, zone)


def _iso(found: "re.Match[str]", month_first: bool) -> str:
    year = found["year"] or found["year2"] or found["year3"]
    month, day = (
        found["month"] or found["month2"] or _month(found["month3"]),
        found["day"] or found["day2"] or found["day3"],
    )
    if month_first and found["day2"]:
        month, day = day, month
    hour = int(found["hour"]) % 12 + 12 * (found["half"].lower() == "pm") if found["half"] else int(found["hour"])
    part = f".{found['part'][1:7].ljust(6, '0')}" if found["part"] else ""
    whole_year = int(year) + (_CENTURY if len(year) < len("2000") else 0)
    return f"{whole_year:04}-{int(month):02}-{int(day):02}T{hour:02}:{found['minute']}:{found['second'] or '00'}{part}"


def _month(name: str) -> int:
    return _NAMES.index(name.lower()) + 1 if name.lower() in _NAMES else 0


def _naive(iso: str) -> datetime:
    try:
        return datetime.fromisoformat(iso)
    except ValueError:
        raise NotAMoment(f"“{iso}” is no date and time that exist.") from None


def _only_one(naive: datetime, text: str, zone: ZoneInfo) -> datetime:
    twice = {naive.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    found = [moment for moment in twice if moment.astimezone(zone).replace(tzinfo=None) == naive]
    if len(found) == 1:
        return found[0]
    how = "happens twice, because the clocks go back" if found else "does not exist: the clocks go forward over it"
    raise NotAMoment(f"{text} {how}. Have the telephone system write UTC, or seconds since 1970.")


def event_id(*content: str) -> str:
    """Return what names an event by what stands in its line, wherever the line stands and however often."""
    return sha256("\x1f".join(content).encode()).hexdigest()[:40]


_CHANNEL = re.compile(r"^(?:[A-Za-z0-9]+/)?(?P<name>[^@/]+?)(?:-[0-9a-f]{6,10})?(?:;[12])?(?:@.*)?(?:/n)?$", re.ASCII)
_EXTENSION = re.compile(r"\d{2,6}", re.ASCII)


def endpoint(channel: str) -> str:
    """Return whose telephone a channel or a queue member is: "PJSIP/201-0000001e" and "Local/201@queue/n" are 201."""
    found = _CHANNEL.match(channel)
    return found["name"] if found else channel


def is_extension(number: str) -> bool:
    """Say whether a number is short enough to be an extension of the council's own."""
    return bool(_EXTENSION.fullmatch(number))


def seconds_of(text: str) -> float | None:
    """Return a length of time written as seconds, "02:10" or "00:02:10" (hours first); None where none is."""
    parts = text.strip().split(":")
    try:
        numbers = [float(part) for part in parts if part] if text.strip() else []
    except ValueError:
        return None
    if not numbers or len(numbers) != len(parts) or min(numbers) < 0:
        return None
    total = 0.0
    for number in numbers:
        total = total * 60 + number
    return total
