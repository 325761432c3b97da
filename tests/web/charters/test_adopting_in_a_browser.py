"""A charter is adopted and a bank holiday proclaimed in a real browser: by keyboard, wide, narrow, without script."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from answerable.desk.models import CalendarChange, Edition
from tests.browsing import a_page, sit_down
from tests.cast import Town, a_case
from tests.looking import faults, tab_to
from tests.web.charters.test_adopting import STRICTER

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_manager_adopts_a_charter_from_the_first_slip_to_the_edition(
    live_server: LiveServer, page: Page, town: Town
) -> None:
    sit_down(page, live_server.url, town.carol)
    page.goto(f"{live_server.url}/desk/charter")
    assert faults(page) == []
    tab_to(page, "Write a new edition")
    page.keyboard.press("Enter")
    page.get_by_label("Text of the charter").fill(STRICTER.replace("1 working day", "1 workday", 1))
    assert faults(page) == []
    page.get_by_role("button", name="Keep and check it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("This is not a charter yet")
    expect(page.get_by_role("row", name="1 workday").first).to_be_visible()
    assert faults(page) == []
    page.get_by_label("Text of the charter").fill(STRICTER)
    page.get_by_role("button", name="Keep and check it").click()
    expect(page.get_by_text("Time: was 2 working days, is now 1 working day")).to_be_visible()
    assert faults(page) == []
    tab_to(page, "Adopt it", most=120)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Edition 2 of the charter")
    assert faults(page) == []
    assert Edition.objects.get(number=2).adopted_by == town.carol


def test_a_doubt_is_ruled_on_without_script(live_server: LiveServer, browser: Browser, town: Town) -> None:
    with a_page(browser, java_script_enabled=False) as page:
        sit_down(page, live_server.url, town.carol)
        page.goto(f"{live_server.url}/desk/charter")
        page.get_by_role("link", name="Rule on it").first.click()
        page.get_by_role("radio").first.check()
        page.get_by_label("Who ruled").fill("full council")
        page.get_by_role("button", name="Write it into a draft").click()
        expect(page.get_by_text("Ruling on").first).to_be_visible()
        page.get_by_role("button", name="Adopt it").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Edition 2 of the charter")


def test_the_ruling_page_is_whole_when_narrow(live_server: LiveServer, page: Page, town: Town) -> None:
    sit_down(page, live_server.url, town.carol)
    page.goto(f"{live_server.url}/desk/charter")
    page.get_by_role("link", name="Rule on it").first.click()
    assert faults(page) == []


def test_a_bank_holiday_is_proclaimed_and_its_page_says_what_it_moved(
    live_server: LiveServer, page: Page, town: Town
) -> None:
    for hour in range(3):
        case = a_case(town, at=now() - timedelta(hours=hour), channel="letter")
    told = {"date": f"{localdate() + timedelta(days=9)}", "tells": ["when the answer comes"]}
    case.facts.create(kind="acknowledged", at=now(), recorded=now(), details=told)
    sit_down(page, live_server.url, town.alice)
    page.goto(f"{live_server.url}/desk/settings/calendar")
    assert faults(page) == []
    tab_to(page, "Proclaim a bank holiday", most=120)
    page.keyboard.press("Enter")
    monday = localdate() + timedelta(days=7 - localdate().weekday())
    page.get_by_label("What it is for").fill("A day of mourning")
    for box, value in zip(("Day", "Month", "Year"), (monday.day, monday.month, monday.year), strict=True):
        page.get_by_role("group", name="The day").get_by_label(box).fill(str(value))
    assert faults(page) == []
    page.get_by_role("button", name="Proclaim it").click()
    expect(page.get_by_text("the customer had been told a date")).to_be_visible()
    assert faults(page) == []
    page.goto(f"{live_server.url}/desk/settings/calendar")
    assert faults(page) == []
    assert CalendarChange.objects.get().by == town.alice
