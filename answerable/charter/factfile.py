"""Facts as others write them down: one JSON object a line → facts, or what is wrong in each line."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from answerable.charter.clauses import Charter, Record, Step
from answerable.charter.facts import BY_NAME, CHANNELS, Detail, Fact, Kind
from answerable.charter.moments import read_moment
from answerable.charter.reading.problems import one_of, shown
from answerable.charter.worktime import FIRST_DAY

_KEYS = ("subject", "kind", "at", "channel", "details", "id", "recorded")
# Without these a fact would say nothing.
_NEEDED = {
    "corrected": "fact",
    "bounced": "message",
    "provided": "given",
    "extended": "date",
    "excepted": "reason",
    "paused": "reason",
    "step done": "done",
    "begun": "of",
    "renewed": "of",
    "ended": "of",
}
_LONGEST_NEED = 60
_LAST_DAY = date(2200, 1, 1)
# Where these happen goes without saying.
_CHANNEL_OF = {"rang": "telephone", "arrived": "counter"}
_EXAMPLE = '{"subject": "1", "kind": "received", "at": "2026-12-24T16:40", "channel": "email"}'


class BadFact(ValueError):
    """What is wrong with a fact, and what to write instead."""


class BadFacts(ValueError):
    """Every line of a file that holds no fact: its number, and what to write instead."""

    def __init__(self, problems: Iterable[tuple[int, str]]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"line {number}: {what}" for number, what in self.problems))


def read_facts(data: bytes) -> list[Fact]:
    """Return the facts in a file of JSON lines, or raise BadFacts with every bad line. Empty lines are passed over."""
    facts: list[tuple[int, Fact]] = []
    problems: list[tuple[int, str]] = []
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if line.strip():
            try:
                facts.append((number, read_fact(_object(line))))
            except BadFact as problem:
                problems.append((number, str(problem)))
    problems += [*_ids_given_twice(facts), *_wrong_corrections(facts)]
    if problems:
        raise BadFacts(sorted(problems))
    return [fact for _, fact in facts]


def read_fact(entry: Mapping[str, object]) -> Fact:
    """Return the fact that an entry states, or raise BadFact."""
    for key in entry:
        if key not in _KEYS:
            raise BadFact(f"{shown(key)} is not a part of a fact. {one_of(key, _KEYS)}")
    kind = _kind(entry)
    channel = entry.get("channel") or _CHANNEL_OF.get(kind.name, "")
    if channel and channel not in CHANNELS:
        raise BadFact(f"{shown(channel)} is not a channel. {one_of(str(channel), CHANNELS)}")
    return Fact(
        subject=_reference(entry, "subject"),
        kind=kind.name,
        at=_moment(entry.get("at"), "at"),
        channel=str(channel),
        details=_details(kind, entry.get("details") or {}),
        id=_reference(entry, "id") if entry.get("id") not in (None, "") else "",
        recorded=_moment(entry["recorded"], "recorded") if entry.get("recorded") else None,
    )


def _object(line: bytes) -> Mapping[str, object]:
    try:
        entry = json.loads(line.decode())
    except UnicodeDecodeError:
        raise BadFact("This line is not in UTF-8. Save the file as UTF-8.") from None
    except (ValueError, RecursionError):
        raise BadFact(f"This line is not JSON. Write one object a line, like {_EXAMPLE}.") from None
    if not isinstance(entry, dict):
        raise BadFact(f"This line is not an object. Write one object a line, like {_EXAMPLE}.")
    return entry


def _kind(entry: Mapping[str, object]) -> Kind:
    name = entry.get("kind")
    if not isinstance(name, str) or not name:
        raise BadFact('The kind is missing. Write "kind": "received", or another of `answerable charter facts`.')
    if name not in BY_NAME:
        raise BadFact(f"{shown(name)} is not a kind of fact. {one_of(name, BY_NAME)}")
    return BY_NAME[name]


def _reference(entry: Mapping[str, object], key: str) -> str:
    value = entry.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value.strip():
        raise BadFact(f'The {key} is {"missing" if value is None else "not a word"}. Write "{key}": "1".')
    return value


def _moment(value: object, key: str) -> datetime:
    if not isinstance(value, str):
        raise BadFact(f'The moment is {"missing" if value is None else "not text"}. Write "{key}": "2026-12-24T16:40".')
    try:
        moment = read_moment(value)
    except ValueError as problem:
        raise BadFact(str(problem)) from None
    if moment.date() < FIRST_DAY:
        raise BadFact(f"{moment.year} is too long ago: calendars begin with {FIRST_DAY.year}. Write a later moment.")
    return moment


def _details(kind: Kind, stated: object) -> Mapping[str, object]:
    if not isinstance(stated, dict):
        raise BadFact('The details are not an object. Write "details": {"type": "complaint"}.')
    known = {detail.name: detail for detail in kind.details}
    for name in stated:
        if name not in known:
            own = [own for own in known if own != "done"]
            instead = one_of(name, known) if own else "Leave it out: this kind has no details of its own."
            raise BadFact(f"{shown(name)} is not a detail of “{kind.name}”. {instead}")
    needed = _NEEDED.get(kind.name)
    if needed and stated.get(needed) in (None, "", []):
        example = _example(known[needed])
        raise BadFact(f'“{kind.name}” needs the detail “{needed}”. Write "details": {{"{needed}": {example}}}.')
    return {name: _detail(known[name], value) for name, value in stated.items() if value is not None}


def _example(detail: Detail) -> str:
    by_form = {"date": "2026-12-24", "moment": "2026-12-24T16:40", "reference": "1", "need": "…"}
    return json.dumps((detail.values or (by_form.get(detail.form, "…"),))[0], ensure_ascii=False)


def _detail(detail: Detail, value: object) -> object:
    if detail.many:
        return [_one(detail, each) for each in (value if isinstance(value, list) else [value])]
    return _one(detail, value)


def _one(detail: Detail, value: object) -> object:
    if detail.values:
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if value not in detail.values:
            raise BadFact(f"{shown(value)} is not a value of “{detail.name}”. {one_of(str(value), detail.values)}")
        return value
    match detail.form:
        case "date":
            return _date(detail.name, value)
        case "moment":
            return _moment(value, detail.name).isoformat()
        case "need":
            return _need(detail.name, value)
        case _:
            return _reference({detail.name: value}, detail.name)


def _need(name: str, value: object) -> str:
    if isinstance(value, str) and 0 < len(value.strip()) <= _LONGEST_NEED:
        return value.strip()
    raise BadFact(f"{shown(value)} is not a value of “{name}”. Write it in the words that the charter asks for.")


def _date(name: str, value: object) -> str:
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        raise BadFact(f'{shown(value)} is not a date. Write "{name}": "2026-12-24".') from None
    if not FIRST_DAY <= day < _LAST_DAY:
        raise BadFact(f"The year {day.year} is out of reach. Write one from {FIRST_DAY.year} to {_LAST_DAY.year - 1}.")
    return day.isoformat()


def unasked(charter: Charter, facts: Iterable[Fact]) -> list[str]:
    """Return, once for each, the words of what was done or recorded that no step or record of the charter asks for."""
    needs = tuple(dict.fromkeys(need for step in charter if isinstance(step, Step) for need in step.needs))
    records = tuple(dict.fromkeys(record.of for record in charter if isinstance(record, Record)))
    found: dict[str, str] = {}
    for fact in facts:
        for name, known in (("done", needs), ("of", records)):
            value = fact.details.get(name, ())
            for word in value if isinstance(value, list) else [value]:
                if word and word not in known:
                    instead = one_of(str(word), known) if known else "It asks for nothing of this sort."
                    found[str(word)] = f"{shown(word)} is nothing that this charter asks for. {instead}"
    return list(found.values())


def _ids_given_twice(facts: list[tuple[int, Fact]]) -> Iterator[tuple[int, str]]:
    """Yield each fact whose id another has. The same fact may stand there twice: it counts once."""
    seen: dict[tuple[str, str], tuple[int, Fact]] = {}
    for number, fact in facts:
        first, other = seen.setdefault((fact.subject, fact.id), (number, fact)) if fact.id else (number, fact)
        if replace(fact, recorded=None) != replace(other, recorded=None):
            yield (
                number,
                f"The id {shown(fact.id)} is that of another fact, in line {first}. Give each an id of its own.",
            )


def _wrong_corrections(facts: list[tuple[int, Fact]]) -> Iterator[tuple[int, str]]:
    """Yield each correction of a fact that isn't there, or to a moment that had not come when it was made."""
    ids = {(fact.subject, fact.id) for _, fact in facts if fact.id}
    for number, fact in facts:
        if fact.kind != "corrected":
            continue
        wrong = fact.details["fact"]
        if (fact.subject, wrong) not in ids:
            yield number, f"No fact of subject {shown(fact.subject)} has the id {shown(wrong)}. Write one’s id."
        at = fact.details.get("at")
        if at and read_moment(str(at)) > fact.at:
            yield (
                number,
                f"It can’t be known yet that this happened {at}: the correction itself is of an earlier moment.",
            )
