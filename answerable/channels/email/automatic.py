"""Who wrote a mail: a person, a machine, or a mail server whose delivery failed (RFC 3834, RFC 3464 and habit)."""

import re

from answerable.channels.email.parts import Headers, Part

_BULK = {"bulk", "junk", "list", "auto_reply"}
_MACHINES = re.compile(
    r"^(mailer-daemon|postmaster|(no|do-?not|don.?t)[-_.]?reply|bounces?|autoreply|auto-reply)([-+_.=].*)?@",
    re.IGNORECASE,
)
_SERVERS = re.compile(r"^(mailer-daemon|postmaster)@", re.IGNORECASE)
_SUBJECTS = re.compile(
    r"^\s*(automatic reply|auto(matic)?[- ]?(reply|response)|out of (the )?office( auto-?reply)?|ateb awtomatig)\s*:",
    re.IGNORECASE,
)
_MARKS = ("x-autoreply", "x-autorespond", "x-autoreply-from", "list-id", "list-unsubscribe-post", "feedback-id")
_STILL_TRYING = re.compile(r"delayed|warning|still being retried", re.IGNORECASE)
_MESSAGE_ID = re.compile(rb"^[> ]*message-id:\s*(<[^<>\s]{1,500}>)", re.IGNORECASE | re.MULTILINE)
_LOOKED_AT = 256 * 1024


def kind_of(headers: Headers, parts: list[Part], body: bytes, sender: str, subject: str) -> tuple[str, str]:
    """Return "person", "automatic" or "bounce", and of a bounce the Message-ID of the mail that came back."""
    if _failed(headers, parts, body, sender, subject):
        return "bounce", _came_back(parts, body)
    return ("automatic" if _by_a_machine(headers, parts[0], sender, subject) else "person"), ""


def _by_a_machine(headers: Headers, top: Part, sender: str, subject: str) -> bool:
    submitted = headers.first("auto-submitted").split(";")[0].strip().lower()
    suppress = headers.first("x-auto-response-suppress").lower()
    return (
        submitted not in ("", "no")
        or _null_path(headers)
        or top.type == "multipart/report"
        or headers.first("precedence").strip().lower() in _BULK
        or any(word in suppress for word in ("all", "oof", "autoreply"))
        or any(mark in headers for mark in _MARKS)
        or bool(_MACHINES.match(sender))
        or bool(_SUBJECTS.match(subject))
    )


def _null_path(headers: Headers) -> bool:
    return "return-path" in headers and headers.first("return-path").strip() in ("<>", "")


def _failed(headers: Headers, parts: list[Part], body: bytes, sender: str, subject: str) -> bool:
    """Say whether a mail server tells that it could not deliver: a report of failure, or an old server's letter."""
    if parts[0].type == "multipart/report" and parts[0].report in ("delivery-status", ""):
        return any(b"failed" in line for line in _actions(parts, body))
    from_a_server = bool(_SERVERS.match(sender)) or (_null_path(headers) and not headers.first("auto-submitted"))
    if not from_a_server or parts[0].type == "multipart/report" or _STILL_TRYING.search(subject):
        return False
    return "x-failed-recipients" in headers or bool(_came_back(parts, body))


def _actions(parts: list[Part], body: bytes) -> list[bytes]:
    reports = [part for part in parts if part.type in ("message/delivery-status", "message/global-delivery-status")]
    lines = b"\n".join(part.content(body)[0][:_LOOKED_AT] for part in reports).lower().splitlines()
    return [line for line in lines if line.startswith(b"action:")]


def _came_back(parts: list[Part], body: bytes) -> str:
    """Return the Message-ID that stands in the mail that came back, or in what the server quotes of it."""
    quoted = [part for part in parts if part.type in ("message/rfc822", "text/rfc822-headers", "message/global")]
    for part in quoted or [part for part in parts if part.type == "text/plain"]:
        match = _MESSAGE_ID.search(part.content(body)[0][:_LOOKED_AT])
        if match:
            return match[1].decode("ascii", "replace")
    return ""
