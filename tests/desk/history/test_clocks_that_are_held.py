"""Rows of clocks that are held, that start together, and of updates that nobody sends."""

import pytest

from answerable.charter.judging.clock import Verdict
from answerable.desk.cases.actions import open_case
from answerable.desk.cases.models import Case
from answerable.desk.history.actions import happened
from answerable.desk.history.models import Clock
from answerable.desk.history.retiming import catch_up, retime
from tests.cast import Town, a_town, moment
from tests.charter.anytown import promise

pytestmark = pytest.mark.django_db
MONDAY = "Monday 5 January 2026 10:00"
AGREED = promise("X17", 'from = "update agreed"\nuntil = "told"\nwithin = "the date told"\neach = true')
HELD = promise(
    "X1", 'from = "received"\nuntil = "answered"\nwithin = "5 working days"\npauses = ["waiting for the customer"]'
)


def a_letter(town: Town) -> Case:
    return open_case(
        customer=town.mrs_lee,
        need="The lamp outside is out",
        channel="letter",
        received_at=moment(MONDAY),
        at=moment(MONDAY),
        by=town.bob,
        owner=town.bob,
    )


def rows(case: Case, promise: str) -> list[Clock]:
    return list(case.clocks.filter(promise=promise).order_by("started", "ordinal"))


def test_K17_two_updates_agreed_in_one_talk_are_two_clocks() -> None:
    town = a_town(more=AGREED)
    case = a_letter(town)
    for day in ("2026-01-16", "2026-01-09"):
        happened(case, "update agreed", at=moment(MONDAY), by=town.bob, details={"date": day})
    first, second = rows(case, "X17")
    assert (first.due, second.due) == (
        moment("Friday 16 January 2026 23:59:59"),
        moment("Friday 9 January 2026 23:59:59"),
    )
    assert retime(case, at=moment("Tuesday 6 January 2026 10:00")) == 0
    happened(case, "told", at=moment("Thursday 8 January 2026 10:00"), by=town.bob, details={"tells": ["progress"]})
    assert [row.stopped for row in rows(case, "X17")] == [None, moment("Thursday 8 January 2026 10:00")]


def test_a_clock_that_is_held_has_no_due_moment_and_neither_breaks_nor_goes_unmeasured() -> None:
    town = a_town(more=HELD)
    case = a_letter(town)
    waiting = {"reason": "waiting for the customer"}
    happened(case, "paused", at=moment("Tuesday 6 January 2026 10:00"), by=town.bob, details=waiting)
    (row,) = rows(case, "X1")
    assert (row.due, row.paused) == (None, moment("Tuesday 6 January 2026 10:00"))
    assert row.verdict(moment("Monday 2 February 2026 10:00")) is Verdict.RUNNING
    happened(case, "resumed", at=moment("Thursday 8 January 2026 10:00"), by=town.bob)
    (row,) = rows(case, "X1")
    assert (row.due, row.paused) == (moment("Thursday 15 January 2026 23:59:59"), None)
    late = moment("Wednesday 14 January 2026 10:00")
    assert [row.timing().verdict(late), row.timing().verdict_unpaused(late)] == [Verdict.RUNNING, Verdict.BROKEN]


def test_P31a_each_update_that_nobody_sends_is_a_broken_promise_once_it_is_missed() -> None:
    town = a_town("customer-promise")
    case = a_letter(town)
    happened(case, "stage 2 requested", at=moment(MONDAY), by=town.bob, channel="letter")
    # The answer was due on Monday 2 February, and an update every ten working days from then on.
    for now, missed in (
        ("Monday 16 February 2026 12:00", 0),
        ("Tuesday 17 February 2026 12:00", 1),
        ("Tuesday 3 March 2026 12:00", 2),
    ):
        catch_up(moment(now))
        updates = [row.verdict(moment(now)) for row in rows(case, "P31a")]
        assert updates == [Verdict.BROKEN] * missed + [Verdict.RUNNING]
    assert catch_up(moment("Tuesday 3 March 2026 12:01")) == 0
    assert retime(case, at=moment("Tuesday 3 March 2026 12:01")) == 0


def test_trap_28_ten_thousand_clocks_due_at_nine_break_at_nine_though_nothing_ran_for_a_day() -> None:
    town = a_town()
    case = a_letter(town)
    template = rows(case, "F27")[0]
    nine = moment("Monday 12 January 2026 09:00")
    Clock.objects.bulk_create(
        Clock(
            case=case,
            edition_id=template.edition_id,
            promise="F27",
            channel="letter",
            started=template.started,
            due=nine,
            month=template.month,
            ordinal=place,
        )
        for place in range(1, 10_001)
    )
    assert Clock.objects.overdue(nine).count() == 0
    a_day_later = moment("Tuesday 13 January 2026 09:00")
    broken = Clock.objects.broken(a_day_later).filter(due=nine)
    assert broken.count() == 10_000
    assert {row.timing().late_by(a_day_later) for row in broken} == {86_400}
