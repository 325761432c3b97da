"""What of reception shows live: how many wait, and for how long, in the bar of every page."""

from collections.abc import Hashable, Mapping
from datetime import datetime

from django.template.loader import render_to_string

from answerable.desk.officers.models import Officer
from answerable.desk.reception.board import how_many_wait
from answerable.web.live.things import EVERYBODY, Thing


def _who_waits(now: datetime) -> Mapping[int, Hashable]:
    count, first = how_many_wait(None, now)
    return {EVERYBODY: (count, first)} if count else {}


def _line(officer: Officer, now: datetime) -> Mapping[str, str]:
    count, first = how_many_wait(None, now)
    return {"visitors": render_to_string("reception/line.html", {"count": count, "first": first})} if count else {}


RECEPTION = Thing("reception", "Visitors who wait", _who_waits, _line, place="line")
