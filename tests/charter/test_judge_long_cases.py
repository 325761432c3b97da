"""A case that goes on and on is judged no slower for each thing that happens in it."""

from datetime import timedelta
from itertools import cycle, islice
from time import process_time

from answerable.charter.facts import Fact
from answerable.charter.judge import judge
from answerable.charter.worktime import calendar_for
from tests.charter.anytown import charter, clock, promise
from tests.charter.calendars import when

LATER = when("Thursday 24 December 2026 12:00")
CHARTER = charter(
    clock("A1"),
    promise("A2", 'updates_for = "A1"\nevery = "1 working day"'),
    promise("A3", 'late_for = ["A1"]\ntell = ["reason"]\ndate_id = "A3b"'),
    promise("A4", 'at = "told"\nneeds = ["reason checked"]'),
    promise("A5", 'writing = { has = ["telephone"] }'),
)


def seconds_for(count: int) -> float:
    kinds = islice(cycle(["received", "told", "step done", "answered"]), count)
    details = {"tells": ["reason"], "date": "2026-08-07", "message": "1", "done": ["reason checked"]}
    start = when("Monday 1 June 2026 10:00")
    facts = [Fact("1", kind, start + timedelta(minutes=place), "email", details) for place, kind in enumerate(kinds)]
    began = process_time()
    assert len(judge(CHARTER, calendar_for(CHARTER), facts, LATER)) >= count
    return process_time() - began


def test_eight_times_as_much_that_happens_takes_about_eight_times_as_long() -> None:
    seconds_for(100)  # what is worked out once
    assert seconds_for(8000) < 24 * seconds_for(1000)
