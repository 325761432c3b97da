"""What officers do with a case: closing answers nothing, a hand-over is accepted, and nothing broken is mended."""

from datetime import timedelta

import pytest

from answerable.charter.moments import local
from answerable.desk.cases.actions import (
    NotAnswered,
    accept,
    close,
    correct_receipt,
    decline,
    offer,
    received_again,
    reopen,
    request_stage_2,
    take,
)
from answerable.desk.models import Case, Clock
from answerable.desk.outbox.actions import Saying, speak
from tests.cast import Town, a_case, a_town, moment

pytestmark = pytest.mark.django_db
MONDAY = moment("Monday 2 March 2026 10:00")
TUESDAY = moment("Tuesday 3 March 2026 10:00")
FRIDAY = moment("Friday 6 March 2026 10:00")


@pytest.fixture
def case(town: Town) -> Case:
    return an_email(town)


def an_email(town: Town) -> Case:
    return a_case(town, at=MONDAY, need="Bins on Mill Lane")


def clock(case: Case, promise: str) -> Clock:
    return case.clocks.get(promise=promise)


def told(case: Case, town: Town, at: object = TUESDAY) -> None:
    speak(case, Saying("answer", "The lorry comes tomorrow."), spoken_at=at, at=at, by=town.bob)  # type: ignore[arg-type]


def test_a_case_left_open_has_an_owner_and_the_judges_date(case: Case, town: Town) -> None:
    assert case.owner == town.dan
    assert f"{case.target:%A %d %B}" == "Wednesday 04 March"  # F25: two working days after Monday


@pytest.mark.parametrize("outcome", ["answered", "signposted", "not available"])
def test_a_case_does_not_close_as_answered_without_an_answer(case: Case, town: Town, outcome: str) -> None:
    with pytest.raises(NotAnswered, match="Nothing has been sent"):
        close(case, outcome=outcome, at=TUESDAY, by=town.bob)
    case.refresh_from_db()
    assert case.is_open


@pytest.mark.parametrize("reason", ["junk", "duplicate", "withdrawn", "no answer asked for", "no way to reply"])
def test_closing_without_an_answer_makes_the_running_promises_void_for_that_reason(
    case: Case, town: Town, reason: str
) -> None:
    close(case, outcome=reason, at=TUESDAY, by=town.bob)
    assert (clock(case, "F25").verdict(FRIDAY), clock(case, "F25").reason) == ("void", reason)


def test_a_promise_broken_before_the_case_was_closed_as_junk_stays_broken(case: Case, town: Town) -> None:
    close(case, outcome="junk", at=FRIDAY, by=town.bob)
    assert clock(case, "F25").verdict(FRIDAY) == "broken"


def test_after_an_answer_the_case_closes_and_the_promise_is_kept(case: Case, town: Town) -> None:
    told(case, town)
    close(case, outcome="answered", at=TUESDAY, by=town.bob)
    assert not case.is_open
    assert clock(case, "F25").verdict(FRIDAY) == "kept"


def test_an_answer_to_the_first_mail_does_not_answer_the_second(case: Case, town: Town) -> None:
    told(case, town)
    received_again(case, channel="email", received_at=FRIDAY, at=FRIDAY, by=None)
    with pytest.raises(NotAnswered):
        close(case, outcome="answered", at=FRIDAY, by=town.bob)


def test_a_customer_who_writes_again_opens_the_closed_case(case: Case, town: Town) -> None:
    told(case, town)
    close(case, outcome="answered", at=TUESDAY, by=town.bob)
    received_again(case, channel="email", received_at=FRIDAY, at=FRIDAY, by=None)
    assert case.is_open
    assert [fact.kind for fact in case.facts.order_by("id")][-2:] == ["received", "came back"]


def test_opening_again_mends_nothing_that_was_broken(case: Case, town: Town) -> None:
    told(case, town, at=FRIDAY)
    close(case, outcome="answered", at=FRIDAY, by=town.bob)
    reopen(case, at=FRIDAY, by=town.bob)
    assert clock(case, "F25").verdict(FRIDAY) == "broken"


def test_an_offered_case_stays_its_owners_until_the_colleague_accepts(case: Case, town: Town) -> None:
    offered = offer(case, to=town.bob, note="You know the depot.", at=TUESDAY, by=town.dan)
    case.refresh_from_db()
    assert case.owner == town.dan
    accept(offered, at=TUESDAY, by=town.bob)
    case.refresh_from_db()
    assert (case.owner, case.taken_at) == (town.bob, TUESDAY)
    assert case.notes.get().text == "Taken over from Dan Okafor: You know the depot."


def test_a_declined_case_was_its_owners_all_along_and_its_history_says_so(case: Case, town: Town) -> None:
    offered = offer(case, to=town.bob, note="", at=TUESDAY, by=town.dan)
    decline(offered, at=TUESDAY, by=town.bob)
    case.refresh_from_db()
    assert (case.owner, offered.waits) == (town.dan, False)
    declined = case.notes.get()
    assert (declined.officer, declined.text) == (town.bob, "Declined. Dan Okafor had offered this case.")


def test_an_offer_to_somebody_else_withdraws_the_first(case: Case, town: Town) -> None:
    first = offer(case, to=town.bob, note="", at=TUESDAY, by=town.dan)
    offer(case, to=town.carol, note="", at=TUESDAY, by=town.dan)
    first.refresh_from_db()
    with pytest.raises(NotAnswered, match="no longer offered"):
        accept(first, at=TUESDAY, by=town.bob)


def test_whoever_takes_a_case_owns_it(case: Case, town: Town) -> None:
    take(case, at=TUESDAY, by=town.bob)
    case.refresh_from_db()
    assert case.owner == town.bob


def test_putting_right_when_it_came_moves_what_is_due(case: Case, town: Town) -> None:
    correct_receipt(case, received_at=MONDAY - timedelta(days=3), at=TUESDAY, by=town.bob)
    due = clock(case, "F25").due
    assert due is not None
    assert f"{due:%A}" == "Tuesday"


def test_P29_P30_asking_for_stage_2_starts_its_own_promises_and_opens_a_closed_case() -> None:
    town = a_town("customer-promise")
    case = an_email(town)
    told(case, town)
    close(case, outcome="answered", at=TUESDAY, by=town.bob)
    request_stage_2(case, received_at=FRIDAY, at=FRIDAY, by=town.bob, channel="letter")
    assert (case.is_open, case.stage, case.type) == (True, "2", "complaint")
    assert {"P29", "P30"} <= {clock.promise for clock in case.clocks.running(FRIDAY)}
    due = clock(case, "P30").due
    assert due is not None
    assert case.target == local(due).date()  # our own aim is the new answer's
