"""The story of an appointment: offered round a meeting in another calendar, confirmed by mail, moved, kept too late."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time

import pytest
import time_machine
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from answerable.desk.diary.calendars import read_from
from answerable.desk.diary.hours import Spell, set_pattern
from answerable.desk.models import Appointment, Case, OtherCalendar
from answerable.worker.work import Worker
from tests.browsing import sit_down
from tests.cast import Town, a_case, a_town, moment
from tests.channels.calendar.server import calendars, ics
from tests.desk.diary.agreed import the_room
from tests.looking import faults, tab_to
from tests.servers import SmtpServer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
MONDAY = moment("Monday 2 March 2026 09:05")
MEETING = "DTSTART:20260303T090000Z\r\nDTEND:20260303T110000Z\r\nSUMMARY:A private matter"


class Desk:
    """Bob at a browser, with the worker behind him. `now` is where the clock stands."""

    def __init__(self, page: Page, address: str, town: Town, mail: SmtpServer) -> None:
        self.page, self.address, self.town, self.mail = page, address, town, mail
        self.case: Case = a_case(town, at=MONDAY)
        self.clock = time_machine.travel(MONDAY, tick=True)
        self.traveller = self.clock.start()

    def the_clock_stands_at(self, now: datetime) -> None:
        self.traveller.move_to(now)
        sit_down(self.page, self.address, self.town.bob)

    def the_worker_works(self) -> None:
        Worker(lambda: datetime.now(MONDAY.tzinfo)).pass_once()

    def last_mail(self) -> str:
        body = self.mail.messages[-1].get_body(("plain",))
        assert body is not None
        return str(body.get_content())


@pytest.fixture
def desk(page: Page, live_server: LiveServer, smtp_server: SmtpServer, settings: Settings) -> Iterator[Desk]:
    settings.SMTP = f"smtp://{smtp_server.host}:{smtp_server.port}"
    town = a_town()
    set_pattern(town.bob, [Spell(weekday, time(9), time(12)) for weekday in range(5)], first=date(2026, 3, 2))
    the_room()
    made = Desk(page, live_server.url, town, smtp_server)
    yield made
    made.clock.stop()


def test_F10_F18_an_appointment_round_another_calendar_is_confirmed_moved_and_kept_too_late(
    desk: Desk, settings: Settings
) -> None:
    with calendars() as elsewhere:
        settings.ALLOWED_ADDRESSES = elsewhere.place
        read_from(elsewhere.gives("/bob.ics", ics(MEETING)), officer=desk.town.bob, by=desk.town.bob)
        desk.the_worker_works()
    assert OtherCalendar.objects.get().trouble == ""
    desk.the_clock_stands_at(MONDAY)
    it_is_offered_round_the_meeting(desk)
    desk.the_worker_works()
    assert "Tuesday 3 March 2026 at 11:00" in desk.last_mail() and "Turn left at the church" in desk.last_mail()
    it_is_moved_with_apology_and_explanation(desk)
    desk.the_worker_works()
    assert "We are sorry" in desk.last_mail() and "The reason is this: The hall is flooded." in desk.last_mail()
    desk.the_clock_stands_at(moment("Wednesday 4 March 2026 09:40"))
    it_is_kept_two_minutes_late(desk)


def it_is_offered_round_the_meeting(desk: Desk) -> None:
    page = desk.page
    page.goto(f"{desk.address}{reverse('case', args=[desk.case.reference])}")
    page.get_by_role("link", name="Make an appointment").click()
    page.get_by_label("Room").select_option(label="Room 2, The Old Hall")
    page.get_by_label("Day").fill("3")
    page.get_by_label("Month").fill("3")
    page.get_by_label("Year").fill("2026")
    page.get_by_role("button", name="Show free times").click()
    first = page.get_by_role("radio").first
    expect(page.get_by_role("radio", name="Tuesday 3 March 2026 at 11:00")).to_be_visible()
    expect(page.get_by_role("radio", name="Tuesday 3 March 2026 at 10:00")).to_have_count(0)
    assert faults(page) == []
    first.focus()
    page.keyboard.press("Space")
    tab_to(page, "Make the appointment")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Confirmation by e-mail: waiting to be sent")).to_be_visible()
    assert faults(page) == []


def it_is_moved_with_apology_and_explanation(desk: Desk) -> None:
    page = desk.page
    reference = Appointment.objects.get().occasion.reference
    page.goto(f"{desk.address}{reverse('appointment-move', args=[reference])}")
    page.get_by_role("radio", name="Wednesday 4 March 2026 at 09:30").check()
    page.get_by_role("button", name="Move it and tell the customer").click()
    expect(page.get_by_role("alert").first).to_contain_text("Explain why")
    assert faults(page) == []
    page.get_by_label("Why we change it").fill("The hall is flooded")
    page.get_by_role("button", name="Move it and tell the customer").click()
    expect(page.get_by_text("Wednesday 4 March 2026 at 09:30").first).to_be_visible()


def it_is_kept_two_minutes_late(desk: Desk) -> None:
    page = desk.page
    page.goto(f"{desk.address}{reverse('diary')}")
    expect(page.get_by_role("heading", name=re.compile("Wednesday 4 March 2026, today"))).to_be_visible()
    assert faults(page) == []
    page.get_by_role("link", name="Bins on Mill Lane").click()
    page.get_by_role("button", name="We met").click()
    for label, value in (("Day", "4"), ("Month", "3"), ("Year", "2026"), ("Time", "09:32")):
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("F10 We are on time for meetings: broken")).to_be_visible()
    expect(page.get_by_text(re.compile("F10 .*void"))).to_be_visible()
    expect(page.get_by_text(re.compile("F18 .*kept"))).to_be_visible()
