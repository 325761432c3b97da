"""Every live thing, in the order in which they show. A room adds its own here."""

from answerable.web.live.things import Thing
from answerable.web.presence.live import PRESENCE
from answerable.web.reception.live import RECEPTION
from answerable.web.telephone.live import RINGING, TRANSFERS
from answerable.web.visits.live import ALARMS

THINGS: tuple[Thing, ...] = (ALARMS, RINGING, TRANSFERS, RECEPTION, PRESENCE)
