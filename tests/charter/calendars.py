"""Calendars and starts for the tests of working time, told in words."""

from datetime import date, datetime

from answerable.charter.calendar.holidays import shipped_holidays
from answerable.charter.clauses import Hours
from answerable.charter.moments import day_in_words, local, read_moment, time_in_words
from answerable.charter.span import read_span
from answerable.charter.worktime import Calendar, Closure

NINE_TO_FIVE: dict[int, tuple[tuple[str, str], ...]] = dict.fromkeys(range(5), (("09:00", "17:00"),))
SPLIT: dict[int, tuple[tuple[str, str], ...]] = dict.fromkeys(range(5), (("09:00", "12:00"), ("13:00", "16:00")))
CHRISTMAS_CLOSURE = (date(2026, 12, 24), date(2027, 1, 2), "Christmas closure")


def when(words: str) -> datetime:
    """Return the moment named like "Friday 2 January 2026 16:59" or "… 16:59:20", in council time."""
    form = "%A %d %B %Y %H:%M:%S" if words.count(":") == 2 else "%A %d %B %Y %H:%M"
    moment = datetime.strptime(words, form)  # noqa: DTZ007
    assert moment.strftime("%A") == words.split()[0], f"{words} is a {moment:%A}"
    return read_moment(moment.isoformat())


def calendar(nation: str = "england", *, closures: tuple[Closure, ...] = (), **hours: object) -> Calendar:
    """Return a calendar; `hours` are those of `Hours` that differ from the ordinary."""
    return Calendar(nation=nation, closures=closures, holidays=shipped_holidays(), hours=Hours(**hours))  # type: ignore[arg-type]


def due(span: str, start: str, by: Calendar | None = None) -> str:
    """Return the due moment in words, such as "Tuesday 29 December 2026 23:59:59"."""
    return in_words((by or calendar()).due(when(start), read_span(span)).moment)


def in_words(moment: datetime) -> str:
    there = local(moment)
    return f"{day_in_words(there)} {time_in_words(there)}"
