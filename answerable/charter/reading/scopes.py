"""Reading `for` and `unless`: which facts a promise, a limit or other hours apply to."""

from collections.abc import Mapping

from answerable.charter.clauses import Scope
from answerable.charter.facts import BY_NAME, CHANNELS
from answerable.charter.reading.fields import Fields
from answerable.charter.reading.problems import one_of, shown

_EXAMPLE = '{ channel = ["email", "letter"] }'
# Where no kind of fact is named, conditions are about the contact that began the case.
_CONTACT = "received"
MISWRITTEN = "miswritten"


def read_scope(fields: Fields, kind: str = _CONTACT) -> Scope:
    """Return which facts of a kind `for` and `unless` leave; those of a contact where the kind is not known.

    Where the kind is MISWRITTEN, which is said already, they may ask about whatever facts tell.
    """
    return Scope(wanted=_conditions(fields, "for", kind), unless=_conditions(fields, "unless", kind))


def told_by(kind: str) -> Mapping[str, tuple[str, ...]]:
    """Return what a fact of a kind tells that a promise can ask about, each with its values where they are closed."""
    return {"channel": CHANNELS, **_details(kind)}


def _details(kind: str) -> dict[str, tuple[str, ...]]:
    return {detail.name: detail.values for detail in BY_NAME[kind].details if not detail.many}


def _conditions(fields: Fields, key: str, kind: str) -> dict[str, tuple[str, ...]]:
    inner = fields.inner(key, _EXAMPLE)
    if inner is None:
        return {}
    inner.clause = fields.clause
    if kind == MISWRITTEN:
        known = {"channel": CHANNELS} | {name: values for one in BY_NAME for name, values in _details(one).items()}
    else:
        kind = kind if kind in BY_NAME else _CONTACT
        known = dict(told_by(kind))
    conditions = {}
    for name in inner.values:
        if name in known:
            conditions[name] = inner.many(name, known[name] or None, required=True)
        else:
            inner.note(name, f"{key} has {shown(name)}, which {shown(kind)} does not tell. {one_of(name, known)}")
    return conditions
