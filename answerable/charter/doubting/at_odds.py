"""Rulings that a charter does not follow: on nothing that it has, or deciding otherwise than it is read."""

import re
from collections.abc import Iterator

from answerable.charter.clauses import Charter, Ruling, Unclear
from answerable.charter.doubting.settling import READINGS
from answerable.charter.reading.agreement import HEADINGS
from answerable.charter.reading.problems import one_of, shown
from answerable.charter.span import Span, Unit


def rulings_at_odds(charter: Charter) -> Iterator[tuple[int, str, str]]:
    """Yield, by its place and the key, each ruling that is on nothing, or decides otherwise than the charter reads."""
    ids = tuple(promise.id for promise in charter)
    for place, ruling in enumerate(charter.rulings):
        for key, id in [("on", ruling.on), *(("voids", id) for id in ruling.voids)]:
            known = (*ids, *HEADINGS) if key == "on" else ids
            if id and id not in known:
                yield place, key, f"{key} is {shown(id)}, which is no promise of this charter. {one_of(id, known)}"
        for words in charter.unclear:
            if ruling.on in ("days", words.promise) and words.used and _ruled(ruling) not in (None, words.used.unit):
                yield place, "says", _otherwise(words, words.used)
            if ruling.on in ("immediately", words.promise) and not words.used and (time := _time_in(ruling.says)):
                yield place, "says", _timed_by(words, time)
        if message := _reads_otherwise(ruling, charter):
            yield place, "says", message


def _reads_otherwise(ruling: Ruling, charter: Charter) -> str:
    """Return what is wrong where a ruling on how the council counts decides otherwise than [hours] reads."""
    says, hours = ruling.says.lower(), charter.hours
    used = {
        "counting": hours.counting,
        "day ends": hours.day_ends,
        "weekday hours": READINGS["weekday hours"][0],
        "ring": f"{hours.ring_seconds} seconds",
    }
    if ruling.on not in used or used[ruling.on] in says:
        return ""
    ruled = [reading for reading in READINGS.get(ruling.on, (_time_in(says),)) if reading and reading in says]
    if not ruled:
        return ""
    so = f"This ruling says {shown(ruled[0])}, but the charter reads {shown(used[ruling.on])}."
    return f"{so} {_WRITE[ruling.on]}"


_WRITE = {
    "counting": "Write counting under [hours].",
    "day ends": "Write day_ends under [hours].",
    "weekday hours": "Write office hours there, by [[other_hours]] that are open from 00:00 to 24:00.",
    "ring": "Write ring_seconds under [hours].",
}
_TIME = re.compile(r"\bthe same (?:working )?day\b|\b[0-9]+ (?:seconds|minutes?|hours?|working days?|calendar days?)\b")


def _time_in(says: str) -> str:
    """Return the only length of time that a ruling speaks of; "" where there is none, or there are several."""
    found = _TIME.findall(says.lower())
    return str(found[0]) if len(found) == 1 else ""


def _timed_by(words: Unclear, time: str) -> str:
    return (
        f"By this ruling {shown(words.words)} is {time}, but {words.promise} is not measured. "
        f"Write {words.key} = “{time}” there."
    )


def _ruled(ruling: Ruling) -> Unit | None:
    """Return which days a ruling says are meant, where it says so."""
    said = [unit for unit in (Unit.WORKING_DAY, Unit.CALENDAR_DAY) if unit in ruling.says.lower()]
    return said[0] if len(said) == 1 else None


def _otherwise(words: Unclear, used: Span) -> str:
    other = Unit.WORKING_DAY if used.unit is Unit.CALENDAR_DAY else Unit.CALENDAR_DAY
    return (
        f"By this ruling {shown(words.words)} are {other}s, but {words.promise} reads them as {used.unit}s. "
        f"Write {words.key} = “{Span(used.count, other).words()}” there."
    )
