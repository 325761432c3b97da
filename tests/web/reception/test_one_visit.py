"""One visit: what is offered instead of waiting, what is written down of it, and what is entered afterwards."""

import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from answerable.desk.cases.models import Case
from answerable.desk.history.models import Fact
from answerable.desk.messages.models import LeftMessage
from answerable.desk.needs.actions import Told, keep_needs
from answerable.desk.needs.known import needs_now
from answerable.desk.needs.models import Need
from answerable.desk.reception.models import ReceptionVisit
from tests.cast import Town
from tests.desk.reception.visitors import a_visitor, an_office, at
from tests.web.reception.pressing import look, press

pytestmark = pytest.mark.django_db


def test_F23_instead_of_waiting_they_are_promised_to_be_rung_back_and_leave(town: Town, bob: Client) -> None:
    visit = a_visitor("10:00")
    page = look(bob, "10:01", reverse("reception-visit", args=[visit.occasion.reference])).text
    assert re.search(r'name="by_on_day" value="4"', page), "the next working day is filled in"
    given = {"name": "Mrs Lee", "number": "01632 960123", "about": "The hedge", "by_on_year": "2026"}
    page = press(bob, "10:02", "visit", visit, do="ring back", **given, by_on_day="", by_on_month="")
    assert "The date must include" in page
    given |= {"by_on_day": "4", "by_on_month": "3", "by_time": "12:00"}
    press(bob, "10:03", "visit", visit, do="ring back", token="x", **given)
    visit.refresh_from_db()
    message = LeftMessage.objects.get()
    assert (message.number, message.case.channel, visit.case) == ("01632 960123", "counter", message.case)
    assert visit.left_at == at("10:03")
    assert Fact.objects.filter(case=message.case, kind="ring-back promised").exists()


def test_K13_a_visitor_who_takes_no_calls_is_rung_back_only_with_a_reason(town: Town, bob: Client) -> None:
    visit = a_visitor("10:00", "Mrs Lee")
    ReceptionVisit.objects.update(customer=town.mrs_lee)
    keep_needs(town.mrs_lee, [Told(Need.Kind.WAY, "letters only")], at=at("09:00"), by=town.bob)
    given = {"name": "Mrs Lee", "number": "01632 960123", "about": "The hedge", "by_time": "12:00"}
    given |= {"by_on_day": "4", "by_on_month": "3", "by_on_year": "2026", "do": "ring back"}
    assert "They asked: by letter only" in press(bob, "10:02", "visit", visit, token="x", **given)
    assert not LeftMessage.objects.exists()
    press(bob, "10:03", "visit", visit, token="x", **given, otherwise="Just this once")
    assert LeftMessage.objects.get().otherwise == "Just this once"


def test_K21_who_cannot_wait_is_given_an_appointment_and_leaves_with_it(town: Town, bob: Client) -> None:
    visit = a_visitor("10:00")
    assert "Make an appointment instead" in look(bob, "10:01").content.decode()
    assert "Enter their name" in press(bob, "10:02", "visit", visit, do="appointment", about="The hedge")
    press(bob, "10:03", "visit", visit, do="appointment", token="x", name="Mrs Lee", about="The hedge")
    visit.refresh_from_db()
    assert visit.case is not None and visit.contact is not None
    assert (visit.case.channel, visit.contact.text, visit.left_at) == ("counter", "The hedge", None)
    page = look(bob, "10:04", reverse("reception-visit", args=[visit.occasion.reference])).content.decode()
    assert f"for case {visit.case.reference}. They can go once it is made." in page
    new = f"{reverse('appointment-new', args=[visit.case.reference])}?officer={town.bob.pk}&room=&minutes=30"
    with time_machine.travel(at("10:05"), tick=False):
        agreed = {"begins": at("15:00").isoformat(), "purpose": "The hedge", "way": "spoken"}
        page = bob.post(new, agreed, follow=True).content.decode()
    assert "They have a time, and can go." in page and "Tuesday 3 March 2026 at 15:00" in page
    visit.refresh_from_db()
    assert (visit.left_at, visit.case.appointments.get().begins) == (at("10:05"), at("15:00"))


def test_a_visit_is_written_down_as_a_contact_at_the_counter(town: Town, bob: Client) -> None:
    visit = a_visitor("10:00", "Mrs Lee")
    press(bob, "10:01", "visit", visit, do="describe", name="Mrs Lee", about="Rent")
    press(bob, "10:02", "seeing", visit)
    sheet = look(bob, "10:03", reverse("reception-sheet", args=[visit.occasion.reference])).text
    assert re.search(r"<textarea[^>]*matter0-need[^>]*>\s*Rent<", sheet), "what they came about is not asked twice"
    asked = {"matter0-need": "When is the tip open?", "matter0-outcome": "answered", "matter0-owner": town.bob.pk}
    press(bob, "10:06", "sheet", visit, who="Mrs Lee", customer=town.mrs_lee.pk, matters="1", **asked)
    visit.refresh_from_db()
    assert visit.contact is not None
    assert (visit.contact.channel, visit.contact.received_at) == ("counter", at("10:02"))
    assert (visit.customer, Case.objects.get().outcome) == (town.mrs_lee, "answered")


def test_P13_what_a_visitor_needs_next_time_too_is_kept_where_they_wish_it(town: Town, bob: Client) -> None:
    visit = a_visitor("10:00", "Mrs Lee")
    needs = ["hearing loop", "large print", "interpreter", "children"]
    press(bob, "10:01", "visit", visit, do="describe", needs=needs, language="pl")
    press(bob, "10:02", "seeing", visit)
    sheet = look(bob, "10:03", reverse("reception-sheet", args=[visit.occasion.reference])).text
    assert "Polish, with an interpreter" in sheet and 'value="children"' not in sheet
    asked = {"matter0-need": "The tip", "matter0-outcome": "answered", "matter0-owner": town.bob.pk, "matters": "1"}
    kept = ["Polish", "hearing loop"]
    press(bob, "10:06", "sheet", visit, who="Mrs Lee", customer=town.mrs_lee.pk, keeps=kept, **asked)
    assert [str(need) for need in needs_now(town.mrs_lee)] == ["Polish, with an interpreter", "A hearing loop"]


def test_what_is_entered_afterwards_is_marked_on_board_and_list(town: Town, bob: Client) -> None:
    fields = {
        "met": "reception",
        "office": an_office().pk,
        "arrived": "9:00",
        "greeted": "9:01",
        "seen": "9:12",
        "left": "9:20",
    }
    page = press(bob, "14:00", "afterwards", token="x", **fields)
    assert "entered afterwards" in page
    assert "entered afterwards" in look(bob, "14:01").text
    listed = look(bob, "14:01", reverse("reception-day")).text
    assert "0 came" in listed
    assert "1 entered afterwards" in listed


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"met": "reception", "seen": "9:10"}, "Enter when they came"),
        ({"met": "event", "arrived": "9:10"}, "Enter when you met them"),
        ({"met": "reception", "arrived": "9:10", "seen": "9:05"}, "before arrived"),
        ({"met": "reception", "arrived": "16:00"}, "still to come"),
        ({"met": "reception", "arrived": "half past"}, "a time I can’t read"),
    ],
)
def test_times_that_cannot_be_are_refused_in_words(town: Town, bob: Client, fields: Any, says: str) -> None:
    assert says in press(bob, "14:00", "afterwards", **fields)
    assert not ReceptionVisit.objects.exists()
