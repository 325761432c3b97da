"""Moments in few words, for lists."""

from datetime import datetime

from django import template

from answerable.charter.moments import local
from answerable.web.today.words import short_day

register = template.Library()


@register.filter
def briefly(at: datetime) -> str:
    """Return a moment as a list has room for it: 'Mon 3 March, 09:05'."""
    there = local(at)
    return f"{short_day(there.date(), there.date())}, {there:%H:%M}"
