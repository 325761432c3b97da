"""How the promises about records fared: they are few, and each is judged by itself, as for the register."""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime

from answerable.charter.judging.clock import Clock
from answerable.charter.many.columns import Names
from answerable.charter.many.fared import Period, fared, lateness
from answerable.charter.many.timings import timings
from answerable.charter.rehearse import Result
from answerable.desk.history.law import Law
from answerable.desk.records.timing import all_clocks


def records_fared(rules: Law, period: Period, at: datetime) -> Result:
    """Return what became of the records that fell due in the period, as the reports count them."""
    found: dict[str, list[tuple[int, Clock]]] = defaultdict(list)
    for clock in all_clocks(rules):
        found[clock.promise].append((0, clock))
    latest, names = rules.editions[-1], Names()
    columns = {id: timings(clocks, names) for id, clocks in found.items()}
    return {
        # A record is renewed for years: what began in the period is seldom due in it.
        id: fared(replace(of_one, started=of_one.due), period, at, lateness(latest.charter, id, latest.calendar))
        for id, of_one in columns.items()
    }
