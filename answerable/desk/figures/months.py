"""Months, in council time. A month is named by its first day."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from answerable.charter.moments import local, read_moment


def month_of(moment: datetime) -> date:
    """Return the month in which `moment` lies."""
    return local(moment).date().replace(day=1)


def month_after(month: date, count: int = 1) -> date:
    """Return the month that is `count` months later (earlier, where it is negative)."""
    years, place = divmod(month.month - 1 + count, 12)
    return date(month.year + years, place + 1, 1)


def months_between(first: date, last: date) -> Iterator[date]:
    """Give the months from `first` to `last`, both included; none where `last` comes first."""
    while first <= last:
        yield first
        first = month_after(first)


def begins(month: date) -> datetime:
    """Return the first moment of the month."""
    return read_moment(month.isoformat())


def ends(month: date) -> datetime:
    """Return the last second of the month."""
    return begins(month_after(month)) - timedelta(seconds=1)
