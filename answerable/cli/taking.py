"""Taking in the events of a file or a log, so many at a time, and telling what became of them."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event as Stop

from answerable.channels.telephony.records import Wrong
from answerable.charter.moments import local
from answerable.desk.telephone.actions import Taken, take_events
from answerable.desk.telephone.calls import close_forgotten
from answerable.desk.telephone.events import HEARTBEAT, Event, is_to_come
from answerable.desk.telephone.feeds import feed_named
from answerable.desk.telephone.models import Feed

AT_A_TIME = 1000  # events, of some hundreds of calls: for so long others wait who write
REST = 0.2  # seconds until a log is looked at again
BEAT = timedelta(seconds=30)
TO_COME = (
    "is still to come. Put the telephone system’s clock right; if it writes times of another zone, name that zone with "
    "--time-zone."
)


@dataclass
class Taking:
    """Takes in what a telephone system wrote. `now` tells the time."""

    feed_name: str
    now: Callable[[], datetime]
    taken: Taken = Taken()
    wrong: int = 0
    _waiting: list[Event] = field(default_factory=list)
    _beat_at: datetime | None = None
    _refused: int = 0  # the line that was refused last

    def __post_init__(self) -> None:
        self.feed: Feed = feed_named(self.feed_name)

    def take(self, found: Iterable[Event | Wrong]) -> None:
        """Take in events; tell of each line that can't be read, or tells of what is still to come."""
        for one in found:
            if isinstance(one, Wrong):
                self._refuse(one.line, one.why)
            elif is_to_come(one.at, self.now()):
                self._refuse(one.row, f"{local(one.at):%-d %B %Y, %H:%M:%S} {TO_COME}")
            else:
                self._waiting.append(one)
            if len(self._waiting) >= AT_A_TIME:
                self._flush()
        self._flush()
        close_forgotten(self.now())

    def rest(self, stop: Stop) -> bool:
        """Take in what has come, tell the desk that we still listen, and wait a little; False when told to stop."""
        self._flush()
        if self._beat_at is None or self.now() >= self._beat_at + BEAT:
            self._beat_at = self.now()
            take_events(self.feed, [_heartbeat(self._beat_at)], at=self._beat_at)
        return not stop.wait(REST)

    def _refuse(self, line: int, why: str) -> None:
        if line != self._refused:  # a line may tell of several events
            self._refused = line
            self.wrong += 1
            print(f"line {line}: {why}", file=sys.stderr)

    def summary(self) -> str:
        lines = f"; {self.wrong} {'line was' if self.wrong == 1 else 'lines were'} not taken in" if self.wrong else ""
        other = f", {self.taken.differing} of them told otherwise before" if self.taken.differing else ""
        return f"{self.taken.new} events are new, {self.taken.doubled} were known already{other}{lines}."

    def _flush(self) -> None:
        if self._waiting:
            self.taken += take_events(self.feed, self._waiting, at=self.now())
            self._waiting.clear()


def _heartbeat(at: datetime) -> Event:
    return Event(id="", call="", at=at, kind=HEARTBEAT)
