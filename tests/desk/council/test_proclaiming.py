"""The calendar changes while promises run: what was open moves and is logged, what was over stays (trap 16)."""

from datetime import date

import pytest

from answerable.charter.calendar.holidays import shipped_holidays
from answerable.charter.judging.clock import Verdict
from answerable.desk.cases.actions import close
from answerable.desk.cases.following import how_far
from answerable.desk.cases.models import Case
from answerable.desk.charters.actions import adopt
from answerable.desk.council.calendar import What
from answerable.desk.council.changes import NotPossible
from answerable.desk.council.models import CalendarChange
from answerable.desk.council.proclaiming import close_on, proclaim_holiday, set_meeting, strike_holiday, withdraw
from answerable.desk.history.actions import happened
from answerable.desk.history.law import law
from answerable.desk.history.models import Clock, Move
from answerable.desk.history.retiming import retime
from tests.cast import CHARTERS, EARLY, Town, a_case, moment

pytestmark = pytest.mark.django_db

FUNERAL, CORONATION = date(2022, 9, 19), date(2023, 5, 8)
PROCLAIMED = moment("Friday 9 September 2022 12:00")
BEFORE, AFTER = moment("Monday 19 September 2022 23:59:59"), moment("Tuesday 20 September 2022 23:59:59")


@pytest.fixture
def nobody_knows(town: Town) -> Town:
    """The calendar as it was before the two days were announced that came at short notice."""
    for day in (FUNERAL, CORONATION):
        CalendarChange.objects.create(what=What.STRUCK, first=day, last=day, title="not announced", at=moment(EARLY))
    return town


def proclaim(day: date, town: Town) -> CalendarChange:
    """Proclaim a bank holiday at noon of the day on which GOV.UK's list had it first."""
    announced = {FUNERAL: "2022-09-09", CORONATION: "2022-11-10"}[day]
    title = shipped_holidays().of("england")[day]
    at = moment(f"{announced}T12:00")
    return proclaim_holiday(day=day, title=title, announced=at.date(), at=at, by=town.alice)


def a_letter(town: Town, received: str) -> Case:
    return a_case(town, at=moment(received), channel="letter")


def answer(case: Case, town: Town, at: str) -> None:
    happened(case, "answered", at=moment(at), by=town.dan, channel="letter", details={"by": "letter"})


def due(case: Case, promise: str = "F27") -> object:
    return Clock.objects.get(case=case, promise=promise).due


def test_trap_16_an_open_promise_moves_and_the_move_is_kept(nobody_knows: Town) -> None:
    case = a_letter(nobody_knows, "Thursday 8 September 2022 10:00")
    assert due(case) == BEFORE
    change = proclaim(FUNERAL, nobody_knows)
    assert due(case) == AFTER
    moves = list(Move.objects.filter(case=case, promise="F27").values_list("change", "was", "now", "told"))
    assert moves == [(change.pk, BEFORE, AFTER, None)]
    case.refresh_from_db()
    assert case.next_due == AFTER and case.answer_due == AFTER and case.target == date(2022, 9, 20)


def test_trap_16_what_was_answered_before_the_proclamation_keeps_its_date(nobody_knows: Town) -> None:
    case = a_letter(nobody_knows, "Thursday 8 September 2022 10:00")
    answer(case, nobody_knows, "Friday 9 September 2022 11:00")
    proclaim(FUNERAL, nobody_knows)
    assert due(case) == BEFORE
    assert Clock.objects.get(case=case, promise="F27").verdict(AFTER) is Verdict.KEPT
    assert not Move.objects.exists()


def test_trap_16_what_was_broken_before_the_proclamation_stays_broken(nobody_knows: Town) -> None:
    case = a_letter(nobody_knows, "Monday 29 August 2022 10:00")
    broken = moment("Wednesday 7 September 2022 23:59:59")
    assert due(case) == broken
    proclaim(FUNERAL, nobody_knows)
    answer(case, nobody_knows, "Monday 12 September 2022 10:00")
    clock = Clock.objects.get(case=case, promise="F27")
    assert (clock.due, clock.verdict(AFTER)) == (broken, Verdict.BROKEN)


def test_trap_16_what_is_due_on_the_day_itself_moves_if_it_is_proclaimed_that_morning(nobody_knows: Town) -> None:
    case = a_letter(nobody_knows, "Thursday 8 September 2022 10:00")
    morning = moment("Monday 19 September 2022 08:00")
    proclaim_holiday(day=FUNERAL, title="Funeral", announced=None, at=morning, by=nobody_knows.alice)
    assert due(case) == AFTER


def test_trap_16_a_day_proclaimed_when_it_is_over_breaks_and_mends_nothing(nobody_knows: Town) -> None:
    broken = a_letter(nobody_knows, "Thursday 8 September 2022 10:00")
    still_open = a_letter(nobody_knows, "Wednesday 14 September 2022 10:00")
    late = moment("Wednesday 21 September 2022 09:00")
    proclaim_holiday(day=FUNERAL, title="Funeral", announced=None, at=late, by=nobody_knows.alice)
    assert due(broken) == BEFORE
    assert due(still_open) == moment("Monday 26 September 2022 23:59:59")


def test_trap_16_a_date_that_the_customer_was_told_never_moves(nobody_knows: Town) -> None:
    case = a_letter(nobody_knows, "Thursday 8 September 2022 10:00")
    told = {"tells": ["explanation", "apology", "new date"], "date": "2022-09-23", "by": "letter"}
    happened(case, "told", at=moment("Friday 9 September 2022 09:00"), by=nobody_knows.dan, details=told)
    dated = Clock.objects.get(case=case, due=moment("Friday 23 September 2022 23:59:59"))
    proclaim(FUNERAL, nobody_knows)
    assert due(case) == AFTER
    assert Clock.objects.get(case=case, promise=dated.promise).due == moment("Friday 23 September 2022 23:59:59")
    assert how_far(case).expected == date(2022, 9, 23)
    assert set(Move.objects.filter(case=case).values_list("told", flat=True)) == {date(2022, 9, 23)}


def test_trap_16_a_told_date_stays_the_target_where_it_was_the_answers_own(nobody_knows: Town) -> None:
    case = a_letter(nobody_knows, "Thursday 8 September 2022 10:00")
    told = {"tells": ["when the answer comes"], "date": "2022-09-19"}
    happened(case, "acknowledged", at=moment("Friday 9 September 2022 09:00"), by=nobody_knows.dan, details=told)
    proclaim(FUNERAL, nobody_knows)
    case.refresh_from_db()
    assert (case.target, how_far(case).expected) == (FUNERAL, FUNERAL)


def test_trap_16_what_comes_after_the_proclamation_is_counted_by_it_at_once(nobody_knows: Town) -> None:
    proclaim(CORONATION, nobody_knows)
    case = a_letter(nobody_knows, "Wednesday 26 April 2023 10:00")
    assert due(case) == moment("Tuesday 9 May 2023 23:59:59")
    assert not Move.objects.exists()


def test_trap_16_a_letter_logged_late_is_dated_as_if_it_had_been_logged_at_once(nobody_knows: Town) -> None:
    at_once = a_letter(nobody_knows, "Thursday 8 September 2022 10:00")
    proclaim(FUNERAL, nobody_knows)
    late = a_letter(nobody_knows, "Thursday 8 September 2022 10:00")
    assert due(late) == due(at_once) == AFTER


def test_trap_16_the_law_that_a_process_has_read_is_read_again(nobody_knows: Town) -> None:
    known = law().calendar_at(PROCLAIMED)
    assert known.is_working_day(FUNERAL)
    proclaim(FUNERAL, nobody_knows)
    assert not law().calendar_at(PROCLAIMED).is_working_day(FUNERAL)


def test_a_rebuild_finds_nothing_to_change_after_every_sort_of_change(nobody_knows: Town) -> None:
    town = nobody_knows
    answered = a_letter(town, "Thursday 8 September 2022 10:00")
    answer(answered, town, "Friday 9 September 2022 11:00")
    a_letter(town, "Thursday 8 September 2022 10:00")
    a_letter(town, "Monday 29 August 2022 10:00")
    proclaim(FUNERAL, town)
    closed = a_letter(town, "Tuesday 13 September 2022 10:00")
    snow = close_on(
        first=date(2022, 9, 15), last=date(2022, 9, 16), title="Flood", at=moment("2022-09-14T09:00"), by=town.alice
    )
    with pytest.raises(NotPossible, match="has begun"):
        withdraw(snow, at=moment("2022-09-15T09:00"), by=town.alice)
    close(closed, outcome="withdrawn", at=moment("2022-09-15T10:00"), by=town.dan)
    strike_holiday(day=FUNERAL, at=moment("2022-09-16T09:00"), by=town.alice)
    assert [retime(case, at=AFTER) for case in Case.objects.all()] == [0, 0, 0, 0]


def test_a_struck_out_bank_holiday_brings_what_is_open_forward_and_put_back_it_moves_back(town: Town) -> None:
    case = a_letter(town, "Thursday 8 September 2022 10:00")
    assert due(case) == AFTER
    struck = strike_holiday(day=FUNERAL, at=PROCLAIMED, by=town.alice)
    assert due(case) == BEFORE
    withdraw(struck, at=moment("2022-09-09T13:00"), by=town.alice)
    assert due(case) == AFTER
    with pytest.raises(NotPossible, match="withdrawn already"):
        withdraw(struck, at=moment("2022-09-09T14:00"), by=town.alice)


def test_a_closure_declared_while_a_promise_runs_moves_it_and_withdrawn_moves_it_back(town: Town) -> None:
    case = a_letter(town, "Monday 3 March 2025 09:00")
    monday = moment("Monday 3 March 2025 12:00")
    assert due(case) == moment("Wednesday 12 March 2025 23:59:59")
    closure = close_on(first=date(2025, 3, 6), last=date(2025, 3, 7), title="Moving house", at=monday, by=town.alice)
    assert due(case) == moment("Friday 14 March 2025 23:59:59")
    withdraw(closure, at=monday, by=town.alice)
    assert due(case) == moment("Wednesday 12 March 2025 23:59:59")
    assert [move.change.withdraws_id for move in Move.objects.filter(promise="F27").order_by("id")] == [
        None,
        closure.pk,
    ]


@pytest.mark.parametrize("first", [date(2025, 2, 28), date(2025, 3, 2)])
def test_days_that_are_past_are_not_closed_afterwards(town: Town, first: date) -> None:
    with pytest.raises(NotPossible, match="today or later"):
        close_on(first=first, last=date(2025, 3, 4), title="Snow", at=moment("2025-03-03T09:00"), by=town.alice)


def test_what_is_in_the_calendar_is_not_entered_twice(town: Town) -> None:
    at = moment("2025-03-03T09:00")
    with pytest.raises(NotPossible, match="is a bank holiday already: Good Friday"):
        proclaim_holiday(day=date(2025, 4, 18), title="Good Friday", announced=None, at=at, by=town.alice)
    with pytest.raises(NotPossible, match="is no bank holiday"):
        strike_holiday(day=date(2025, 4, 17), at=at, by=town.alice)
    set_meeting(day=date(2025, 4, 17), title="Full council", at=at, by=town.alice)
    with pytest.raises(NotPossible, match="meets on Thursday 17 April 2025 already"):
        set_meeting(day=date(2025, 4, 17), title="Full council", at=at, by=town.alice)
    assert CalendarChange.objects.count() == 1


def test_trap_16_a_held_promise_is_dated_by_the_new_calendar_once_it_runs_on(nobody_knows: Town) -> None:
    text = (CHARTERS / "flitwick" / "charter.toml").read_text()
    seven = 'within = "7 working days"'
    holds = text.replace(seven, f'{seven}\npauses = ["waiting for the customer"]')
    adopt(holds, starts=moment("Monday 5 September 2022 00:00"), by=nobody_knows.alice)
    case = a_letter(nobody_knows, "Thursday 8 September 2022 10:00")
    waits = {"reason": "waiting for the customer"}
    happened(case, "paused", at=moment("Friday 9 September 2022 09:00"), by=nobody_knows.dan, details=waits)
    assert due(case) is None
    proclaim(FUNERAL, nobody_knows)
    happened(case, "resumed", at=moment("Friday 9 September 2022 17:00"), by=nobody_knows.dan)
    # Friday 9 doesn't count, nor does Monday 19.
    assert due(case) == moment("Wednesday 21 September 2022 23:59:59")
    assert retime(case, at=AFTER) == 0
