"""What is done with what a manager interface tells: taken in at once; each break is a gap, and cuts what ran.

The telephone system's clock is compared with ours when we sign in. A wrong one is put right by the difference: how long
a call rang is what that clock says, and when it rang is what ours does. What is stamped with the future all the same is
no moment: the clock was changed meanwhile, and that is a break.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from answerable.channels.telephony.asterisk_manager import Message, clock_told, events_of
from answerable.channels.telephony.manager import Broken
from answerable.channels.telephony.records import event_id
from answerable.desk.telephone.actions import take_events
from answerable.desk.telephone.events import AHEAD, HEARTBEAT, STARTED, Event, is_to_come
from answerable.desk.telephone.feeds import broke, feed_named

BEAT = timedelta(seconds=30)
APART = timedelta(seconds=5)  # by so much the clock of the telephone system may differ from ours
CHANGED = "The telephone system’s clock is wrong, or was changed: what it tells can’t be timed."


@dataclass
class Hearing:
    """Hears one manager interface. `now` tells the time."""

    feed_name: str
    now: Callable[[], datetime]
    _heard_at: datetime | None = None
    _ahead: timedelta | None = None  # by how much the telephone system's clock is ahead of ours; None: not known yet
    _broken: bool = True  # until the first message: what ran before we listened, we do not know the end of

    def __post_init__(self) -> None:
        self.feed = feed_named(self.feed_name)

    def hear(self, message: Message | None) -> None:
        """Take in what a message tells; None: nothing happened. Raises Broken where that is still to come."""
        at = self.now()
        self._compare(clock_told(message), at)
        events = list(events_of(message, at, self._ahead or timedelta())) if message else []
        if any(is_to_come(event.at, at) for event in events):
            raise Broken(CHANGED)
        if self._broken:
            events.insert(0, Event(id=event_id("listen", at.isoformat()), call="", at=at - APART, kind=STARTED))
            self._broken = False
        if not events and (self._heard_at is None or at >= self._heard_at + BEAT):
            events = [Event(id="", call="", at=at, kind=HEARTBEAT)]
        if events:
            take_events(self.feed, events, at=at)
            self._heard_at = at

    def _compare(self, theirs: datetime | None, ours: datetime) -> None:
        if theirs is None:
            return
        ahead = theirs - ours
        if self._ahead is None:
            self._ahead = ahead if abs(ahead) > APART else timedelta()
            if self._ahead:
                way = "ahead of" if ahead > timedelta() else "behind"
                seconds = round(abs(ahead).total_seconds())
                print(
                    f"The telephone system’s clock is {seconds} s {way} ours. Its times are put right.", file=sys.stderr
                )
        elif abs(ahead - self._ahead) > AHEAD:
            raise Broken(CHANGED)

    def broke(self, why: str) -> None:
        """Keep that nothing is heard from now on."""
        broke(self.feed, since=self.now(), why=why)
        self._broken, self._ahead = True, None
