"""Kinds of fields that requests and answers share. What can't be stored or isn't a moment is refused in words."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated

from ninja import Schema
from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    Strict,
    StringConstraints,
    WithJsonSchema,
)

from answerable.channels.email.decoding import clean
from answerable.charter.facts import BY_NAME, CHANNELS
from answerable.charter.moments import local, read_moment

TYPES = next(detail.values for detail in BY_NAME["received"].details if detail.name == "type")
_EXAMPLE = "2026-03-27T16:40"


def one_of(values: tuple[str, ...]) -> Callable[[str], str]:
    """Return a check that a word is one of `values`."""

    def check(word: str) -> str:
        if word not in values:
            raise ValueError(f"Write one of: {', '.join(values)}.")
        return word

    return check


def _moment(given: object) -> datetime:
    if not isinstance(given, str):
        raise ValueError(f"Write a moment as text, like “{_EXAMPLE}”.")
    return read_moment(given).astimezone(UTC)


def _storable(text: str) -> str:
    if clean(text) != text.replace("\r\n", "\n").replace("\r", "\n"):
        raise ValueError("Leave out control characters.")
    return clean(text)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _address(text: str) -> str:
    if text and not re.fullmatch(r"[^@\s]+@[^@\s]+", text):
        raise ValueError("Write an e-mail address like ann@example.org, or leave the field out.")
    return text


# In a body only true and false are yes and no: “off” or 0 may have been meant otherwise.
YesNo = Annotated[bool, Strict()]
Text = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_storable)]
Line = Annotated[Text, AfterValidator(_one_line)]
Email = Annotated[Line, AfterValidator(_address)]
Channel = Annotated[str, AfterValidator(one_of(CHANNELS)), Field(json_schema_extra={"enum": list(CHANNELS)})]
CaseType = Annotated[str, AfterValidator(one_of(TYPES)), Field(json_schema_extra={"enum": list(TYPES)})]
Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    WithJsonSchema(
        {
            "type": "string",
            "description": "ISO 8601. Without an offset it is council time; a moment that the clock change skips is "
            "refused, one that happens twice needs its offset. Nothing still to come is accepted.",
            "examples": [_EXAMPLE, "2026-03-27T16:40:00+00:00"],
        }
    ),
]
# Answers give council time with its offset, so that people can read them and programs can reckon with them.
Told = Annotated[datetime, PlainSerializer(lambda moment: local(moment).isoformat(timespec="seconds"), return_type=str)]


class Asked(Schema):
    """What a program sends: a field that we don't know is an error, since it was meant to do something."""

    model_config = ConfigDict(extra="forbid")
