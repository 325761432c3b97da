"""Calls that ring, shown to everybody."""

from collections.abc import Hashable, Mapping
from datetime import datetime

from django.template.loader import render_to_string

from answerable.desk.officers.models import Officer
from answerable.desk.telephone.models import Call
from answerable.web.live.things import EVERYBODY, Thing


def _marks(now: datetime) -> Mapping[int, Hashable]:
    rings = Call.objects.filter(ended=None, answered=None, ring__isnull=False).order_by("ring")
    found = tuple(rings.values_list("occasion__reference", "line", "key", "customer", "taken_by"))
    return {EVERYBODY: found} if found else {}


def _cards(officer: Officer, now: datetime) -> Mapping[str, str]:
    calls = Call.objects.filter(ended=None, answered=None, ring__isnull=False).select_related("line", "occasion")
    return {
        call.occasion.reference: render_to_string("live/ringing.html", {"call": call, "officer": officer})
        for call in calls.order_by("ring")
    }


RINGING = Thing("ringing", "Calls that ring", _marks, _cards)
