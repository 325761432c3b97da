"""When an officer works: their working patterns, less the days on which the council is closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q

from answerable.charter.moments import council_moments, local
from answerable.charter.span import Unit
from answerable.charter.worktime import Calendar, EmptyCalendar
from answerable.desk.diary.models import WorkingPattern
from answerable.desk.history.law import law
from answerable.desk.officers.models import Officer

# Who has not come back in so many days has no pattern that says when they do.
FURTHEST = 60

Times = tuple[datetime, datetime]


@dataclass(frozen=True)
class Spell:
    """A spell of a weekday (0: Monday), by the clock of the council."""

    weekday: int
    begins: time
    ends: time


def pattern_of(officer: Officer, day: date) -> list[WorkingPattern]:
    """Return the spells of the pattern by which the officer works in the week of a day; none where none is entered."""
    rows = officer.patterns.filter(first__lte=day).filter(Q(last=None) | Q(last__gte=day))
    return list(rows.order_by("weekday", "begins"))


@transaction.atomic
def set_pattern(officer: Officer, spells: Iterable[Spell], *, first: date) -> None:
    """Let the officer work by these spells from a day on; without any they are as before a pattern was entered."""
    officer.patterns.filter(first__gte=first).delete()
    officer.patterns.filter(Q(last=None) | Q(last__gte=first)).update(last=first - timedelta(days=1))
    WorkingPattern.objects.bulk_create(
        WorkingPattern(officer=officer, weekday=one.weekday, begins=one.begins, ends=one.ends, first=first)
        for one in spells
    )


class Patterns:
    """The working patterns of some officers, read at once."""

    def __init__(self, officers: Iterable[Officer], at: datetime) -> None:
        self.calendar: Calendar = law().calendar_at(at)
        self._rows: dict[int, list[WorkingPattern]] = {}
        since = local(at).date()
        rows = WorkingPattern.objects.filter(officer__in=list(officers))
        for row in rows.filter(Q(last=None) | Q(last__gte=since)).order_by("begins"):
            self._rows.setdefault(row.officer_id, []).append(row)

    def times_on(self, officer: int, day: date) -> list[Times] | None:
        """Return when the officer works on a day; None where no pattern of theirs says."""
        rows = [
            row for row in self._rows.get(officer, ()) if row.first <= day and (row.last is None or day <= row.last)
        ]
        if not rows:
            return None
        if not self.calendar.is_working_day(day):
            return []
        return [_times(day, row.begins, row.ends) for row in rows if row.weekday == day.weekday()]

    def next_in(self, officer: int, at: datetime) -> datetime | None:
        """Return from when the officer is in again who is not in at `at`; None where they are, or no pattern says."""
        today = local(at).date()
        for number in range(FURTHEST):
            times = self.times_on(officer, today + timedelta(days=number))
            if times is None:
                return None
            for begins, ends in times:
                if begins <= at < ends:
                    return None
                if begins > at:
                    return begins
        return None

    def working(self, officer: int, day: date) -> list[Times]:
        """Return when the officer works on a day: by their pattern, else in the council's office hours."""
        times = self.times_on(officer, day)
        return office_hours(self.calendar, day) if times is None else times


def office_hours(calendar: Calendar, day: date) -> list[Times]:
    """Return when the council's office is open on a day; nothing where the charter states no hours."""
    first, last = (moment.timestamp() for moment in day_of(day))
    try:
        spells = calendar.spells(Unit.OFFICE_HOUR).between(first, last)
    except EmptyCalendar:
        return []
    return [(calendar.days.moment(int(opens)), calendar.days.moment(int(closes))) for opens, closes in spells]


def day_of(day: date) -> Times:
    """Return the moments with which a day begins and ends, council time."""
    return _moment(day, time()), _moment(day + timedelta(days=1), time())


def _times(day: date, begins: time, ends: time) -> Times:
    return _moment(day, begins), _moment(day, ends)


def _moment(day: date, clock: time) -> datetime:
    """Return a moment by the council's clocks; one that the clock change skips is that to which the clocks go."""
    naive = datetime.combine(day, clock)
    found = council_moments(naive) or council_moments(naive + timedelta(hours=1))
    return found[0]
