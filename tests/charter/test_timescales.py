"""P06: a service may have its own timescale, stricter or looser."""

from answerable.charter.clauses import Timed
from answerable.charter.reader import read_charter
from answerable.charter.reading.timescales import Timescale, timescale_of, timescales

CHARTER = """
[charter]
council = "Anytown"
kind = "town"
nation = "england"

[[promise]]
id = "A1"
title = "Requests are answered in ten working days"
where = "First point"
from = "received"
until = "answered"
within = "10 working days"
limits = [
  { for = { service = "bins", priority = "urgent" }, within = "1 working day" },
  { for = { service = ["bins", "lights"] }, within = "2 working days" },
]

[[promise]]
id = "A2"
title = "Planning is acknowledged in five working days"
where = "Second point"
for = { service = "planning" }
from = "received"
until = "acknowledged"
within = "5 working days"
"""


def test_P06_each_service_with_a_time_of_its_own_is_listed_with_the_usual_one() -> None:
    title = "Requests are answered in ten working days"
    assert timescales(read_charter(CHARTER)) == [
        Timescale("A1", title, "bins", "1 working day", "10 working days", "priority urgent"),
        Timescale("A1", title, "bins", "2 working days", "10 working days"),
        Timescale("A1", title, "lights", "2 working days", "10 working days"),
        Timescale("A2", "Planning is acknowledged in five working days", "planning", "5 working days"),
    ]


def test_P06_a_service_without_one_is_timed_as_any_other() -> None:
    promise = read_charter(CHARTER)["A1"]
    assert isinstance(promise, Timed) and timescale_of(promise, "parks") is None
