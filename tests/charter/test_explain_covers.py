"""Asked of a contact that a promise does not cover, or in the hour that comes twice, the explanation says so."""

import pytest

from answerable.charter.clauses import Timed
from answerable.charter.explain import Asked, NoClock, when_due
from answerable.charter.moments import moment_in_words, read_moment
from answerable.charter.worktime import calendar_for
from tests.charter.anytown import charter, clock, promise
from tests.charter.calendars import when


def told(id: str, *promises: str, **details: str) -> str:
    town = charter(*promises)
    clause = town[id]
    assert isinstance(clause, Timed)
    start = when("Monday 1 June 2026 10:00")
    return "; ".join(when_due(town, clause, start, calendar_for(town), asked=Asked(details=details)).why)


def test_of_a_type_that_the_promise_does_not_cover_no_date_is_told() -> None:
    complaints = clock("A1", 'for = { type = "complaint" }')
    assert told("A1", complaints, type="complaint").startswith("received Monday 1 June 2026 at 10:00")
    with pytest.raises(NoClock, match="A1 does not cover the type “enquiry”: it covers “complaint”."):
        told("A1", complaints, type="enquiry")
    with pytest.raises(NoClock, match="A1 does not cover the type “complaint”."):
        told("A1", clock("A1", 'unless = { type = "complaint" }'), type="complaint")


def test_what_comes_after_another_promise_says_of_which_it_is_counted() -> None:
    answer = promise("A2", 'after = "A1"\nuntil = "told"\nwithin = "2 working days"')
    assert told("A2", clock("A1"), answer).startswith("A1 was kept or fell due Monday 1 June 2026 at 10:00, which is")


def test_trap_01_in_the_hour_that_comes_twice_it_is_said_which_is_meant() -> None:
    assert moment_in_words(read_moment("2026-10-25T01:30+01:00")) == (
        "Sunday 25 October 2026 at 01:30, before the clocks go back"
    )
    assert moment_in_words(read_moment("2026-10-25T01:30+00:00")) == (
        "Sunday 25 October 2026 at 01:30, after the clocks have gone back"
    )
    assert moment_in_words(read_moment("2026-10-25T02:30")) == "Sunday 25 October 2026 at 02:30"
