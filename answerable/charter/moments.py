"""Moments: council time, moments written as ISO text, and dates in words."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_CLOCKS_GO_BACK = 10  # October

_WRITE = "Write it like “2026-12-24T16:40”."


class NotAMoment(ValueError):
    """The text is not a moment, or not one moment only; the message says what to write instead."""


def local(moment: datetime) -> datetime:
    """Return an aware moment in council time.

    It carries its offset as a fixed one: sums and comparisons between two moments of the same *zone* are done
    by the clock on the wall, and go wrong on the night on which the clocks change.
    """
    there = moment.astimezone(LONDON)
    return there.replace(tzinfo=timezone(there.utcoffset() or timedelta()), fold=0)


def council_moments(naive: datetime) -> tuple[datetime, ...]:
    """Return the moments at which the council's clocks show `naive`: one; two when they go back, none when skipped."""
    twice = {naive.replace(tzinfo=LONDON, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return tuple(local(moment) for moment in sorted(twice) if local(moment).replace(tzinfo=None) == naive)


def read_moment(text: str) -> datetime:
    """Return the moment that ISO text states; without an offset it is council time, a date alone its first second."""
    plain = text.strip()
    try:
        moment = datetime.fromisoformat(plain)
    except ValueError:
        raise NotAMoment(_why_not(plain)) from None
    if not 1900 < moment.year < 2200:
        raise NotAMoment(f"The year {moment.year} is out of reach. Write one from 1901 to 2199.")
    return _only_one(moment, plain) if moment.tzinfo is None else local(moment)


def _only_one(naive: datetime, text: str) -> datetime:
    moments = council_moments(naive)
    if len(moments) == 1:
        return moments[0]
    if not moments:
        raise NotAMoment(
            f"{text} does not exist: the clocks go forward over it. Write a time before 01:00 or from 02:00 on."
        )
    first, second = (moment.isoformat(timespec="minutes")[16:] for moment in moments)
    raise NotAMoment(
        f"{text} happens twice, because the clocks go back. "
        f"Write {text}{first} for the first or {text}{second} for the second."
    )


def _why_not(text: str) -> str:
    match = re.match(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
    if match is None:
        return f"“{text[:60]}” is not a moment I can read. {_WRITE}"
    year, month, day = (int(part) for part in match.groups())
    if not 1 <= month <= 12 or not year:
        return f"“{text[:60]}” is not a moment I can read: the months are 01 to 12. {_WRITE}"
    if not 1 <= day <= 31:
        return f"“{text[:60]}” is not a moment I can read: no month has a day {match[3]}. {_WRITE}"
    try:
        date(year, month, day)
    except ValueError:
        return f"There is no {day} {MONTHS[month - 1]} {year}. Write a date that exists."
    return f"“{text[:60]}” has a time I can’t read. {_WRITE}"


# Names of our own: those of the machine's language would differ from one council's computer to the next.
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_in_words(day: date) -> str:
    """Return "Thursday 24 December 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def moment_in_words(moment: datetime) -> str:
    """Return "Thursday 24 December 2026 at 16:40" in council time, with seconds where there are any.

    In the hour that comes twice it says which of the two is meant.
    """
    there = local(moment)
    return f"{day_in_words(there)} at {time_in_words(there)}{_which_of_two(there)}"


def _which_of_two(there: datetime) -> str:
    if there.hour != 1 or there.month != _CLOCKS_GO_BACK or len(council_moments(there.replace(tzinfo=None))) == 1:
        return ""
    return ", before the clocks go back" if there.utcoffset() else ", after the clocks have gone back"


def time_in_words(moment: datetime) -> str:
    """Return "16:40", or "16:40:20" where the seconds are not zero."""
    return f"{moment:%H:%M}" if not moment.second else f"{moment:%H:%M:%S}"
