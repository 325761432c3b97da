"""Events of calls, said briefly: `Story("c1").rings(0).picked_up(20, "201")` … at seconds from a moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from answerable.desk.telephone import events as told
from answerable.desk.telephone.events import Event
from tests.cast import moment

TEN = moment("Wednesday 3 June 2026 10:00")


@dataclass
class Story:
    """The events of one call, each so many seconds after `start`."""

    call: str = "c1"
    start: datetime = TEN
    events: list[Event] = field(default_factory=list)

    def then(
        self, kind: str, seconds: float, officer: str = "", line: str = "", details: Mapping[str, str] | None = None
    ) -> "Story":
        event = Event(
            id=f"{self.call}-{len(self.events)}",
            call=self.call,
            at=self.start + timedelta(seconds=seconds),
            kind=kind,
            line=line,
            caller="01632 960123" if kind == told.RINGING else "",
            officer=officer,
            details=details or {},
        )
        self.events.append(event)
        return self

    def rings(self, seconds: float, officer: str = "", line: str = "main") -> "Story":
        return self.then(told.RINGING, seconds, officer, line)

    def picked_up(self, seconds: float, officer: str = "201") -> "Story":
        return self.then(told.PICKED_UP, seconds, officer)

    def given_up(self, seconds: float) -> "Story":
        return self.then(told.GIVEN_UP, seconds)

    def ended(self, seconds: float) -> "Story":
        return self.then(told.ENDED, seconds)
