"""The versions of the council's calendar, as its changes made them one after another."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from answerable.charter.calendar.holidays import Holidays, shipped_holidays
from answerable.charter.clauses import Charter
from answerable.charter.worktime import Calendar, calendar_for
from answerable.desk.council.models import CalendarChange

What = CalendarChange.What


@dataclass(frozen=True)
class Days:
    """The days of one version: those that the council itself has proclaimed, struck out, closed or set a meeting on.

    `start` is when the version was made (None: at first), `change` the row that made it.
    """

    start: datetime | None = None
    change: int | None = None
    holidays: dict[date, str] = field(default_factory=dict)
    struck: frozenset[date] = frozenset()
    closures: tuple[tuple[date, date, str], ...] = ()
    meetings: tuple[date, ...] = ()


def days_by_version() -> list[Days]:
    """Return the days of every version: of the first, which has none of the council's own, and after each change."""
    versions, standing = [Days()], dict[int, CalendarChange]()
    for change in CalendarChange.objects.order_by("at", "id"):
        if change.withdraws_id:
            standing.pop(change.withdraws_id, None)
        else:
            standing[change.pk] = change
        versions.append(replace(_days(standing.values()), start=change.at, change=change.pk))
    return versions


def _days(standing: Iterable[CalendarChange]) -> Days:
    rows = list(standing)
    return Days(
        holidays={row.first: row.title for row in rows if row.what == What.HOLIDAY},
        struck=frozenset(row.first for row in rows if row.what == What.STRUCK),
        closures=tuple((row.first, row.last, row.title) for row in rows if row.what == What.CLOSURE),
        meetings=tuple(sorted(row.first for row in rows if row.what == What.MEETING)),
    )


def holidays_by(charter: Charter, days: Days) -> Holidays:
    """Return the bank holidays by which that charter counts: the shipped ones, as the council changed them."""
    return shipped_holidays().changed(charter.nation, added=days.holidays, struck=days.struck)


def calendar_by(charter: Charter, days: Days) -> Calendar:
    """Return the calendar of a charter in one version of the council's days."""
    return calendar_for(charter, days.closures, holidays_by(charter, days), days.meetings)
