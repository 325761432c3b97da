"""Taking a message from anywhere, and returning it, on the screens."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from answerable.desk.diary.models import Absence
from answerable.desk.drafts.actions import kept
from answerable.desk.history.actions import new_occasion
from answerable.desk.history.models import Occasion
from answerable.desk.messages.models import Attempt, LeftMessage
from tests.cast import Town, a_case, moment

pytestmark = pytest.mark.django_db
FRIDAY = moment("Friday 27 February 2026 16:50")
EVENING = moment("Friday 27 February 2026 17:30")


def a_message(town: Town, **more: str) -> dict[str, str]:
    who = {"who": "Mrs Lee", "customer": str(town.mrs_lee.pk), "words": "About the hedge"}
    return {"wanted": str(town.carol.pk), "number": ""} | who | more


def leave(client: Client, **fields: str) -> str:
    with time_machine.travel(FRIDAY, tick=False):
        return client.post(reverse("new-message"), fields, follow=True).text


@pytest.fixture
def carols_absence(town: Town) -> Absence:
    returns = moment("Thursday 5 March 2026 09:00")
    occasion = new_occasion(Occasion.Kind.ABSENCE, at=FRIDAY)
    return Absence.objects.create(
        occasion=occasion, officer=town.carol, begins=FRIDAY, returns=returns, cover=town.dan, entered_at=FRIDAY
    )


def test_a_message_needs_a_colleague_and_a_line_and_has_the_number_that_is_known(town: Town, bob: Client) -> None:
    assert "The message is with Carol Chowdhury." in leave(bob, **a_message(town))
    left = LeftMessage.objects.get()
    assert (left.name, left.number, left.case.customer) == ("Mrs Lee", "01632 960123", town.mrs_lee)


def test_who_can_not_be_rung_is_asked_for_a_number(town: Town, bob: Client) -> None:
    said = leave(bob, **a_message(town, who="anonymous", customer=""))
    assert "Give the number at which they can be rung back." in said
    leave(bob, **a_message(town, who="anonymous", customer="", number="01632 960777"))
    left = LeftMessage.objects.get()
    assert (left.name, left.number, left.case.customer) == ("anonymous", "01632 960777", None)


def test_somebody_new_is_known_afterwards_by_the_number(town: Town, bob: Client) -> None:
    leave(bob, **a_message(town, who="Jo Smith 01632 960777", customer="new"))
    left = LeftMessage.objects.get()
    assert (left.name, left.number) == ("Jo Smith", "01632 960777")
    assert [one.value for one in left.case.customer.addresses.all()] == ["01632 960777"]  # type: ignore[union-attr]


def test_P25_who_is_away_is_shown_with_return_and_cover_before_the_message_is_taken(
    town: Town, bob: Client, carols_absence: Absence
) -> None:
    with time_machine.travel(FRIDAY, tick=False):
        known = bob.get(reverse("message-colleague"), {"wanted": town.carol.pk}).text
    for words in (
        "Carol Chowdhury is away until Thursday 5 March 2026 at 09:00.",
        "Dan Okafor covers.",
        "By our charter they are rung back by Monday 2 March 2026",
        "That is before Carol Chowdhury returns.",
    ):
        assert words in known


def test_P25_without_script_too_it_is_said_before_anything_is_promised(
    town: Town, bob: Client, carols_absence: Absence
) -> None:
    assert "They are away. Say to whom the message goes." in leave(bob, **a_message(town))
    assert not LeftMessage.objects.exists()
    assert "The message is with Dan Okafor." in leave(bob, **a_message(town, give="cover"))
    left = LeftMessage.objects.get()
    assert (left.wanted, left.case.owner) == (town.carol, town.dan)


def test_a_half_typed_message_is_kept_and_let_go_once_it_is_left(town: Town, bob: Client) -> None:
    bob.post(reverse("draft", args=["new-message"]), a_message(town, words="About the he"))
    assert "About the he" in bob.get(reverse("new-message")).text
    leave(bob, **a_message(town))
    assert kept(town.bob, "new-message") == {}


@pytest.mark.parametrize("bad", ["", "x", "99999999999999999999", "-1", "²"])
def test_nobody_is_known_by_a_number_that_is_none(bad: str, bob: Client) -> None:
    assert "away" not in bob.get(reverse("message-colleague"), {"wanted": bad}).text


def test_F06_attempts_stand_with_the_message_on_today_and_among_the_calls(town: Town, bob: Client) -> None:
    leave(bob, **a_message(town, wanted=str(town.bob.pk)))
    left = LeftMessage.objects.get()
    with time_machine.travel(EVENING, tick=False):
        bob.post(reverse("message-attempts", args=[left.pk]), {"outcome": "no answer", "token": "one"})
        bob.post(reverse("message-attempts", args=[left.pk]), {"outcome": "no answer", "token": "one"})
        pages = [bob.get(reverse(name)).text for name in ("messages", "calls", "today")]
    assert Attempt.objects.count() == 1
    for page in pages:
        assert "Rang, no answer, Bob Baker" in page
        assert "01632 960123" in page


def test_F06_what_was_said_when_they_were_reached_answers_them(town: Town, bob: Client) -> None:
    leave(bob, **a_message(town, wanted=str(town.bob.pk)))
    left = LeftMessage.objects.get()
    with time_machine.travel(EVENING, tick=False):
        page = bob.post(
            reverse("message-return", args=[left.pk]), {"text": "It is cut on Thursday.", "closes": "on"}, follow=True
        ).text
        assert "Nobody waits to be rung back." in bob.get(reverse("messages")).text
    assert "They were rung back, and that is recorded." in page
    assert "It is cut on Thursday." in page


def test_F23_a_ring_back_is_promised_from_the_case(town: Town, bob: Client) -> None:
    case = a_case(town, at=FRIDAY - timedelta(hours=1), channel="telephone")
    told = {"name": "Mrs Lee", "number": "01632 960123", "by_time": "9.30"}
    with time_machine.travel(FRIDAY, tick=False):
        address = reverse("ring-back", args=[case.reference])
        assert "That moment has passed." in bob.post(address, told).text
        assert "Say by when you told them" in bob.post(address, told | {"by_time": ""}).text
        bob.post(address, told | {"by_on_day": "2", "by_on_month": "3", "by_on_year": "2026"})
        assert "to be rung by Monday 2 March 2026 at 09:30" in bob.get(reverse("messages"), {"whose": "everybody"}).text


def test_today_shows_a_message_once_under_its_promise_with_what_to_do(town: Town, bob: Client, client: Client) -> None:
    leave(bob, **a_message(town))
    left = LeftMessage.objects.get()
    client.force_login(town.carol)
    with time_machine.travel(EVENING, tick=False):
        page = client.get(reverse("today")).text
    assert page.count(reverse("message-return", args=[left.pk])) == 1
    row = page.partition("Falls due next")[2].partition("</section>")[0]
    assert "Reached" in row and "Left word" in row and "01632 960123" in row and left.case.reference in row
    assert "To ring back" not in page and "All messages to return" in page
