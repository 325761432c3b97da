"""The invented office: which days it works and how busy it is."""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from answerable.charter.moments import council_moments
from answerable.charter.worktime import Calendar

OPENS, SHUTS = time(9), time(17)
# Weeks of the year in which the desk is overrun: after Christmas, the bills of spring, the fair, the new school year.
BUSY_WEEKS = {2, 3, 11, 12, 25, 36, 37}


@dataclass(frozen=True)
class Office:
    """Office time, and chance within it."""

    calendar: Calendar
    source: random.Random

    def is_busy(self, day: date) -> bool:
        return day.isocalendar().week in BUSY_WEEKS

    def next_moment(self, after: datetime) -> datetime:
        """Return a moment soon after `after` at which somebody is at the desk."""
        there = self.calendar.local(after)
        if self.calendar.is_working_day(there.date()) and there.time() < time(16, 30):
            begin = max(there, self._moment(there.date(), OPENS))
            return begin + timedelta(minutes=self.source.randint(3, 25))
        return self._moment(self._working_day(there.date(), 1), OPENS) + timedelta(minutes=self.source.randint(4, 90))

    def between(self, first: datetime, last: datetime) -> datetime:
        """Return a moment of office time between the two; if there is none, the next after `first`."""
        days = (self.calendar.local(last).date() - self.calendar.local(first).date()).days
        for _ in range(6):
            day = self.calendar.local(first).date() + timedelta(days=self.source.randint(0, max(days, 0)))
            moment = self._moment(day, OPENS) + timedelta(minutes=self.source.randint(0, 475))
            if self.calendar.is_working_day(day) and first < moment < last:
                return moment
        return self.next_moment(first)

    def days_after(self, moment: datetime, days: int) -> datetime:
        """Return office time on the `days`-th working day after `moment`."""
        day = self._working_day(self.calendar.local(moment).date(), days)
        return self._moment(day, OPENS) + timedelta(minutes=self.source.randint(10, 460))

    def arrival(self, day: date, channel: str) -> datetime:
        """Return when something arrives on `day`: calls and visits in office time, mail at any waking hour."""
        if channel in ("telephone", "counter", "letter"):
            return self._moment(day, OPENS) + timedelta(minutes=self.source.randint(5, 460))
        return self._moment(day, time(7)) + timedelta(minutes=self.source.randint(0, 16 * 60 - 1))

    def _working_day(self, day: date, count: int) -> date:
        while count:
            day += timedelta(days=1)
            count -= self.calendar.is_working_day(day)
        return day

    def _moment(self, day: date, at: time) -> datetime:
        return council_moments(datetime.combine(day, at))[0]
