"""At the door: what the charter asks of who visits is ticked there, counted, and said where it was not done."""

import pytest

from answerable.desk.history.actions import facts_of
from answerable.desk.history.law import law
from answerable.desk.history.models import Clock, Fact
from answerable.desk.steps.asked import unrecorded
from answerable.desk.visits.actions import NotPossible, arrive, cancel, done_on_arrival, leave
from answerable.desk.visits.models import Visit
from tests.cast import Town, a_town
from tests.desk.visits.planned import a_visit, at

pytestmark = pytest.mark.django_db


def outcome(visit: Visit, promise: str) -> str:
    return str(Clock.objects.get(occasion=visit.occasion, promise=promise).verdict(at("23:00")))


def test_P17_the_card_shown_unasked_at_the_door_keeps_the_promise() -> None:
    town = a_town("customer-promise")
    shown, forgotten = a_visit(town), a_visit(town, officer=town.dan)
    arrive(shown, at=at("14:02"), by=town.bob, done=["card shown unasked"])
    arrive(forgotten, at=at("14:02"), by=town.dan)
    assert (outcome(shown, "P17"), outcome(forgotten, "P17")) == ("kept", "broken")


def test_F17_who_introduces_themselves_but_shows_nothing_breaks_the_promise(town: Town) -> None:
    both, one = a_visit(town), a_visit(town, officer=town.dan)
    arrive(both, at=at("14:02"), by=town.bob, done=["introduced", "identification shown"])
    arrive(one, at=at("14:02"), by=town.dan, done=["introduced"])
    assert (outcome(both, "F17"), outcome(one, "F17")) == ("kept", "broken")


def test_F17_what_was_done_and_not_ticked_is_recorded_afterwards_with_its_moment(town: Town) -> None:
    visit = a_visit(town)
    arrive(visit, at=at("14:02"), by=town.bob, done=["introduced"])
    visit.refresh_from_db()
    [lack] = unrecorded(law(), facts_of(visit.occasion))
    assert (lack.promise, lack.needs) == ("F17", ("identification shown",))
    done_on_arrival(visit, done=lack.needs, at=at("16:00"), by=town.bob)
    assert outcome(visit, "F17") == "kept"
    assert unrecorded(law(), facts_of(visit.occasion)) == []


def test_a_second_tap_counts_nothing_twice(town: Town) -> None:
    visit = a_visit(town)
    for clock in ("14:02", "14:03"):
        arrive(visit, at=at(clock), by=town.bob, done=["introduced", "identification shown"])
    for clock in ("15:00", "15:01"):
        leave(visit, at=at(clock), by=town.bob)
    visit.refresh_from_db()
    assert (visit.arrived_at, visit.left_at) == (at("14:02"), at("15:00"))
    assert Fact.objects.filter(occasion=visit.occasion).count() == 1


def test_a_visit_that_is_over_is_not_begun_again(town: Town) -> None:
    cancelled = a_visit(town)
    cancel(cancelled, at=at("13:00"), by=town.bob)
    with pytest.raises(NotPossible, match="over"):
        arrive(cancelled, at=at("14:00"), by=town.bob)
    begun = a_visit(town)
    arrive(begun, at=at("14:00"), by=town.bob)
    with pytest.raises(NotPossible, match="arrived already"):
        cancel(begun, at=at("14:10"), by=town.bob)


def test_the_facts_of_a_visit_name_nobody_and_no_place(town: Town) -> None:
    visit = a_visit(town)
    arrive(visit, at=at("14:02"), by=town.bob, done=["introduced"])
    [fact] = Fact.objects.filter(occasion=visit.occasion)
    assert (fact.kind, fact.details) == ("visited", {"done": ["introduced"]})
