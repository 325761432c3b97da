"""The [hours] of a charter: working days, office hours, and how days are counted."""

import re
from datetime import date

from answerable.charter.calendar.holidays import NATIONS
from answerable.charter.clauses import Hours, OtherHours, Reading
from answerable.charter.reading.fields import Fields
from answerable.charter.reading.problems import shown
from answerable.charter.reading.scopes import read_scope

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
COUNTING = (
    "the day after receipt is day 1",
    "receipt out of hours rolls forward",
    "receipt is day 1",
    "clear days",
)
DAY_ENDS = ("midnight", "close of business")
CLOSURES_COUNT = ("as days off", "as working days")
RECEIVED_IN_CLOSURE = ("as it came", "on reopening")
CLOSED_DAY = ("stands", "moves to the next working day")

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_SPELL = re.compile(r"(([01]\d|2[0-3]):[0-5]\d) ?[-–] ?(([01]\d|2[0-3]):[0-5]\d|24:00)", re.ASCII)

Spells = tuple[tuple[str, str], ...]


def read_hours(fields: Fields) -> Hours:
    """Return the hours that a charter states; what it leaves out is our reading, which the check doubts."""
    hours = _hours(fields)
    fields.nothing_else()
    return hours


def read_other_hours(fields: Fields) -> OtherHours:
    """Return hours that hold for some contacts, or for promises that name them; they state all that they are."""
    name = fields.text("name")
    fields.clause = f"the other hours {shown(name)}" if name else fields.clause
    scoped = "for" in fields or "unless" in fields
    other = OtherHours(
        name=name,
        nation=fields.choice("nation", NATIONS, ""),
        scope=read_scope(fields) if scoped else None,
        hours=_hours(fields),
    )
    fields.nothing_else()
    return other


def read_reading(fields: Fields) -> Reading:
    """Return how one promise is counted where it says so itself."""
    return Reading(
        hours=fields.text("hours", ""),
        nation=fields.choice("nation", NATIONS, ""),
        counting=fields.choice("counting", COUNTING, ""),
        day_ends=fields.choice("day_ends", DAY_ENDS, ""),
        cut_off=_cut_off(fields),
        closed_day=fields.choice("closed_day", CLOSED_DAY, ""),
        closures_count=fields.choice("closures_count", CLOSURES_COUNT, ""),
    )


def _hours(fields: Fields) -> Hours:
    hours = Hours(
        working_days=_working_days(fields),
        office=_office(fields),
        on=_on(fields),
        closed=_closed(fields),
        closures_count=fields.choice("closures_count", CLOSURES_COUNT, CLOSURES_COUNT[0]),
        received_in_closure=fields.choice("received_in_closure", RECEIVED_IN_CLOSURE, RECEIVED_IN_CLOSURE[0]),
        counting=fields.choice("counting", COUNTING, COUNTING[0]),
        day_ends=fields.choice("day_ends", DAY_ENDS, DAY_ENDS[0]),
        cut_off=_cut_off(fields),
        closed_day=fields.choice("closed_day", CLOSED_DAY, CLOSED_DAY[0]),
        ring_seconds=fields.whole("ring_seconds", Hours().ring_seconds, 1, 60),
    )
    if hours.day_ends == "close of business" and not set(hours.working_days) <= set(hours.office):
        fields.note("day_ends", "Days can’t end at close of business on a working day without office hours. Add them.")
    return hours


def _cut_off(fields: Fields) -> str:
    text = fields.text("cut_off", "")
    if text and not _TIME.fullmatch(text):
        fields.note("cut_off", f"cut_off is {shown(text)}. Write a time of day, such as “15:30”.")
        return ""
    return text


def _working_days(fields: Fields) -> tuple[int, ...]:
    text = fields.text("working_days", "mon-fri")
    days = read_days(text)
    if days is None:
        fields.note("working_days", f"working_days is {shown(text)}. Write days such as “mon-fri” or “mon, wed-fri”.")
    return days or Hours().working_days


def read_days(text: str) -> tuple[int, ...] | None:
    """Return the weekdays of "mon-fri" or "mon, wed-fri" (Monday is 0); None where that is not what it says."""
    days: set[int] = set()
    for part in text.lower().split(","):
        first, _, last = (end.strip() for end in part.partition("-"))
        if first not in DAYS or (last or first) not in DAYS or DAYS.index(last or first) < DAYS.index(first):
            return None
        days.update(range(DAYS.index(first), DAYS.index(last or first) + 1))
    return tuple(sorted(days))


def _office(fields: Fields) -> dict[int, Spells]:
    office: dict[int, Spells] = {}
    inner = fields.inner("office", '{ mon-fri = "09:00-16:30" }')
    for key in inner.values if inner else ():
        days, spells = read_days(key), _spells(inner, key) if inner else ()
        if days is None:
            fields.note("office", f"office has {shown(key)}. Write days such as “mon-thu” or “fri”.")
        for day in days or ():
            if day in office:
                fields.note("office", f"office has {DAYS[day]} twice. Write all spells of a day in one place.")
            office[day] = spells
    return {day: spells for day, spells in sorted(office.items()) if spells}


def _on(fields: Fields) -> dict[str, Spells]:
    """Return the spells of single dates, or of a day of every year, such as half a day on Christmas Eve."""
    inner = fields.inner("on", '{ 12-24 = "09:00-12:00" }')
    on: dict[str, Spells] = {}
    for key in inner.values if inner else ():
        spells = _spells(inner, key) if inner else ()
        if not _is_day_of_year(key) and not _is_date(key):
            fields.note("on", f"on has {shown(key)}. Write a day as “12-24” for every year or “2026-12-24” for one.")
        elif spells:
            on[key] = spells
    return on


def _closed(fields: Fields) -> tuple[tuple[str, str, str], ...]:
    """Return the closures that come back every year: first day, last day, title."""
    inner = fields.inner("closed", '{ "12-24 to 01-02" = "Christmas closure" }')
    closed = []
    for key in inner.values if inner else ():
        first, _, last = (part.strip() for part in key.partition(" to "))
        if not _is_day_of_year(first) or not _is_day_of_year(last or first):
            fields.note(
                "closed",
                f"closed has {shown(key)}. Write the days that are closed every year, such as “12-24 to 01-02” or "
                "“12-24”; what is closed once is declared in the settings.",
            )
        elif inner:
            closed.append((first, last or first, inner.text(key)))
    return tuple(closed)


def _is_day_of_year(text: str) -> bool:
    return _is_date(f"2028-{text}")  # a year with a 29 February


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _spells(fields: Fields, key: str) -> Spells:
    texts = [part.strip() for text in fields.many(key) for part in text.split(",")]
    matches = [_SPELL.fullmatch(text) for text in texts]
    spells = tuple((match[1], match[3]) for match in matches if match)
    ends = [moment for spell in spells for moment in spell]
    # A spell that has no length or overlaps the one before is not in rising order; only the last may pass midnight.
    last = [ends[-1]] if ends[-2:] and ends[-1] >= ends[-2] else []
    rising = [*ends[:-1], *last]
    if len(spells) < len(texts) or any(a >= b for a, b in zip(rising, rising[1:], strict=False)):
        fields.note(
            key,
            f"{key} is {shown(', '.join(texts))}. Write spells in order, such as “09:00-12:30, 13:30-16:30”; "
            "only the last may pass midnight, such as “18:00-02:00”.",
        )
        return ()
    return spells
