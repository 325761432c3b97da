"""`python -m benchmarks.waiting`: how often the wait that visitors are told at reception is the wait that they have.

Each reception's visits are cut at a day: what came before is known, and each visitor after it is told a wait from that
alone and from what was to be seen when they came. Nothing that is told is known from the days on which it is tested.
"""

import argparse
import heapq
import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from answerable.cli.desk import open_desk
from answerable.desk.reception.estimate import COVERAGE, MOST, Reception, Stay

LONDON = ZoneInfo("Europe/London")
BEGINS = date(2025, 1, 6)
# By the hour from nine: how many come in it, and how many officers see visitors then.
COME = (9, 12, 14, 16, 11, 9, 8, 5)
OFFICERS = (2, 2, 3, 2, 2, 3, 2, 2)
MONDAY, RAINY = 1.35, 0.5
TAKES, SPREAD = 9.0, 0.7  # minutes that a visit takes by its median, and how much that differs
PATIENCE = 35.0  # minutes after which somebody who still waits leaves


def simulated_year(seed: int = 1, *, busy: float = 1.0) -> list[Stay]:
    """Return the visits of a year at a town's counter: first come, first seen, by as many officers as there are."""
    source = random.Random(seed)
    days = (BEGINS + timedelta(days=number) for number in range(365))
    return [stay for day in days if day.weekday() < 5 for stay in _a_day(day, source, busy)]


def _a_day(day: date, source: random.Random, busy: float) -> Iterator[Stay]:
    opens = datetime.combine(day, time(9), LONDON)
    # Some days are busier than others for reasons that nobody has written down.
    weight = busy * (MONDAY if day.weekday() == 0 else 1.0) * source.lognormvariate(0, RAINY / 2)
    free = [opens] * max(OFFICERS)
    heapq.heapify(free)
    for hour, count in enumerate(COME):
        came = opens + timedelta(hours=hour)
        while True:
            came += timedelta(hours=source.expovariate(count * weight))
            if came >= opens + timedelta(hours=hour + 1):
                break
            yield _a_stay(came, free, OFFICERS[hour], source)


def _a_stay(came: datetime, free: list[datetime], officers: int, source: random.Random) -> Stay:
    # An officer who is at lunch sees nobody: who is free the earliest of those who are there.
    seen = max(came, sorted(free)[max(OFFICERS) - officers])
    if (seen - came) > timedelta(minutes=PATIENCE):
        return Stay(came, None, came + timedelta(minutes=PATIENCE))
    free.remove(sorted(free)[max(OFFICERS) - officers])
    left = seen + timedelta(minutes=TAKES * source.lognormvariate(0, SPREAD))
    heapq.heappush(free, left)
    return Stay(came, seen, left)


@dataclass(frozen=True)
class Told:
    """What somebody would have told each visitor of the days that were tested. Minutes."""

    name: str
    errors: Sequence[float]
    inside: float | None = None  # per cent of the waits that lay in the range that was told
    width: float | None = None  # of that range, by the median
    silent: float = 0.0  # per cent of the visitors to whom nothing was told

    def row(self) -> str:
        parts = [
            self.name,
            f"{median(self.errors):.1f} min" if self.errors else "",
            f"{sum(self.errors) / len(self.errors):.1f} min" if self.errors else "",
            "" if self.inside is None else f"{self.inside:.0f}%",
            "" if self.width is None else f"{self.width:.0f} min",
            f"{self.silent:.0f}%",
        ]
        return f"| {' | '.join(parts)} |"


def backtest(stays: Sequence[Stay], *, known: float = 0.75) -> tuple[list[Told], int, int]:
    """Return what is told, and what is told by those who only know the last wait or the mean; days known and tested."""
    days = sorted({stay.arrived.date() for stay in stays})
    cut = days[int(len(days) * known)]
    past = [stay for stay in stays if stay.arrived.date() < cut]
    tested = [stay for stay in stays if stay.arrived.date() >= cut]
    return [_ours(past, tested), *_naive(past, tested)], int(len(days) * known), len(days) - int(len(days) * known)


def _ours(past: list[Stay], tested: list[Stay]) -> Told:
    history = Reception(past[-MOST:])  # as many as the desk reads
    errors, inside, widths, silent = [], 0, [], 0
    today: list[Stay] = []
    for stay in sorted(tested, key=lambda one: one.arrived):
        today = [one for one in today if one.arrived.date() == stay.arrived.date()]
        wait = history.wait(Reception(_as_known(today, stay.arrived)).scene(stay.arrived))
        today.append(stay)
        if stay.seen is None:
            continue
        if wait is None:
            silent += 1
            continue
        truth = _minutes(stay)
        errors.append(abs(truth - wait.likely))
        inside += wait.least <= truth <= wait.most
        widths.append(wait.most - wait.least)
    told = len(errors)
    if not told:
        return Told("Ours", errors, silent=100.0)
    return Told("Ours", errors, 100 * inside / told, median(widths), 100 * silent / (told + silent))


def _as_known(today: list[Stay], at: datetime) -> Iterator[Stay]:
    """Give the visits of the day as they stood at that moment: nobody knows yet when they end."""
    for stay in today:
        seen = stay.seen if stay.seen and stay.seen <= at else None
        left = stay.left if stay.left and stay.left <= at else None
        yield Stay(stay.arrived, seen, left)


def _naive(past: list[Stay], tested: list[Stay]) -> list[Told]:
    waits = [_minutes(stay) for stay in past if stay.seen]
    mean, middle = sum(waits) / len(waits), median(waits)
    seen = sorted((stay for stay in tested if stay.seen), key=lambda stay: stay.seen or stay.arrived)
    last: list[float] = []
    for stay in tested:
        if stay.seen:
            before = [one for one in seen if one.seen and one.seen <= stay.arrived][-1:]
            last.append(abs(_minutes(stay) - (_minutes(before[0]) if before else 0.0)))
    truths = [_minutes(stay) for stay in tested if stay.seen]
    return [
        Told("The wait of who was seen last", last),
        Told("The mean of all waits", [abs(truth - mean) for truth in truths]),
        Told("The median of all waits", [abs(truth - middle) for truth in truths]),
    ]


def _minutes(stay: Stay) -> float:
    assert stay.seen
    return (stay.seen - stay.arrived).total_seconds() / 60


def recorded_in(folder: str) -> list[Stay]:
    """Return the visits of a desk, such as the demonstration's, from its data folder."""
    os.environ["ANSWERABLE_DATA"] = folder
    open_desk()
    from answerable.desk.models import ReceptionVisit

    visits = ReceptionVisit.objects.standing().filter(entered_afterwards=False, arrived_at__isnull=False)
    rows = visits.order_by("arrived_at").values_list("arrived_at", "seen_at", "left_at")
    return [Stay(arrived, seen, left) for arrived, seen, left in rows if arrived]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.waiting", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", metavar="FOLDER", help="a desk's data folder: its own visits instead")
    args = parser.parse_args()
    measured = (
        {"The visits of that desk": recorded_in(args.data)}
        if args.data
        else {
            "A simulated year at a busy counter": simulated_year(args.seed),
            "A simulated year at a quiet one": simulated_year(args.seed, busy=0.45),
        }
    )
    for name, stays in measured.items():
        told, known, tested = backtest(stays)
        print(f"\n{name}: {len(stays):,} visits; {known} days known, {tested} days tested")
        print(f"\n| told | median error | mean error | truth in range ({COVERAGE}% aimed at) | range | nothing told |")
        print("| --- | --- | --- | --- | --- | --- |")
        print("\n".join(one.row() for one in told))


if __name__ == "__main__":
    main()
