"""Reading what every promise of a charter file has, whatever its kind."""

import re
from typing import TypedDict

from answerable.charter.clauses import Reading, Strength
from answerable.charter.reading.fields import Fields
from answerable.charter.reading.hours import read_reading
from answerable.charter.reading.problems import shown

# What stands where a charter doesn't say where in the policy a promise stands.
NOWHERE = "place not stated"

_ID = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,15}", re.ASCII)


class Heading(TypedDict):
    """What every promise has."""

    id: str
    title: str
    where: str
    strength: Strength
    words: str
    line: int
    reading: Reading


def read_heading(fields: Fields) -> Heading:
    """Return what a promise has whatever its kind; from then on its problems bear its id."""
    id = _own_id(fields)
    return Heading(
        id=id,
        title=fields.text("title"),
        where=fields.text("where", NOWHERE),
        strength=Strength(fields.choice("strength", tuple(Strength), Strength.WILL)),
        words=fields.text("words", ""),
        line=fields.line_of(""),
        reading=read_reading(fields),
    )


def read_heading_within(fields: Fields, main: Heading, title: str) -> Heading:
    """Return the heading of a clause written within a promise: what it leaves out is the promise's, or `title`."""
    id = _own_id(fields)
    return Heading(
        id=id,
        title=fields.text("title", title),
        where=fields.text("where", main["where"]),
        strength=Strength(fields.choice("strength", tuple(Strength), main["strength"])),
        words=fields.text("words", ""),
        line=fields.line_of(""),
        reading=main["reading"],
    )


def _own_id(fields: Fields) -> str:
    id = fields.text("id")
    fields.clause = id or fields.clause
    return _checked(fields, "id", id)


def read_id(fields: Fields, key: str) -> str:
    """Return the id written under a key; "" where there is none."""
    return _checked(fields, key, fields.text(key, ""))


def _checked(fields: Fields, key: str, id: str) -> str:
    if id and not _ID.fullmatch(id):
        said = f"{key} is {shown(id)}."
        fields.note(key, f"{said} Write letters and numbers that begin with a letter, such as “F24a”.")
    return id
