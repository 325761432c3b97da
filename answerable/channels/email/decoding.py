"""Bytes as mail programs write them → text that any database and page can hold. Nothing here ever fails."""

import binascii
import codecs
import re
from email.errors import HeaderParseError
from email.header import decode_header
from functools import lru_cache

# NUL is refused by PostgreSQL, lone surrogates by UTF-8, other control characters by people.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# Marks that turn the direction of writing, by which "exe.gpj" can be made to look like "jpg.exe".
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
# Python calls these codecs, but they are not character sets: some are slow, some run escapes.
_NOT_CHARSETS = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"}
# What mail programs write for UTF-8 when they don't know any better.
_UNSTATED = {"", "us-ascii", "ascii", "default", "unknown-8bit", "x-unknown"}


def clean(text: str) -> str:
    """Return `text` with line ends as \\n and without what can't be stored or seen."""
    return _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str, longest: int) -> str:
    """Return `text` cleaned, on one line, cut at `longest` characters."""
    return " ".join(clean(text[: longest * 4]).split())[:longest]


def decoded(raw: bytes, charset: str = "") -> tuple[str, bool]:
    """Return `raw` as text, and whether the stated character set could be used without loss."""
    codec = _codec(charset.strip().strip("\"'").lower())
    if codec:
        try:
            return raw.decode(codec), True
        except (LookupError, ValueError):  # not a character set after all, or other letters than it has
            pass
    return _guessed(raw), False


@lru_cache(maxsize=256)
def _codec(charset: str) -> str | None:
    if charset in _UNSTATED:
        return "utf-8"
    try:
        found = codecs.lookup(charset).name
    except (LookupError, ValueError):
        return None
    if found in _NOT_CHARSETS:
        return None
    return "cp1252" if found == "iso8859-1" else found  # as every browser does


def _guessed(raw: bytes) -> str:
    for codec in ("utf-8", "cp1252"):
        try:
            return raw.decode(codec)
        except UnicodeError:
            continue
    return raw.decode("latin-1")


def header_text(value: str) -> str:
    """Return a header's value with its encoded words (RFC 2047) read; what can't be read stays as it came."""
    if "=?" not in value:
        return value
    try:
        pieces = decode_header(value)
    except (HeaderParseError, ValueError, IndexError):
        return value
    return "".join(_piece(text, charset) for text, charset in pieces)


def _piece(text: str | bytes, charset: str | None) -> str:
    if isinstance(text, str):
        return text
    # decode_header gives what stood between encoded words in this escape of its own.
    return decoded(text, charset)[0] if charset else text.decode("raw-unicode-escape", "replace")


def from_base64(raw: bytes) -> tuple[bytes, bool]:
    """Return what base64 says, as far as it can be read, and whether all of it could."""
    try:
        return binascii.a2b_base64(raw), True
    except binascii.Error:
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
        whole = letters[: len(letters) - (len(letters) % 4 == 1)]
        return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4)), False


def file_name(text: str) -> str:
    """Return the name of an attachment without paths, direction marks or anything a file system trips over."""
    name = _DIRECTION.sub("", clean(text[:2000])).replace("\\", "/").rsplit("/", 1)[-1]
    name = re.sub(r'[<>:"|?*\n\t]', "_", name).strip(" .")
    if len(name) <= 120:
        return name
    stem, dot, ending = name.rpartition(".")
    return f"{stem[:100]}.{ending[:15]}" if dot else name[:120]
