"""How many may check in at a screen, which nobody watches."""

from datetime import datetime, timedelta

from answerable.desk.displays.models import Display
from answerable.desk.reception.models import ReceptionVisit

# A queue of people can check in at one screen; a child that plays with it, or somebody with its link, soon can't.
MOST_AT_ONCE, AT_ONCE = 12, timedelta(minutes=10)


def is_worn_out(screen: Display, at: datetime) -> bool:
    """Say whether more have checked in at the screen of late than people can have come through its door."""
    lately = ReceptionVisit.objects.filter(screen=screen, occasion__at__gt=at - AT_ONCE)
    return lately.count() >= MOST_AT_ONCE
