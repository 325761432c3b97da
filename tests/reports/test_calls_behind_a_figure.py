"""Figures count calls as they count cases, and each figure opens down to what is behind it."""

from datetime import date, timedelta

import pytest

from answerable.desk.figures.shares import OCCASION, share_of_month
from answerable.desk.history.actions import happened, new_occasion
from answerable.desk.history.law import law
from answerable.desk.history.models import Occasion
from answerable.reports.behind import cases_behind
from answerable.reports.promises import full_card
from tests.cast import Town, moment

pytestmark = pytest.mark.django_db
FRIDAY = moment("2025-03-28T10:00:00")
NOW = moment("2025-04-02T10:00:00")
MARCH = date(2025, 3, 1)


def a_call(*, waited: int, put_through: bool = False, rightly: bool = False) -> Occasion:
    call = new_occasion(Occasion.Kind.CALL, at=FRIDAY, channel="telephone")
    happened(call, "rang", at=FRIDAY, by=None, channel="telephone")
    up = FRIDAY + timedelta(seconds=waited)
    happened(call, "picked up", at=up, by=None, channel="telephone")
    if put_through:
        happened(call, "transferred", at=up, by=None, channel="telephone")
    if rightly:
        happened(call, "right first time", at=up, by=None, channel="telephone")
    return call


def test_a_late_call_is_behind_the_broken_figure(town: Town) -> None:
    a_call(waited=20)
    late = a_call(waited=21)
    figure = full_card(NOW, first=MARCH, last=MARCH)["F02"].total
    assert (figure.kept, figure.broken) == (1, 1)
    (behind,) = cases_behind("F02", MARCH, "broken", None, NOW)
    assert (behind.subject, behind.case, behind.late_by) == (late, None, timedelta(seconds=1))


def test_F04_right_first_time_is_a_share_of_the_calls_put_through(town: Town) -> None:
    a_call(waited=5)
    a_call(waited=5, put_through=True)
    right = a_call(waited=5, put_through=True, rightly=True)
    clause = next(one for one in law().charter_at(NOW) if one.id == "F04")
    found = share_of_month(clause, law().calendar_at(NOW), MARCH, NOW)  # type: ignore[arg-type]  # F04 is a share
    assert sorted((one.of, one.had) for one in found) == [(OCCASION, False), (OCCASION, True)]
    assert [one.subject for one in cases_behind("F04", MARCH, "kept", None, NOW)] == [right]
