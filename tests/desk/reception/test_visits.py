"""What happens at reception, and what becomes of the promises to a visitor."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from answerable.charter.judging.clock import Verdict
from answerable.charter.judging.standing import standing
from answerable.desk.displays.models import Display
from answerable.desk.history.actions import facts_of
from answerable.desk.history.models import Clock, Fact
from answerable.desk.offices.models import Room, RoomBooking
from answerable.desk.offices.rooms import RoomTaken, book, free_rooms
from answerable.desk.reception import actions
from answerable.desk.reception.actions import Remembered, Visitor
from answerable.desk.reception.estimate import Wait
from answerable.desk.reception.models import Met, ReceptionVisit
from tests.cast import Town, a_town
from tests.desk.diary.agreed import an_appointment
from tests.desk.reception.visitors import a_visitor, an_office, at, promises, verdict

pytestmark = pytest.mark.django_db
FIVE_TO_TEN = Wait(least=5, most=10, likely=7, alike=40)


@pytest.mark.parametrize(
    ("greeted", "becomes"),
    [("10:02:59", "kept"), ("10:03:00", "kept"), ("10:03:01", "broken"), ("10:07", "broken")],
)
def test_F09_a_visitor_is_greeted_within_three_minutes_to_the_second(town: Town, greeted: str, becomes: str) -> None:
    visit = a_visitor("10:00")
    actions.greet(visit, at=at(greeted), by=town.bob)
    assert promises(visit, "10:08")["F09"] == becomes


def test_F09_who_is_seen_at_once_was_greeted_by_it(town: Town) -> None:
    visit = a_visitor("10:00")
    actions.see(visit, at=at("10:00:30"), by=town.bob)
    assert promises(visit, "10:01") == {"F09": "kept", "F20": "kept", "F20a": "void"}


@pytest.mark.parametrize(
    ("seen", "becomes"),
    [("10:10:00", {"F20": "kept", "F20a": "void"}), ("10:10:01", {"F20": "broken", "F20a": "broken"})],
)
def test_F20_nobody_waits_longer_than_ten_minutes(town: Town, seen: str, becomes: dict[str, str]) -> None:
    visit = a_visitor("10:00")
    actions.greet(visit, at=at("10:01"), by=town.bob)
    actions.see(visit, at=at(seen), by=town.bob)
    assert promises(visit, "10:20") == {"F09": "kept", **becomes}


@pytest.mark.parametrize(("said", "becomes"), [("10:09", "kept"), ("10:10:00", "kept"), ("10:10:01", "broken")])
def test_F20a_an_apology_with_an_explanation_counts_if_it_comes_before_the_tenth_minute_is_over(
    town: Town, said: str, becomes: str
) -> None:
    visit = a_visitor("10:00")
    actions.say_words(visit, at=at(said), by=town.bob)
    actions.see(visit, at=at("10:14"), by=town.bob)
    assert promises(visit, "10:20") | {"F09": ""} == {"F09": "", "F20": "broken", "F20a": becomes}
    assert Fact.objects.get(kind="told").details == {"tells": ["apology", "explanation"], "by": "spoken"}


def test_F20_who_gives_up_in_the_eighth_minute_has_waited_in_vain(town: Town) -> None:
    visit = a_visitor("10:00")
    actions.leave(visit, at=at("10:08"), by=town.bob)
    assert verdict(visit, "F20", "10:11") is Verdict.BROKEN


@pytest.mark.parametrize(("seen", "becomes"), [("10:05:00", "kept"), ("10:05:01", "broken")])
def test_P22_visitors_are_seen_within_five_minutes(seen: str, becomes: str) -> None:
    town = a_town("customer-promise")
    visit = a_visitor("10:00")
    actions.see(visit, at=at(seen), by=town.bob)
    assert promises(visit, "10:06") == {"P22": becomes, "P22a": "not-measured"}


def test_P22a_a_greeting_is_recorded_though_the_policy_states_no_time() -> None:
    town = a_town("customer-promise")
    visit = a_visitor("10:00")
    actions.greet(visit, at=at("10:00:10"), by=town.bob)
    assert Clock.objects.get(promise="P22a").stopped == at("10:00:10")


@pytest.mark.parametrize(("wait", "becomes"), [(FIVE_TO_TEN, "kept"), (None, "broken")])
def test_K21_a_visitor_is_told_how_long_they_are_likely_to_wait(wait: Wait | None, becomes: str) -> None:
    town = a_town("cuckfield")
    visit = a_visitor("10:00")
    actions.greet(visit, at=at("10:01"), by=town.bob, wait=wait)
    assert promises(visit, "10:02") == {"K21": becomes}
    visit.refresh_from_db()
    assert (visit.wait_least, visit.wait_most) == ((5, 10) if wait else (None, None))


def test_K21_a_screen_that_told_the_wait_has_told_it_and_an_officer_greets() -> None:
    town = a_town("cuckfield")
    visit = checked_in(town, FIVE_TO_TEN)
    actions.greet(visit, at=at("10:01"), by=town.bob)
    assert promises(visit, "10:02") == {"K21": "kept"}


@pytest.mark.parametrize(("in_private", "becomes"), [(True, "kept"), (False, "broken")])
def test_K21b_personal_matters_are_discussed_in_private(in_private: bool, becomes: str) -> None:
    town = a_town("cuckfield")
    visit = a_visitor("10:00")
    actions.see(visit, at=at("10:02"), by=town.bob)
    actions.discussed(visit, in_private=in_private, at=at("10:05"), by=town.bob)
    assert promises(visit, "10:06")["K21b"] == becomes


def checked_in(town: Town, wait: Wait | None = None, token: str = "one") -> ReceptionVisit:
    screen, _ = Display.objects.get_or_create(
        secret_hash="0" * 64,
        defaults={
            "kind": Display.Kind.CHECK_IN,
            "office": an_office(),
            "name": "By the door",
            "made_at": at("09:00"),
            "made_by": town.carol,
        },
    )
    return actions.check_in(Visitor(), screen=screen, token=token, wait=wait, at=at("10:00"))


def test_a_form_of_the_screen_that_is_posted_twice_is_one_visitor(town: Town) -> None:
    assert checked_in(town) == checked_in(town)
    assert checked_in(town, token="two").number == 2


def test_pressed_twice_nothing_happens_twice(town: Town) -> None:
    visit = a_visitor("10:00")
    for _ in range(2):
        actions.greet(visit, at=at("10:01"), by=town.bob)
        actions.see(visit, at=at("10:02"), by=town.bob)
        actions.leave(visit, at=at("10:03"), by=town.bob)
    assert [fact.kind for fact in Fact.objects.order_by("id")] == ["arrived", "greeted", "seen", "left"]
    assert {fact.details["office"] for fact in Fact.objects.all()} == {"old-hall"}


def test_F20_what_was_pressed_by_mistake_is_undone_and_the_clock_runs_on(town: Town) -> None:
    visit = a_visitor("10:00")
    actions.see(visit, at=at("10:02"), by=town.bob)
    assert actions.undo(visit, at=at("10:03"), by=town.bob) == "seen"
    visit.refresh_from_db()
    assert (visit.seen_at, visit.seen_by, visit.waits) == (None, None, True)
    assert verdict(visit, "F20", "10:04") is Verdict.RUNNING
    assert Fact.objects.filter(kind="seen").exists()


def test_an_arrival_that_was_undone_leaves_no_visitor_and_no_promise(town: Town) -> None:
    visit = a_visitor("10:00")
    assert actions.undo(visit, at=at("10:01"), by=town.bob) == "arrived"
    assert not ReceptionVisit.objects.standing().exists()
    assert not Clock.objects.exists()
    assert actions.undo(visit, at=at("10:02"), by=town.bob) == ""


def test_F20_a_visit_entered_afterwards_is_judged_by_its_true_moments_and_marked(town: Town) -> None:
    what = Remembered(
        visitor=Visitor(name="Mrs Lee"),
        moments={"arrived": at("09:00"), "greeted": at("09:01"), "seen": at("09:12"), "left": at("09:20")},
    )
    visit = actions.enter_afterwards(what, office=an_office(), at=at("14:00"), by=town.bob)
    assert promises(visit, "14:00") == {"F09": "kept", "F20": "broken", "F20a": "broken"}
    assert visit.entered_afterwards
    assert set(Fact.objects.values_list("recorded", flat=True)) == {at("14:00")}


def test_who_was_met_at_an_event_has_waited_at_no_counter(town: Town) -> None:
    what = Remembered(visitor=Visitor(), moments={"seen": at("11:00")}, met=Met.EVENT)
    visit = actions.enter_afterwards(what, office=None, at=at("14:00"), by=town.bob)
    assert promises(visit, "14:00") == {}
    assert not visit.waits


def test_visitors_are_numbered_by_office_and_day(town: Town) -> None:
    first, second = a_visitor("10:00"), a_visitor("10:01")
    elsewhere = actions.arrive(Visitor(), office=None, at=at("10:02"), by=None)
    tomorrow = actions.arrive(Visitor(), office=an_office(), at=at("10:00") + timedelta(days=1), by=None)
    assert [one.number for one in (first, second, elsewhere, tomorrow)] == [1, 2, 1, 1]


def test_a_room_is_booked_on_the_spot_and_free_again_when_the_visitor_leaves(town: Town) -> None:
    visit, room = a_visitor("10:00"), Room.objects.get(private=True)
    assert [one.room for one in free_rooms(an_office(), at("10:01"))] == [room]
    actions.take_to(visit, room, at=at("10:01"), by=town.bob)
    booking = RoomBooking.objects.get()
    assert (booking.purpose, booking.ends) == (visit.occasion.reference, at("10:31"))
    assert free_rooms(an_office(), at("10:02")) == []
    with pytest.raises(RoomTaken):
        actions.take_to(a_visitor("10:02"), room, at=at("10:02"), by=town.bob)
    actions.see(visit, at=at("10:03"), by=town.bob)
    actions.leave(visit, at=at("10:10"), by=town.bob)
    assert [one.room for one in free_rooms(an_office(), at("10:11"))] == [room]


def test_a_room_that_is_wanted_soon_is_booked_only_until_then(town: Town) -> None:
    visit, room = a_visitor("10:00"), Room.objects.get(private=True)
    book(room, begins=at("10:20"), ends=at("11:00"), purpose="K7M2-Q9XR", by=town.carol)
    assert free_rooms(None, at("10:01"))[0].until == at("10:20")
    assert free_rooms(None, at("10:18")) == []
    actions.take_to(visit, room, at=at("10:01"), by=town.bob)
    assert RoomBooking.objects.get(purpose=visit.occasion.reference).ends == at("10:20")


def test_who_was_called_in_by_mistake_has_not_kept_the_appointment(town: Town) -> None:
    appointment = an_appointment(town, at("11:00"))
    visit = actions.arrive(Visitor(appointment=appointment), office=an_office(), at=at("10:50"), by=town.dan)
    actions.see(visit, at=at("10:51"), by=town.bob)
    assert actions.undo(visit, at=at("10:52"), by=town.bob) == "seen"
    appointment.refresh_from_db()
    assert appointment.is_open
    actions.see(visit, at=at("11:04"), by=town.bob)
    kept = [fact for fact in standing(facts_of(appointment.occasion)) if fact.kind == "appointment kept"]
    assert [fact.at for fact in kept] == [at("11:04")]


@pytest.mark.postgres_only  # on SQLite whoever writes has the whole database to themselves
@pytest.mark.django_db(transaction=True)
def test_of_two_who_come_at_once_each_has_a_number_where_the_council_has_named_no_office(town: Town) -> None:
    together = Barrier(2)

    def come(_: int) -> int:
        together.wait()
        try:
            return actions.arrive(Visitor(), office=None, at=at("10:00"), by=None).number
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as two:
        assert sorted(two.map(come, range(2))) == [1, 2]
