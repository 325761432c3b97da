"""What a telephone system tells of a call, in one shape for every system."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

RINGING = "ringing"  # a telephone at the council rings: the first one begins the customer's wait
PICKED_UP = "picked up"  # a person answered
HELD = "held"
RESUMED = "resumed"
TRANSFERRED = "transferred"  # put through; details: "to" (officer or line), "how" (attended or blind)
TRANSFER_FAILED = "transfer failed"  # nobody took it there, and it came back
VOICEMAIL = "voicemail"  # the caller was put to a recording machine
GIVEN_UP = "given up"  # the caller rang off before anybody answered
BUSY = "busy"  # every line was engaged: the caller never reached us
ENDED = "ended"
# About the feed and no call:
HEARTBEAT = "heartbeat"  # nothing happened, and the feed is alive
STARTED = "feed started"  # the telephone system (or what reads it) starts: calls that ran are cut
STOPPED = "feed stopped"

OF_CALLS = (RINGING, PICKED_UP, HELD, RESUMED, TRANSFERRED, TRANSFER_FAILED, VOICEMAIL, GIVEN_UP, BUSY, ENDED)
OF_FEEDS = (HEARTBEAT, STARTED, STOPPED)
KINDS = (*OF_CALLS, *OF_FEEDS)
# The clock of a telephone system may be a little before ours. One that is more so would end waits that still last.
AHEAD = timedelta(minutes=1)
# Of a call that was picked up, in its details: that it was, and not when. Its wait is not measured.
NOT_TOLD = {"when": "not told"}


@dataclass(frozen=True, kw_only=True)
class Event:
    """One thing that a telephone system saw. It may be told twice, late, or out of order.

    `id` names the event and `call` the call, each as the system does; `at` is aware. `line` is what was rung, `caller`
    the caller's number ("" where withheld) and `officer` the extension or name of whoever rang, answered or was put
    through to, all as the system writes them. `details` are strings. `row` is the line of the file that tells it.
    """

    id: str
    call: str
    at: datetime
    kind: str
    line: str = ""
    caller: str = ""
    officer: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    row: int = field(default=0, compare=False)  # 0: it stands in no file

    @property
    def tells_when(self) -> bool:
        """Whether `at` is the moment itself: of a call picked up it may only be known that it was."""
        return self.details.get("when") != NOT_TOLD["when"]


def is_to_come(moment: datetime, now: datetime) -> bool:
    """Say whether a telephone system tells of a moment that has not come, whatever its clock is a little before."""
    return moment > now + AHEAD
