"""A mail's bytes → what it says. Pure: no database, no network, no clock; and never an error, whatever the bytes."""

import re
from datetime import datetime
from email.utils import getaddresses, parsedate_to_datetime
from hashlib import sha256

from answerable.channels.email.automatic import kind_of
from answerable.channels.email.decoding import clean, decoded, file_name, header_text, one_line
from answerable.channels.email.markup import safe, text_of
from answerable.channels.email.parts import Headers, Part, Walk, headers_end, walk
from answerable.desk.incoming.incoming import File, Incoming

MAIL_LIMIT = 50 * 1024 * 1024
TEXT_LIMIT = 500_000  # characters of text that are shown; the bytes are kept whole
HTML_LIMIT = 200_000
_IDS = re.compile(r"<[^<>\s]{1,500}>")
_RECIPIENTS = ("to", "cc", "delivered-to", "x-original-to", "envelope-to")


def parse(body: bytes, limit: int = MAIL_LIMIT) -> Incoming:
    """Return what the mail says. Of a mail of more than `limit` bytes only the headers are read."""
    troubles: list[str] = []
    too_big = len(body) > limit
    if too_big:
        troubles.append(f"The mail is larger than {limit:,} bytes. It is kept, but only its headers were read.")
    found = walk(body[: headers_end(body, 0, len(body))[1]] if too_big else body)
    headers = found.parts[0].headers
    sender_name, sender = _sender(headers)
    subject = one_line(header_text(headers.first("subject")), 900)
    text, html = ("", "") if too_big else _words(found, troubles)
    kind, bounced = kind_of(headers, found.parts, found.body, sender, subject)
    return Incoming(
        kind=kind,
        message_id=_first_id(headers.first("message-id")),
        sender=sender,
        sender_name=sender_name,
        recipients=_recipients(headers),
        subject=subject,
        text=text,
        html=html,
        attachments=() if too_big else _attachments(found, troubles),
        in_reply_to=_ids(headers.first("in-reply-to")),
        references=_ids(headers.first("references")),
        date=_date(headers.first("date")),
        bounced_message_id=bounced,
        troubles=(*troubles, *_what_is_missing(body, found, sender)),
    )


def attachment(body: bytes, number: int) -> bytes:
    """Return the bytes of the attachment whose `part` is `number`; empty where the mail has no such part."""
    parts = walk(body).parts
    return parts[number].content(body)[0] if number < len(parts) else b""


def _sender(headers: Headers) -> tuple[str, str]:
    for name in ("from", "sender", "reply-to"):
        for written, address in _addresses(headers.first(name)):
            return written, address
    return "", ""


def _addresses(value: str) -> list[tuple[str, str]]:
    """Return the names and addresses in a header; those that nobody could write to are left out."""
    try:
        pairs = getaddresses([value[:4000]])
    except (ValueError, IndexError, TypeError, RecursionError):
        pairs = [("", address) for address in re.findall(r"[^\s<>(),;:]+@[^\s<>(),;:]+", value[:4000])]
    named = [(one_line(header_text(name), 200), one_line(header_text(address), 320)) for name, address in pairs[:50]]
    return [(name, address) for name, address in named if re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", address)]


def _recipients(headers: Headers) -> tuple[str, ...]:
    values = [value for name in _RECIPIENTS for value in headers.all(name)[:20]]
    return tuple(dict.fromkeys(address for value in values for _, address in _addresses(value)))


def _ids(value: str) -> tuple[str, ...]:
    """Return the Message-IDs in a header: the first, which began the thread, and the latest."""
    found = [one_line(id, 500) for id in _IDS.findall(value)]
    return tuple(dict.fromkeys([*found[:5], *found[-45:]]))


def _first_id(value: str) -> str:
    ids = _ids(value)
    return ids[0] if ids else one_line(value, 500)


def _date(value: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return date if date.tzinfo else None


def _words(found: Walk, troubles: list[str]) -> tuple[str, str]:
    """Return the text of the mail, and its HTML made safe. A mail of HTML only has its text from there."""
    readable = [part for part in found.parts if part.type in ("text/plain", "text/html") and not _is_file(part)]
    plain = [_text(part, found.body, troubles) for part in readable if part.type == "text/plain"]
    marked_up = [_text(part, found.body, troubles) for part in readable if part.type == "text/html"]
    markup = "\n".join(marked_up)[:TEXT_LIMIT]
    html = safe(markup[:HTML_LIMIT])
    if html is None:
        troubles.append("Its HTML is nested too deeply to be shown: only its text is.")
    text = clean("\n\n".join(filter(str.strip, plain))).strip() or clean(text_of(markup)).strip()
    if len(text) > TEXT_LIMIT:
        troubles.append(f"The text is longer than {TEXT_LIMIT:,} characters: only its beginning is shown.")
    return text[:TEXT_LIMIT], clean(html or "")


def _text(part: Part, body: bytes, troubles: list[str]) -> str:
    raw, whole = part.content(body)
    text, known = decoded(raw[: 4 * TEXT_LIMIT], part.charset)
    if not whole:
        troubles.append("The coding of the text is broken: some of it may be missing.")
    if not known and raw and len(raw) <= 4 * TEXT_LIMIT:
        charset = one_line(part.charset, 40) or "none stated"
        troubles.append(f"The text isn't in the character set it states ({charset}): some letters may be wrong.")
    return text


def _is_file(part: Part) -> bool:
    return part.attached or bool(part.name)


def _attachments(found: Walk, troubles: list[str]) -> tuple[File, ...]:
    """Return the files that came with the mail: every part that is neither its text nor a wrapping."""
    others = [part for part in found.parts if not part.type.startswith("multipart/")]
    files = [part for part in others if _is_file(part) or part.type not in ("text/plain", "text/html")]
    return tuple(_file(part, found.body, troubles) for part in files)


def _file(part: Part, body: bytes, troubles: list[str]) -> File:
    content, whole = part.content(body)
    name = file_name(part.name) or _name_without_one(part, content)
    if not whole:
        troubles.append(f"The coding of the attachment “{name}” is broken: some of it may be missing.")
    return File(part.number, name, one_line(part.type, 200), len(content), sha256(content).hexdigest())


def _name_without_one(part: Part, content: bytes) -> str:
    if part.type == "message/rfc822":
        forwarded = Headers(content[: headers_end(content, 0, len(content))[0]])
        return file_name(one_line(header_text(forwarded.first("subject")), 100) or "forwarded mail") + ".eml"
    return f"part {part.number}"


def _what_is_missing(body: bytes, found: Walk, sender: str) -> list[str]:
    said = [
        (not body.strip(b"\0\r\n\t "), "The mail is empty."),
        (not sender, "It names no address of its sender: it can't be answered by e-mail."),
        (found.too_deep, "It is nested too deeply, or has too many parts: the rest was not read."),
        (found.no_boundary, "Its parts can't be told from one another: read the original mail."),
    ]
    return [words for so, words in said if so]
