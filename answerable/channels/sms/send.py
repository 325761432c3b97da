"""Texts go out: through GOV.UK Notify, or any gateway that takes one JSON object by HTTP."""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from answerable.channels.outside import Answer, NotAllowed, Unreachable, call
from answerable.desk.council.secrets import decrypted
from answerable.desk.sms.models import TextGateway

NOTIFY = "https://api.notifications.service.gov.uk"
_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_KEY = re.compile(rf"(?:.*-)?({_UUID})-({_UUID})", re.DOTALL)


class NotSent(Exception):
    """The text was not accepted; the message says why, for the officer."""


class NotNow(NotSent):
    """The gateway can't be used now: there is no use in trying the next text. `perhaps`: it may have this one."""

    def __init__(self, why: str, *, perhaps: bool = False) -> None:
        super().__init__(why)
        self.perhaps = perhaps


class Never(NotSent):
    """This text will never be accepted."""


@dataclass(frozen=True, kw_only=True)
class Gateway:
    """Where texts go. `kind` is notify or http; `secret` an API key or a token; `template` is Notify's."""

    kind: str
    address: str = ""
    secret: str = ""
    template: str = ""
    number: str = ""
    allowed: str = ""  # addresses in the own network, see channels/outside.py


def as_gateway(row: TextGateway) -> Gateway:
    """Return the gateway as the channel knows it. Raises UnreadableSecret."""
    return Gateway(
        kind=row.kind,
        address=row.address,
        secret=decrypted(row.secret),
        template=row.template,
        number=row.number,
        allowed=settings.ALLOWED_ADDRESSES,
    )


def is_key(secret: str) -> bool:
    """Say whether it looks like an API key of GOV.UK Notify."""
    return _KEY.fullmatch(secret.strip()) is not None


def send(gateway: Gateway, *, name: str, to: str, text: str, at: datetime) -> None:
    """Hand one text to the gateway. Returns when it has accepted it; else raises NotNow or Never.

    `name` is the same however often the same text is handed over: a gateway that knows it sends it once.
    """
    ask = _ask_notify if gateway.kind == "notify" else _ask_gateway
    try:
        answer = ask(gateway, name, to, text, at)
    except NotAllowed as error:
        raise NotNow(str(error)) from None
    except Unreachable as error:
        raise NotNow(str(error), perhaps=error.perhaps) from None
    if not 200 <= answer.status < 300:
        said = f"The gateway refused it: {answer.status} {_said(answer)}".strip()
        # 400 and 422 are about this text; the rest (a wrong token, too many, a fault) can be mended.
        raise (Never if answer.status in (400, 413, 422) else NotNow)(said)


def _ask_notify(gateway: Gateway, name: str, to: str, text: str, at: datetime) -> Answer:
    body = {
        "phone_number": to,
        "template_id": gateway.template,
        "personalisation": {"text": text},
        "reference": name,
    }
    token = _token(gateway.secret, at)
    place = f"{(gateway.address or NOTIFY).rstrip('/')}/v2/notifications/sms"
    return _post(place, body, token, gateway.allowed)


def _ask_gateway(gateway: Gateway, name: str, to: str, text: str, at: datetime) -> Answer:
    body = {"id": name, "to": to, "from": gateway.number, "text": text}
    return _post(gateway.address, body, gateway.secret, gateway.allowed)


def _post(url: str, body: Mapping[str, object], token: str, allowed: str) -> Answer:
    headers = {
        "Content-Type": "application/json",
        "Accept": "application/json",
        "User-Agent": "Answerable",
        "Authorization": f"Bearer {token}",
    }
    return call("POST", url, body=json.dumps(body).encode(), headers=headers, allowed=allowed)


def _token(key: str, at: datetime) -> str:
    """Return the token that Notify asks for: who we are and when it is, signed with the key (HS256)."""
    match = _KEY.fullmatch(key.strip())
    if match is None:
        raise NotNow("The API key of GOV.UK Notify can't be read. Enter it again in Settings.")
    service, secret = match.groups()
    parts = [{"typ": "JWT", "alg": "HS256"}, {"iss": service, "iat": int(at.timestamp())}]
    signed = b".".join(_coded(json.dumps(part, separators=(",", ":")).encode()) for part in parts)
    signature = hmac.new(secret.encode(), signed, hashlib.sha256).digest()
    return b".".join((signed, _coded(signature))).decode("ascii")


def _coded(part: bytes) -> bytes:
    return base64.urlsafe_b64encode(part).rstrip(b"=")


def _said(answer: Answer) -> str:
    """Return what the gateway says went wrong, as Notify words it or as it stands."""
    try:
        said = json.loads(answer.body)
        errors = said.get("errors") or [said]
        words = str(errors[0].get("message") or errors[0].get("error") or "")
    except (ValueError, AttributeError, LookupError, TypeError):
        words = answer.body[:200].decode("utf-8", "replace")
    return " ".join(words.split())[:200]
