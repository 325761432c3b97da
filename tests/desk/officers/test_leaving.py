"""Leavers, and those who stay: a case always has an owner, and the desk always an administrator."""

from datetime import timedelta

import pytest

from answerable.desk.cases.actions import offer, open_case
from answerable.desk.diary.appointments import Agreed, make
from answerable.desk.models import Case, Officer
from answerable.desk.officers.actions import NotPossible, change, come_back, invite, leave
from tests.cast import Town, moment

pytestmark = pytest.mark.django_db
MORNING = moment("Monday 3 March 2025 09:00")


def case_of(town: Town, owner: Officer) -> Case:
    return open_case(
        customer=town.tom,
        need="A street light is out",
        channel="letter",
        received_at=MORNING,
        at=MORNING,
        by=owner,
        owner=owner,
    )


def test_whoever_has_open_cases_cannot_leave_without_an_heir(town: Town) -> None:
    case_of(town, town.bob)
    with pytest.raises(NotPossible, match="Choose who takes them"):
        leave(town.bob, heir=None, at=MORNING)
    assert Officer.objects.get(pk=town.bob.pk).is_active


def test_the_heir_has_the_cases_and_is_yet_to_take_them(town: Town) -> None:
    case = case_of(town, town.bob)
    assert leave(town.bob, heir=town.carol, at=MORNING) == (1, 0)
    case.refresh_from_db()
    assert (case.owner, case.taken_at) == (town.carol, None)


def test_the_heir_has_the_appointments_and_home_visits_too(town: Town) -> None:
    case = case_of(town, town.carol)
    noon = MORNING + timedelta(hours=3)
    made = make(
        case,
        Agreed(officer=town.bob, begins=noon, ends=noon + timedelta(hours=1), purpose="A lamp"),
        at=MORNING,
        by=town.bob,
    )
    with pytest.raises(NotPossible, match="Choose who takes them"):
        leave(town.bob, heir=None, at=MORNING)
    assert leave(town.bob, heir=town.carol, at=MORNING) == (0, 1)
    made.refresh_from_db()
    assert made.officer == town.carol


def test_the_heir_has_the_duties_too(town: Town) -> None:
    leave(town.dan, heir=town.bob, at=MORNING)
    town.council.refresh_from_db()
    town.mailbox.refresh_from_db()
    assert town.council.duty_officer == town.mailbox.duty_officer == town.bob


def test_what_was_offered_to_a_leaver_stays_with_its_owner(town: Town) -> None:
    case = case_of(town, town.carol)
    waiting = offer(case, to=town.bob, note="", at=MORNING, by=town.carol)
    leave(town.bob, heir=town.dan, at=MORNING)
    waiting.refresh_from_db()
    case.refresh_from_db()
    assert not waiting.waits
    assert case.owner == town.carol


def test_somebody_without_work_just_leaves_and_can_come_back(town: Town) -> None:
    leave(town.bob, heir=None, at=MORNING)
    assert (town.bob.is_active, town.bob.left_at) == (False, MORNING)
    come_back(town.bob, at=MORNING)
    assert (town.bob.is_active, town.bob.left_at) == (True, None)


def test_a_leaver_is_nobodys_heir(town: Town) -> None:
    leave(town.bob, heir=None, at=MORNING)
    for heir in (town.bob, town.dan):
        with pytest.raises(NotPossible, match="colleague who works here"):
            leave(town.dan, heir=heir, at=MORNING)


def test_the_only_administrator_can_neither_leave_nor_step_down(town: Town) -> None:
    with pytest.raises(NotPossible, match="only administrator"):
        leave(town.alice, heir=town.bob, at=MORNING)
    with pytest.raises(NotPossible, match="only administrator"):
        change(town.alice, name="Alice Archer", role="officer", job_title="", telephone="")


def test_nobody_is_invited_twice(town: Town) -> None:
    with pytest.raises(NotPossible, match="already"):
        invite(email="BOB@council.example.org", name="Another Bob", role="officer", at=MORNING)
