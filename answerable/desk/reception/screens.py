"""How many may check in at a screen, which nobody watches."""

from datetime import datetime, timedelta

from answerable.desk.displays.models import Display
from answerable.desk.offices.models import Office
from answerable.desk.reception.models import ReceptionVisit

# A queue of people can check in at one screen; a child that plays with it, or somebody with its link, soon can't.
MOST_AT_ONCE, AT_ONCE = 12, timedelta(minutes=10)


def office_at(screen: Display) -> Office | None:
    """Return the office in which somebody checks in there: the screen's, or the only one; None: it is of none."""
    if screen.office is not None:
        return screen.office
    offices = list(Office.objects.filter(current=True)[:2])
    return offices[0] if len(offices) == 1 else None


def is_worn_out(screen: Display, at: datetime) -> bool:
    """Say whether more have checked in at the screen of late than people can have come through its door."""
    lately = ReceptionVisit.objects.filter(screen=screen, occasion__at__gt=at - AT_ONCE)
    return lately.count() >= MOST_AT_ONCE
