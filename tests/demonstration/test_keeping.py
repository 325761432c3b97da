"""Records of the demonstration: kept in time for years, one forgotten now, and something due soon."""

from datetime import date

import pytest

from answerable.charter.clock import Verdict
from answerable.desk.history.law import law
from answerable.desk.records.models import RecordFact
from answerable.desk.records.register import due_records, register
from answerable.desk.records.timing import all_clocks
from tests.demonstration.test_year import MIDNIGHT, days_are_played

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("charter", ["flitwick", "customer-promise"])
def test_some_records_are_due_soon_and_one_of_each_sort_was_forgotten(charter: str) -> None:
    days_are_played(charter, days=1)
    measured = [line for line in register(MIDNIGHT) if line.due]
    several = {line.promise.id for line in measured if line.promise.each != "charter"}
    assert {line.promise.id for line in measured if line.overdue} == several
    assert all(line.evidence for line in measured), "each was done before, and something proves it"
    assert due_records(MIDNIGHT).soon >= len({line.promise.id for line in measured})


@pytest.mark.parametrize("charter", ["flitwick", "cuckfield", "customer-promise"])
@pytest.mark.parametrize("today", [date(2026, 3, 23), date(2026, 12, 30)], ids=str)
def test_but_for_what_was_forgotten_now_everything_was_renewed_in_time(charter: str, today: date) -> None:
    days_are_played(charter, today, days=1)
    ended = [clock for clock in all_clocks(law()) if clock.ended]
    assert {clock.verdict(MIDNIGHT) for clock in ended} <= {Verdict.KEPT, Verdict.NOT_MEASURED}


def test_nobody_renews_a_record_while_the_office_is_shut() -> None:
    days_are_played("flitwick", days=1)
    days = law().calendar_at(MIDNIGHT)
    renewed = RecordFact.objects.filter(kind="renewed").values_list("at", flat=True)
    assert renewed and all(days.is_working_day(days.local(at).date()) for at in renewed)
