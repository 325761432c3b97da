"""Home visits on the screen: planned from a case, tapped through on a telephone, and the alarm with its page."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from answerable.desk.customers.actions import add_address
from answerable.desk.customers.models import Look
from answerable.desk.history.actions import new_occasion
from answerable.desk.history.models import Fact, Occasion
from answerable.desk.models import Absence, Alarm, Council, Letter, Message, Need, Officer, Visit
from answerable.desk.needs.actions import Told, keep_needs
from answerable.desk.visits.actions import cancel
from answerable.desk.visits.alarms import raise_missed
from answerable.desk.visits.codes import code_of
from answerable.desk.visits.lists import visits_between
from answerable.web.live.registry import THINGS
from answerable.web.live.watch import Watch
from tests.cast import Town, a_case
from tests.desk.visits.planned import MONDAY, a_visit, at

pytestmark = pytest.mark.django_db
PLAN = {
    "address": "12 Mill Lane", "purpose": "Damp", "on_day": "3", "on_month": "3", "on_year": "2026",
    "begins": "14:00", "ends": "15:00", "safe_by": "15:30", "token": "one",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _monday() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


def shown(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def planned(bob: Client, town: Town, query: str = "", **more: str) -> Any:
    return bob.post(reverse("visit-plan") + query, {**PLAN, "officer": str(town.bob.pk), **more}, follow=True)


def tap(client: Client, name: str, visit: Visit, **more: str | list[str]) -> str:
    return shown(client.post(reverse(name, args=[visit.occasion.reference]), more, follow=True))


def test_P17_a_visit_planned_from_a_case_tells_the_customer_who_comes_and_the_code(bob: Client, town: Town) -> None:
    case = a_case(town, at=MONDAY)
    page = planned(bob, town, f"?case={case.reference}", way="email")
    assert "The visit is planned." in shown(page)
    visit = Visit.objects.get()
    assert (visit.case, visit.customer, visit.safe_by) == (case, town.mrs_lee, at("15:30"))
    letter = Message.objects.get(to="lee@example.org", subject=f"A visit on Tuesday 3 March 2026 [{case.reference}]")
    assert letter.case == case
    assert "Bob Baker will visit you on Tuesday 3 March 2026 between 14:00 and 15:00." in letter.text
    assert f"Code: {code_of(visit)}" in letter.text
    assert "Mill Lane" not in letter.text


def test_P17_the_letter_about_a_visit_in_no_case_goes_through_the_tray(bob: Client, town: Town) -> None:
    add_address(town.mrs_lee, kind="post", value="12 Mill Lane, Flitwick")
    planned(bob, town, f"?customer={town.mrs_lee.pk}", way="letter")
    [letter], visit = Letter.objects.all(), Visit.objects.get()
    page = bob.get(reverse("tray"))
    assert "A home visit on Tuesday 3 March 2026" in shown(page) and str(visit) in shown(page)
    assert reverse("visit", args=[str(visit)]) in page.content.decode()
    sheet = shown(bob.get(reverse("letter-print", args=[letter.pk])))
    assert f"Our reference: {visit}" in sheet and code_of(visit) in sheet
    day = {"on_day": "2", "on_month": "3", "on_year": "2026"}
    bob.post(reverse("tray-posted"), {"letter": letter.pk, **day})
    assert Message.objects.get(letter=letter).state == "sent"
    assert "posted on" in shown(bob.get(reverse("tray")))
    assert Look.objects.filter(customer=town.mrs_lee, where="post").exists()


def test_K13_a_visit_that_is_told_otherwise_than_they_asked_says_why(bob: Client, town: Town) -> None:
    keep_needs(town.mrs_lee, [Told(Need.Kind.WAY, "no telephone")], at=MONDAY, by=town.bob)
    visit = a_visit(town)
    address = reverse("visit-confirmation", args=[str(visit)])
    assert "They asked: no telephone calls" in shown(bob.post(address, {"way": "spoken"}))
    page = bob.post(address, {"way": "spoken", "otherwise": "They rang us"}, follow=True)
    assert "not in the way they asked for: They rang us" in shown(page)


def test_the_plan_posted_twice_is_one_visit_and_one_letter(bob: Client, town: Town) -> None:
    for _ in range(2):
        assert "The visit is planned." in shown(planned(bob, town, f"?customer={town.mrs_lee.pk}", way="email"))
    assert (Visit.objects.count(), Message.objects.count()) == (1, 1)


def test_without_an_e_mail_address_the_code_is_there_to_be_read_out(bob: Client, town: Town) -> None:
    page = shown(planned(bob, town))
    assert code_of(Visit.objects.get()) in page
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"ends": "13:00"}, "It must be over after it begins"),
        ({"safe_by": "14:30"}, "The check-in time can’t be before the visit is over"),
        ({"begins": "2 o'clock"}, "Enter a time like 14:30"),
        ({"begins": "25:00"}, "Enter a time like 14:30"),
        ({"on_day": "1"}, "That time is over"),
        ({"on_day": "29", "begins": "01:30"}, "clocks go forward"),
        ({"on_day": "30", "on_month": "2"}, "real date"),
        ({"address": ""}, "Enter the address"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(bob: Client, town: Town, wrong: dict[str, str], said: str) -> None:
    assert said in shown(planned(bob, town, **wrong)).replace("&#x27;", "’")
    assert not Visit.objects.exists()


def test_an_empty_check_in_time_is_when_the_visit_is_over(bob: Client, town: Town) -> None:
    planned(bob, town, safe_by="")
    assert Visit.objects.get().safe_by == at("15:00")


def test_who_is_away_or_elsewhere_then_is_not_sent(bob: Client, town: Town) -> None:
    a_visit(town)
    assert "Bob Baker has something else then: a home visit, from Tuesday 3 March 2026 at 14:00" in shown(
        planned(bob, town, begins="14:30")
    )
    Absence.objects.create(
        occasion=new_occasion(Occasion.Kind.ABSENCE, at=MONDAY), officer=town.dan,
        begins=at("08:00"), returns=at("18:00"), entered_at=MONDAY,
    )  # fmt: skip
    assert "Dan Okafor has something else then: an absence" in shown(
        planned(bob, town, officer=str(town.dan.pk), begins="14:30")
    )


def test_F17_arrival_is_one_tap_with_the_charters_ticks_and_what_was_not_ticked_is_asked_for(
    bob: Client, town: Town, _monday: time_machine.Traveller
) -> None:
    visit = a_visit(town)
    _monday.move_to(at("14:01"))
    bob.force_login(town.bob)
    page = shown(bob.get(reverse("visit", args=[visit.occasion.reference])))
    assert "F17: Officers introduce themselves and show identification when they visit." in page
    page = tap(bob, "visit-arrival", visit, done=["introduced", "made up"])
    assert "Not recorded on arrival: Officers introduce themselves" in page
    assert Fact.objects.get(occasion=visit.occasion, kind="visited").details == {"done": ["introduced"]}
    page = tap(bob, "visit-arrival-done", visit, done="identification shown")
    assert "Not recorded on arrival" not in page
    _monday.move_to(at("14:50"))
    assert "✓ Over: left" in tap(bob, "visit-departure", visit)
    assert "This visit is over" in tap(bob, "visit-longer", visit, minutes="15")


def test_F15_longer_and_help_are_one_tap_each(bob: Client, town: Town, _monday: time_machine.Traveller) -> None:
    visit = a_visit(town)
    _monday.move_to(at("15:20"))
    bob.force_login(town.bob)
    assert "The check-in time is now Tuesday 3 March 2026 at 16:00" in tap(bob, "visit-longer", visit, minutes="30")
    assert "15:30 to 16:00, by Bob Baker at 15:20" in tap(bob, "visit-longer", visit, minutes="a")
    assert "An officer asked for help" in tap(bob, "visit-help", visit)
    assert Alarm.objects.get().kind == "help"


def test_F15_the_alarm_shows_live_to_who_was_told_and_is_taken_with_one_tap(
    client: Client, town: Town, _monday: time_machine.Traveller
) -> None:
    Council.objects.update(alarm_minutes=10)
    visit = a_visit(town)
    raise_missed(at("15:31"))
    _monday.move_to(at("15:31"))
    watch = Watch(THINGS)
    watch.look(at("15:31"))
    card = str(watch.changes(town.dan, {}, at("15:31"))["alarms"]["cards"])
    assert "A check-in time has passed" in card and "I deal with it" in card
    assert "Mill Lane" not in card and "Lee" not in card
    assert watch.changes(town.carol, {}, at("15:31")) == {}
    client.force_login(town.dan)
    alarm = Alarm.objects.get()
    page = shown(client.post(reverse("alarm-answer", args=[alarm.pk]), follow=True))
    assert "It is yours." in page and "12 Mill Lane" in page and "01632 960001" in page
    client.force_login(town.carol)
    page = shown(client.post(reverse("alarm-answer", args=[alarm.pk]), follow=True))
    assert "Dan Okafor deals with it already." in page
    assert visit.occasion.reference in page


def closed(client: Client, alarm: Alarm, **given: str) -> str:
    return shown(client.post(reverse("alarm", args=[alarm.pk]), given, follow=True))


def test_F15_an_alarm_is_closed_with_words_and_with_what_becomes_of_the_visit(
    client: Client, town: Town, _monday: time_machine.Traveller
) -> None:
    visit = a_visit(town)
    raise_missed(at("15:31"))
    _monday.move_to(at("15:40"))
    client.force_login(town.dan)
    alarm = Alarm.objects.get()
    assert "Say how it was found" in closed(client, alarm, visit="over")
    assert "Say whether the visit is over" in closed(client, alarm, outcome="All well")
    assert "still to come today" in closed(client, alarm, outcome="All well", visit="goes on", safe_by="15:00")
    page = closed(client, alarm, outcome="All well", visit="goes on", safe_by="16:30")
    assert "The alarm is closed." in page and "Closed by Dan Okafor" in page
    visit.refresh_from_db()
    assert visit.safe_by == at("16:30")
    raise_missed(at("16:31"))
    _monday.move_to(at("16:40"))
    second = Alarm.objects.get(closed_at=None)
    closed(client, second, outcome="Shouted at", visit="over", incident="aggression", done="manager told")
    assert Fact.objects.get(kind="incident").details == {"sort": "aggression", "done": ["manager told"]}
    assert "Closed by Dan Okafor" in closed(client, second, outcome="Again", visit="over")  # closed only once


def test_the_diary_has_the_visits_that_touch_its_span_and_no_cancelled_ones(town: Town) -> None:
    made, cancelled, other = a_visit(town), a_visit(town), a_visit(town, officer=town.dan)
    cancel(cancelled, at=MONDAY, by=town.bob)
    assert visits_between(town.bob, at("14:59"), at("18:00")) == [made]
    assert visits_between(town.bob, at("15:00"), at("18:00")) == []
    assert visits_between(None, at("08:00"), at("18:00")) == [made, other]


def test_a_look_at_a_visit_is_kept_and_its_address_stands_in_no_title(bob: Client, town: Town) -> None:
    visit = a_visit(town)
    page = bob.get(reverse("visit", args=[visit.occasion.reference])).content.decode()
    title = page.partition("<title>")[2].partition("</title>")[0]
    assert visit.occasion.reference in title and "Mill" not in title and "Lee" not in title
    assert Look.objects.get().where == "visit"


def test_who_works_alone_is_told_that_an_alarm_would_reach_nobody(bob: Client, town: Town) -> None:
    assert "reach nobody" not in shown(bob.get(reverse("visit-plan")))
    Officer.objects.exclude(pk=town.bob.pk).update(is_active=False)
    assert "Nobody else works here: an alarm would reach nobody." in shown(bob.get(reverse("visit-plan")))


def test_F18_a_visit_is_moved_or_cancelled_with_apology_and_explanation_alone(bob: Client, town: Town) -> None:
    visit = a_visit(town)
    given = {**PLAN, "officer": str(town.bob.pk), "begins": "16:00", "ends": "17:00", "safe_by": "", "way": "email"}
    for name, more in (("visit-move", given), ("visit-cancellation", {"way": "email"})):
        page = tap(bob, name, visit, **more, apology="", explanation=" ")
        assert "Say that we are sorry" in page and "Without it nothing is changed." in page
        assert not Message.objects.exists()
    sorry = {"apology": "We are sorry.", "explanation": "The officer is ill"}
    assert "The visit is moved." in tap(bob, "visit-move", visit, **given | sorry)
    page = tap(bob, "visit-cancellation", visit, way="spoken", token="two", **sorry)
    assert "Moved or cancelled by e-mail: waiting to be sent" in page
    assert "Moved or cancelled in words" in page and "It does not take place" in page
    by_mail, spoken = Message.objects.order_by("pk")
    assert "Tuesday 3 March 2026 between 16:00 and 17:00" in by_mail.text and code_of(visit) in by_mail.text
    assert all("The reason is this: The officer is ill." in each.text for each in (by_mail, spoken))
    assert raise_missed(at("18:00")) == 0


def test_a_visit_that_the_customer_cancels_needs_no_apology(bob: Client, town: Town) -> None:
    visit = a_visit(town)
    assert "It is recorded." in tap(bob, "visit-dropped", visit)
    assert "This visit is over" in tap(bob, "visit-dropped", visit)
    assert Fact.objects.get().details == {"reason": "cancelled by the customer"}
    assert raise_missed(at("16:00")) == 0


def test_P17_a_code_that_is_read_out_is_recorded_as_told(bob: Client, town: Town) -> None:
    visit = a_visit(town)
    page = shown(bob.get(reverse("visit", args=[visit.occasion.reference])))
    assert "The customer has not been told." in page
    assert "Confirmation in words" in tap(bob, "visit-confirmation", visit, way="spoken")
    assert code_of(visit) in Message.objects.get(by="spoken").text


def test_the_interval_of_the_line_is_set_by_an_administrator(client: Client, town: Town) -> None:
    client.force_login(town.alice)
    client.post(reverse("alarm-setting"), {"minutes": "10"})
    assert Council.objects.get().alarm_minutes == 10
    assert "Enter the minutes" in shown(client.post(reverse("alarm-setting"), {"minutes": "soon"}))
    client.post(reverse("alarm-setting"), {"minutes": ""})
    assert Council.objects.get().alarm_minutes is None


def test_a_page_of_visits_asks_the_same_few_questions_for_one_and_for_many(bob: Client, town: Town) -> None:
    address = reverse("visits") + "?whose=everybody"
    a_visit(town)
    bob.get(address)
    with CaptureQueriesContext(connection) as few:
        bob.get(address)
    for _ in range(30):
        a_visit(town, officer=town.dan)
    bob.get(address)
    with CaptureQueriesContext(connection) as many:
        bob.get(address)
    assert len(many) == len(few) <= 12


@pytest.mark.postgres_only  # on SQLite whoever writes has the whole database to themselves
@pytest.mark.django_db(transaction=True)
def test_of_two_who_plan_a_visit_of_one_officer_at_once_one_has_the_time(bob: Client, town: Town) -> None:
    carol, together = Client(), Barrier(2)
    carol.force_login(town.carol)

    def plans(client: Client) -> str:
        together.wait()
        try:
            return shown(planned(client, town))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as two:
        pages = sorted("something else then" in page for page in two.map(plans, [bob, carol]))
    assert (pages, Visit.objects.count()) == ([False, True], 1)
