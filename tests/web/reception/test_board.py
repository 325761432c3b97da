"""The board of the counter: one key each, what is due first in front, the words to say in time, no names if blanked."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from answerable.desk.history.law import law
from answerable.desk.history.models import Fact
from answerable.desk.offices.models import Office, Room, RoomBooking
from answerable.desk.reception import actions
from answerable.desk.reception.actions import Visitor
from answerable.desk.reception.board import board
from answerable.desk.reception.models import ReceptionVisit
from answerable.web.reception import urls
from tests.cast import Town, a_town
from tests.databases import ON_POSTGRES
from tests.desk.reception.visitors import a_visitor, an_office, at, promises, some_that_waited
from tests.web.reception.pressing import look, press

pytestmark = pytest.mark.django_db


def test_F09_F20_a_visitor_comes_is_greeted_seen_and_leaves_by_one_press_each(town: Town, bob: Client) -> None:
    an_office()
    assert "has come" in press(bob, "10:00", "arrival")
    visit = ReceptionVisit.objects.get()
    press(bob, "10:02", "greeting", visit, most="5")
    press(bob, "10:06", "seeing", visit)
    press(bob, "10:10", "leaving", visit)
    visit.refresh_from_db()
    moments = (visit.arrived_at, visit.greeted_at, visit.seen_at, visit.left_at)
    assert moments == (at("10:00"), at("10:02"), at("10:06"), at("10:10"))
    assert (visit.seen_by, visit.wait_most) == (town.bob, 5)
    assert promises(visit, "10:20") == {"F09": "kept", "F20": "kept", "F20a": "void"}


def test_the_form_of_an_arrival_that_is_posted_twice_is_one_visitor(town: Town, bob: Client) -> None:
    for _ in range(2):
        press(bob, "10:00", "arrival", token="the-same")
    assert ReceptionVisit.objects.count() == 1


def test_what_went_wrong_is_said_in_the_list_that_is_written_anew(town: Town, bob: Client) -> None:
    an_office()
    press(bob, "10:00", "arrival")
    address = reverse("reception-greeting", args=[ReceptionVisit.objects.get().occasion.reference])
    with time_machine.travel(at("10:01"), tick=False):
        anew = bob.post(address, {"most": "soon"}, HTTP_HX_REQUEST="true").text
    assert anew.count('role="alert"') == 1
    assert 'role="status"' not in anew  # what is said aloud stands outside of what is written anew
    assert 'id="reception-says"' in look(bob, "10:02").text


def test_who_is_due_first_stands_in_front(town: Town) -> None:
    first, second, third = a_visitor("10:00"), a_visitor("10:01"), a_visitor("10:02")
    actions.greet(first, at=at("10:01"), by=town.bob)
    found = board(an_office(), rules=law(), now=at("10:03"))
    # The first was greeted, and is to be seen by 10:10; the others are to be greeted by 10:04 and 10:05.
    assert [row.visit for row in found.waiting] == [second, third, first]
    assert [row.due.clause.id for row in found.waiting if row.due] == ["F09", "F09", "F20"]


@pytest.mark.parametrize(("clock", "shown"), [("10:07:29", False), ("10:07:30", True), ("10:09", True)])
def test_F20a_the_words_to_say_show_before_the_tenth_minute(town: Town, bob: Client, clock: str, shown: bool) -> None:
    a_visitor("09:59:50"), a_visitor("10:00")
    assert ("I am sorry that you are still waiting" in look(bob, clock).text) == shown or clock == "10:07:29"
    found = board(an_office(), rules=law(), now=at(clock))
    row = next(row for row in found.waiting if row.visit.number == 2)
    assert bool(row.words) == shown
    assert "1 who came before you waits too" in row.words or not shown


def test_F20a_one_press_says_that_it_was_said_and_the_words_go(town: Town, bob: Client) -> None:
    visit = a_visitor("10:00")
    press(bob, "10:08", "words", visit)
    assert Fact.objects.get(kind="told").details["tells"] == ["apology", "explanation"]
    assert promises(visit, "10:08")["F20a"] == "kept"
    assert "I am sorry that you are still waiting" not in look(bob, "10:09").text


def test_P22_the_words_show_too_where_the_charter_asks_for_none(client: Client) -> None:
    town = a_town("customer-promise")
    client.force_login(town.bob)
    a_visitor("10:00")
    assert "I am sorry that you are still waiting" in look(client, "10:04").text


def test_an_office_may_want_the_words_earlier(town: Town) -> None:
    a_visitor("10:00")
    Office.objects.update(words_after=50)
    assert board(None, rules=law(), now=at("10:05")).waiting[0].words


def test_K21_what_the_board_says_of_the_wait_is_what_is_recorded(client: Client) -> None:
    town = a_town("cuckfield")
    client.force_login(town.bob)
    some_that_waited(30, minutes=6)
    visit = a_visitor("10:00")
    page = look(client, "10:00:20").text
    assert "You are likely to wait about 6 minutes" in page
    press(client, "10:00:30", "greeting", visit, least="6", most="6")
    visit.refresh_from_db()
    assert (visit.wait_least, visit.wait_most, visit.wait_told_at) == (6, 6, at("10:00:30"))
    assert promises(visit, "10:01") == {"K21": "kept"}


def test_a_wait_that_is_no_number_is_refused_in_words_and_nothing_is_recorded(town: Town, bob: Client) -> None:
    visit = a_visitor("10:00")
    assert "whole minutes" in press(bob, "10:01", "greeting", visit, most="soon")
    visit.refresh_from_db()
    assert visit.greeted_at is None


def test_undo_takes_the_last_thing_back(town: Town, bob: Client) -> None:
    visit = a_visitor("10:00")
    press(bob, "10:01", "seeing", visit)
    assert "Undone" in press(bob, "10:02", "undoing", visit)
    visit.refresh_from_db()
    assert visit.waits


def test_blanked_the_page_holds_no_name_even_in_its_source_and_stays_so(town: Town, bob: Client) -> None:
    actions.arrive(Visitor(name="Mrs Lee", about="Rent arrears", needs=["help"]), office=None, at=at("10:00"), by=None)
    visit = ReceptionVisit.objects.get()
    assert "Mrs Lee" in look(bob, "10:01").text
    press(bob, "10:01", "blank")
    reference = visit.occasion.reference
    pages = [reverse("reception"), reverse("reception-visit", args=[reference]), reverse("reception-day")]
    for address in pages:
        page = look(bob, "10:02", address).text
        assert not [secret for secret in ("Mrs Lee", "arrears", "Help with reading") if secret in page]
    press(bob, "10:03", "blank")
    assert "Mrs Lee" in look(bob, "10:04").text


def test_the_list_is_sent_anew_only_where_it_differs(town: Town, bob: Client) -> None:
    visit = a_visitor("10:00")
    stamp = look(bob, "10:01").context["stamp"]
    asked = {"HTTP_HX_REQUEST": "true"}
    address = f"{reverse('reception')}?as={stamp}"
    assert look(bob, "10:01:30", address, **asked).status_code == 204
    assert look(bob, "10:02:30", address, **asked).status_code == 200  # the greeting is due soon
    actions.greet(visit, at=at("10:01:40"), by=town.bob)
    assert look(bob, "10:01:50", address, **asked).status_code == 200


def test_a_screen_is_a_counter_and_shows_its_office_alone(town: Town, bob: Client) -> None:
    there = Office.objects.create(code="library", name="Library")
    a_visitor("10:00", "Mrs Lee")
    assert "Say first at which office" in press(bob, "10:01", "arrival")
    counter = Room.objects.create(office=there, name="Desk 4", private=False)
    press(bob, "10:01", "place", at=f"counter-{counter.pk}")
    assert "Mrs Lee" not in look(bob, "10:02").text
    press(bob, "10:03", "arrival")
    mine = ReceptionVisit.objects.get(office=there)
    press(bob, "10:04", "seeing", mine)
    mine.refresh_from_db()
    assert mine.room == counter
    assert Fact.objects.get(kind="seen").details == {"office": "library"}


def test_a_private_room_is_booked_from_the_board(town: Town, bob: Client) -> None:
    visit, room = a_visitor("10:00"), Room.objects.get(private=True)
    assert "Garden room, free" in look(bob, "10:01").text
    press(bob, "10:01", "room", visit, room=room.pk)
    press(bob, "10:02", "seeing", visit)
    visit.refresh_from_db()
    assert visit.room == room
    assert "is taken" in press(bob, "10:03", "room", a_visitor("10:02"), room=room.pk)
    assert RoomBooking.objects.count() == 1


def test_K21b_personal_matters_are_recorded_as_discussed_in_private(client: Client) -> None:
    town = a_town("cuckfield")
    client.force_login(town.bob)
    visit = a_visitor("10:00")
    press(client, "10:01", "seeing", visit)
    press(client, "10:05", "discussed", visit, where="private")
    assert promises(visit, "10:06")["K21b"] == "kept"


def test_the_board_asks_as_much_for_one_visitor_as_for_nine(
    town: Town, bob: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(9):
        a_visitor(f"10:0{number}")
        if number in (0, 8):
            look(bob, "10:09")
            with django_assert_max_num_queries(13):
                look(bob, "10:09:10")


def test_yesterdays_visitor_who_was_never_seen_to_leave_is_on_no_board(town: Town) -> None:
    actions.arrive(Visitor(), office=an_office(), at=at("16:00") - timedelta(days=1), by=None)
    assert board(None, rules=law(), now=at("10:00")).waiting == []


BAD = ("a\0b", "31 12 9999", "", "9" * 5000, "-1", "😀<img src=x onerror=alert(1)>" * 300, "a\r\nb")
PRESSED = ("token", "least", "most", "room", "at", "where", "do")
TYPED = ("name", "about", "service", "needs", "language", "number", "met", "office", "done")
DATES = ("by_on_day", "by_on_month", "by_on_year", "by_time", "day_day", "day_month", "day_year")


# PostgreSQL is tried on what it can't store, and on a day that it may not know.
@pytest.mark.parametrize("bad", BAD[:2] if ON_POSTGRES else BAD)
def test_nothing_that_is_posted_to_reception_is_a_fault(town: Town, bob: Client, bad: str) -> None:
    bob.raise_request_exception = False
    visit, names = a_visitor("10:00"), [one.name for one in urls.urlpatterns]
    every = dict.fromkeys((*PRESSED, *TYPED, *DATES, *actions.COURSE), bad)
    for fields in (every, {**every, "do": "ring back"}, {**every, "do": "appointment"}, {**every, "met": "event"}):
        for name in names:
            takes = "<" in str(next(one.pattern for one in urls.urlpatterns if one.name == name))
            address = reverse(str(name), args=[visit.occasion.reference] if takes else [])
            with time_machine.travel(at("10:02"), tick=False):
                assert bob.post(address, fields).status_code < 500, (name, bad)
                assert bob.get(address, {"on": bad, "as": bad, "page": bad}).status_code < 500, name
