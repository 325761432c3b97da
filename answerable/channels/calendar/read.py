"""An iCalendar file → the times at which its owner is busy. What the entries are about is never looked at.

As a program (`python -m`) it reads the file from standard input, and writes the times or, with exit code 1, what is
wrong: what anybody may write into a calendar can keep a reader busy for ever, so that it is read apart (apart.py).
"""

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import recurring_ical_events
from icalendar import Calendar

from answerable.charter.moments import council_moments, local

MOST_ENTRIES = 5_000
Times = tuple[datetime, datetime]


class NoCalendar(ValueError):
    """This can't be read as a calendar; the message says why."""


def busy_times(data: bytes, *, since: datetime, until: datetime) -> list[Times]:
    """Return, in order, the times between two moments that are taken. Repeated entries count each time.

    A time without a zone is council time, a whole day a day of council time. Raises NoCalendar.
    """
    try:
        calendar = Calendar.from_ical(data)
        found = {_times(entry) for entry in _entries(calendar, since, until)}
    except NoCalendar:
        raise
    except Exception as error:  # whatever the file holds, and whatever its readers make of it
        raise NoCalendar(f"This is not a calendar that can be read ({type(error).__name__}).") from None
    return sorted(times for times in found if times[0] < until and times[1] > since and times[0] < times[1])


def _entries(calendar: Any, since: datetime, until: datetime) -> Iterator[Any]:
    for number, entry in enumerate(recurring_ical_events.of(calendar).between(since, until)):
        if number >= MOST_ENTRIES:
            raise NoCalendar(f"This calendar has more than {MOST_ENTRIES} entries in these weeks.")
        if not _is_free(entry):
            yield entry


def _is_free(entry: Any) -> bool:
    """Say whether the entry takes no time: marked as free, or cancelled."""
    marks = [str(entry.get(name, "")).upper() for name in ("TRANSP", "STATUS", "X-MICROSOFT-CDO-BUSYSTATUS")]
    return marks[0] == "TRANSPARENT" or marks[1] == "CANCELLED" or marks[2] == "FREE"


def _times(entry: Any) -> Times:
    begins, ends = _moment(entry.start), _moment(entry.end)
    # What begins in the hour that the clock change skips is moved, and as long as it was.
    return begins, ends if ends > begins else begins + (entry.end - entry.start)


def _moment(value: date | datetime) -> datetime:
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if value.tzinfo is not None:
        return local(value)
    found = council_moments(value) or council_moments(value + timedelta(hours=1))
    return found[0]


def _main(since: str, until: str) -> int:
    try:
        found = busy_times(
            sys.stdin.buffer.read(), since=datetime.fromisoformat(since), until=datetime.fromisoformat(until)
        )
    except NoCalendar as why:
        sys.stdout.write(str(why))
        return 1
    json.dump([[begins.isoformat(), ends.isoformat()] for begins, ends in found], sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
