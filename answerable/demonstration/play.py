"""The year is played event by event, in order of time, through the same actions as real work."""

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from answerable.demonstration.office import Office
from answerable.demonstration.towns import Demonstration
from answerable.desk.council.models import Council
from answerable.desk.history.law import law
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.delivery import sent
from answerable.desk.outbox.models import Message, State
from answerable.desk.steps.asked import steps_about

TICKED = 0.97  # of the steps that were asked for

Act = Callable[[datetime], None]


@dataclass
class Play:
    """What will happen, soonest first. What would happen after `until` has not happened yet."""

    council: Council
    demonstration: Demonstration
    office: Office
    source: random.Random
    officers: list[Officer]
    until: datetime
    _waiting: list[tuple[datetime, int, Act]] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=count)

    def later(self, moment: datetime, act: Act) -> None:
        """Let `act` happen at `moment`."""
        if moment < self.until:
            heapq.heappush(self._waiting, (moment, next(self._numbers), act))

    def run(self) -> None:
        """Let everything happen, and what it leads to."""
        while self._waiting:
            moment, _number, act = heapq.heappop(self._waiting)
            act(moment)

    def chance(self, share: float) -> bool:
        return self.source.random() < share

    def done(self, at: datetime, *kinds: str) -> list[str]:
        """Return what officers did, and ticked, of the steps that the charter asks for with facts of these kinds."""
        steps = steps_about(law().charter_at(at), *kinds)
        needs = [need for step in steps for need in (step.needs[-1:] if step.any_of else step.needs)]
        return [need for need in dict.fromkeys(needs) if self.chance(TICKED)]

    def anyone(self) -> Officer:
        return self.source.choice(self.officers)


def deliver(now: datetime) -> None:
    """Send what waits in the outbox. No mail leaves the machine: in the year that was, it has been sent."""
    for message in Message.objects.filter(state=State.QUEUED, by="email", next_try__lte=now).select_related("case"):
        sent(message, at=now)


def all_went_at_once() -> None:
    """Note on every message that the first try sent it: in one statement, and not as each is sent."""
    Message.objects.filter(sent_at__isnull=False, by="email").update(tries=1)
