"""Reading a charter file: TOML in words → Charter, or every error in it, so that a clerk can put them right."""

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from answerable.charter.calendar.holidays import NATIONS
from answerable.charter.clauses import Charter, Late, OtherHours, Promise, Ruling
from answerable.charter.doubting.at_odds import rulings_at_odds
from answerable.charter.doubting.settling import OURS as OURS
from answerable.charter.reading.agreement import HEADINGS as HEADINGS
from answerable.charter.reading.agreement import disagreements
from answerable.charter.reading.fields import NOT_STATED, Fields, Notes
from answerable.charter.reading.hours import read_hours, read_other_hours
from answerable.charter.reading.problems import CharterErrors, Lines, Problem, one_of, shown
from answerable.charter.reading.promises import read_promise
from answerable.charter.reading.slips import slip
from answerable.charter.reading.timed import Told

COUNCILS = ("parish", "town", "community", "district", "borough", "county", "unitary")
_PARTS = ("charter", "hours", "other_hours", "promise", "ruling")


@lru_cache(maxsize=8)  # pages ask after the same few editions again and again
def read_charter(text: str, name: str = "charter.toml") -> Charter:
    """Return the charter that `text` states, or raise CharterErrors with everything that is wrong in it."""
    notes = Notes(Lines(text))
    charter = _read(_tables(text, name), notes)
    _check_whole(charter, notes)
    if notes.problems:
        raise CharterErrors(sorted(notes.problems, key=lambda problem: problem.line), name)
    return charter


def _tables(text: str, name: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CharterErrors([slip(error, text)], name) from None
    except (ValueError, RecursionError):
        raise CharterErrors(
            [Problem(0, "", "This file can’t be read: a number or a list in it is too long.")], name
        ) from None


def _read(tables: dict[str, object], notes: Notes) -> Charter:
    head = _head(Fields.of_table(tables.get("charter", {}), "charter", 0, notes))
    hours_fields = Fields.of_table(tables.get("hours", {}), "hours", 0, notes)
    hours = read_hours(hours_fields)
    other_hours = _other_hours(_each(tables, "other_hours", notes))
    promises = _promises(_each(tables, "promise", notes), notes)
    rulings = tuple(_ruling(fields) for fields in _each(tables, "ruling", notes))
    for table in tables.keys() - set(_PARTS):
        where = notes.lines.of(table, 0) or notes.lines.of("", 0, key=table)
        told = one_of(table, _PARTS)
        notes.problems.append(Problem(where, "", f"{shown(table)} is not a part of a charter. {told}"))
    return Charter(
        **head._asdict(),
        hours=hours,
        other_hours=other_hours,
        promises=promises,
        rulings=rulings,
        unclear=tuple(notes.unclear),
        stated=frozenset(f"hours.{key}" for key in hours_fields.values),
    )


def _each(tables: dict[str, object], name: str, notes: Notes) -> list[Fields]:
    listed = tables.get(name, [])
    if isinstance(listed, list):
        return [Fields.of_table(table, name, i, notes) for i, table in enumerate(listed)]
    says = f"Write each {name} under a heading [[{name}]], with two brackets."
    notes.problems.append(Problem(notes.lines.of(name, 0), "", says))
    return []


class _Head(NamedTuple):
    council: str
    kind: str
    nation: str
    issue: int
    adopted: date | None
    review: str
    review_date: date | None


def _head(fields: Fields) -> _Head:
    head = _Head(
        council=fields.text("council"),
        kind=fields.choice("kind", COUNCILS),
        nation=fields.choice("nation", NATIONS),
        issue=fields.whole("issue", 1, 1, 100_000),
        adopted=fields.day("adopted"),
        review=fields.text("review", NOT_STATED),
        review_date=fields.day("review_date"),
    )
    fields.nothing_else()
    return head


def _other_hours(tables: Sequence[Fields]) -> tuple[OtherHours, ...]:
    found: dict[str, OtherHours] = {}
    for fields in tables:
        other = read_other_hours(fields)
        if other.name in found:
            fields.note("name", f"There are other hours with the name {shown(other.name)} already. Give another name.")
        found.setdefault(other.name, other)
    return tuple(found.values())


def _promises(tables: Sequence[Fields], notes: Notes) -> tuple[Promise, ...]:
    """Return the promises in the order of the file; a clause that `if_late` names follows the first that names it."""
    found: dict[str, Promise] = {}
    for fields in tables:
        promise, told = read_promise(fields)
        if promise is None:
            continue
        if promise.id in found:
            fields.note("id", f"There are two promises with the id {shown(promise.id)}. Give one another id.")
        found.setdefault(promise.id, promise)
        if told is not None:
            _add_late(found, told)
    if not tables and not notes.problems:
        notes.problems.append(Problem(0, "", "This charter promises nothing. Write at least one [[promise]]."))
    return tuple(found.values())


def _add_late(found: dict[str, Promise], told: Told) -> None:
    late = told.late
    same = found.setdefault(late.id, late)
    if same is late:
        return
    if isinstance(same, Late) and _said_alike(same, late):
        found[late.id] = replace(same, mains=same.mains + late.mains)
    else:
        told.fields.note("", f"There is another {shown(late.id)} that says something else. Give one another id.")


def _said_alike(one: Late, other: Late) -> bool:
    def said(late: Late) -> object:
        return late.tell, late.any_of, late.date_id, late.scope

    return said(one) == said(other)


def _ruling(fields: Fields) -> Ruling:
    ruling = Ruling(
        on=fields.text("on"),
        says=fields.text("says"),
        by=fields.text("by"),
        when=fields.day("when"),
        voids=fields.many("voids"),
    )
    fields.clause = f"the ruling on {ruling.on}" if ruling.on else fields.clause
    if ruling.when is None and (ruling.voids or ruling.by != OURS):
        fields.note("when", "A ruling of the council holds from a date. Write when = 2026-03-01.")
    if ruling.voids and ruling.by == OURS:
        fields.note("voids", 'Only the council can set a promise aside. Write who ruled, such as by = "full council".')
    fields.nothing_else()
    return ruling


def _check_whole(charter: Charter, notes: Notes) -> None:
    """Note what is wrong between one part of the charter and another."""
    faulty = {problem.clause for problem in notes.problems}
    found = [Problem(*wrong) for wrong in disagreements(charter, faulty)]
    for place, key, message in rulings_at_odds(charter):
        clause = f"the ruling on {charter.rulings[place].on}"
        found.append(Problem(notes.lines.of("ruling", place, key=key), clause, message))
    notes.problems += found
