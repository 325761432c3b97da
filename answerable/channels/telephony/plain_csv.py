"""A file of calls with a heading over each column: a telephone bill, or what a telephone system exports."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from answerable.channels.telephony.records import Lines, Read, Wrong, cells_of, event_id, moment_of, of_row, seconds_of
from answerable.channels.telephony.rows import CallRow, after, events_of
from answerable.charter.moments import LONDON
from answerable.desk.telephone import events as told

# What a column can be, and the headings by which it is known where nobody says.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "call": ("call", "callid", "id", "uniqueid", "reference"),
    "start": ("start", "callstart", "starttime", "callstarttime", "timestart", "calltime", "datetime", "dateandtime"),
    "date": ("date", "calldate", "day"),
    "time": ("time", "timeofday", "timeofcall"),
    "answered": ("answered", "answer", "answertime", "answeredat", "timeanswered", "pickedup"),
    "ended": ("ended", "end", "endtime", "callend", "timeend"),
    "ring": (
        "ring",
        "ringing",
        "ringtime",
        "ringseconds",
        "ringduration",
        "wait",
        "waittime",
        "waited",
        "timetoanswer",
    ),
    "duration": ("duration", "talk", "talking", "talktime", "billsec", "callduration", "length", "seconds"),
    "number": ("number", "from", "caller", "callerid", "cli", "source", "src", "callingnumber", "fromno", "telephone"),
    "line": ("line", "to", "called", "callednumber", "did", "ddi", "dialled", "queue", "destination", "dst", "tono"),
    "extension": ("extension", "ext", "officer", "agent", "answeredby", "user", "member"),
    "outcome": ("outcome", "status", "result", "disposition", "callstatus", "reason"),
    "direction": ("direction", "type", "calltype"),
}

_OUTCOMES = {
    told.PICKED_UP: ("answered", "answer", "completed", "connected", "ok", "yes", "success", "normal"),
    told.VOICEMAIL: ("voicemail", "vm", "voicemessage", "messageleft"),
    told.BUSY: ("busy", "engaged", "blocked", "rejected", "congestion"),
    told.GIVEN_UP: (
        *("givenup", "missed", "unanswered", "noanswer", "notanswered", "abandoned", "cancelled", "canceled", "no"),
        *("failed", "hungup", "lost"),
    ),
}
_OUT = ("out", "outgoing", "outbound", "made", "dialled")
_BRACKETED = re.compile(r"\((\d{2,6})\)", re.ASCII)
When = Callable[[str], datetime]  # what reads a moment
_DELIMITERS = ",;\t|"


class NoColumns(ValueError):
    """The file's headings can't be read; the message says what to write."""


def read(
    lines: Lines, zone: ZoneInfo = LONDON, columns: Mapping[str, str] | None = None, *, month_first: bool = False
) -> Read:
    """Give the events of a file with a heading over each column, a row a call.

    Equal rows that name no call are so many calls: two short ones within one minute of a bill. Where the headings stand
    again another file begins, as in a log that was rotated: its rows are counted anew.
    `columns` says which heading stands for which of FIELDS; what it leaves out is guessed from the headings. Raises
    NoColumns where there is no column with the start of each call.
    """
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    first = next(numbered, (0, ""))[1]
    if first.lower().startswith("sep="):  # to Excel, and no heading
        first = next(numbered, (0, ""))[1]
    when = partial(moment_of, zone=zone, month_first=month_first)
    delimiter = max(_DELIMITERS, key=first.count)
    header = cells_of(first, delimiter)
    places = _places(header, columns or {})
    equal = Counter[str]()
    for number, line in numbered:
        try:
            cells = cells_of(line, delimiter)
            if cells == header:
                equal.clear()
                continue
            fields = {name: cells[place].strip() if place < len(cells) else "" for name, place in places.items()}
            content = tuple(cells) if fields.get("call") else _told_apart(cells, equal)
            yield from of_row(number, events_of(_row(fields, content, when)))
        except ValueError as why:
            yield Wrong(number, str(why))


def _told_apart(cells: Sequence[str], equal: Counter[str]) -> tuple[str, ...]:
    """Return what names a row by what stands in it; of equal rows each but the first by which of them it is, too."""
    name = event_id(*cells)
    equal[name] += 1
    return (*cells, f"row {equal[name]} of those") if equal[name] > 1 else tuple(cells)


def _plain(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


def _places(header: Sequence[str], columns: Mapping[str, str]) -> dict[str, int]:
    plain = [_plain(name) for name in header]
    found: dict[str, int] = {}
    for field, heading in columns.items():
        if field not in FIELDS:
            raise NoColumns(f"There is no field “{field}”. Columns can be: {', '.join(FIELDS)}.")
        if _plain(heading) not in plain:
            raise NoColumns(f"The file has no column “{heading}”. Its headings are: {', '.join(header)}.")
        found[field] = plain.index(_plain(heading))
    for field, names in FIELDS.items():
        guessed = next((plain.index(name) for name in names if name in plain), None)
        if field not in found and guessed is not None and guessed not in found.values():
            found[field] = guessed
    if "start" not in found and "date" not in found:
        raise NoColumns(
            f"No column tells when each call began. The headings are: {', '.join(header)}. "
            "Say which, such as: --map start=“Call time”."
        )
    return found


def _row(fields: Mapping[str, str], content: tuple[str, ...], when: When) -> CallRow:
    start = when(fields.get("start") or f"{fields.get('date', '')} {fields.get('time', '')}")
    outcome = _outcome(fields)
    ring = seconds_of(fields.get("ring", ""))
    duration = seconds_of(fields.get("duration", ""))
    answered = _answered(fields, start, ring, outcome, when)
    ended = _moment(fields.get("ended", ""), when)
    return CallRow(
        call=fields.get("call") or event_id(*content),
        content=content,
        began=start,
        answered=answered,
        ended=ended or (after(answered, duration or 0) if answered else after(start, ring or duration or 0)),
        sure=ring is not None or bool(fields.get("answered")),
        outcome="" if outcome == told.PICKED_UP else outcome,
        line=fields.get("line", ""),
        caller=fields.get("number", ""),
        officer=_officer(fields.get("extension", "")),
        out=_plain(fields.get("direction", "")) in _OUT,
    )


def _officer(text: str) -> str:
    """Return the extension of “Bob Baker (201)”."""
    found = _BRACKETED.search(text)
    return found[1] if found else text


def _outcome(fields: Mapping[str, str]) -> str:
    word = _plain(fields.get("outcome", ""))
    found = next((kind for kind, words in _OUTCOMES.items() if word in words), "")
    if word and not found:
        raise ValueError(
            f"“{fields['outcome']}” is no outcome that I know. Write answered, given up, voicemail or busy."
        )
    if found:
        return found
    talked = seconds_of(fields.get("duration", "")) or 0
    return told.PICKED_UP if fields.get("answered") or talked > 0 else told.GIVEN_UP


def _answered(
    fields: Mapping[str, str], start: datetime, ring: float | None, outcome: str, when: When
) -> datetime | None:
    if outcome != told.PICKED_UP:
        return None
    # Without either, nobody can say how long it rang: it was answered, and its promise is not measured.
    return _moment(fields.get("answered", ""), when) or after(start, ring) or start


def _moment(text: str, when: When) -> datetime | None:
    return when(text) if any(letter.isdigit() for letter in text) else None
