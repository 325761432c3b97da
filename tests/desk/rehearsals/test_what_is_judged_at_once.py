"""What a rehearsal finds by the charter in force is what stands in the tables, however a case went."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from answerable.charter.many.columns import Names, Shapes
from answerable.charter.many.fared import Period
from answerable.charter.many.timings import clock_at
from answerable.charter.many.versions import clocks_of_versions
from answerable.charter.rehearse import Rehearsal
from answerable.desk.cases.actions import close, reopen
from answerable.desk.history.actions import correct
from answerable.desk.history.law import law
from answerable.desk.history.models import Clock
from answerable.desk.history.retiming import retime
from answerable.desk.models import Case, Message
from answerable.desk.outbox.actions import Saying, queue
from answerable.desk.outbox.delivery import bounced, sent
from answerable.desk.outbox.models import Means
from answerable.desk.rehearsals.actions import charter_with, rehearsal_of, rehearse, text_in_force
from answerable.desk.rehearsals.facts import facts_of, ranges
from tests.cast import Town, a_case, moment

pytestmark = pytest.mark.django_db
NOW = moment("Thursday 10 April 2025 12:00")
MONDAY = moment("Monday 10 March 2025 09:00")
MARCH = Period(date(2025, 3, 1), date(2025, 3, 31))


def answered(town: Town, case: Case, days: int, means: str = Means.ANSWER, **more: object) -> Message:
    at = MONDAY + timedelta(days=days)
    saying = Saying(means=means, text="Done.", **more)  # type: ignore[arg-type]
    message = queue(case, saying, to="tom@example.org", subject="Bin", at=at, by=town.bob)
    sent(message, at=at)
    return message


@pytest.fixture
def _cases(town: Town) -> None:
    """One case of each sort: answered, late and told, come back, corrected, closed and opened again, still open."""
    in_time, late, back, earlier, shut, _ = (
        a_case(town, at=MONDAY + timedelta(minutes=n), channel="email" if n else "letter") for n in range(6)
    )
    answered(town, in_time, 1)
    answered(town, late, 1, Means.HOLDING, tells=["explanation", "apology"], date_told=date(2025, 3, 20))
    answered(town, late, 9)
    bounced(answered(town, back, 1), at=MONDAY + timedelta(days=1, hours=1), why="No such mailbox")
    received = earlier.facts.get(kind="received")
    correct(received, at=MONDAY + timedelta(days=1), by=town.bob, to=MONDAY - timedelta(days=4))
    close(shut, outcome="junk", at=MONDAY + timedelta(hours=3), by=town.bob)
    reopen(shut, at=MONDAY + timedelta(days=1), by=town.bob)
    answered(town, shut, 7)


def said(clock: object) -> tuple[object, ...]:
    names = ("promise", "channel", "started", "due", "stopped", "voided", "gone", "reason", "provisional", "told")
    return tuple(getattr(clock, name) for name in names)


@pytest.mark.usefixtures("_cases")
def test_many_at_once_have_the_clocks_that_stand_in_the_table() -> None:
    for case in Case.objects.all():
        retime(case, at=NOW)
    names, (cases,) = Names(), ranges(MARCH)
    found = clocks_of_versions(law().versions, facts_of(cases, MARCH, Shapes()), names, NOW)
    clocks = [clock_at(row, of_one, id, "", names) for id, of_one in found.items() for row in range(len(of_one))]
    rows = [clock for clock in Clock.objects.all() if clock.due]
    assert len(rows) > 12
    assert sorted(map(said, [clock for clock in clocks if clock.measured]), key=str) == sorted(map(said, rows), key=str)


@pytest.mark.usefixtures("_cases")
def test_facts_read_in_bulk_are_those_of_the_table_to_the_microsecond(town: Town) -> None:
    a_case(town, at=MONDAY + timedelta(microseconds=250_001))
    (cases,) = ranges(MARCH)
    read = facts_of(cases, MARCH, Shapes())
    told = [
        [replace(row.told(str(case.pk)), recorded=None) for row in case.facts.order_by("pk")]
        for case in Case.objects.order_by("pk")
    ]
    assert len(told) == read.subjects == 7
    assert [sorted(read.told(number), key=lambda fact: int(fact.id)) for number in range(read.subjects)] == told
    assert any(at % 1_000_000 == 250_001 for at in read.at.tolist())


@pytest.mark.usefixtures("_cases")
def test_of_cases_that_had_no_fact_in_the_period_nothing_is_read() -> None:
    (cases,) = ranges(MARCH)
    read = facts_of(cases, Period(date(2024, 3, 1), date(2024, 3, 31)), Shapes())
    assert (len(read), read.subjects) == (0, 0)


@pytest.mark.usefixtures("_cases")
def test_promises_that_stay_as_they_are_fare_as_if_everything_were_judged_anew() -> None:
    other = charter_with(["F25.within=1 working day"], NOW)
    period, (cases,) = MARCH, ranges(MARCH)
    facts, rehearsal = facts_of(cases, period, Shapes()), rehearsal_of(other, period, NOW)
    _, after = rehearsal.judged(facts)
    anew, _ = Rehearsal(rehearsal.after, rehearsal.before, period, NOW).judged(facts)
    assert after == anew
    assert after["F25"].broken and all(after[id].kept + after[id].broken for id in ("F24", "F25b", "F27"))


@pytest.mark.usefixtures("_cases")
def test_the_charter_in_force_rehearsed_changes_nothing() -> None:
    lines = rehearse(text_in_force(NOW), MARCH.first, MARCH.last, NOW)
    assert lines and not any(line.differs for line in lines)
    assert {line.promise for line in lines if line.before and line.before.measured} >= {"F25", "F27", "F24", "F25b"}


@pytest.mark.usefixtures("_cases")
def test_a_rehearsal_asks_the_database_as_little_for_many_cases_as_for_few(
    django_assert_max_num_queries: pytest.FixtureRequest,
) -> None:
    text = text_in_force(NOW)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        rehearse(text, MARCH.first, MARCH.last, NOW)
