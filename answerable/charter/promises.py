"""Reading one [[promise]] of a charter file: which of the kinds it is, and what it says."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypedDict

from answerable.charter.clauses import (
    Late,
    Promise,
    Reading,
    Record,
    Scope,
    Share,
    Step,
    Strength,
    Timed,
    Updates,
    Writing,
)
from answerable.charter.facts import BY_NAME, CHANNELS, MEANS, TELLS, WRITING_PARTS
from answerable.charter.fields import Fields
from answerable.charter.holidays import NATIONS
from answerable.charter.problems import listed, one_of, shown

_ID = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,15}", re.ASCII)
_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,4})?) ?%", re.ASCII)


class Heading(TypedDict):
    """What every promise has."""

    id: str
    title: str
    where: str
    strength: Strength
    words: str
    line: int
    reading: Reading


@dataclass(frozen=True)
class Told:
    """An `if_late` inside a promise: a clause of its own, which several promises may name."""

    late: Late
    fields: Fields = field(compare=False)


def read_promise(fields: Fields) -> tuple[Promise | None, Told | None]:
    """Return the promise that a table states, and the clause that its `if_late` names."""
    heading = _heading(fields)
    kinds = [key for key in _READERS if key in fields]
    if len(kinds) != 1:
        fields.note("", _which_kind(kinds))
        return None, None
    promise = _READERS[kinds[0]](fields, heading)
    told = _if_late(fields, heading) if isinstance(promise, Timed) else None
    fields.nothing_else()
    return promise, told


def _heading(fields: Fields) -> Heading:
    id = fields.text("id")
    fields.clause = id or fields.clause
    if id and not _ID.fullmatch(id):
        fields.note("id", f"id is {shown(id)}. Write letters and numbers that begin with a letter, such as “F24a”.")
    return Heading(
        id=id,
        title=fields.text("title"),
        where=fields.text("where"),
        strength=Strength(fields.choice("strength", tuple(Strength), Strength.WILL)),
        words=fields.text("words", ""),
        line=fields.line_of(""),
        reading=Reading(nation=fields.choice("nation", NATIONS, "")),
    )


def _which_kind(kinds: list[str]) -> str:
    if kinds:
        return (
            f"This promise has {' and '.join(kinds)}, which are different kinds of promise. Write one promise for each."
        )
    return f"This promise says nothing that can be judged. Write one of {listed(_READERS)}."


def _timed(fields: Fields, heading: Heading) -> Timed:
    start = fields.choice("from", BY_NAME)
    stops = fields.many("until", BY_NAME, required=True)
    if start and start in stops:
        fields.note("until", f"The clock begins and ends at {shown(start)}. Write what ends it, such as “answered”.")
    return Timed(
        **heading,
        scope=_scope(fields, start),
        start=start,
        stops=stops,
        within=fields.span("within"),
        automatic=fields.flag("automatic"),
    )


def _if_late(fields: Fields, main: Heading) -> Told | None:
    inner = fields.inner("if_late", '{ id = "…", tell = ["explanation"] }')
    if inner is None:
        return None
    inner.clause = inner.text("id") or inner.clause
    heading = Heading(
        id=inner.clause,
        title=inner.text("title", f"The customer is told in time when {main['id']} can’t be kept"),
        where=inner.text("where", main["where"]),
        strength=Strength(inner.choice("strength", tuple(Strength), main["strength"])),
        words=inner.text("words", ""),
        line=inner.line_of(""),
        reading=main["reading"],
    )
    late = _late_to(inner, heading, (main["id"],))
    inner.nothing_else()
    return Told(late, inner)


def _late(fields: Fields, heading: Heading) -> Late:
    return _late_to(fields, heading, fields.many("late_for", required=True))


def _late_to(fields: Fields, heading: Heading, mains: tuple[str, ...]) -> Late:
    return Late(
        **heading,
        mains=mains,
        tell=fields.many("tell", TELLS, required=True),
        any_of=fields.flag("any_of"),
        date_id=fields.text("date_id", ""),
    )


def _updates(fields: Fields, heading: Heading) -> Updates:
    return Updates(**heading, main=fields.text("updates_for"), every=fields.span("every"))


def _share(fields: Fields, heading: Heading) -> Share:
    inner = fields.inner("share", '{ of = "query opened", that = "settled at first contact" }') or fields
    inner.clause = fields.clause
    share = Share(
        **heading,
        of=inner.choice("of", BY_NAME),
        that=inner.choice("that", BY_NAME),
        at_least=_percent(inner),
        unless_again_within=inner.span("unless_again_within"),
        scope=_scope(fields, str(inner.values.get("of", ""))),
    )
    inner.nothing_else()
    return share


def _percent(fields: Fields) -> float | None:
    text = fields.text("at_least", "")
    match = _PERCENT.fullmatch(text)
    if match and float(match[1]) <= 100:
        return float(match[1])
    if text:
        fields.note("at_least", f"at_least is {shown(text)}. Write a percentage, such as “70%”, or leave it out.")
    return None


def _step(fields: Fields, heading: Heading) -> Step:
    return Step(**heading, scope=_scope(fields, ""), at=fields.text("at"), needs=fields.many("needs", required=True))


def _writing(fields: Fields, heading: Heading) -> Writing:
    inner = fields.inner("writing", '{ by = "email", has = ["officer name"] }') or fields
    inner.clause = fields.clause
    inner.choice("to", ("customer",), "customer")
    writing = Writing(
        **heading,
        has=inner.many("has", WRITING_PARTS, required=True),
        by=inner.many("by", CHANNELS),
        means=inner.many("means", MEANS),
        scope=_scope(fields, ""),
    )
    inner.nothing_else()
    return writing


def _record(fields: Fields, heading: Heading) -> Record:
    inner = fields.inner("record", '{ of = "training", each = "officer", every = "2 years" }') or fields
    inner.clause = fields.clause
    record = Record(**heading, of=inner.text("of"), each=inner.text("each"), every=inner.span("every"))
    inner.nothing_else()
    return record


_READERS: dict[str, Callable[[Fields, Heading], Promise]] = {
    "from": _timed,
    "share": _share,
    "at": _step,
    "writing": _writing,
    "record": _record,
    "late_for": _late,
    "updates_for": _updates,
}


def _scope(fields: Fields, kind: str) -> Scope:
    """Return which facts of a kind the promise covers, by `for` and `unless`."""
    return Scope(wanted=_conditions(fields, "for", kind), unless=_conditions(fields, "unless", kind))


def _conditions(fields: Fields, key: str, kind: str) -> dict[str, tuple[str, ...]]:
    inner = fields.inner(key, '{ channel = ["email", "letter"] }')
    if inner is None:
        return {}
    inner.clause = fields.clause
    details = {detail.name: detail.values for detail in BY_NAME[kind].details} if kind in BY_NAME else {}
    known = {"channel": CHANNELS, **details}
    conditions = {}
    for name in inner.values:
        if name in known:
            conditions[name] = inner.many(name, known[name] or None, required=True)
        else:
            inner.note(name, f"{key} has {shown(name)}, which {shown(kind)} does not tell. {one_of(name, known)}")
    return conditions
