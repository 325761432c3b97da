"""Template tags of the desk: errors, time left, and moments in words."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import template
from django.forms import BaseForm
from django.utils import formats
from django.utils.timezone import localtime

from answerable.desk.cases.following import hide_keys
from answerable.web.forms import errors_of
from answerable.web.rooms import ROOMS, Room

register = template.Library()
register.filter("keyless", hide_keys)
DAY_END = 23, 59, 59


@register.filter
def summary(form: BaseForm) -> list[tuple[str, str]]:
    """Return the errors of `form`, each with the id its link leads to."""
    return errors_of(form)


@register.inclusion_tag("components/time_left.html")
def time_left(due: datetime | None, now: datetime) -> dict[str, Any]:
    """Say how long is left until `due`, or how late it is."""
    if due is None:
        return {"state": "none", "words": "No time stated"}
    if due < now:
        return {"due": due, "state": "late", "words": lateness(due, now)}
    if due - now < timedelta(hours=2):
        return {"due": due, "state": "soon", "words": f"{length(due - now)} left"}
    state = "soon" if localtime(due).date() == localtime(now).date() else "ahead"
    return {"due": due, "state": state, "words": "by " + by_when(due, now)}


@register.filter
def moment(at: datetime | None) -> str:
    """Return a moment in words, council time: 'Monday 3 March 2025 at 09:05'."""
    return formats.date_format(localtime(at), r"l j F Y \a\t H:i") if at else ""


@register.filter
def moment_or_day(at: datetime | None) -> str:
    """Return a moment in words; of a midnight, by which a whole day is meant, the day alone."""
    return day(at) if at and localtime(at).time() == time() else moment(at)


@register.filter
def day(on: date | datetime | None) -> str:
    """Return a day in words: 'Monday 3 March 2025'."""
    if on is None:
        return ""
    return formats.date_format(localtime(on) if isinstance(on, datetime) else on, "l j F Y")


def by_when(due: datetime, now: datetime) -> str:
    """Return when something is due, as near to speech as it can be exact: 'tomorrow', '16:30 today', 'Friday'."""
    at, today = localtime(due), localtime(now).date()
    clock = "" if (at.hour, at.minute, at.second) == DAY_END else f"{at:%H:%M} "
    days = (at.date() - today).days
    if days == 0:
        return f"{clock}today" if clock else "the end of today"
    if days == 1:
        return f"{clock}tomorrow"
    if days < 7:
        return f"{clock}{at:%A}"
    return clock + formats.date_format(at, "j F" if at.year == today.year else "j F Y")


def length(span: timedelta) -> str:
    """Return a length of time in its largest whole unit: '3 days', '1 hour', '20 minutes'."""
    minutes = int(span.total_seconds()) // 60
    for size, unit in ((1440, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size:
            count = minutes // size
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return "less than a minute"


def lateness(due: datetime, now: datetime) -> str:
    """Return how late something is, in days as the calendar counts them: what was due yesterday is a day late."""
    days = (localtime(now).date() - localtime(due).date()).days
    return f"{days} day{'' if days == 1 else 's'} late" if days else f"{length(now - due)} late"


@register.simple_tag
def rooms_of_the_desk() -> tuple[Room, ...]:
    """Return the rooms that the bar at the head of the page leads to."""
    return ROOMS
