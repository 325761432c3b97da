"""A message on social media, as a program passed it on → what it says and where it stands."""

import json
from datetime import datetime
from typing import Any

from answerable.channels.email.decoding import clean, one_line
from answerable.charter.moments import read_moment
from answerable.desk.incoming.incoming import Incoming, Posted


def parse(kept: bytes, limit: int) -> Incoming:
    """Return what the message says. Before it stands a line about the program that passed it on."""
    try:
        head, _, body = kept[:limit].partition(b"\n")
        program, fields = json.loads(head), json.loads(body)
        return _read(fields, str(program.get("program", "")))
    except (ValueError, AttributeError, RecursionError, KeyError):
        return Incoming(channel="social", troubles=("The message can't be read.",))


def _read(fields: dict[str, Any], program: str) -> Incoming:
    posted = Posted(
        network=one_line(str(fields["network"]), 40).lower(),
        page=one_line(str(fields.get("page") or ""), 200),
        author=one_line(str(fields["author"]), 200),
        public=bool(fields["public"]),
        permalink=one_line(str(fields.get("permalink") or ""), 1000),
        network_id=one_line(str(fields["id"]), 200),
    )
    return from_posting(
        posted,
        text=clean(str(fields["text"])).strip(),
        name=one_line(str(fields.get("name") or posted.author), 200),
        received_at=read_moment(fields["received_at"]) if fields.get("received_at") else None,
        source=program[:40],
    )


def from_posting(
    posted: Posted, *, text: str, name: str, received_at: datetime | None = None, source: str = ""
) -> Incoming:
    """Return a person's message on a network."""
    return Incoming(
        message_id=f"{posted.network}:{posted.network_id}" if posted.network_id else "",
        sender=f"{posted.author} on {posted.network}" if posted.author else "",
        sender_kind="social",
        sender_name=name,
        text=text,
        channel="social",
        received_at=received_at,
        source=source,
        posting=posted,
    )
