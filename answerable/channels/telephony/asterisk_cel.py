"""Asterisk's Channel Event Log, as cel_custom writes it (CSV) or as a JSON object a line.

A call is what its records share as `linkedid`; the caller's own channel is the one whose `uniqueid` is the same. Menus,
queues and recordings answer on that channel: a person is a dialled channel that answers. The columns are those of
Asterisk's sample cel_custom.conf; docs.asterisk.org, “CEL Specification”, says what each record means.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from answerable.channels.telephony.records import (
    Lines,
    Read,
    Wrong,
    by_call,
    cells_of,
    endpoint,
    event_id,
    is_extension,
    moment_of,
)
from answerable.charter.moments import LONDON
from answerable.desk.telephone import events as told
from answerable.desk.telephone.events import Event

COLUMNS = (
    *("eventtype", "eventtime", "cidname", "cidnum", "cidani", "cidrdnis", "ciddnid", "exten", "context", "channame"),
    *("appname", "appdata", "amaflags", "accountcode", "uniqueid", "linkedid", "bridgepeer", "userfield"),
    *("userdeftype", "eventextra"),
)
# As databases and the manager interface call the same columns.
_OTHER_NAMES = {
    "eventname": "eventtype",
    "calleridnum": "cidnum",
    "calleriddnid": "ciddnid",
    "channel": "channame",
    "application": "appname",
    "extra": "eventextra",
}
_TYPES = frozenset(
    {
        *("CHAN_START", "CHAN_END", "ANSWER", "HANGUP", "APP_START", "BLINDTRANSFER", "ATTENDEDTRANSFER", "PICKUP"),
        "LINKEDID_END",
    }
)
_BUSY_CAUSE = "17"  # ITU-T Q.850: user busy


@dataclass(frozen=True)
class Record:
    """One record: what happened to one channel of a call."""

    at: datetime
    type: str
    fields: Mapping[str, str]
    row: int = 0  # the line of the log; 0: it stands in none

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")

    @property
    def extra(self) -> Mapping[str, object]:
        try:
            found = json.loads(self["eventextra"] or "{}")
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def is_the_callers(self) -> bool:
        return self["uniqueid"] == self["linkedid"]

    @property
    def is_local(self) -> bool:
        """Whether the channel only joins two parts of the dial plan: no telephone is behind it."""
        return self["channame"].startswith("Local/")

    @property
    def officer(self) -> str:
        """Whose telephone the channel is: the extension, where the channel is named by it; else its number."""
        name = endpoint(self["channame"])
        return name if is_extension(name) else self["cidnum"] or name


def read(lines: Lines, zone: ZoneInfo = LONDON) -> Read:
    """Give the events of a whole log, call by call. The lines of a call may stand in any order, near each other."""
    for call in by_call(records_in(lines, zone), lambda record: record["linkedid"]):
        if isinstance(call, Wrong):
            yield call
        else:
            yield from events_in(sorted(call, key=lambda record: record.at))


def follow(lines: Lines, zone: ZoneInfo = LONDON) -> Read:
    """Give the events of a log that is being written, as its lines come."""
    ended: set[str] = set()
    for found in records_in(lines, zone):
        if isinstance(found, Wrong):
            yield found
        else:
            yield from _events(found, ended)


def events_in(records: Iterable[Record]) -> Iterator[Event]:
    """Give the events that records tell of, in order."""
    ended: set[str] = set()
    for record in records:
        yield from _events(record, ended)


def records_in(lines: Lines, zone: ZoneInfo) -> Iterator[Record | Wrong]:
    """Give the records of a log, and of those that can't be read why not."""
    header: Sequence[str] = COLUMNS
    for number, line in enumerate(lines, 1):
        try:
            cells = [] if line.lstrip().startswith("{") else cells_of(line, spaced=True)
            if names := _header(cells):
                header = names
            elif line.strip():
                record = _record(_named(cells, header) if cells else _from_json(line), zone, number)
                if record.type in _TYPES:
                    yield record
        except ValueError as why:
            yield Wrong(number, str(why))


def _header(cells: Sequence[str]) -> list[str]:
    names = [_name(cell) for cell in cells]
    return names if "eventtype" in names else []


def _name(text: str) -> str:
    plain = "".join(letter for letter in text.lower() if letter.isalnum())
    return _OTHER_NAMES.get(plain, plain)


def _named(cells: Sequence[str], header: Sequence[str]) -> dict[str, str]:
    fields = dict(zip(header, cells, strict=False))
    if cells[-1].startswith("{"):  # some leave out columns before it
        fields["eventextra"] = cells[-1]
    return fields


def _from_json(line: str) -> dict[str, str]:
    try:
        found = json.loads(line)
    except ValueError:
        raise ValueError("This is no JSON object.") from None
    return {
        _name(name): value if isinstance(value, str) else json.dumps(value)
        for name, value in found.items()
        if value is not None
    }


def _record(fields: Mapping[str, str], zone: ZoneInfo, row: int) -> Record:
    if not fields.get("linkedid") or not fields.get("uniqueid"):
        raise ValueError("This line has no uniqueid and linkedid where Asterisk’s sample cel_custom.conf puts them.")
    at = moment_of(fields.get("eventtime", ""), zone)
    return Record(at, fields.get("eventtype", "").strip().upper(), fields, row)


def _events(record: Record, ended: set[str]) -> Iterator[Event]:
    """Give the events that one record tells of. `ended` are the calls whose caller has hung up."""
    match record.type:
        case "CHAN_START" if record.is_the_callers:
            yield _event(record, told.RINGING, line=_line(record), details={"direction": "out"} if _out(record) else {})
        case "CHAN_START" if not record.is_local:
            yield _event(record, told.RINGING, officer=record.officer)
        case "ANSWER" if not record.is_the_callers and not record.is_local:
            yield _event(record, told.PICKED_UP, officer=record.officer)
        case "PICKUP":  # somebody took the call that rings on another telephone
            yield _event(record, told.PICKED_UP, officer=endpoint(str(record.extra.get("pickup_channel", ""))))
        case "APP_START" if record["appname"].lower() == "voicemail":
            yield _event(record, told.VOICEMAIL)
        case "BLINDTRANSFER":
            yield _event(record, told.TRANSFERRED, officer=str(record.extra.get("extension", "")), details=_BLIND)
        case "ATTENDEDTRANSFER":
            yield _event(record, told.TRANSFERRED, officer=_target(record), details=_ATTENDED)
        case "HANGUP" if record.is_the_callers:
            ended.add(record["linkedid"])
            if _was_busy(record):
                yield _event(record, told.BUSY)
            yield _event(record, told.ENDED)
        case "CHAN_END" | "LINKEDID_END" if record.is_the_callers and record["linkedid"] not in ended:
            ended.add(record["linkedid"])
            yield _event(record, told.ENDED)


_BLIND, _ATTENDED = {"how": "blind"}, {"how": "attended"}


def _event(
    record: Record, kind: str, *, line: str = "", officer: str = "", details: Mapping[str, str] | None = None
) -> Event:
    names = ("uniqueid", "linkedid", "channame", "appname", "appdata")
    return Event(
        id=event_id("cel", kind, record.type, record.at.isoformat(), *(record[name] for name in names)),
        call=record["linkedid"],
        at=record.at,
        kind=kind,
        line=line,
        caller=record["cidnum"] if line else "",
        officer=officer,
        details=details or {},
        row=record.row,
    )


def _line(record: Record) -> str:
    """Return what was rung: the number dialled; where the dial plan has none, the one that the trunk names."""
    exten = record["exten"]
    return exten if exten not in ("", "s") else record["ciddnid"] or exten or record["context"]


def _out(record: Record) -> bool:
    """Say whether an officer made the call: from an extension to a number outside, or for a function such as *97."""
    exten = record["exten"]
    from_us = is_extension(endpoint(record["channame"])) or (
        is_extension(record["cidnum"]) and "internal" in record["context"]
    )
    return exten.startswith("*") or (from_us and exten.lstrip("+").isdigit() and not is_extension(exten))


def _target(record: Record) -> str:
    name = str(record.extra.get("transfer_target_channel_name") or "N/A")
    return endpoint(name if name != "N/A" else str(record.extra.get("channel2_name", "")))


def _was_busy(record: Record) -> bool:
    status = record.extra.get("dialstatus")
    return status == "BUSY" or (not status and str(record.extra.get("hangupcause")) == _BUSY_CAUSE)
