"""Days in words: each run of days that count, with their numbers, or that don't, with the reason."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from answerable.charter.moments import MONTHS, WEEKDAYS, day_in_words, local, moment_in_words
from answerable.charter.worktime import Calendar

WEEKEND = "a weekend"
PAUSED = "paused"


def dates(first: date, last: date) -> list[date]:
    """Return every date from the first to the last, with both."""
    return [date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1)]


def short_day(day: date, said: date) -> str:
    """Return "Friday 25" after a day of the same month was `said`; else with its month, and a new year."""
    if (day.year, day.month) == (said.year, said.month):
        return f"{WEEKDAYS[day.weekday()]} {day.day}"
    year = f" {day.year}" if day.year != said.year else ""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{year}"


def why_not_counted(day: date, calendar: Calendar, paused: Iterable[date] = ()) -> str:
    """Return why a day doesn't count; "" where it does."""
    if day.weekday() in calendar.hours.working_days:
        return calendar.why_closed(day) or (PAUSED if day in paused else "")
    return WEEKEND if day.weekday() >= 5 else "not a working day"


def runs(
    days: Sequence[date], numbers: Mapping[date, str], calendar: Calendar, paused: Iterable[date] = ()
) -> list[str]:
    """Return the days in words, those that follow each other for one reason together."""
    said = days[0] - timedelta(days=1) if days else date.min
    found = []
    for reason, run in groupby(days, key=lambda day: why_not_counted(day, calendar, paused)):
        within = list(run)
        found.append(_run_in_words(within, said, reason, numbers))
        said = within[-1]
    return found


def one_by_one(
    days: Iterable[date], numbers: Mapping[date, str], calendar: Calendar, paused: Iterable[date] = ()
) -> list[str]:
    """Return each day in words, by itself."""
    found = []
    for day in days:
        reason = why_not_counted(day, calendar, paused)
        found.append(f"{day_in_words(day)} is {_alone(reason) if reason else numbers.get(day, 'not counted')}")
    return found


def _run_in_words(run: list[date], said: date, reason: str, numbers: Mapping[date, str]) -> str:
    days = short_day(run[0], said)
    if len(run) > 1:
        days += f" {'and' if len(run) == 2 else 'to'} {short_day(run[-1], run[0])}"
    if not reason:
        return _numbered(days, [numbers[day] for day in run])
    return f"{days} is {_alone(reason)}" if len(run) == 1 else f"{days} are {reason}"


def _alone(reason: str) -> str:
    return "at the weekend" if reason == WEEKEND else reason


def _numbered(days: str, numbers: list[str]) -> str:
    if len(numbers) == 1:
        return f"{days} is {numbers[0]}"
    first, last = numbers[0], numbers[-1]
    joined = "and" if len(numbers) == 2 else "to"
    if last.startswith("day "):
        return f"{days} are days {first.removeprefix('day ')} {joined} {last.removeprefix('day ')}"
    return f"{days} are {first} {joined} {last}"


def paused_days(pauses: Iterable[tuple[datetime, datetime]]) -> frozenset[date]:
    """Return the days that pauses touch; one that ends with the first second of a day doesn't touch it."""
    spans = [(local(first).date(), local(last - timedelta(seconds=1)).date()) for first, last in pauses if first < last]
    return frozenset(day for first, last in spans for day in dates(first, last))


def ending(moment: datetime) -> str:
    """Return the moment in words; the first second of a day is the midnight that ends the day before."""
    if (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return f"{day_in_words(moment - timedelta(days=1))} at midnight"
    return moment_in_words(moment)


def length_in_words(seconds: float) -> str:
    """Return "2 hours 30 minutes"."""
    hours, rest = divmod(round(seconds), 3600)
    minutes, rest = divmod(rest, 60)
    numbers = ((hours, "hour"), (minutes, "minute"), (rest, "second"))
    return " ".join(f"{number} {unit}{'' if number == 1 else 's'}" for number, unit in numbers if number) or "no time"
