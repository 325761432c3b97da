"""A million due moments at once, beside numpy's own count of business days on the same starts in the same run."""

import json
import time
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from answerable.charter.calendar.days import DAY, FIRST_DAY, FIRST_SECOND
from answerable.charter.calendar.many_starts import Seconds, places_of
from answerable.charter.reader import read_charter
from answerable.charter.span import Span, read_span
from answerable.charter.worktime import Calendar, calendar_for
from benchmarks.stories import CHARTER

Dates = npt.NDArray[np.datetime64]

MANY = 1_000_000
YEARS = 5
RUNS = 7
DAYS = 10


def measure() -> dict[str, object]:
    """Return what one due moment of a million takes, in nanoseconds of a processor: `first` with its tables made."""
    calendar = calendar_for(read_charter(CHARTER.read_text()))
    starts, span = _starts(calendar), read_span(f"{DAYS} working days")
    business = np.busdaycalendar(holidays=sorted(calendar.days.why))
    # numpy is handed the council's dates ready made; ours finds them from the seconds, in its own time.
    dates = np.datetime64(FIRST_DAY) + places_of(calendar.days, starts)

    def by_numpy() -> object:
        return np.busday_offset(dates, DAYS, roll="backward", busdaycal=business)

    first = _processor(lambda: calendar.due_many(starts, span))
    _agree(calendar, starts, span, np.asarray(by_numpy()))
    ours, theirs = [], []
    for _ in range(RUNS):  # by turns: whatever else the machine does, it does to both
        ours.append(_processor(lambda: calendar.due_many(starts, span)))
        theirs.append(_processor(by_numpy))
    return {
        "due of many": min(ours) / MANY * 1e9,
        "due of many first": first / MANY * 1e9,
        "busday_offset": min(theirs) / MANY * 1e9,
        "weekday hours of many": _best(calendar, starts, read_span("48 weekday hours")) / MANY * 1e9,
    }


def _starts(calendar: Calendar) -> Seconds:
    """Return starts spread over the years before the bank holidays end that are known."""
    last = calendar.known[1] - 60 * DAY
    return np.random.default_rng(20).integers(max(FIRST_SECOND, last - YEARS * 366 * DAY), last, MANY)


def _best(calendar: Calendar, starts: Seconds, span: Span) -> float:
    return min(_processor(lambda: calendar.due_many(starts, span)) for _ in range(RUNS))


def _processor(act: Callable[[], object]) -> float:
    begun = time.process_time()
    act()
    return time.process_time() - begun


def _agree(calendar: Calendar, starts: Seconds, span: Span, days: Dates) -> None:
    named, which = np.unique(days, return_inverse=True)
    ends = np.array([calendar.days.begins[calendar.days.place_of(day.item()) + 1] - 1 for day in named])
    wrong = np.flatnonzero(calendar.due_many(starts, span) != ends[which])
    if len(wrong):
        raise AssertionError(f"The two ways disagree on {len(wrong)} starts, the first {starts[wrong[0]]}")


if __name__ == "__main__":
    print(json.dumps(measure()))
