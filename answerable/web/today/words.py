"""How Today says what was promised and how long is left: in working days, since that is how it was promised."""

from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from answerable.charter.clauses import Late, Promise, Timed, Updates
from answerable.charter.moments import MONTHS, WEEKDAYS
from answerable.charter.moments import local as council_time
from answerable.charter.worktime import Calendar
from answerable.desk.history.law import Law
from answerable.web.templatetags.desk import lateness

# What stops a clock → what the officer is to do.
DEEDS = {
    "acknowledged": "Acknowledge",
    "answered": "Answer",
    "called back": "Ring back",
    "picked up": "Pick up",
    "greeted": "Greet",
    "seen": "See the visitor",
}


# A page asks for the same few moments, mostly ends of days, again and again.
local = lru_cache(maxsize=1024)(council_time)


class Left(NamedTuple):
    """How long is left: `state` (late, soon, ahead, none) and the same in words."""

    state: str
    words: str


def left(
    due: datetime | None, *, now: datetime, calendar: Calendar, told: bool = False, past_aim: bool = False
) -> Left:
    """Say how long is left until `due`, or how late it is and whether the customer was told in time.

    Where no promise runs, the day at which we aimed may have passed: nothing is broken, but somebody waits.
    """
    if due is None:
        return Left("soon", "Past our aim") if past_aim else Left("none", "No promise runs")
    if due < now:
        return Left("late", lateness(due, now) + (" — customer was told" if told else ""))
    today, day = local(now).date(), local(due).date()
    days = calendar.working_days_between(today, day)
    if day == today:
        return Left("soon", f"due today by {_clock(due)}")
    if days == 0:
        return Left("soon", f"due {WEEKDAYS[day.weekday()]}, with no working day between")
    return Left("ahead", f"{days} working day{'' if days == 1 else 's'} left")


def _clock(due: datetime) -> str:
    there = local(due)
    return "midnight" if f"{there:%H:%M:%S}" == "23:59:59" else f"{there:%H:%M}"


def due_words(due: datetime, now: datetime) -> str:
    """Return "Mon 30 November" with its time where the day isn't used up, and its year where it is another."""
    there = local(due)
    clock = "" if _clock(due) == "midnight" else f", {_clock(due)}"
    return short_day(there.date(), local(now).date()) + clock


def aim(day: date, today: date) -> str:
    return f"we {'aimed' if day < today else 'aim'} at {short_day(day, today)}"


def short_day(day: date, today: date) -> str:
    """Return "Mon 30 November", with the year where it is not this one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1]}{year}"


def deeds(rules: Law) -> dict[str, str]:
    """Return for each promise that a clock may be of what it asks for, in a few words; the newest edition's."""
    found: dict[str, str] = {}
    for edition in rules.editions:
        for promise in edition.charter:
            found |= {promise.id: _deed(promise)}
            if isinstance(promise, Late | Timed) and promise.date_id:
                found[promise.date_id] = "Answer by the date the customer was told"
    return found


def _deed(promise: Promise) -> str:
    match promise:
        case Timed(stops=(stop,), within=within) if stop in DEEDS and within:
            joint = "" if within.words() == "the same day" else "within "
            return f"{DEEDS[stop]} {joint}{within.words()}"
        case Late():
            return "Tell the customer that it is late"
        case Updates():
            return "Tell the customer how far it is"
        case _:
            return promise.title
