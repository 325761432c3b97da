"""Messages for colleagues: whose work they are, by when, and what returns them."""

from datetime import datetime, timedelta

import pytest

from answerable.charter.judging.clock import Verdict
from answerable.desk.cases.actions import close
from answerable.desk.customers.actions import new_customer
from answerable.desk.diary.models import Absence
from answerable.desk.history.actions import new_occasion
from answerable.desk.history.models import Clock, Occasion
from answerable.desk.messages.actions import AlreadyReturned, Word, attempt, leave_message, promise_ring_back, returned
from answerable.desk.messages.lists import waiting
from answerable.desk.messages.models import Attempt, LeftMessage
from answerable.desk.messages.outlook import outlook
from answerable.desk.officers.models import Officer
from tests.cast import Town, a_case, a_town, moment

pytestmark = pytest.mark.django_db
FRIDAY = moment("Friday 27 February 2026 16:50")
MONDAY = moment("Monday 2 March 2026 09:30")
MONDAYS_END = moment("Monday 2 March 2026 23:59:59")
TUESDAY = moment("Tuesday 3 March 2026 09:30")


def left_for(town: Town, wanted: Officer, to: Officer | None = None, at: datetime = FRIDAY) -> LeftMessage:
    word = Word(name="Mrs Lee", number="01632 960123", words="About the hedge")
    return leave_message(word, wanted=wanted, to=to or wanted, customer=town.mrs_lee, said_at=at, at=at, by=town.bob)


def away(who: Officer, until: datetime, cover: Officer | None = None) -> Absence:
    occasion = new_occasion(Occasion.Kind.ABSENCE, at=FRIDAY)
    return Absence.objects.create(
        occasion=occasion, officer=who, begins=FRIDAY, returns=until, cover=cover, entered_at=FRIDAY
    )


def verdict(message: LeftMessage, promise: str, at: datetime) -> Verdict:
    return Clock.objects.get(case=message.case, promise=promise).verdict(at)


def test_F06_a_message_is_its_owners_work_with_a_clock_of_one_working_day(town: Town) -> None:
    left = left_for(town, town.carol)
    assert left.case.owner == town.carol
    assert Clock.objects.get(case=left.case, promise="F06").due == MONDAYS_END
    assert list(waiting(town.carol)) == [left]
    assert list(waiting(town.bob)) == []


def test_F06_ringing_without_an_answer_is_an_attempt_and_no_answer(town: Town) -> None:
    left = left_for(town, town.carol)
    attempt(left, Attempt.Outcome.NO_ANSWER, at=MONDAY, by=town.carol)
    attempt(left, Attempt.Outcome.LEFT_WORD, at=MONDAY + timedelta(hours=2), by=town.carol)
    assert verdict(left, "F06", TUESDAY) is Verdict.BROKEN
    assert list(waiting(town.carol)) == [left]
    assert [note.text for note in left.case.notes.order_by("at")] == ["Rang, no answer.", "Left word."]


def test_F06_who_was_reached_is_answered_by_whom_and_when(town: Town) -> None:
    left = left_for(town, town.carol)
    returned(left, text="It is cut on Thursday.", rung_at=MONDAY, at=MONDAY, by=town.carol)
    assert verdict(left, "F06", TUESDAY) is Verdict.KEPT
    left.case.refresh_from_db()
    assert (left.case.outcome, list(waiting(None))) == ("answered", [])
    assert left.case.facts.get(kind="called back").by == town.carol


def test_a_message_is_returned_once(town: Town) -> None:
    left = left_for(town, town.carol)
    returned(left, text="It is cut on Thursday.", rung_at=MONDAY, at=MONDAY, by=town.carol)
    with pytest.raises(AlreadyReturned):
        returned(left, text="On Friday.", rung_at=TUESDAY, at=TUESDAY, by=town.bob)
    with pytest.raises(AlreadyReturned):
        attempt(left, Attempt.Outcome.NO_ANSWER, at=TUESDAY, by=town.bob)
    assert left.case.facts.filter(kind="called back").count() == 1


def test_K20a_a_message_for_a_colleague_is_theirs_and_called_back_though_no_time_is_stated() -> None:
    town = a_town("cuckfield")
    left = left_for(town, town.carol)
    assert Clock.objects.get(case=left.case, promise="K20a").due is None
    assert outlook(town.carol, FRIDAY).due is None
    returned(left, text="Done.", rung_at=MONDAY, at=MONDAY, by=town.carol)
    assert Clock.objects.get(case=left.case, promise="K20a").stopped == MONDAY


def test_P25_a_message_taken_for_who_is_away_keeps_the_promise() -> None:
    town = a_town("customer-promise")
    assert verdict(left_for(town, town.carol), "P25", MONDAY) is Verdict.KEPT


def test_P25_the_colleagues_absence_return_and_cover_show_before_anything_is_promised(town: Town) -> None:
    away(town.carol, TUESDAY, cover=town.dan)
    seen = outlook(town.carol, FRIDAY)
    assert seen.away is not None
    assert (seen.away.returns, seen.cover, seen.due) == (TUESDAY, town.dan, MONDAYS_END)
    assert seen.too_late
    assert seen.best == town.dan
    left = left_for(town, town.carol, to=town.dan)
    assert (left.wanted, left.case.owner) == (town.carol, town.dan)


def test_who_is_back_in_time_keeps_their_messages(town: Town) -> None:
    away(town.carol, MONDAY, cover=town.dan)
    seen = outlook(town.carol, FRIDAY)
    assert not seen.too_late
    assert seen.best == town.carol


def test_a_cover_who_has_left_the_council_is_not_offered(town: Town) -> None:
    away(town.carol, TUESDAY, cover=town.dan)
    Officer.objects.filter(pk=town.dan.pk).update(is_active=False)
    assert outlook(town.carol, FRIDAY).cover is None


def test_F23_a_ring_back_is_promised_for_a_moment_and_waits_with_the_messages(town: Town) -> None:
    case = a_case(town, at=FRIDAY, channel="telephone")
    told = moment("Monday 2 March 2026 14:00")
    left = promise_ring_back(
        case, name="Mrs Lee", number="01632 960123", by_when=told, said_at=FRIDAY, at=FRIDAY, by=town.dan
    )
    assert [(one.by_when, one.kind) for one in waiting(town.dan)] == [(told, "ring-back")]
    case.refresh_from_db()
    assert case.target == told.date()
    clock = Clock.objects.get(case=case, promise="F23")
    assert clock.due is None  # the policy states no time of its own
    returned(left, text="All settled.", rung_at=MONDAY, at=MONDAY, by=town.dan)
    assert Clock.objects.get(case=case, promise="F23").stopped == MONDAY


def test_the_most_urgent_stands_first(town: Town) -> None:
    later = left_for(town, town.carol, at=MONDAY)
    first = left_for(town, town.carol)
    assert list(waiting(town.carol)) == [first, later]


def test_what_was_settled_in_another_way_waits_no_longer(town: Town) -> None:
    left = left_for(town, town.carol)
    close(left.case, outcome="withdrawn", at=MONDAY, by=town.carol)
    assert list(waiting(None)) == []


def test_a_list_of_messages_costs_the_same_for_one_as_for_five(town: Town, django_assert_num_queries: object) -> None:
    for count in (1, 4):
        for number in range(count):
            other = new_customer(name=f"Somebody {number}", addresses={}, at=FRIDAY)
            left = left_for(town, town.carol)
            LeftMessage.objects.filter(pk=left.pk).update(name=other.name)
            attempt(left, Attempt.Outcome.NO_ANSWER, at=MONDAY, by=town.carol)
        with django_assert_num_queries(3):  # type: ignore[operator]
            for row in waiting(town.carol):
                assert [str(one.officer) for one in row.attempts.all()] == ["Carol Chowdhury"]
                assert str(row.wanted) == str(row.case.owner)
