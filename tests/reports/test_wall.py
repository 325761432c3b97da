"""The wall says what the report card says, of today, and names nobody."""

import pytest
import time_machine
from django.test import Client

from answerable.desk.history.actions import happened, new_occasion
from answerable.desk.history.models import Occasion
from answerable.desk.officers.models import Officer
from answerable.desk.reception.actions import Visitor, arrive, see
from answerable.desk.telephone.models import Call
from answerable.reports.promises import full_card
from answerable.reports.wall import the_wall
from tests.cast import Town, a_case, moment

pytestmark = pytest.mark.django_db
MONDAY = "Monday 3 March 2025"


def a_call(rang: str, *, answered: str = "", given_up: str = "") -> Call:
    occasion = new_occasion(Occasion.Kind.CALL, at=moment(rang), channel="telephone")
    happened(occasion, "rang", at=moment(rang), by=None, channel="telephone")
    call = Call(occasion=occasion, call=occasion.reference, ring=moment(rang))
    for kind, at in (("picked up", answered), ("given up", given_up)):
        if at:
            happened(occasion, kind, at=moment(at), by=None, channel="telephone")
    call.answered = moment(answered) if answered else None
    call.ended = moment(given_up) if given_up else None
    call.outcome = Call.Outcome.GIVEN_UP if given_up else Call.Outcome.ANSWERED if answered else ""
    call.save()
    return call


def a_visitor(arrived: str, *, seen: str = "") -> None:
    by = Officer.objects.earliest("id")
    visit = arrive(Visitor(name="Mrs Lee"), office=None, at=moment(arrived), by=by)
    if seen:
        see(visit, at=moment(seen), by=by)


def test_what_waits_now(town: Town) -> None:
    a_call(f"{MONDAY} 10:00:00", answered=f"{MONDAY} 10:00:09")
    a_call(f"{MONDAY} 10:03:30")
    a_visitor(f"{MONDAY} 09:50:00", seen=f"{MONDAY} 09:55:00")
    a_visitor(f"{MONDAY} 09:58:00")
    a_visitor(f"{MONDAY} 10:01:00")
    wall = the_wall(moment(f"{MONDAY} 10:03:40"))
    assert (wall.ringing.count, wall.ringing.since) == (1, moment(f"{MONDAY} 10:03:30"))
    assert (wall.waiting.count, wall.waiting.since) == (2, moment(f"{MONDAY} 09:58:00"))
    assert wall.longest == moment(f"{MONDAY} 09:58:00")
    # One call to pick up; two visitors to see, and to tell if it takes longer; one of them still to greet in time.
    assert wall.soon == 1 + 2 * 2 + 1


def test_nothing_waits_at_an_empty_desk(town: Town) -> None:
    wall = the_wall(moment(f"{MONDAY} 10:00:00"))
    assert (wall.ringing.count, wall.waiting.count, wall.longest, wall.soon) == (0, 0, None, 0)


def test_today_is_counted_as_the_report_card_counts_the_month(town: Town) -> None:
    a_call(f"{MONDAY} 10:00:00", answered=f"{MONDAY} 10:00:20")
    a_call(f"{MONDAY} 10:05:00", answered=f"{MONDAY} 10:05:21")
    a_call(f"{MONDAY} 11:00:00", given_up=f"{MONDAY} 11:01:00")
    a_visitor(f"{MONDAY} 09:00:00", seen=f"{MONDAY} 09:10:00")
    a_visitor(f"{MONDAY} 09:00:00", seen=f"{MONDAY} 09:10:01")
    now = moment(f"{MONDAY} 17:00:00")
    wall, card = the_wall(now), full_card(now)
    assert wall.calls and wall.visitors
    assert (wall.calls.kept, wall.given_up) == (1, 1)
    assert wall.calls == card["F02"].whole
    assert (wall.visitors.kept, wall.visitors.broken) == (1, 1)
    assert wall.visitors == card["F20"].whole
    everything = [entry.whole for entry in card.entries]
    assert wall.everything.kept == sum(tally.kept for tally in everything)
    assert wall.everything.broken == sum(tally.broken for tally in everything)


def test_yesterday_is_not_today_and_what_falls_due_later_is_not_yet_counted(town: Town) -> None:
    a_call("Sunday 2 March 2025 23:59:30", answered="Sunday 2 March 2025 23:59:40")
    case = a_case(town, at=moment(f"{MONDAY} 09:00:00"))
    happened(case, "acknowledged", at=moment(f"{MONDAY} 09:05:00"), by=town.bob)
    wall = the_wall(moment(f"{MONDAY} 17:00:00"))
    assert (wall.calls and wall.calls.measured, wall.everything.kept) == (0, 0)


def test_the_wall_names_nobody_and_keeps_itself_up_to_date(bob: Client, town: Town) -> None:
    with time_machine.travel(moment(f"{MONDAY} 10:00:10"), tick=False):
        page = bob.get("/desk/wall")
        assert (page.status_code, b"Mrs Lee" in page.content) == (200, False)
        part = bob.get("/desk/wall", {"seen": ""})
        again = bob.get("/desk/wall", {"seen": part["X-Seen"]})
        assert (again.status_code, again.content) == (204, b"")
        a_call(f"{MONDAY} 10:00:00")
        assert bob.get("/desk/wall", {"seen": part["X-Seen"]}).status_code == 200
