"""The wait that a visitor is told, from the visits of the last quarter at that office."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from answerable.desk.offices.models import Office
from answerable.desk.reception.estimate import MOST, Reception, Stay, Wait
from answerable.desk.reception.models import Met, ReceptionVisit

REMEMBERED = timedelta(days=90)


@dataclass(frozen=True)
class Outlook:
    """What there is to say of the wait at one office at one moment."""

    reception: Reception
    at: datetime

    def for_newcomer(self) -> Wait | None:
        return self.reception.wait(self.reception.scene(self.at))

    def with_ahead(self, ahead: int) -> Wait | None:
        """Return the wait, from now on, of somebody who has so many ahead of them."""
        return self.reception.wait(self.reception.scene(self.at, ahead=ahead))


def outlook(office: Office | None, now: datetime) -> Outlook:
    """Read what happened at that office. Visits entered afterwards are left out: their moments are from memory."""
    since = (now - REMEMBERED).date()
    visits = ReceptionVisit.objects.standing().filter(
        office=office, day__gte=since, met=Met.RECEPTION, entered_afterwards=False, arrived_at__isnull=False
    )
    latest = visits.order_by("-day", "-arrived_at").values_list("arrived_at", "seen_at", "left_at")[:MOST]
    return Outlook(Reception(Stay(arrived, seen, left) for arrived, seen, left in latest if arrived), now)
