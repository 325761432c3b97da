"""Records of the demonstration: kept in time for years, one forgotten now, and something due soon."""

from datetime import date, timedelta
from random import Random

import pytest

from answerable.charter.judging.clock import Verdict
from answerable.demonstration.keeping import keep_records
from answerable.demonstration.year import begun, day_of_founding
from answerable.desk.history.law import law
from answerable.desk.records.models import RecordFact
from answerable.desk.records.register import due_records, register
from answerable.desk.records.timing import all_clocks
from tests.demonstration.test_year import MIDNIGHT, MONDAY, council_is_founded

pytestmark = pytest.mark.django_db


def records_are_kept(charter: str, today: date = MONDAY) -> None:
    council_is_founded(charter, today)
    play = begun(charter, Random(charter), first=today - timedelta(days=365), today=today)
    keep_records(play, day_of_founding(today))
    play.run()


@pytest.mark.parametrize("charter", ["flitwick", "customer-promise"])
def test_some_records_are_due_soon_and_one_of_each_sort_was_forgotten(charter: str) -> None:
    records_are_kept(charter)
    measured = [line for line in register(MIDNIGHT) if line.due]
    several = {line.promise.id for line in measured if line.promise.each != "charter"}
    assert {line.promise.id for line in measured if line.overdue} == several
    assert all(line.evidence for line in measured), "each was done before, and something proves it"
    assert due_records(MIDNIGHT).soon >= len({line.promise.id for line in measured})


@pytest.mark.parametrize("charter", ["flitwick", "cuckfield", "customer-promise"])
@pytest.mark.parametrize("today", [date(2026, 3, 23), date(2026, 12, 30)], ids=str)
def test_but_for_what_was_forgotten_now_everything_was_renewed_in_time(charter: str, today: date) -> None:
    records_are_kept(charter, today)
    ended = [clock for clock in all_clocks(law()) if clock.ended]
    assert {clock.verdict(MIDNIGHT) for clock in ended} <= {Verdict.KEPT, Verdict.NOT_MEASURED}


def test_nobody_renews_a_record_while_the_office_is_shut() -> None:
    records_are_kept("flitwick")
    days = law().calendar_at(MIDNIGHT)
    renewed = RecordFact.objects.filter(kind="renewed").values_list("at", flat=True)
    assert renewed and all(days.is_working_day(days.local(at).date()) for at in renewed)
