"""The review pack (P19): for one year, where promises break, when and why, and what has changed since."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from answerable.charter.clauses import Charter, Promise
from answerable.charter.moments import WEEKDAYS, local
from answerable.desk.figures.counting import broken
from answerable.desk.figures.months import month_of
from answerable.desk.history.law import Law, law
from answerable.desk.history.models import Clock
from answerable.desk.records.timing import all_clocks
from answerable.reports.promises import Entry, full_card

MOST = 3


@dataclass
class When:
    """When the broken ones of a promise came and fell due, and by how much the latest was late."""

    weekdays: Counter[int] = field(default_factory=Counter)  # on which they fell due; Monday is 0
    hours: Counter[int] = field(default_factory=Counter)  # in which the customer's contact had come
    longest: timedelta = timedelta()

    @property
    def worst_weekdays(self) -> list[tuple[str, int]]:
        return [(WEEKDAYS[day], count) for day, count in self.weekdays.most_common(MOST)]

    @property
    def worst_hours(self) -> list[tuple[str, int]]:
        return [(f"{hour:02}:00 to {hour:02}:59", count) for hour, count in self.hours.most_common(MOST)]


@dataclass(frozen=True)
class Reviewed:
    """One promise in the year."""

    entry: Entry
    when: When

    @property
    def worst_months(self) -> list[tuple[date, int]]:
        counts = [(one.period.months[0], one.tally.broken) for one in self.entry.figures if one.tally]
        return sorted((one for one in counts if one[1]), key=lambda one: (-one[1], one[0]))[:MOST]

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """Return why it was void, the most common first: answered in time is no reason of that kind."""
        found: Counter[str] = Counter()
        for aside in self.entry.void:
            found.update({" or ".join(names): count for names, count in aside.parts})
        return found.most_common(MOST)


@dataclass(frozen=True)
class NewEdition:
    """An edition of the charter that came into force in the year or since, and which promises it changed."""

    issue: int
    starts: datetime
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True)
class Review:
    """A year's review. `broken`: the promises that were broken, the most often broken first."""

    year: int
    promises: list[Reviewed]
    editions: list[NewEdition]

    @property
    def measured(self) -> list[Reviewed]:
        return [one for one in self.promises if one.entry.is_measured]

    @property
    def unmeasured(self) -> list[Reviewed]:
        return [one for one in self.promises if not one.entry.is_measured]

    @property
    def broken(self) -> list[Reviewed]:
        found = [one for one in self.measured if one.entry.whole.broken]
        return sorted(found, key=lambda one: -one.entry.whole.broken)


def review(year: int, now: datetime) -> Review:
    """Return the review of a year, as far as it has gone by `now`."""
    first, last = date(year, 1, 1), min(date(year, 12, 1), month_of(now))
    when = _when(first, last, now)
    card = full_card(now, first=first, last=last)
    return Review(
        year=year,
        promises=[Reviewed(entry, when.get(entry.line.id, When())) for entry in card.entries],
        editions=list(_editions(law(), first)),
    )


def years_with_figures(first: int, this: int) -> list[int]:
    """Return `this` year and, back to `first`, those in which anything fell due, the latest first."""
    recorded = {clock.due.year for clock in all_clocks(law()) if clock.due}
    return [
        year
        for year in range(this, first - 1, -1)
        if year == this
        or year in recorded
        or Clock.objects.filter(month__gte=date(year, 1, 1), month__lte=date(year, 12, 1)).exists()
    ]


def _when(first: date, last: date, now: datetime) -> dict[str, When]:
    found: dict[str, When] = {}
    clocks = Clock.objects.filter(broken(now), month__gte=first, month__lte=last)
    rows = clocks.values_list("promise", "started", "due", "stopped", "gone")
    for promise, started, due, stopped, gone in rows.iterator():
        when = found.setdefault(promise, When())
        when.hours[local(started).hour] += 1
        if due:
            when.weekdays[local(due).weekday()] += 1
            when.longest = max(when.longest, (stopped or gone or now) - due)
    return found


def _editions(rules: Law, first: date) -> Iterator[NewEdition]:
    for before, edition in zip(rules.editions, rules.editions[1:], strict=False):
        if edition.start and local(edition.start).date() >= first:
            yield _compared(before.charter, edition.charter, edition.start)


def _compared(old: Charter, new: Charter, starts: datetime) -> NewEdition:
    before, after = _by_id(old), _by_id(new)
    return NewEdition(
        issue=new.issue,
        starts=starts,
        added=tuple(id for id in after if id not in before),
        dropped=tuple(id for id in before if id not in after),
        changed=tuple(id for id in after if id in before and _said(after[id]) != _said(before[id])),
    )


def _by_id(charter: Iterable[Promise]) -> dict[str, Promise]:
    return {promise.id: promise for promise in charter}


def _said(promise: Promise) -> dict[str, object]:
    """Return what the promise says, wherever it stands in the file."""
    return {name: value for name, value in vars(promise).items() if name != "line"}
