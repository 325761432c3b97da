"""A web form's bytes → what it says. The form is posted as JSON by `web`; any bytes at all are read."""

import json

from answerable.channels.email.decoding import clean, one_line
from answerable.charter.facts import TYPES
from answerable.desk.cases.need import in_short
from answerable.desk.incoming.incoming import Incoming


def parse(body: bytes, limit: int) -> Incoming:
    """Return what the form says: the JSON fields name, email, telephone, text, type and service, all optional.

    `form_id`, unlike in any two forms that were shown, makes a form posted twice the same bytes.
    """
    try:
        fields = json.loads(body[:limit])
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        return Incoming(troubles=("The form that was posted can't be read.",))
    text = clean(str(fields.get("text") or "")).strip()
    return Incoming(
        sender=one_line(str(fields.get("email") or ""), 320),
        sender_name=one_line(str(fields.get("name") or ""), 200),
        telephone=one_line(str(fields.get("telephone") or ""), 40),
        subject=one_line(in_short(text), 300),
        text=text,
        service=one_line(str(fields.get("service") or ""), 40),
        type=kind if (kind := fields.get("type")) in TYPES else TYPES[0],
    )
