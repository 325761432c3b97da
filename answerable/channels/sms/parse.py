"""A text's bytes → what it says: as GOV.UK Notify calls back, or as our own inbound address takes it."""

import json
from datetime import UTC, datetime
from typing import Any

from answerable.channels.email.decoding import clean, one_line
from answerable.charter.moments import read_moment
from answerable.desk.incoming.incoming import Incoming
from answerable.desk.sms.numbers import may_be_texted, one_spelling


def parse(kept: bytes, limit: int) -> Incoming:
    """Return what a text says. Before it stands a line about the program that passed it on (api/reading.envelope).

    Who can't be texted back, a short code or a name, is a machine: nobody waits for an answer.
    """
    try:
        head, _, body = kept[:limit].partition(b"\n")
        program, fields = json.loads(head), json.loads(body)
        return _read(fields, str(program.get("program", "")))
    except (ValueError, AttributeError, RecursionError):
        return Incoming(channel="sms", troubles=("The text message can't be read.",))


def _read(fields: dict[str, Any], program: str) -> Incoming:
    notify = "source_number" in fields
    sender = one_spelling(one_line(str(fields["source_number" if notify else "from"] or ""), 40))
    text = clean(str(fields["message" if notify else "text"] or "")).strip()
    return Incoming(
        kind="person" if may_be_texted(sender) else "automatic",
        message_id=f"sms:{one_line(str(fields.get('id') or ''), 200)}",
        sender=sender,
        sender_kind="telephone",
        recipients=(one_line(str(fields.get("destination_number" if notify else "to") or ""), 40),),
        text=text,
        channel="sms",
        received_at=_moment(fields.get("date_received" if notify else "received_at"), universal=notify),
        source=program[:40],
    )


def _moment(given: object, *, universal: bool) -> datetime | None:
    """Return an aware moment; without an offset it is `universal` time, as Notify gives it, or the council's."""
    if not given:
        return None
    try:
        return datetime.fromisoformat(str(given)).replace(tzinfo=UTC) if universal else read_moment(str(given))
    except ValueError:
        return None
