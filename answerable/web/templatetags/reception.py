"""Template tags of reception: how long somebody has waited, and what they need."""

from datetime import datetime, timedelta

from django import template

from answerable.desk.reception.models import ReceptionVisit
from answerable.web.reception.languages import spoken_by

register = template.Library()


@register.filter
def since(now: datetime, begun: datetime) -> str:
    """Return the time that has passed as a clock shows it: "0:42", "12:05", "1:02:10"."""
    return clock(max(0, int((now - begun).total_seconds())))


@register.filter
def left(now: datetime, due: datetime) -> str:
    """Return the time that is left until `due`, or by how much it is late: "1:20 left", "0:40 late"."""
    seconds = int((due - now).total_seconds())
    return f"{clock(abs(seconds))} {'left' if seconds >= 0 else 'late'}"


@register.filter
def clocked(span: timedelta) -> str:
    """Return a length of time as a clock shows it."""
    return clock(int(span.total_seconds()))


def clock(seconds: int) -> str:
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"


@register.filter
def wants(visit: ReceptionVisit) -> list[str]:
    """Return what the visitor needs, their language first."""
    language = spoken_by(visit)
    return [*([f"Speaks {language}"] if language else []), *visit.wanted]
