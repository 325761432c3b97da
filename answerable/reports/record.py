"""The record: every figure of a range of months, finished ones as they were frozen, the running one as it stands."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Exists

from answerable.charter.clauses import Share
from answerable.charter.moments import local
from answerable.desk.council.models import Council
from answerable.desk.figures.actions import freeze
from answerable.desk.figures.counting import count_clocks
from answerable.desk.figures.models import TOLD, Correction, MonthFigure
from answerable.desk.figures.months import ends, month_after, month_of
from answerable.desk.figures.shares import counted_shares, final_from, share_of_month, tally_share, unsaid_by
from answerable.desk.figures.tally import Cell, Tally
from answerable.desk.history.law import Law, law
from answerable.desk.telephone.models import Call, Sample
from answerable.reports.families import Counts, Family, families
from answerable.reports.lines import Known, Line, lines


@dataclass(frozen=True)
class Change:
    """What was corrected in a month's figure of a promise on one day: verdicts that it gained (+) and lost (-)."""

    day: date
    month: date
    gains: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Record:
    """Figures from the January of the first year asked for, so that what is counted together always is the same."""

    lines: list[Line]
    finished: list[date]
    running: date | None
    cells: Mapping[str, Mapping[date, Mapping[str, Tally]]]  # promise → month → channel
    changes: Mapping[str, list[Change]]  # promise → its corrections, in order of time
    provisional: frozenset[tuple[str, date]]  # shares of finished months that customers may still change
    families: Mapping[str, Family]

    def tally(self, promise: str, months: Iterable[date]) -> Tally:
        """Return what became of the promise in those months, on all channels together."""
        of_promise = self.cells.get(promise, {})
        return sum((tally for month in months for tally in of_promise.get(month, {}).values()), Tally())

    def counts(self, of: Callable[[Tally], int]) -> dict[str, Counts]:
        """Return one number of each tally: promise → month → channel → number."""
        return {
            promise: {
                month: {name: of(tally) for name, tally in channels.items()} for month, channels in months.items()
            }
            for promise, months in self.cells.items()
        }

    def family_of(self, promise: str) -> Family:
        return self.families.get(promise, Family((promise,)))

    def by_channel(self, promise: str, months: Iterable[date]) -> dict[str, Tally]:
        """Return the same, channel by channel."""
        found: dict[str, Tally] = defaultdict(Tally)
        for month in months:
            for channel, tally in self.cells.get(promise, {}).get(month, {}).items():
                found[channel] += tally
        return dict(found)


def read_record(first: date, last: date, now: datetime) -> Record:
    """Read the figures of the months from `first` to `last`. Months that ended since the last report are frozen now."""
    rules, this, start = law(), month_of(now), first.replace(month=1)
    frozen = _read_frozen(rules, start, last, now)
    running = this if last >= this else None
    open_shares = _open_shares(rules, frozen, now)
    cells, wanted = dict(frozen.cells), [*open_shares]
    if running:
        cells |= count_clocks([running], now, rules)
        wanted += [(clause, running) for clause in _shares(rules, now)]
    cells |= _count_shares(rules, wanted, now)
    by_promise = _by_promise(cells)
    return Record(
        lines=[line for line in _lines(rules, min(now, ends(last))) if line.id in by_promise or not line.earlier],
        finished=frozen.months,
        running=running,
        cells=by_promise,
        changes=_changes(start, last),
        provisional=frozenset((clause.id, month) for clause, month in open_shares),
        families=families(rules.charter_at(now)),
    )


def _lines(rules: Law, at: datetime) -> list[Line]:
    """Return the promises as they were made at `at`: a later charter changes no word of an earlier report."""
    editions = [edition.charter for edition in rules.editions if edition.start is None or edition.start <= at]
    return lines(editions, rules.charter_at(at), _known())


def _known() -> Known:
    samples = Sample.objects.filter(withdrawn_at=None)
    both = Council.objects.values_list(Exists(Call.objects.all()), Exists(samples)).first()  # one question for both
    return Known(*both) if both else Known()


@dataclass(frozen=True)
class _Frozen:
    months: list[date]
    cells: Mapping[Cell, Tally]


def _read_frozen(rules: Law, start: date, last: date, now: datetime) -> _Frozen:
    found = _rows(start, last)
    if _is_behind(found, start, last, now) or _is_final(rules, found, now):
        freeze(now)
        found = _rows(start, last)
    return found


def _is_behind(found: _Frozen, start: date, last: date, now: datetime) -> bool:
    latest = min(last, month_after(month_of(now), -1))
    return start <= latest and latest not in found.months


def _is_final(rules: Law, found: _Frozen, now: datetime) -> bool:
    calendar = rules.calendar_at(now)
    return any(final_from(clause, calendar, month) < now for clause, month in _open_shares(rules, found, now))


def _rows(start: date, last: date) -> _Frozen:
    rows = MonthFigure.objects.filter(month__gte=start, month__lte=last).values_list(
        "month", "promise", "channel", "kept", "broken", "told", "void", "unmeasured", "reasons"
    )
    months, cells = [], {}
    for month, promise, channel, kept, broken, told, void, unmeasured, reasons in rows:
        if promise:
            cells[Cell(month, promise, channel)] = Tally(
                kept=kept, broken=broken, told=told, void=void, unmeasured=unmeasured, reasons=reasons
            )
        else:
            months.append(month)
    return _Frozen(sorted(months), cells)


def _shares(rules: Law, now: datetime) -> list[Share]:
    return counted_shares(rules.charter_at(now))


def _open_shares(rules: Law, frozen: _Frozen, now: datetime) -> list[tuple[Share, date]]:
    """Return the shares of finished months that aren't frozen, since customers may still come back."""
    kept = {(cell.promise, cell.month) for cell in frozen.cells}
    return [
        (clause, month) for clause in _shares(rules, now) for month in frozen.months if (clause.id, month) not in kept
    ]


def _count_shares(rules: Law, wanted: Sequence[tuple[Share, date]], now: datetime) -> dict[Cell, Tally]:
    if not wanted:
        return {}
    unsaid, calendar = unsaid_by(now), rules.calendar_at(now)
    return {
        Cell(month, clause.id, channel): tally
        for clause, month in wanted
        for channel, tally in tally_share(share_of_month(clause, calendar, month, now, unsaid)).items()
    }


def _by_promise(cells: Mapping[Cell, Tally]) -> dict[str, dict[date, dict[str, Tally]]]:
    found: dict[str, dict[date, dict[str, Tally]]] = {}
    for cell, tally in cells.items():
        found.setdefault(cell.promise, {}).setdefault(cell.month, {})[cell.channel] = tally
    return found


def _changes(start: date, last: date) -> dict[str, list[Change]]:
    gains: dict[tuple[str, date, date], Counter[str]] = defaultdict(Counter)
    rows = Correction.objects.filter(month__gte=start, month__lte=last).order_by("at", "id")
    for month, promise, at, was, is_now in rows.values_list("month", "promise", "at", "was", "now"):
        counter = gains[promise, local(at).date(), month]
        counter.subtract(_counts_as(was))
        counter.update(_counts_as(is_now))
    found: dict[str, list[Change]] = defaultdict(list)
    for (promise, day, month), counter in gains.items():
        changed = {name: count for name, count in counter.items() if count}
        if changed:
            found[promise].append(Change(day, month, changed))
    return dict(found)


def _counts_as(verdict: str) -> list[str]:
    return ["broken", "told"] if verdict == TOLD else [verdict] if verdict else []
