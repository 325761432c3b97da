"""Reading a charter file: TOML in words → Charter, or every error in it, so that a clerk can put them right."""

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from answerable.charter.clauses import (
    Charter,
    Hours,
    Late,
    Promise,
    Record,
    Ruling,
    Share,
    Step,
    Timed,
    Updates,
    Writing,
)
from answerable.charter.fields import NOT_STATED, Fields
from answerable.charter.holidays import NATIONS
from answerable.charter.hours import read_hours
from answerable.charter.problems import CharterErrors, Lines, Problem, listed, one_of, shown
from answerable.charter.promises import Told, read_promise
from answerable.charter.span import Span, Unit

COUNCILS = ("parish", "town", "community", "district", "borough", "county", "unitary")

# Who rules where the council has not: the ruling stands until it does.
OURS = "ours"

# What a ruling may be on, besides a promise: readings that touch the whole charter.
# fmt: off
HEADINGS = (
    "counting", "day ends", "working days", "weekday hours", "written", "ring", "review", "complaints policy",
    "staff charter", "nation",
)
# fmt: on


def read_charter(text: str, name: str = "charter.toml") -> Charter:
    """Return the charter that `text` states, or raise CharterErrors with everything that is wrong in it."""
    problems: list[Problem] = []
    tables = _tables(text, name)
    lines = Lines(text)
    head = _head(Fields.of_table(tables.pop("charter", {}), "charter", 0, lines, problems))
    hours_fields = Fields.of_table(tables.pop("hours", {}), "hours", 0, lines, problems)
    hours = read_hours(hours_fields)
    promises = _promises(_each(tables.pop("promise", []), "promise", lines, problems), problems)
    rulings = [_ruling(fields) for fields in _each(tables.pop("ruling", []), "ruling", lines, problems)]
    for table in tables:
        where = lines.of(table) or lines.of("", 0, table)
        told = one_of(table, ("charter", "hours", "promise", "ruling"))
        problems.append(Problem(where, "", f"{shown(table)} is not a part of a charter. {told}"))
    _check_whole(hours, promises, rulings, lines, problems)
    if problems:
        raise CharterErrors(sorted(problems, key=lambda problem: problem.line), name)
    stated = frozenset(f"hours.{key}" for key in hours_fields.values)
    return Charter(**head._asdict(), hours=hours, promises=promises, rulings=tuple(rulings), stated=stated)


def _tables(text: str, name: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, _, place = str(error).partition(" (at ")
        line = place.removeprefix("line ").partition(",")[0]
        number = int(line) if line.isdigit() else text.count("\n") + 1
        raise CharterErrors([Problem(number, "", f"This line can’t be read: {message}.")], name) from None
    except (ValueError, RecursionError):
        raise CharterErrors(
            [Problem(0, "", "This file can’t be read: a number or a list in it is too long.")], name
        ) from None


def _each(tables: object, name: str, lines: Lines, problems: list[Problem]) -> list[Fields]:
    if isinstance(tables, list):
        return [Fields.of_table(table, name, i, lines, problems) for i, table in enumerate(tables)]
    problems.append(Problem(lines.of(name), "", f"Write each {name} under a heading [[{name}]], with two brackets."))
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


def _promises(tables: Sequence[Fields], problems: list[Problem]) -> tuple[Promise, ...]:
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
    if not tables and not problems:
        problems.append(Problem(0, "", "This charter promises nothing. Write at least one [[promise]]."))
    return tuple(found.values())


def _add_late(found: dict[str, Promise], told: Told) -> None:
    late = told.late
    same = found.setdefault(late.id, late)
    if same is late:
        return
    if isinstance(same, Late) and (same.tell, same.any_of, same.date_id) == (late.tell, late.any_of, late.date_id):
        found[late.id] = replace(same, mains=same.mains + late.mains)
    else:
        told.fields.note("", f"There is another {shown(late.id)} that says something else. Give one another id.")


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


def _check_whole(
    hours: Hours, promises: Sequence[Promise], rulings: Sequence[Ruling], lines: Lines, problems: list[Problem]
) -> None:
    """Note what is wrong between one part of the charter and another."""
    by_id = {promise.id: promise for promise in promises}
    faulty = {problem.clause for problem in problems}
    for promise in promises:
        for message in (*_main_problems(promise, by_id, faulty), *_hour_problems(promise, hours)):
            problems.append(Problem(promise.line, promise.id, message))
    for i, ruling in enumerate(rulings):
        for key, id in [("on", ruling.on), *(("voids", id) for id in ruling.voids)]:
            known = (*by_id, *HEADINGS) if key == "on" else tuple(by_id)
            if id and id not in known:
                message = f"{key} is {shown(id)}, which is no promise of this charter. {one_of(id, known)}"
                problems.append(Problem(lines.of("ruling", i, key), f"the ruling on {ruling.on}", message))


def _main_problems(promise: Promise, by_id: dict[str, Promise], faulty: set[str]) -> list[str]:
    timed = [id for id, other in by_id.items() if isinstance(other, Timed)]
    mains = promise.mains if isinstance(promise, Late) else (promise.main,) if isinstance(promise, Updates) else ()
    problems = [
        f"{shown(id)} is no promise with a clock in this charter. "
        + (one_of(id, timed) if timed else "Write a promise with from and until first.")
        for id in mains
        if id and id not in timed and id not in faulty
    ]
    clocks = [clock for id in mains if isinstance(clock := by_id.get(id), Timed)]
    if clocks and not faulty.intersection(mains) and all(clock.within is None for clock in clocks):
        problems.append(f"{listed(mains)} has no time, so it can’t be late. Write within, or leave this out.")
    return problems


def _hour_problems(promise: Promise, hours: Hours) -> list[str]:
    if any(day in hours.office for day in hours.working_days):
        return []
    return [
        f"{span.words()} can’t be counted: the charter states no office hours. Write office under [hours]."
        for span in _spans(promise)
        if span.unit is Unit.OFFICE_HOUR
    ]


def _spans(promise: Promise) -> list[Span]:
    match promise:
        case Timed():
            spans = [promise.within]
        case Updates() | Record():
            spans = [promise.every]
        case Share():
            spans = [promise.unless_again_within]
        case Late() | Step() | Writing():
            spans = []
    return [span for span in spans if span]
