"""Every live thing, in the order in which they show. A room adds its own here."""

from answerable.web.live.ringing import RINGING
from answerable.web.live.things import Thing

THINGS: tuple[Thing, ...] = (RINGING,)
