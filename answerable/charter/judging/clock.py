"""A clock: one promise, timed once for one subject; and the verdict on it."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    """What became of a promise."""

    RUNNING = "running"
    KEPT = "kept"
    BROKEN = "broken"
    VOID = "void"
    NOT_MEASURED = "not-measured"


# Not frozen, since making a frozen one takes six times as long and millions are made: but once the judge has given a
# clock away nobody changes it.
@dataclass(kw_only=True, slots=True)
class Clock:
    """One promise, timed once for one subject. It is the same whenever it is asked for.

    `due` is the last second that keeps the promise (None: the charter states no time, or it is held). At most one of
    `stopped` (it was done), `voided` (it no longer has to be done, for `reason`) and `gone` (nobody waits
    any longer, but it was not done) is set. Everything is judged in whole seconds.
    """

    subject: str
    promise: str
    channel: str
    started: datetime
    due: datetime | None
    stopped: datetime | None = None
    voided: datetime | None = None
    gone: datetime | None = None
    reason: str = ""  # why it is void
    provisional: bool = False  # due past the end of the known bank holidays
    told: datetime | None = None  # when the customer was told, before `due`, that it would be late
    paused: datetime | None = None  # since when it is held: then `due` is open, None
    due_unpaused: datetime | None = None  # when it would be due had it never been held; None: never held
    measured: bool = True
    edition: int = 0  # the place, among the editions judged by, of the one in force when it started
    ordinal: int = 0  # its place among the clocks of one promise that started at one moment
    version: int = 0  # the place, among the versions of the calendar, of the one that dated it

    @property
    def ended(self) -> datetime | None:
        """Return when it ceased to run, or None while it runs."""
        return self.stopped or self.voided or self.gone

    def in_time(self, moment: datetime) -> bool:
        """Say whether `moment` is no later than the last second that keeps the promise."""
        return self.due is None or _seconds(moment) <= _seconds(self.due)

    def verdict(self, now: datetime) -> Verdict:
        """Return the verdict at `now`, which is no earlier than the facts the clock was made from."""
        if not self.measured:
            return Verdict.NOT_MEASURED
        if self.voided:
            return Verdict.VOID
        if self.in_time(self.stopped or now):
            return Verdict.KEPT if self.stopped else Verdict.RUNNING
        return Verdict.BROKEN

    def verdict_unpaused(self, now: datetime) -> Verdict:
        """Return what the verdict at `now` would be had the clock never been held."""
        if self.due_unpaused is None:
            return self.verdict(now)
        plain = replace(self, due=self.due_unpaused)
        if plain.voided and not plain.in_time(plain.voided):
            plain = replace(plain, voided=None, gone=plain.voided)
        return plain.verdict(now)

    def late_by(self, now: datetime) -> int | None:
        """Return by how many seconds it is late at `now`, or was when it ended; None if it is not late."""
        if self.due is None or not self.measured or self.voided:
            return None
        seconds = _seconds(self.ended or now) - _seconds(self.due)
        return seconds if seconds > 0 else None


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
