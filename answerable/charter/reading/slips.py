"""Slips of the pen by which a file is no TOML: where they stand, what they most likely are, and what to write."""

import re
import tomllib

from answerable.charter.reading.problems import Problem, shown

_PLACE = re.compile(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", re.DOTALL)
_ID = re.compile(r"""\s*id\s*=\s*["']([^"']+)["']""")
_CURLY = re.compile("[“”„‘’]")
_YES_OR_NO = re.compile(r"(yes|no|on|off|true|false)\b", re.IGNORECASE)

_QUOTE = "a quotation mark that closes the text is missing. Write it at the end."
# How the parser's message begins → the likely cause, and what to write.
_CAUSES = {
    "Illegal character '\\n'": _QUOTE,
    "Expected '\"'": _QUOTE,
    'Expected "\'"': _QUOTE,
    "Expected ']": "the heading is not closed. Write it with as many brackets behind as before: [hours], [[promise]].",
    "Expected '='": 'this is no name with a value. Write name = "value", and begin a remark with #.',
    "Invalid statement": 'this is no name with a value. Write name = "value", and begin a remark with #.',
    "Unclosed array": 'a list before this is not closed, or lacks a comma. Write it like ["email", "letter"].',
    "Unclosed inline table": "what stands in { } is not closed on its line, or lacks a comma. "
    'Write it like { channel = "email", type = "complaint" }.',
    "Invalid initial character": "a name is missing here. In { } no comma stands after the last value.",
    "Invalid hex value": "a text can’t have one \\ in it. Write / or two of them.",
    "Unescaped": "a text can’t have one \\ in it. Write / or two of them.",
}


def slip(error: tomllib.TOMLDecodeError, text: str) -> Problem:
    """Return where a file is no TOML, in which promise, and what to write there."""
    match = _PLACE.fullmatch(str(error))
    message, at = (match[1], match[2]) if match else (str(error), None)
    lines = text.split("\n")
    number = int(at) if at else len(lines)
    line = lines[number - 1] if number <= len(lines) else ""
    return Problem(number, _promise_at(lines, number), f"This line can’t be read: {_cause(message, line)}")


def _promise_at(lines: list[str], number: int) -> str:
    """Return the id of the promise that a line stands in; "" where it stands in none, or begins another."""
    if "".join(lines[number - 1 : number]).lstrip().startswith("["):
        return ""
    for line in reversed(lines[: number - 1]):
        if match := _ID.match(line):
            return match[1]
        if line.lstrip().startswith(("[[", "[charter", "[hours")):
            return ""
    return ""


def _cause(message: str, line: str) -> str:
    key, _, value = (part.strip() for part in line.partition("="))
    if _CURLY.search(value) and not value.startswith(('"', "'")):
        return 'its quotation marks are curly. Write straight ones, such as "2 working days".'
    if message.startswith("Cannot overwrite"):
        return f"{shown(key or line.strip())} stands twice here. Leave one of them out."
    if message.startswith("Cannot declare"):
        return "this heading stands twice. Write [[promise]] with two brackets, and every other heading once."
    if message.startswith(("Invalid value", "Expected newline")):
        return _value(key, value)
    return next((cause for begins, cause in _CAUSES.items() if message.startswith(begins)), f"{message}.")


def _value(key: str, value: str) -> str:
    if not value:
        return f'nothing stands after =. Write {key} = "…".'
    if _YES_OR_NO.match(value):
        return "write true or false, in small letters and without quotation marks."
    if value.startswith(('"', "'", "[", "{")):
        return "something stands after the value. End the line there; within a text quote by ' and not by \"."
    return f'words stand in quotation marks, and a date is written like 2026-03-01. Write {key} = "…".'
