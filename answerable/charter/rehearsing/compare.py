"""Two charters, promise by promise: what the newer one adds, drops and changes, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum

from answerable.charter.clauses import Charter, OtherHours, Promise, Ruling, Scope, type_of_promise
from answerable.charter.moments import day_in_words
from answerable.charter.reading.hours import DAYS
from answerable.charter.span import Span


class What(StrEnum):
    """What became of a promise, or of another part of a charter."""

    ADDED = "added"
    DROPPED = "dropped"
    CHANGED = "changed"


@dataclass(frozen=True)
class Change:
    """One difference: of a promise (its `id` and title) or of a part, such as "hours"; and what exactly it is."""

    id: str
    title: str
    what: What
    says: tuple[str, ...] = ()

    def __str__(self) -> str:
        name = f"{self.id}, {self.title}" if self.title else self.id
        return f"{self.what}: {name}" + "".join(f"\n  {line}" for line in self.says)


# What a promise's fields are called where their own name doesn't say it.
_NAMES = {
    "scope": "for",
    "start": "from",
    "stops": "until",
    "within": "time",
    "before": "time before the date",
    "after": "begins after",
    "limits": "other times",
    "each": "a clock for each",
    "automatic": "a machine may do it",
    "reading": "counted",
    "words": "the council’s own words",
    "where": "where it stands",
    "mains": "tells that these are late",
    "any_of": "one of them is enough",
    "date_id": "the date told is",
    "of_promises": "of the promises",
    "more_than": "more than, not just reached",
    "on": "hours on single days",
    "closed": "closed each year",
}
_IN_A_TITLE = ("id", "title", "line")
_PARTS = ("council", "kind", "nation", "issue", "adopted", "review", "review_date")


def compare(old: Charter, new: Charter) -> list[Change]:
    """Return what `new` says otherwise than `old`: its heading, hours, promises in the newer order, then rulings."""
    return [
        *_heading(old, new),
        *_named("hours", _differences(old.hours, new.hours)),
        *_other_hours(old.other_hours, new.other_hours),
        *_promises(old, new),
        *_rulings(old.rulings, new.rulings),
    ]


def _heading(old: Charter, new: Charter) -> list[Change]:
    return _named("charter", [_was(name, getattr(old, name), getattr(new, name)) for name in _PARTS])


def _named(part: str, says: Iterable[str]) -> list[Change]:
    found = tuple(line for line in says if line)
    return [Change(part, "", What.CHANGED, found)] if found else []


def _other_hours(old: tuple[OtherHours, ...], new: tuple[OtherHours, ...]) -> list[Change]:
    before, after = ({hours.name: hours for hours in every} for every in (old, new))
    return _changes(before, after, "hours for ")


def _promises(old: Charter, new: Charter) -> list[Change]:
    return _changes({promise.id: promise for promise in old}, {promise.id: promise for promise in new})


def _changes(
    before: Mapping[str, Promise | OtherHours], after: Mapping[str, Promise | OtherHours], prefix: str = ""
) -> list[Change]:
    found = []
    for id, now in after.items():
        was, title = before.get(id), getattr(now, "title", "")
        if was is None:
            found.append(Change(prefix + id, title, What.ADDED, tuple(_stated(now))))
        elif says := tuple(_differences(was, now)):
            found.append(Change(prefix + id, title, What.CHANGED, says))
    gone = [(id, was) for id, was in before.items() if id not in after]
    return found + [Change(prefix + id, getattr(was, "title", ""), What.DROPPED) for id, was in gone]


def _stated(promise: Promise | OtherHours) -> list[str]:
    """Return what something new says, less what goes without saying."""
    told = [
        (field.name, words(getattr(promise, field.name)))
        for field in fields(promise)
        if field.name not in _IN_A_TITLE and getattr(promise, field.name) != field.default
    ]
    return [f"{_name(name)}: {said}" for name, said in told if said]


def _differences(old: object, new: object) -> list[str]:
    if type(old) is not type(new):
        kinds = (type_of_promise[type(each)] for each in (old, new))
        return ["another kind of promise: was {}, is now {}".format(*kinds)]
    names = [field.name for field in fields(new) if field.name not in ("id", "line", "name")]  # type: ignore[arg-type]
    return [said for name in names if (said := _was(name, getattr(old, name), getattr(new, name)))]


def _was(name: str, old: object, new: object) -> str:
    """Return what one field was and is now; "" where it says the same."""
    if old == new:
        return ""
    if name in ("title", "words", "where"):
        return f"{_name(name)}: was {_quoted(old)}, is now {_quoted(new)}"
    return f"{_name(name)}: was {words(old) or 'not stated'}, is now {words(new) or 'not stated'}"


def _name(name: str) -> str:
    return _NAMES.get(name, name.replace("_", " "))


def _quoted(value: object) -> str:
    return f"“{value}”" if value else "not given"


def _rulings(old: tuple[Ruling, ...], new: tuple[Ruling, ...]) -> list[Change]:
    added = [Change(f"ruling on {one.on}", "", What.ADDED, (_ruling(one),)) for one in new if one not in old]
    return added + [Change(f"ruling on {one.on}", "", What.DROPPED, (_ruling(one),)) for one in old if one not in new]


def _ruling(ruling: Ruling) -> str:
    when = f", {day_in_words(ruling.when)}" if ruling.when else ""
    aside = f" It sets {_joined(ruling.voids)} aside." if ruling.voids else ""
    return f"{ruling.says} ({ruling.by}{when}){aside}"


def words(value: object) -> str:
    """Return any value of a charter in words; "" where it says nothing."""
    match value:
        case None | "" | ():
            return ""
        case bool():
            return "yes" if value else "no"
        case Span():
            return value.words()
        case date():
            return day_in_words(value)
        case Scope():
            return _scope(value)
        case Mapping():
            return "; ".join(f"{_key(key)} {words(inner)}" for key, inner in value.items())
        case tuple() | list():
            return _tuple(value)
        case _ if is_dataclass(value):
            told = ((field.name, words(getattr(value, field.name))) for field in fields(value))
            return ", ".join(f"{_name(name)} {said}" for name, said in told if said)
    return str(value)


def _scope(scope: Scope) -> str:
    wanted = [f"{name} {_joined(values)}" for name, values in scope.wanted.items()]
    unless = [f"unless {name} {_joined(values)}" for name, values in scope.unless.items()]
    return ", ".join([*wanted, *unless])


def _key(key: object) -> str:
    return DAYS[key] if isinstance(key, int) else str(key)


def _tuple(values: Iterable[object]) -> str:
    every = list(values)
    if every and all(isinstance(value, int) for value in every):
        return ", ".join(_key(day) for day in every)
    if len(every) == 2 and all(isinstance(value, str) and value[2:3] == ":" for value in every):
        return "{}–{}".format(*every)
    return ", ".join(words(value) for value in every)


def _joined(values: Iterable[str]) -> str:
    return " or ".join(str(value) for value in values)
