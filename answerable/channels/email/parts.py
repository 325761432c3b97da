"""A mail's structure: its headers and parts, found by their places in the bytes, in bounded time and memory.

The standard library's parser makes an object of every line: thirty megabytes of empty lines take gigabytes.
This one only looks for boundaries, and leaves the bytes where they are.
"""

import binascii
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from functools import cached_property

from answerable.channels.email.decoding import decoded, from_base64, header_text

MAX_DEPTH = 100
MAX_PARTS = 500
MAX_HEADER_BYTES = 512 * 1024
_MAX_VALUE = 20_000  # characters of one header that anybody reads
_MAX_LINES = 200_000  # lines that begin with two dashes, and may part it
_MAX_LOOKS = 2_000_000  # how often such a line is held against a boundary

_HEADERS_END = re.compile(rb"\r?\n\r?\n")
_HEADER = re.compile(rb"^([!-9;-~]{1,200})[ \t]*:[ \t]*([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)", re.MULTILINE)
_FOLD = re.compile(r"\r?\n[ \t]")


class Headers:
    """The headers of a mail or a part, by name; each as it came, unfolded."""

    def __init__(self, block: bytes) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in _HEADER.findall(block[:MAX_HEADER_BYTES]):
            text = _FOLD.sub(" ", decoded(value[:_MAX_VALUE])[0]).strip()
            self._values.setdefault(name.decode("ascii").lower(), []).append(text)

    def __bool__(self) -> bool:
        return bool(self._values)

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def first(self, name: str) -> str:
        """Return the first header of that (lower-case) name, or ""."""
        return self._values.get(name, [""])[0]

    def all(self, name: str) -> list[str]:
        return self._values.get(name, [])


@dataclass(frozen=True)
class Part:
    """One part of a mail: its number in the order of the mail, its headers, and where its content lies."""

    number: int
    headers: Headers
    start: int
    end: int
    type: str
    charset: str = ""
    boundary: str = ""
    report: str = ""
    name: str = ""
    attached: bool = False

    def content(self, body: bytes) -> tuple[bytes, bool]:
        """Return the part's content with its transfer coding undone, and whether all of it could be read."""
        raw = body[self.start : self.end]
        match self.headers.first("content-transfer-encoding").strip().lower():
            case "base64":
                return from_base64(raw)
            case "quoted-printable":
                return binascii.a2b_qp(raw), True
            case _:
                return raw, True


@dataclass
class Walk:
    """The parts of one mail, and what could not be followed in it."""

    body: bytes
    parts: list[Part]
    too_deep: bool = False
    no_boundary: bool = False
    looks: int = 0

    def part(self, start: int, end: int, depth: int, standard: str) -> None:
        """Add the part that lies at these places, and those within it."""
        if len(self.parts) >= MAX_PARTS or depth > MAX_DEPTH:
            self.too_deep = True
            return
        part = _part(self.body, start, end, len(self.parts), standard)
        self.parts.append(part)
        if part.type.startswith("multipart/"):
            self._within(part, depth)

    def _within(self, part: Part, depth: int) -> None:
        inner = list(self._between(part)) if part.boundary else []
        self.no_boundary = self.no_boundary or not inner
        standard = "message/rfc822" if part.type == "multipart/digest" else "text/plain"
        for start, end in inner:
            self.part(start, end, depth + 1, standard)

    def _between(self, part: Part) -> Iterator[tuple[int, int]]:
        """Give the places between a multipart's boundary lines; what stands before the first is nobody's."""
        opened = -1
        for line, after, closes in self._boundary_lines(part):
            if opened >= 0:
                yield opened, max(opened, _before_line_end(self.body, line))
            opened = after
            if closes:
                return
        if 0 <= opened < part.end:
            yield opened, part.end

    def _boundary_lines(self, part: Part) -> Iterator[tuple[int, int, bool]]:
        """Give the part's boundary lines: where each begins and ends, and whether it closes the part."""
        marker = b"--" + part.boundary.rstrip().encode("utf-8", "replace")
        for line in self._dashed[bisect_left(self._dashed, part.start) : bisect_left(self._dashed, part.end)]:
            self.looks += 1
            if self.looks > _MAX_LOOKS:
                self.too_deep = True
                return
            if not self.body.startswith(marker, line):
                continue
            line_end = self.body.find(b"\n", line, part.end)
            line_end = part.end if line_end < 0 else line_end
            rest = self.body[line + len(marker) : min(line_end, line + len(marker) + 100)].strip()
            if rest in (b"", b"--"):
                yield line, min(line_end + 1, part.end), bool(rest)

    @cached_property
    def _dashed(self) -> list[int]:
        """Where the lines begin that may be boundaries."""
        found = [0] if self.body.startswith(b"--") else []
        at = self.body.find(b"\n--")
        while at >= 0 and len(found) < _MAX_LINES:
            found.append(at + 1)
            at = self.body.find(b"\n--", at + 1)
        self.too_deep = self.too_deep or at >= 0
        return found


def walk(body: bytes) -> Walk:
    """Return the parts of a mail, its own headers first (part 0)."""
    found = Walk(body, [])
    found.part(0, len(body), 0, "text/plain")
    return found


def headers_end(body: bytes, start: int, end: int) -> tuple[int, int]:
    """Return where the header block that begins at `start` ends, and where the content after it begins."""
    if body[start : start + 1] == b"\n":
        return start, start + 1
    if body[start : start + 2] == b"\r\n":
        return start, start + 2
    match = _HEADERS_END.search(body, start, min(end, start + MAX_HEADER_BYTES))
    return match.span() if match else (end, end)


def _part(body: bytes, start: int, end: int, number: int, standard: str) -> Part:
    head_end, content = headers_end(body, start, end)
    headers = Headers(body[start:head_end])
    if not headers and number == 0:
        content = 0  # no header at all: what came is the text
    described = _described(headers)
    type = described.get_content_type() if headers.first("content-type") else standard
    attached = described.get_content_disposition() == "attachment"
    parameters = {name: _parameter(described, name) for name in ("charset", "boundary", "report-type")}
    return Part(
        number,
        headers,
        content,
        end,
        type,
        parameters["charset"].lower(),
        parameters["boundary"],
        parameters["report-type"].lower(),
        _name(described),
        attached,
    )


def _described(headers: Headers) -> Message:
    """Return the two headers that describe a part, for the standard library to read their parameters (RFC 2231)."""
    message = Message()
    for name in ("content-type", "content-disposition"):
        if headers.first(name):
            message[name] = headers.first(name)[:4000]
    return message


def _parameter(message: Message, name: str) -> str:
    try:
        value = message.get_param(name)
    except (ValueError, LookupError, TypeError, IndexError, AttributeError):
        return ""
    if isinstance(value, tuple):  # character set, language, text
        return decoded(value[2].encode("latin-1", "replace"), value[0] or "")[0]
    return value or ""


def _name(message: Message) -> str:
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        try:
            value = message.get_param(parameter, header=header)
        except (ValueError, LookupError, TypeError, IndexError, AttributeError):
            continue
        if isinstance(value, tuple):
            return decoded(value[2].encode("latin-1", "replace"), value[0] or "")[0]
        if value:
            return header_text(value)
    return ""


def _before_line_end(body: bytes, at: int) -> int:
    if body[at - 2 : at] == b"\r\n":
        return at - 2
    return at - 1
