"""Asking once a second for what shows live, where the stream can't be had; and what the bar costs a page."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from answerable.desk.history.actions import new_occasion
from answerable.desk.telephone.models import Call
from answerable.web.live import asking
from answerable.web.live.registry import THINGS
from tests.cast import Town

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _every_look_is_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "BETWEEN_LOOKS", 0)


def a_call_rings() -> Call:
    occasion = new_occasion("call", at=now(), channel="telephone")
    return Call.objects.create(occasion=occasion, call=occasion.reference, ring=now())


def test_F21_a_call_that_rings_is_told_once_and_then_that_it_is_over(bob: Client) -> None:
    assert bob.get("/desk/live").json()["things"] == {}
    call = a_call_rings()
    told = bob.get("/desk/live").json()
    assert told["things"]["ringing"]["order"] == [call.occasion.reference]
    again = bob.get("/desk/live", {"seen": told["seen"]})
    assert (again.status_code, again.content) == (204, b"")
    Call.objects.update(answered=now())
    over = bob.get("/desk/live", {"seen": told["seen"]}).json()
    assert (over["seen"], over["things"]["ringing"]) == ("", {"order": [], "cards": {}})


def test_an_officer_who_asks_again_and_again_is_answered_by_one_question_for_each_thing(bob: Client) -> None:
    bob.get("/desk/live")
    with CaptureQueriesContext(connection) as queries:
        bob.get("/desk/live")
    assert len(queries) <= len(THINGS)


def test_who_has_signed_out_is_told_nothing_within_seconds(bob: Client, town: Town) -> None:
    bob.get("/desk/live")
    session = bob.session.session_key
    bob.logout()
    bob.cookies["sessionid"] = str(session)
    assert asking.REMEMBERED < 5
    asking._let_in[str(session)] = town.bob, 0.0  # as if those seconds had passed
    assert bob.get("/desk/live").status_code == 302


def test_a_stranger_is_told_nothing(client: Client, town: Town) -> None:
    a_call_rings()
    assert client.get("/desk/live").status_code == 302
    client.cookies["sessionid"] = ""
    assert client.get("/desk/live").status_code == 302


@pytest.mark.parametrize("seen", ["x", "ringing-", "ringing-0.ringing-1", "-.-", "\u2603"])
def test_a_mark_that_we_never_gave_tells_all(bob: Client, seen: str) -> None:
    call = a_call_rings()
    told = bob.get("/desk/live", {"seen": seen}).json()
    assert list(told["things"]["ringing"]["cards"]) == [call.occasion.reference]


def test_the_bar_costs_a_page_no_question(bob: Client, town: Town) -> None:
    """What shows live comes by the stream: the page itself asks for none of it."""
    a_call_rings()
    bob.get("/desk/customers/")
    with CaptureQueriesContext(connection) as queries:
        bob.get("/desk/customers/")
    assert not [query for query in queries if "desk_call" in query["sql"]]
