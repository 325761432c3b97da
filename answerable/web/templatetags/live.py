"""Where what shows live stands on a page. Nothing is asked of the database: the page is told by its script."""

from typing import Any

from django import template
from django.conf import settings

from answerable.desk.officers.models import Officer
from answerable.web.live.registry import THINGS

register = template.Library()


@register.inclusion_tag("live/bar.html")
def live_bar(officer: Officer) -> dict[str, Any]:
    """Return the bar at the foot of the page, in which cards show."""
    things = [thing for thing in THINGS if thing.place == "cards"]
    return {"officer": officer, "things": things, "path": settings.LIVE_PATH, "port": settings.LIVE_PORT}


@register.inclusion_tag("live/line.html")
def live_line() -> dict[str, Any]:
    """Return the few words in the bar at the head of the page."""
    return {"things": [thing for thing in THINGS if thing.place == "line"]}
