"""Asterisk's queue log: a line an event, fields between pipes (docs.asterisk.org, “Queue Logs”).

    1366720340|1366720340.303267|MYQUEUE|SIP/8007|CONNECT|4|1366720341.303271|3

The wait begins when the caller enters the first queue: until somebody answers, their telephone rings. What becomes of a
caller who leaves a queue otherwise this log does not tell; the Channel Event Log of the same system, read into the same
feed, does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from answerable.channels.telephony.records import Lines, Read, Wrong, endpoint, event_id, moment_of, of_row
from answerable.charter.moments import LONDON
from answerable.desk.telephone import events as told
from answerable.desk.telephone.events import Event

_LEAST = 5  # fields before those of the event


@dataclass(frozen=True)
class _Does:
    """What a word of the log tells: kinds of events, and how."""

    kinds: tuple[str, ...]
    details: tuple[tuple[str, str], ...] = ()


_WORDS: Mapping[str, _Does] = {
    "ENTERQUEUE": _Does((told.RINGING,)),
    "CONNECT": _Does((told.PICKED_UP,)),
    "ABANDON": _Does((told.GIVEN_UP,)),
    # Nobody answered in this queue. Should somebody in the next one, that counts.
    "EXITWITHTIMEOUT": _Does((told.GIVEN_UP,), (("why", "exit with timeout"),)),
    "EXITWITHKEY": _Does((told.GIVEN_UP,), (("why", "exit with key"),)),
    "EXITEMPTY": _Does((told.GIVEN_UP,), (("why", "exit empty"),)),
    "FULL": _Does((told.BUSY,)),
    "JOINEMPTY": _Does((told.BUSY,)),
    "JOINUNAVAIL": _Does((told.BUSY,)),
    "COMPLETEAGENT": _Does((told.ENDED,)),
    "COMPLETECALLER": _Does((told.ENDED,)),
    "AGENTDUMP": _Does((told.ENDED,)),
    # The log tells no more of a call that was put through.
    "BLINDTRANSFER": _Does((told.TRANSFERRED, told.ENDED), (("how", "blind"),)),
    "TRANSFER": _Does((told.TRANSFERRED, told.ENDED), (("how", "blind"),)),
    "ATTENDEDTRANSFER": _Does((told.TRANSFERRED, told.ENDED), (("how", "attended"),)),
    "QUEUESTART": _Does((told.STARTED,)),
}


def read(lines: Lines, zone: ZoneInfo = LONDON) -> Read:
    """Give the events of a queue log, line by line. What is about no call is passed over."""
    for number, line in enumerate(lines, 1):
        fields = line.strip().split("|")
        try:
            if line.strip():
                yield from of_row(number, _events(fields, zone))
        except ValueError as why:
            yield Wrong(number, str(why))


def _events(fields: Sequence[str], zone: ZoneInfo) -> Iterator[Event]:
    if len(fields) < _LEAST:
        raise ValueError("This is no line of a queue log: epoch|call|queue|member|event and what belongs to it.")
    moment, call, queue, member, word, *more = fields
    does = _WORDS.get(word)
    if does is None:
        return
    about_a_call = does.kinds != (told.STARTED,)
    for kind in does.kinds:
        yield Event(
            id=event_id("queue_log", kind, *fields),
            call=call if about_a_call else "",
            at=moment_of(moment, zone),
            kind=kind,
            line=queue if about_a_call and queue != "NONE" else "",
            caller=more[1] if word == "ENTERQUEUE" and len(more) > 1 else "",
            officer=_officer(kind, member, more),
            details=dict(does.details),
        )


def _officer(kind: str, member: str, more: Sequence[str]) -> str:
    if kind == told.TRANSFERRED:
        return more[0] if more else ""
    return endpoint(member) if kind == told.PICKED_UP else ""
