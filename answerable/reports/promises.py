"""The report card: how each promise of the charter fared. One code makes the pages, the CSV and the command's rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from answerable.charter.facts import VOID_REASONS
from answerable.desk.figures.months import month_after, month_of
from answerable.desk.figures.tally import Tally
from answerable.reports.families import Counts
from answerable.reports.lines import Line
from answerable.reports.record import Change, Record, read_record
from answerable.reports.suppress import FLOOR, NO_FLOOR, Period, State, groups, is_inside, periods

YEAR = 12


@dataclass(frozen=True)
class Part:
    """What makes up a figure: of one channel or one reason, or of several that are counted together."""

    names: tuple[str, ...]
    tally: Tally


@dataclass(frozen=True)
class Figure:
    """How a promise fared in a period: `tally` is None where it may not be shown.

    `is_split`: whether it may be said how many of the broken were told in time. `running`: how many still run, None
    where that may not be shown. `parts`: by channel; empty where that may not be shown.
    """

    period: Period
    tally: Tally | None = None
    is_split: bool = False
    running: int | None = None
    parts: tuple[Part, ...] = ()
    changes: tuple[Change, ...] = ()
    provisional: bool = False


@dataclass(frozen=True)
class Aside:
    """What was counted apart in a period, void or not measured; `count` is None where it may not be shown."""

    period: Period
    count: int | None = None
    parts: tuple[tuple[tuple[str, ...], int], ...] = ()  # the void ones by reason


@dataclass(frozen=True)
class Entry:
    """One promise on the report card. Totals are sums of what is shown."""

    line: Line
    figures: tuple[Figure, ...]
    void: tuple[Aside, ...]
    unmeasured: tuple[Aside, ...]

    @property
    def is_measured(self) -> bool:
        """Say whether anything was measured: also what this desk doesn't record itself may be reported to it."""
        return not self.line.why_not or any(one.tally is None or one.tally.measured for one in self.figures)

    @property
    def finished(self) -> tuple[Figure, ...]:
        return tuple(one for one in self.figures if one.period.state is not State.SO_FAR)

    @property
    def shown(self) -> tuple[Figure, ...]:
        return tuple(one for one in self.figures if one.period.state is State.SHOWN)

    @property
    def latest(self) -> Figure | None:
        """Return the figure of the last finished month, also where that month is counted with others."""
        return self.finished[-1] if self.finished else None

    @property
    def so_far(self) -> Figure | None:
        """Return the figure of the running month, or None while it may not be shown."""
        return next((one for one in self.figures if one.period.state is State.SO_FAR), None)

    @property
    def total(self) -> Tally:
        """Return the sum of the finished figures that are shown."""
        tallies = [replace(one.tally, told=one.tally.told if one.is_split else 0) for one in self.shown if one.tally]
        return sum(tallies, Tally())

    @property
    def whole(self) -> Tally:
        """Return the sum of all figures that are shown, with what the running month has so far."""
        return sum((one.tally for one in self.figures if one.tally), Tally())

    @property
    def split_of(self) -> int:
        """Return how many of the total's broken ones are told apart into told and not told."""
        return sum(one.tally.broken for one in self.shown if one.tally and one.is_split)

    @property
    def channels(self) -> list[Part]:
        """Return the shown parts of the total by channel; last, without a name, what is not shown by channel."""
        found: dict[tuple[str, ...], Tally] = {}
        for figure in self.shown:
            for part in figure.parts:
                found[part.names] = found.get(part.names, Tally()) + part.tally
        return [Part(names, found[names]) for names in sorted(found, key=lambda names: (len(names), names))]


@dataclass(frozen=True)
class Card:
    """The report card of the months from `first` to `last`."""

    first: date
    last: date
    running: date | None
    last_finished: date | None
    entries: tuple[Entry, ...]
    floor: int

    def __getitem__(self, id: str) -> Entry:
        """Return the entry of the promise with that id, or raise KeyError."""
        for entry in self.entries:
            if entry.line.id == id:
                return entry
        raise KeyError(id)


def public_card(now: datetime, *, first: date | None = None, last: date | None = None) -> Card:
    """Return what the public is shown: the last twelve finished months and the running one, if not said otherwise."""
    return _card(now, first, last, FLOOR)


def full_card(now: datetime, *, first: date | None = None, last: date | None = None) -> Card:
    """Return the same for officers: month by month, with the small numbers."""
    return _card(now, first, last, NO_FLOOR)


def _card(now: datetime, first: date | None, last: date | None, floor: int) -> Card:
    this = month_of(now)
    first, last = first or month_after(this, -YEAR), min(last or this, this)
    record = read_record(first, last, now)
    made = _made.get((first, last, floor))
    if made is None or made[0] != record:
        if len(_made) >= MOST_MADE:
            _made.clear()
        made = _made[first, last, floor] = (record, card_of(record, first, last, floor))
    return made[1]


# The cards made last. What is made of the same record is the same, and figures change seldom.
_made: dict[tuple[date, date, int], tuple[Record, Card]] = {}
MOST_MADE = 8


def card_of(record: Record, first: date, last: date, floor: int) -> Card:
    """Return the report card of what was read; periods count that lie wholly from `first` to `last`."""
    counts = _Counts(*(record.counts(of) for of in (_measured, _void_count, _unmeasured, _running)))
    return Card(
        first=first,
        last=last,
        running=record.running,
        last_finished=record.finished[-1] if record.finished else None,
        entries=tuple(
            _Reader(record, counts, line, first, last, NO_FLOOR if line.of_things else floor).entry()
            for line in record.lines
        ),
        floor=floor,
    )


class _Counts(NamedTuple):
    """What is divided into periods, each by itself: these never share a clock."""

    measured: Mapping[str, Counts]
    void: Mapping[str, Counts]
    unmeasured: Mapping[str, Counts]
    running: Mapping[str, Counts]


def _measured(tally: Tally) -> int:
    return tally.measured


def _void_count(tally: Tally) -> int:
    return sum(_closing(tally.reasons).values())


def _unmeasured(tally: Tally) -> int:
    return tally.unmeasured


def _running(tally: Tally) -> int:
    return tally.running


def _closing(reasons: Mapping[str, int]) -> dict[str, int]:
    """Return the voids that are told to the public: those of cases closed for a reason.

    That somebody need not be told of a late answer, since it came in time, is no void of theirs; and with it the
    number of those who had to be told would follow from the number of answers.
    """
    return {reason: count for reason, count in reasons.items() if reason in VOID_REASONS}


@dataclass(frozen=True)
class _Reader:
    """One line of the card in the making."""

    record: Record
    counts: _Counts
    line: Line
    first: date
    last: date
    floor: int

    def entry(self) -> Entry:
        return Entry(
            line=self.line,
            figures=tuple(self._figure(period) for period in self._periods(self.counts.measured)),
            void=tuple(self._void(period) for period in self._periods(self.counts.void)),
            unmeasured=tuple(self._unmeasured(period) for period in self._periods(self.counts.unmeasured)),
        )

    def _periods(self, counts: Mapping[str, Counts]) -> list[Period]:
        found = periods(lambda months: self._is_enough(counts, months), self.record.finished, self.record.running)
        return [period for period in found if is_inside(period, self.first, self.last)]

    def _is_enough(self, counts: Mapping[str, Counts], months: Sequence[date]) -> bool:
        return self.floor == NO_FLOOR or self.record.family_of(self.line.id).is_enough(counts, months, self.floor)

    def _figure(self, period: Period) -> Figure:
        if not period.is_shown:
            return Figure(period)
        tally = self.record.tally(self.line.id, period.months)
        split = not tally.broken or tally.broken >= self.floor
        return Figure(
            period=period,
            tally=Tally(kept=tally.kept, broken=tally.broken, told=tally.told if split else 0),
            is_split=split,
            running=tally.running if self._is_enough(self.counts.running, period.months) else None,
            # While a month runs its channels would show who came last.
            parts=self._parts(period) if period.state is State.SHOWN or self.floor == NO_FLOOR else (),
            changes=_changes(self.record, self.line, period, tally, self.floor),
            provisional=any((self.line.id, month) in self.record.provisional for month in period.months),
        )

    def _parts(self, period: Period) -> tuple[Part, ...]:
        by_channel = self.record.by_channel(self.line.id, period.months)
        if set(by_channel) == {""}:
            return ()  # records come by no channel
        counts = {channel: tally.measured for channel, tally in by_channel.items()}
        parts = self.record.family_of(self.line.id).parts if self.floor > NO_FLOOR else ()
        names = [tuple(name for name in part if counts.get(name)) for part in parts] or groups(counts, self.floor)
        return tuple(
            Part(group, _outcome(sum((by_channel[name] for name in group), Tally()))) for group in names if group
        )

    def _void(self, period: Period) -> Aside:
        if not period.is_shown:
            return Aside(period)
        tally = self.record.tally(self.line.id, period.months)
        reasons = tally.reasons if self.floor == NO_FLOOR else _closing(tally.reasons)
        running = period.state is State.SO_FAR and self.floor > NO_FLOOR
        names = [] if running else groups(reasons, self.floor)
        parts = tuple((group, sum(reasons[name] for name in group)) for group in names)
        return Aside(period, sum(reasons.values()), parts)

    def _unmeasured(self, period: Period) -> Aside:
        tally = self.record.tally(self.line.id, period.months)
        return Aside(period, tally.unmeasured if period.is_shown else None)


def _outcome(tally: Tally) -> Tally:
    return Tally(kept=tally.kept, broken=tally.broken)


def _changes(record: Record, line: Line, period: Period, tally: Tally, floor: int) -> tuple[Change, ...]:
    """Return the corrections to the period, unless what they leave is too small to show."""
    shown: list[Change] = []
    measured = tally.measured
    for change in record.changes.get(line.id, []):
        if change.month in period.months:
            gains = change.gains if floor == NO_FLOOR else _of_outcome(change.gains)
            measured += gains.get("kept", 0) + gains.get("broken", 0)
            if 0 < measured < floor:
                return ()
            shown += [replace(change, gains=gains)] if gains else []
    return tuple(shown)


def _of_outcome(gains: Mapping[str, int]) -> dict[str, int]:
    return {name: gains[name] for name in ("kept", "broken") if name in gains}
