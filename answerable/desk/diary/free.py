"""Free times: the next at which an officer works, neither they nor the room is taken, and an interpreter can come."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from answerable.charter.moments import local
from answerable.charter.worktime import Calendar
from answerable.desk.council.actions import council
from answerable.desk.diary.hours import Patterns, Times, day_of
from answerable.desk.diary.taken import gaps, taken_in, taken_of
from answerable.desk.officers.models import Officer
from answerable.desk.offices.models import Room

STEP = timedelta(minutes=15)  # people are told times such as 10:15, never 10:07
DAYS_AHEAD = 60


def free_times(
    officer: Officer,
    length: timedelta,
    *,
    after: datetime,
    now: datetime,
    room: Room | None = None,
    interpreter: bool = False,
    most: int = 8,
    a_day: int = 4,
) -> list[datetime]:
    """Return the next free moments for a meeting of that length, after `after`; no more than `a_day` on one day."""
    patterns = Patterns([officer], now)
    first = max(after, _interpreter_from(patterns.calendar, now) if interpreter else now)
    last = first + timedelta(days=DAYS_AHEAD)
    taken = taken_of(officer, first, last)
    in_room = taken_in(room, first, last) if room else []
    found: list[datetime] = []
    for number in range(DAYS_AHEAD):
        day = local(first).date() + timedelta(days=number)
        working = [(max(begins, first), ends) for begins, ends in patterns.working(officer.pk, day) if ends > first]
        open_times = [part for gap in gaps(working, taken) for part in gaps([gap], in_room)]
        found += list(_starts(open_times, length))[:a_day]
        if len(found) >= most:
            break
    return found[:most]


def _starts(free: list[Times], length: timedelta) -> Iterator[datetime]:
    for opens, closes in free:
        start = _rounded(opens)
        while start + length <= closes:
            yield local(start)
            start += STEP


def _rounded(moment: datetime) -> datetime:
    """Return the moment, or the next quarter of an hour after it."""
    seconds = STEP.total_seconds()
    return moment + timedelta(seconds=-moment.timestamp() % seconds)


def _interpreter_from(calendar: Calendar, now: datetime) -> datetime:
    """Return from when an interpreter can come: after the working days that the council needs to find one."""
    day, days = local(now).date(), council().interpreter_days or 0
    while days:
        day += timedelta(days=1)
        days -= calendar.is_working_day(day)
    return max(now, day_of(day)[0])
