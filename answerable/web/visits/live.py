"""What of home visits and officer checks shows live: the alarms, to those who were told of them."""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from datetime import datetime

from django.template.loader import render_to_string

from answerable.desk.officers.models import Officer
from answerable.desk.visits.alarms import waiting, who_waits
from answerable.web.live.things import Thing


def _whose(now: datetime) -> Mapping[int, Hashable]:
    marks: dict[int, tuple[Hashable, ...]] = defaultdict(tuple)
    for officer, alarm, answered in who_waits(now):
        marks[officer] += ((alarm, answered),)
    return marks


def _cards(officer: Officer, now: datetime) -> Mapping[str, str]:
    return {
        f"alarm-{alarm.pk}": render_to_string(
            "visits/alarm.html", {"alarm": alarm, "mine": alarm.answered_by == officer}
        )
        for alarm in waiting(officer, now)
    }


ALARMS = Thing("alarms", "Alarms", _whose, _cards, urgent=True)
