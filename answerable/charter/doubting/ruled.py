"""A ruling of the council, written at the end of a charter's text."""

import json

from answerable.charter.clauses import Charter, Ruling
from answerable.charter.doubting.settling import AND, Doubt
from answerable.charter.reading.agreement import HEADINGS


def with_ruling(text: str, ruling: Ruling) -> str:
    """Return the text of a charter with a [[ruling]] added at its end; nothing before it changes."""
    lines = ["[[ruling]]", f"on = {_quoted(ruling.on)}", f"says = {_quoted(ruling.says)}", f"by = {_quoted(ruling.by)}"]
    if ruling.when:
        lines.append(f"when = {ruling.when.isoformat()}")
    if ruling.voids:
        lines.append(f"voids = [{', '.join(_quoted(id) for id in ruling.voids)}]")
    return "\n".join([text.rstrip(), "", *lines, ""])


def _quoted(text: str) -> str:
    """Return the text as TOML writes it, on one line."""
    plain = "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
    return json.dumps(plain, ensure_ascii=False)


def may_be_ruled_on(doubt: Doubt, charter: Charter) -> str:
    """Return what a ruling must be on to settle a doubt; "" where only another text of the charter does."""
    known = {promise.id for promise in charter} | set(HEADINGS)
    first = doubt.clause.split(AND)[0]
    return next((on for on in (first, doubt.heading) if on in known), "")


def choices(doubt: Doubt, charter: Charter) -> list[tuple[str, tuple[str, ...]]]:
    """Return what the council may choose from: what each choice says, and which promises it sets aside."""
    ids = doubt.clause.split(AND)
    if len(ids) > 1 and all(any(promise.id == id for promise in charter) for id in ids):
        return [(f"{id} holds: {charter[id].title}", tuple(other for other in ids if other != id)) for id in ids]
    return [(reading, ()) for reading in dict.fromkeys((*doubt.readings, doubt.used)) if reading]
