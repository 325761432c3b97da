"""Nothing that is published, however it is added and subtracted, tells of fewer than five."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.desk.figures.months import months_between
from answerable.desk.figures.tally import Tally
from answerable.reports.families import families
from answerable.reports.lines import Known, lines
from answerable.reports.promises import card_of
from answerable.reports.record import Record
from answerable.reports.suppress import FLOOR, Period, State, groups, periods
from tests.charter.stories import charter_of

YEAR = list(months_between(date(2026, 1, 1), date(2026, 12, 1)))
CUCKFIELD = charter_of("cuckfield")
KIN = ("K07", "K18", "K22")  # three that are due in ten working days, each on channels of its own
CHANNELS = {"K07": ("letter",), "K18": ("email", "web", "social"), "K22": ("letter", "email")}


def enough(counts: Mapping[date, int]) -> Callable[[Sequence[date]], bool]:
    def is_enough(months: Sequence[date]) -> bool:
        count = sum(counts.get(month, 0) for month in months)
        return count == 0 or count >= FLOOR

    return is_enough


def spans(*counts: int) -> list[tuple[int, int, str]]:
    by_month = dict(zip(YEAR, counts, strict=False))
    found = periods(enough(by_month), YEAR[: len(counts)], None)
    return [(period.months[0].month, period.months[-1].month, period.state.value) for period in found]


def test_a_month_of_five_stands_alone_and_one_of_none_too() -> None:
    assert spans(5, 0, 9) == [(1, 1, "final"), (2, 2, "final"), (3, 3, "final")]


def test_a_month_of_four_is_counted_with_the_rest_of_its_quarter() -> None:
    assert spans(7, 4, 6, 5) == [(1, 1, "final"), (2, 3, "final"), (4, 4, "final")]


def test_a_quarter_of_four_is_counted_with_the_next_and_at_last_with_the_year() -> None:
    assert spans(1, 1, 1, 1, 0, 3) == [(1, 6, "final")]
    assert spans(1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 2) == [(1, 12, "final")]


def test_a_year_of_four_is_too_few_to_show() -> None:
    assert spans(1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1) == [(1, 12, "too few")]


def test_the_running_month_waits_while_an_earlier_one_waits() -> None:
    counts = {YEAR[0]: 2, YEAR[1]: 9}
    assert periods(enough(counts), YEAR[:1], YEAR[1]) == [Period((YEAR[0], YEAR[1]), State.WAITING)]


def test_who_knows_the_rule_still_cannot_tell_what_a_hidden_month_has() -> None:
    """Every four months of up to seven each: what is seen of them fits several numbers in each month not shown."""
    seen: dict[tuple[tuple[tuple[date, ...], int | None], ...], list[tuple[int, ...]]] = {}
    for counts in product(range(8), repeat=4):
        by_month = dict(zip(YEAR, counts, strict=False))
        shown = [
            (period.months, sum(by_month[month] for month in period.months) if period.is_shown else None)
            for period in periods(enough(by_month), YEAR[:4], None)
        ]
        seen.setdefault(tuple(shown), []).append(counts)
    for view, candidates in seen.items():
        for place, month in enumerate(YEAR[:4]):
            (period, total) = next((months, total) for months, total in view if month in months)
            # A total above seven would be known for its parts only because this test tries none above seven.
            if total is None or (len(period) > 1 and total <= 7):
                assert len({counts[place] for counts in candidates}) > 1


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12)))
def test_groups_leave_nobody_alone(counts: dict[str, int]) -> None:
    found = groups(counts)
    assert all(sum(counts[name] for name in group) >= FLOOR for group in found)
    assert not found or sorted(name for group in found for name in group) == sorted(n for n in counts if counts[n])


# --- What an attacker can work out from everything that is ever published -----------------------------------------

monthly = st.dictionaries(
    st.sampled_from(("letter", "email", "web", "social")), st.sampled_from((0, 1, 2, 4, 5, 6, 20))
)


@settings(max_examples=20)
@given(st.lists(monthly, min_size=7, max_size=12))
def test_no_sum_or_difference_of_all_that_was_ever_published_is_a_small_group(base: list[dict[str, int]]) -> None:
    months = YEAR[: len(base)]
    cells = [(month, channel) for month in months for channel in ("letter", "email", "web", "social")]
    counts = np.array([base[months.index(month)].get(channel, 0) for month, channel in cells])
    nobody = [row for row, count in zip(np.eye(len(cells)), counts, strict=True) if not count]
    # Where nothing came in is known anyway: it must not help either.
    known = basis(np.array([*all_that_was_published(base, cells), *nobody]))
    for group in sensitive(cells):
        if 0 < counts[group].sum() < FLOOR:
            wanted = np.zeros(len(cells))
            wanted[group] = counts[group] > 0
            beyond = wanted - known @ (known.T @ wanted)
            assert np.abs(beyond).max() > 1e-6, f"{[cells[place] for place in group]} can be worked out"


def basis(rows: np.ndarray) -> np.ndarray:
    """Return what the rows span: columns that stand upright on one another."""
    left, sizes, _ = np.linalg.svd(rows.T, full_matrices=False)
    return np.asarray(left[:, sizes > 1e-9])


def all_that_was_published(base: list[dict[str, int]], cells: list[tuple[date, str]]) -> Iterator[list[int]]:
    """Yield which cells each published number sums up: of each month's page as it stood, with and without a start."""
    for end in range(1, len(base) + 1):
        for first in {0, end // 2}:
            card = card_of(a_record(base[:end]), YEAR[first], YEAR[end - 1], FLOOR)
            for id in KIN:
                for figure in card[id].figures:
                    if figure.tally is not None:
                        yield vector(cells, figure.period.months, CHANNELS[id])
                    for part in figure.parts:
                        yield vector(cells, figure.period.months, part.names)


def vector(cells: list[tuple[date, str]], months: tuple[date, ...], channels: tuple[str, ...]) -> list[int]:
    return [int(month in months and channel in channels) for month, channel in cells]


def sensitive(cells: list[tuple[date, str]]) -> Iterator[list[int]]:
    """Yield groups nobody may learn of: each channel, and each promise, in each month, quarter and run of months."""
    months = sorted({month for month, _ in cells})
    for first, last in combinations(range(len(months) + 1), 2):
        for channels in {*((one,) for one in ("letter", "email", "web", "social")), *CHANNELS.values()}:
            yield [
                place for place, (month, name) in enumerate(cells) if month in months[first:last] and name in channels
            ]


def a_record(base: list[dict[str, int]]) -> Record:
    def counted(id: str) -> dict[date, dict[str, Tally]]:
        return {
            YEAR[place]: {name: Tally(kept=count) for name, count in month.items() if name in CHANNELS[id]}
            for place, month in enumerate(base)
        }

    return Record(
        lines=lines([CUCKFIELD], CUCKFIELD, Known()),
        finished=YEAR[: len(base)],
        running=None,
        cells={id: counted(id) for id in KIN},
        changes={},
        provisional=frozenset(),
        families=families(CUCKFIELD),
    )


def test_the_letters_are_not_the_difference_of_two_promises() -> None:
    """Cuckfield: letters and e-mails (K22), less e-mails (K18), would be the letters (K07): three."""
    card = card_of(a_record([{"letter": 3, "email": 20}]), YEAR[0], YEAR[0], FLOOR)
    assert card["K07"].figures[0].tally is None
    assert card["K22"].figures[0].tally is None
    (email,) = card["K18"].figures
    assert email.tally is None or email.tally.measured == 20


def test_families_are_those_of_one_length() -> None:
    assert families(CUCKFIELD)["K07"].members == KIN
    assert "K06" not in families(CUCKFIELD)
