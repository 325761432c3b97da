"""3CX's call detail records, and the call log that its console exports.

The records (www.3cx.com, “CDR – Call Data Records”) have the fields that the administrator chose; a file begins with
their names, or has all of them in 3CX's own order. A row is a leg: those with one `historyid` are one call. Who answers
must be an extension: a queue, a menu or a voicemail box is nobody. A row that a queue answered and an extension ended
up with tells when the queue took the call, not when the person did: a leg of the extension's own, where 3CX writes one,
does. The call log has headings of its own, which the plain reader knows; it does not say which numbers are queues.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from zoneinfo import ZoneInfo

from answerable.channels.telephony import plain_csv
from answerable.channels.telephony.records import (
    Lines,
    Read,
    Wrong,
    by_call,
    cells_of,
    is_extension,
    moment_of,
    of_row,
)
from answerable.channels.telephony.rows import CallRow, events_of
from answerable.charter.moments import LONDON
from answerable.desk.telephone import events as told
from answerable.desk.telephone.events import Event

COLUMNS = (
    *("historyid", "callid", "duration", "timestart", "timeanswered", "timeend", "reasonterminated", "fromno", "tono"),
    *("fromdn", "todn", "dialno", "reasonchanged", "finalnumber", "finaldn", "billcode", "billrate", "billcost"),
    *("billname", "chain", "fromtype", "totype", "finaltype", "fromdispname", "todispname", "finaldispname"),
    "missedqueuecalls",
)
_RECORD = re.compile(r"Call \d")
_NOBODY = ("queue", "ivr", "ringgroup", "wakeup", "parking", "fax", "conference")


def read(lines: Lines, zone: ZoneInfo = LONDON, *, month_first: bool = False) -> Read:
    """Give the events of a file of call detail records, or of an exported call log."""
    numbered = iter(lines)
    first = next((line for line in numbered if line.strip()), "")
    names = [_plain(cell) for cell in _cells(first)]
    if "timestart" in names or _RECORD.match(first):
        return _records(chain([first], numbered), names if "timestart" in names else COLUMNS, zone)
    columns = {"number": "From", "extension": "To"} if {"from", "to"} <= set(names) else {}
    return _without_queues(plain_csv.read(chain([first], numbered), zone, columns, month_first=month_first))


def _without_queues(log: Read) -> Read:
    """Give the events of a call log. Where several answered, the first may have been a queue: it is not told when."""
    for call in by_call(log, lambda event: event.call):
        if isinstance(call, Wrong):
            yield call
        else:
            several = sum(event.kind == told.PICKED_UP for event in call) > 1
            yield from map(_answered_by_a_queue, call) if several else call


def _answered_by_a_queue(event: Event) -> Event:
    return replace(event, details={**event.details, **told.NOT_TOLD}) if event.kind == told.PICKED_UP else event


def _records(lines: Iterator[str], names: Sequence[str], zone: ZoneInfo) -> Read:
    for number, line in enumerate(lines, 1):
        try:
            cells = _cells(line)
            if not line.strip() or "timestart" in map(_plain, cells):
                continue
            leg = _leg(dict(zip(names, map(str.strip, cells), strict=False)), tuple(cells), zone)
            yield from of_row(number, events_of(leg))
        except ValueError as why:
            yield Wrong(number, str(why))


def _cells(line: str) -> list[str]:
    return cells_of(line, ";" if line.count(";") > line.count(",") else ",")


def _plain(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


def _leg(fields: Mapping[str, str], cells: tuple[str, ...], zone: ZoneInfo) -> CallRow:
    call = fields.get("historyid", "").removeprefix("Call ") or fields.get("callid", "")
    if not call:
        raise ValueError("This record has neither historyid nor callid. Have 3CX write them.")
    began = moment_of(fields.get("timestart", ""), zone)
    answered = moment_of(fields["timeanswered"], zone) if fields.get("timeanswered") else None
    ended = moment_of(fields["timeend"], zone) if fields.get("timeend") else None
    by_machine, by_person = _answerers(fields)
    return CallRow(
        call=call,
        content=cells,
        began=began,
        answered=answered if by_person else None,
        ended=ended,
        sure=not by_machine,
        outcome="" if answered and by_person else _outcome(fields),
        gone=answered,
        line=fields.get("dialno") or fields.get("todn") or _number(fields.get("tono", "")),
        caller=_number(fields.get("fromno", "")),
        officer=_number(
            fields.get("finaldn") or fields.get("finalnumber") or fields.get("todn") or fields.get("tono", "")
        ),
        out=_is_ours(fields, "from") and not _is_ours(fields, "to"),
    )


def _answerers(fields: Mapping[str, str]) -> tuple[bool, bool]:
    """Say whether a machine took the call first, and whether a person has it in the end."""
    changed, to = fields.get("reasonchanged", ""), _kind(fields, "to")
    # A queue is replaced by who takes its call, a person by whom they put it through to: only the type tells which.
    replaced = changed == "ReplacedDst" and to != "extension"
    machine = to in _NOBODY or _is_voicemail(fields, "to") or changed.startswith("Q") or replaced
    final = "final" if fields.get("finalnumber") or fields.get("finaldn") else "to"
    nobody = _kind(fields, final) in _NOBODY or _is_voicemail(fields, final)
    return machine, not nobody and (final == "final" or not machine)


def _kind(fields: Mapping[str, str], which: str) -> str:
    return _plain(fields.get(f"{which}type", ""))


def _is_voicemail(fields: Mapping[str, str], which: str) -> bool:
    return any(word in _kind(fields, which) for word in ("voicemail", "vmail"))


def _outcome(fields: Mapping[str, str]) -> str:
    if _is_voicemail(fields, "to") or _is_voicemail(fields, "final"):
        return told.VOICEMAIL
    return told.BUSY if "busy" in fields.get("reasonterminated", "").lower() else told.GIVEN_UP


def _number(text: str) -> str:
    return text.removeprefix("Ext.")


def _is_ours(fields: Mapping[str, str], which: str) -> bool:
    kind, number = _kind(fields, which), fields.get(f"{which}no", "")
    if kind:
        return not kind.startswith(("line", "external", "provider", "bridge"))
    return number.startswith("Ext.") or is_extension(number)
