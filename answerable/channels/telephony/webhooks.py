"""What telephone services in the cloud post to us → events: signed forms with CallSid and CallStatus, or any JSON.

The forms are Twilio's (www.twilio.com/docs/voice, “TwiML Voice: status callbacks”, and “Webhooks security”), whose way
other services share. What rings at an officer is a call of its own there, with the customer's as ParentCallSid: that
the customer's own call is in progress says only that a machine has taken it.
"""

import base64
import hmac
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha1

from answerable.channels.telephony.records import event_id, moment_of
from answerable.desk.telephone import events as told
from answerable.desk.telephone.events import KINDS, OF_CALLS, Event

_OF_THE_CUSTOMER = {
    "ringing": told.RINGING,
    "busy": told.BUSY,
    "no-answer": told.GIVEN_UP,
    "canceled": told.GIVEN_UP,
    "completed": told.ENDED,
    "failed": told.ENDED,
}
_OF_AN_OFFICER = {"ringing": told.RINGING, "in-progress": told.PICKED_UP, "answered": told.PICKED_UP}
FIELDS = ("id", "call", "at", "kind", "line", "caller", "officer", "direction")


def is_signed(url: str, fields: Iterable[tuple[str, str]], signature: str, secret: str) -> bool:
    """Say whether the form that was posted to `url` bears the signature that only the secret gives it."""
    signed = url + "".join(name + value for name, value in sorted(fields))
    expected = base64.b64encode(hmac.new(secret.encode(), signed.encode(), sha1).digest())
    return hmac.compare_digest(expected, signature.encode())


def event_of_form(fields: Mapping[str, str], at: datetime) -> Event | None:
    """Return the event that a form tells of; None for one that is nothing to us. Raises ValueError."""
    call, status, parent = (fields.get(name, "") for name in ("CallSid", "CallStatus", "ParentCallSid"))
    if not call or not status:
        raise ValueError("CallSid and CallStatus are missing.")
    kind = (_OF_AN_OFFICER if parent else _OF_THE_CUSTOMER).get(status)
    if kind is None:
        return None
    out = not parent and fields.get("Direction", "inbound").startswith("outbound")
    return Event(
        id=event_id("form", call, status, fields.get("SequenceNumber", "")),
        call=(parent or call)[:120],
        at=_posted(fields, at),
        kind=kind,
        line="" if parent else fields.get("To", ""),
        caller="" if parent else fields.get("From", ""),
        officer=fields.get("To", "") if parent else "",
        details={"direction": "out"} if out else {},
    )


def _posted(fields: Mapping[str, str], at: datetime) -> datetime:
    text = fields.get("Timestamp", "")
    if not text:
        return at
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        return moment_of(text)
    if found.tzinfo:
        return found
    # "-0000" says that the time is universal, and that nobody knows of which zone.
    return found.replace(tzinfo=UTC) if text.endswith("-0000") else moment_of(found.isoformat(sep=" "))


def event_of_json(body: object, names: Mapping[str, str], words: Mapping[str, str]) -> Event | None:
    """Return the event that an object tells of. Raises ValueError.

    `names` says where each of FIELDS stands in it, such as “data.call.id”; left out, it stands under its own name.
    `words` says what each kind of event is called there; a word that is in neither list is nothing to us.
    """
    found = {field: _at(body, names.get(field, field)) for field in FIELDS}
    kind = words.get(found["kind"], found["kind"])
    if kind not in KINDS:
        return None
    if not found["at"] or (kind in OF_CALLS and not found["call"]):
        raise ValueError("The event has no call or no moment where the settings say that they stand.")
    moment = moment_of(found["at"])
    id = found["id"] or event_id("json", found["call"], kind, moment.isoformat(), found["officer"])
    return Event(
        id=id[:120],
        call=found["call"][:120],
        at=moment,
        kind=kind,
        line=found["line"],
        caller=found["caller"],
        officer=found["officer"],
        details={"direction": "out"} if found["direction"].lower().startswith("out") else {},
    )


def _at(body: object, path: str) -> str:
    for name in path.split("."):
        body = body.get(name) if isinstance(body, dict) else None
    return "" if body is None or isinstance(body, dict | list) else str(body).replace("\0", "")
