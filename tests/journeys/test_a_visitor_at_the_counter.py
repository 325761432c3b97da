"""A story of reception: a visitor checks in by touch, in their language, is greeted, told why they wait, and seen."""

from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from answerable.desk.council.models import Service
from answerable.desk.displays.actions import make_display
from answerable.desk.displays.models import Display
from answerable.desk.offices.models import Room
from answerable.desk.reception.models import ReceptionVisit
from tests.browsing import a_page, sit_down
from tests.cast import Town, a_town
from tests.desk.reception.visitors import an_office, at, promises
from tests.looking import faults

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


class Counter:
    """The counter, with its board, its check-in screen and its waiting display."""

    def __init__(self, desk: Page, screen: Page, address: str, town: Town) -> None:
        self.desk, self.screen, self.address, self.town = desk, screen, address, town
        self.office = an_office()

    def link(self, kind: str) -> str:
        _, secret = make_display(kind, name="By the door", at=at("09:00"), by=self.town.carol, office=self.office)
        return self.address + reverse("check-in" if kind == Display.Kind.CHECK_IN else "waiting", args=[secret])

    def when_somebody_checks_in_in_polish(self) -> None:
        self.screen.goto(self.link(Display.Kind.CHECK_IN))
        assert faults(self.screen) == []
        self.screen.get_by_role("button", name="Polski").click()
        self.screen.get_by_role("button", name="Nie").press("Enter")
        self.screen.get_by_role("button", name="Halls").click()
        self.screen.get_by_label("Imię i nazwisko").fill("Ewa Nowak")
        assert faults(self.screen) == []
        self.screen.get_by_role("button", name="Dalej").click()
        self.screen.get_by_text("Tłumacz").click()
        assert faults(self.screen) == []
        self.screen.get_by_role("button", name="Zgłoś się").click()

    def then_the_screen_tells_the_number_and_no_name(self) -> None:
        expect(self.screen.get_by_text("Jest Pan/Pani na liście")).to_be_visible()
        expect(self.screen.get_by_text("Ewa")).to_have_count(0)
        assert faults(self.screen) == []

    def when_the_board_is_opened(self) -> None:
        sit_down(self.desk, self.address, self.town.bob)
        self.desk.goto(self.address + reverse("reception"))
        expect(self.desk.get_by_text("Speaks Polish")).to_be_visible()
        assert self.desk.evaluate(
            "document.activeElement === document.body"
        )  # nothing scrolls, all is read from the top

    @property
    def visitor(self) -> Any:
        return self.desk.locator("[data-visitor]")

    def when_attention_goes_to_the_visitor(self, key: str) -> None:
        """A key that would do something to a visitor first shows to whom, once the page listens."""
        for _ in range(25):
            self.desk.keyboard.press(key)
            if self.visitor.evaluate("one => one === document.activeElement"):
                return
            self.desk.wait_for_timeout(200)
        raise AssertionError(f"{key} leads to nobody")

    def when_pressed(self, key: str, says: str) -> None:
        self.desk.keyboard.press(key)
        expect(self.desk.get_by_role("status").filter(has_text=says)).to_be_visible()


@pytest.fixture
def counter(browser: Browser, page: Page, live_server: LiveServer) -> Any:
    town = a_town()
    Service.objects.create(code="halls", name="Halls")
    with a_page(browser, viewport={"width": 1024, "height": 768}) as screen:
        yield Counter(page, screen, live_server.url, town)


def test_F09_F20_F20a_a_visitor_checks_in_waits_and_is_seen_in_a_private_room_on_a_tuesday(counter: Counter) -> None:
    with time_machine.travel(at("10:00")):
        counter.when_somebody_checks_in_in_polish()
        counter.then_the_screen_tells_the_number_and_no_name()
    with travelled_to("10:02"):
        counter.when_the_board_is_opened()
        assert faults(counter.desk) == []
        counter.when_attention_goes_to_the_visitor("g")
        counter.when_pressed("g", "greeted")
        expect(counter.visitor).to_be_focused()
    with travelled_to("10:08"):
        counter.desk.goto(counter.address + reverse("reception"))
        expect(counter.desk.get_by_text("I am sorry that you are still waiting")).to_be_visible()
        assert faults(counter.desk) == []
        counter.when_attention_goes_to_the_visitor("w")
        counter.when_pressed("w", "told why they wait")
        counter.desk.get_by_role("button", name="To a private room").click()
        expect(counter.desk.get_by_text("Garden room is theirs")).to_be_visible()
    with travelled_to("10:12"):
        counter.screen.goto(counter.link(Display.Kind.WAITING))
        expect(counter.screen.get_by_text("Garden room")).to_be_visible()
        assert faults(counter.screen) == []
        counter.desk.goto(counter.address + reverse("reception"))
        counter.when_attention_goes_to_the_visitor("s")
        counter.when_pressed("s", "seen")
        counter.when_pressed("p", "seen")
        expect(counter.desk.get_by_text("Ewa Nowak")).to_have_count(0)
        counter.when_pressed("l", "has left")
    visit = ReceptionVisit.objects.get()
    assert promises(visit, "10:30") == {"F09": "kept", "F20": "broken", "F20a": "kept"}
    assert (visit.room, visit.self_checked_in) == (Room.objects.get(private=True), True)


def travelled_to(clock: str) -> Any:
    moment: datetime = at(clock)
    return time_machine.travel(moment)
