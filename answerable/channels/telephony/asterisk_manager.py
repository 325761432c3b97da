"""Asterisk's manager interface: its messages → the records of the Channel Event Log that tell the same.

A message is lines of “Name: value” up to an empty one (docs.asterisk.org, “AMI v2 Specification” and “AMI Events”).
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from answerable.channels.telephony.asterisk_cel import Record, events_in
from answerable.channels.telephony.records import event_id, moment_of
from answerable.desk.telephone import events as told
from answerable.desk.telephone.events import Event

Message = Mapping[str, str]


def messages_in(lines: Iterable[bytes]) -> Iterator[Message]:
    """Give each message that stands in the lines."""
    message: dict[str, str] = {}
    for line in lines:
        text = line.decode(errors="replace").rstrip("\r\n")
        name, colon, value = text.partition(":")
        if colon:
            message[name.strip()] = value.strip()
        elif not text and message:
            yield message
            message = {}


def clock_told(message: Message | None) -> datetime | None:
    """Return what the telephone system's clock says, where the message answers a ping."""
    return moment_of(message["Timestamp"]) if message and message.get("Ping") and message.get("Timestamp") else None


def events_of(message: Message, at: datetime, ahead: timedelta = timedelta()) -> Iterator[Event]:
    """Give the events that one message tells of. `at` is when it came: it counts where it has no time of its own.

    `ahead` is by how much the clock that stamped it is ahead of ours.
    """
    moment = moment_of(message["Timestamp"]) - ahead if message.get("Timestamp") else at
    held = {"Hold": told.HELD, "Unhold": told.RESUMED}.get(message.get("Event", ""))
    if held:
        call = message.get("Linkedid", "")
        yield Event(id=event_id("ami", held, call, moment.isoformat()), call=call, at=moment, kind=held)
    elif record := _record(message, moment):
        yield from events_in([record])


def _record(message: Message, at: datetime) -> Record | None:
    translate = _TRANSLATIONS.get(message.get("Event", ""))
    found = translate(message) if translate else None
    return Record(at, found.pop("eventtype"), found) if found and found.get("linkedid") else None


Fields = dict[str, str]


def _channel(message: Message, type: str, prefix: str = "", **more: str) -> Fields:
    """Return the fields of the channel that a message tells of; there may be two, with names before theirs."""
    return {
        "eventtype": type,
        "channame": message.get(f"{prefix}Channel", ""),
        "uniqueid": message.get(f"{prefix}Uniqueid", ""),
        "linkedid": message.get(f"{prefix}Linkedid", ""),
        "cidnum": _known(message.get(f"{prefix}CallerIDNum", "")),
        "exten": message.get(f"{prefix}Exten", ""),
        "context": message.get(f"{prefix}Context", ""),
        **more,
    }


def _known(number: str) -> str:
    return "" if number == "<unknown>" else number


def _hangup(message: Message) -> Fields:
    return _channel(message, "HANGUP", eventextra=json.dumps({"hangupcause": message.get("Cause", "")}))


def _dial_end(message: Message) -> Fields | None:
    return _channel(message, "ANSWER", "Dest") if message.get("DialStatus") == "ANSWER" else None


def _newexten(message: Message) -> Fields | None:
    application = message.get("Application", "")
    return _channel(message, "APP_START", appname=application) if application.lower() == "voicemail" else None


def _pickup(message: Message) -> Fields:
    by = json.dumps({"pickup_channel": message.get("Channel", "")})
    return _channel(message, "PICKUP", "Target", eventextra=by)


def _blind(message: Message) -> Fields | None:
    if message.get("Result", "Success") != "Success":
        return None
    to = json.dumps({"extension": message.get("Extension", "")})
    return _channel(message, "BLINDTRANSFER", "Transferer", eventextra=to)


def _attended(message: Message) -> Fields | None:
    if message.get("Result", "Success") != "Success":
        return None
    to = json.dumps({"transfer_target_channel_name": message.get("TransferTargetChannel", "")})
    return _channel(message, "ATTENDEDTRANSFER", "OrigTransferer", eventextra=to)


_TRANSLATIONS: Mapping[str, Callable[[Message], Fields | None]] = {
    "Newchannel": lambda message: _channel(message, "CHAN_START"),
    "DialEnd": _dial_end,
    "Newexten": _newexten,
    "Pickup": _pickup,
    "BlindTransfer": _blind,
    "AttendedTransfer": _attended,
    "Hangup": _hangup,
}
