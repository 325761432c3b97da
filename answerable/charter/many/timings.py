"""Clocks as columns of numbers: many of them, told and counted at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

import numpy as np

from answerable.charter.judging.clock import Clock
from answerable.charter.many.columns import NEVER, SECOND, Flags, Names, Numbers, microseconds, moment_of


@dataclass(frozen=True, eq=False, kw_only=True)
class Timings:
    """Clocks of one promise. Moments are microseconds since 1970, NEVER where there is none.

    What each column means stands at `Clock`. `channel` and `reason` are numbers among `Names`.
    """

    subject: Numbers
    channel: Numbers
    started: Numbers
    due: Numbers
    stopped: Numbers
    voided: Numbers
    gone: Numbers
    reason: Numbers
    told: Numbers
    paused: Numbers
    due_unpaused: Numbers
    provisional: Flags
    measured: Flags
    edition: Numbers
    ordinal: Numbers

    def __len__(self) -> int:
        return len(self.started)

    @property
    def ended(self) -> Numbers:
        """Return when each ceased to run, or NEVER."""
        return np.minimum(np.minimum(self.stopped, self.voided), self.gone)

    def in_time(self, moments: Numbers) -> Flags:
        """Say of each clock whether a moment of its own is no later than the last second that keeps it."""
        return moments // SECOND <= self.due // SECOND

    def where(self, stays: Flags | Numbers) -> "Timings":
        """Return some of the clocks only, or in another order."""
        return Timings(**{field.name: getattr(self, field.name)[stays] for field in fields(self)})


# Moments of which most clocks have none.
_NUMBERED = ("subject", "channel", "started", "reason", "edition", "ordinal")
_FLAGS = ("provisional", "measured")
EMPTY = ("stopped", "voided", "gone", "told", "paused", "due_unpaused")


def blank(count: int, **known: Numbers | Flags) -> Timings:
    """Return so many clocks that run, with what is known of them."""
    never = {name: np.full(count, NEVER, dtype=np.int64) for name in ("due", *EMPTY) if name not in known}
    zero = {name: np.zeros(count, dtype=np.int64) for name in _NUMBERED if name not in known}
    no = {name: np.zeros(count, dtype=bool) for name in _FLAGS if name not in known}
    return Timings(**(never | zero | no | known))  # type: ignore[arg-type]


def numbered(timings: Timings) -> Timings:
    """Return clocks in the order of subjects and starts; those that started at one moment are told apart."""
    ordered = timings.where(np.lexsort((timings.started, timings.subject)))
    place = np.arange(len(ordered))
    other = np.ones(len(ordered), dtype=bool)
    other[1:] = (ordered.subject[1:] != ordered.subject[:-1]) | (ordered.started[1:] != ordered.started[:-1])
    return replace(ordered, ordinal=place - np.maximum.accumulate(np.where(other, place, 0)))


def together(parts: Sequence[Timings]) -> Timings:
    """Return the clocks of several sets as one."""
    if len(parts) < 2:
        return parts[0] if parts else blank(0)
    return Timings(
        **{field.name: np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Timings)}
    )


def timings(clocks: Iterable[tuple[int, Clock]], names: Names) -> Timings:
    """Return clocks as columns, each with the number of its subject."""
    rows = [
        (
            subject,
            names.number(clock.channel),
            microseconds(clock.started),
            _at(clock.due),
            _at(clock.stopped),
            _at(clock.voided),
            _at(clock.gone),
            names.number(clock.reason),
            _at(clock.told),
            _at(clock.paused),
            _at(clock.due_unpaused),
            clock.provisional,
            clock.measured,
            clock.edition,
            clock.ordinal,
        )
        for subject, clock in clocks
    ]
    table = np.array(rows, dtype=np.int64).reshape(-1, len(fields(Timings)))
    columns = dict(zip((field.name for field in fields(Timings)), np.ascontiguousarray(table.T), strict=True))
    flags = {name: columns[name].astype(bool) for name in _FLAGS}
    return Timings(**(columns | flags))


def _at(moment: datetime | None) -> int:
    return NEVER if moment is None else microseconds(moment)


def clock_at(row: int, timings: Timings, promise: str, subject: str, names: Names) -> Clock:
    """Return one of the clocks as the judge gives it for one case."""

    def moment(column: Numbers) -> datetime | None:
        return None if column[row] == NEVER else moment_of(column[row])

    return Clock(
        subject=subject,
        promise=promise,
        channel=names[int(timings.channel[row])],
        started=moment_of(timings.started[row]),
        due=moment(timings.due),
        stopped=moment(timings.stopped),
        voided=moment(timings.voided),
        gone=moment(timings.gone),
        reason=names[int(timings.reason[row])],
        provisional=bool(timings.provisional[row]),
        told=moment(timings.told),
        paused=moment(timings.paused),
        due_unpaused=moment(timings.due_unpaused),
        measured=bool(timings.measured[row]),
        edition=int(timings.edition[row]),
        ordinal=int(timings.ordinal[row]),
    )
