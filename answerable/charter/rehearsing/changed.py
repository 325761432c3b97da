"""A charter's text with one thing changed in it, such as the time of one promise."""

import json
import re
import tomllib
from collections.abc import Iterator

from answerable.charter.reading.problems import Lines, one_of, shown

_CHANGE = re.compile(r"\s*([A-Za-z][A-Za-z0-9-]*)\s*\.\s*([a-z_]+)\s*=\s*(.+?)\s*", re.DOTALL)


class NotAChange(ValueError):
    """What should be changed can't be; the message says what to write instead."""


def changed(text: str, change: str) -> str:
    """Return the text of a charter after a change such as `F25.within = "1 working day"`.

    The quotation marks may be left out. Whether the charter can still be read is for the reader to say. Raises
    NotAChange.
    """
    match = _CHANGE.fullmatch(change)
    if match is None:
        raise NotAChange(
            f'{shown(change)} is not a change I can read. Write promise.key=value, such as F25.within="1 working day".'
        )
    id, key, value = match.groups()
    place = _place(text, id)
    if key == "id":
        raise NotAChange("A promise with another id is another promise. Write the whole charter in a file instead.")
    return _written(text, place, key, _literal(value))


def _place(text: str, id: str) -> int:
    """Return which of the tables [[promise]] has that id."""
    ids = [str(table.get("id")) for table in tomllib.loads(text).get("promise", [])]
    if id not in ids:
        raise NotAChange(f"{shown(id)} is no promise of this charter that can be changed. {one_of(id, ids)}")
    return ids.index(id)


def _literal(value: str) -> str:
    try:
        tomllib.loads(f"value = {value}")
    except tomllib.TOMLDecodeError:
        # A text in JSON is one in TOML too, save for one control character.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return value


def _written(text: str, place: int, key: str, value: str) -> str:
    wanted = tomllib.loads(text)
    table = wanted["promise"][place]
    stood = key in table
    table[key] = tomllib.loads(f"value = {value}")["value"]
    lines = text.splitlines(keepends=True)
    first = Lines(text).of("promise", place, key=key if stood else "id") - 1
    for tried in _tries(lines, first, f"{key} = {value}\n", stood):
        try:
            if tomllib.loads(tried) == wanted:
                return tried
        except tomllib.TOMLDecodeError:
            continue
    raise NotAChange(f"{key} of {table['id']} can’t be changed by itself. Write the whole charter in a file instead.")


def _tries(lines: list[str], first: int, line: str, stood: bool) -> Iterator[str]:
    """Give the text with the line in the place of one old line, of two, and so on; or after the first of the table."""
    if not stood:
        yield "".join([*lines[: first + 1], line, *lines[first + 1 :]])
        return
    for last in range(first + 1, min(first + 50, len(lines)) + 1):
        yield "".join([*lines[:first], line, *lines[last:]])
