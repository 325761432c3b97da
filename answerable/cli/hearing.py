"""What is done with what a manager interface tells: taken in at once; each break is a gap, and cuts what ran."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from answerable.channels.telephony.asterisk_manager import Message, events_of
from answerable.channels.telephony.records import event_id
from answerable.desk.telephone.actions import take_events
from answerable.desk.telephone.events import HEARTBEAT, STARTED, Event
from answerable.desk.telephone.feeds import broke, feed_named

BEAT = timedelta(seconds=30)
APART = timedelta(seconds=5)  # by so much the clock of the telephone system may be behind ours


@dataclass
class Hearing:
    """Hears one manager interface. `now` tells the time."""

    feed_name: str
    now: Callable[[], datetime]
    _heard_at: datetime | None = None
    _broken: bool = True  # until the first message: what ran before we listened, we do not know the end of

    def __post_init__(self) -> None:
        self.feed = feed_named(self.feed_name)

    def hear(self, message: Message | None) -> None:
        """Take in what a message tells; None: nothing happened."""
        at = self.now()
        events = list(events_of(message, at)) if message else []
        if self._broken:
            events.insert(0, Event(id=event_id("listen", at.isoformat()), call="", at=at - APART, kind=STARTED))
            self._broken = False
        if not events and (self._heard_at is None or at >= self._heard_at + BEAT):
            events = [Event(id="", call="", at=at, kind=HEARTBEAT)]
        if events:
            take_events(self.feed, events, at=at)
            self._heard_at = at

    def broke(self, why: str) -> None:
        """Keep that nothing is heard from now on."""
        broke(self.feed, since=self.now(), why=why)
        self._broken = True
