"""Reading one [[promise]] of a charter file: which of the kinds it is, and what it says."""

import re
from collections.abc import Callable

from answerable.charter.clauses import Promise, Record, Share, Step, Timed, Writing
from answerable.charter.facts import BY_NAME, CHANNELS, MEANS, MOMENTS, WRITING_PARTS
from answerable.charter.reading.fields import NOT_STATED, Fields
from answerable.charter.reading.headings import Heading, read_heading
from answerable.charter.reading.problems import listed, shown
from answerable.charter.reading.scopes import read_scope, told_by
from answerable.charter.reading.timed import Told, read_if_late, read_late, read_timed, read_updates

_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,4})?) ?%", re.ASCII)
_LONGEST_NEED = 60


def read_promise(fields: Fields) -> tuple[Promise | None, Told | None]:
    """Return the promise that a table states, and the clause that its `if_late` names."""
    heading = read_heading(fields)
    kinds = [key for key in _READERS if key in fields]
    if len({_READERS[key] for key in kinds}) != 1:
        fields.note("", _which_kind(kinds))
        return None, None
    promise = _READERS[kinds[0]](fields, heading)
    told = read_if_late(fields, heading) if isinstance(promise, Timed) else None
    fields.nothing_else()
    return promise, told


def _which_kind(kinds: list[str]) -> str:
    if kinds:
        return (
            f"This promise has {' and '.join(kinds)}, which are different kinds of promise. Write one promise for each."
        )
    return f"This promise says nothing that can be judged. Write one of {listed(_READERS)}."


def _share(fields: Fields, heading: Heading) -> Share:
    inner = fields.inner("share", '{ of = "query opened", that = "settled at first contact" }') or fields
    inner.clause = fields.clause
    of_promises = inner.many("of_promises")
    of = "" if of_promises else inner.choice("of", BY_NAME)
    that = "" if of_promises else inner.choice("that", BY_NAME)
    at_least, more_than = _percent(inner, "at_least"), _percent(inner, "more_than")
    share = Share(
        **heading,
        of=of,
        that=that,
        at_least=at_least if more_than is None else more_than,
        more_than=more_than is not None,
        within=inner.span("within"),
        unless_again_within=inner.span("unless_again_within", longer_is_stricter=True),
        of_promises=of_promises,
        average=inner.span("average"),
        by=inner.many("by", told_by(of) if of in BY_NAME else told_by("received")),
        scope=read_scope(fields, of),
    )
    _check_share(inner, share)
    inner.nothing_else()
    return share


def _percent(fields: Fields, key: str) -> float | None:
    text = fields.text(key, "")
    match = _PERCENT.fullmatch(text)
    if match and float(match[1]) <= 100:
        return float(match[1])
    if text and text != NOT_STATED:
        fields.note(key, f"{key} is {shown(text)}. Write a percentage, such as “70%”, or leave it out.")
    return None


def _check_share(fields: Fields, share: Share) -> None:
    """Note what can't be said together of one share."""
    targets = [key for key in ("at_least", "more_than", "average") if key in fields]
    if len(targets) > 1:
        fields.note(targets[1], f"This share has {' and '.join(targets)}. Write one promise for each.")
    if share.average and share.within:
        fields.note("within", "An average counts every time that it took: leave within out, or write another promise.")
    counted = [key for key in ("of", "that", "within", "unless_again_within", "average") if key in fields]
    if share.of_promises and counted:
        fields.note(counted[0], f"of_promises counts what other promises’ clocks came to: leave {counted[0]} out.")


def _step(fields: Fields, heading: Heading) -> Step:
    at = fields.choice("at", (*BY_NAME, *MOMENTS))
    at = MOMENTS.get(at, at)
    needs = fields.many("needs", required=True)
    for need in needs:
        if len(need) > _LONGEST_NEED:
            fields.note("needs", f"needs has {shown(need)}. Write a few words that an officer can tick off.")
    return Step(**heading, scope=read_scope(fields, at), at=at, needs=needs, any_of=fields.flag("any_of"))


def _writing(fields: Fields, heading: Heading) -> Writing:
    inner = fields.inner("writing", '{ by = "email", has = ["officer name"] }') or fields
    inner.clause = fields.clause
    inner.choice("to", ("customer",), "customer")
    writing = Writing(
        **heading,
        has=inner.many("has", WRITING_PARTS, required=True),
        by=inner.many("by", CHANNELS),
        means=inner.many("means", MEANS),
        scope=read_scope(fields),
    )
    inner.nothing_else()
    return writing


def _record(fields: Fields, heading: Heading) -> Record:
    inner = fields.inner("record", '{ of = "training", each = "officer", every = "2 years" }') or fields
    inner.clause = fields.clause
    record = Record(
        **heading,
        of=inner.text("of"),
        each=inner.text("each"),
        every=inner.span("every"),
        at_first=inner.span("at_first"),
    )
    inner.nothing_else()
    return record


_READERS: dict[str, Callable[[Fields, Heading], Promise]] = {
    "from": read_timed,
    "after": read_timed,
    "share": _share,
    "at": _step,
    "writing": _writing,
    "record": _record,
    "late_for": read_late,
    "updates_for": read_updates,
}
