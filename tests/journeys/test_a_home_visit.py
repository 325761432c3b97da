"""A home visit, in a real browser 360 px wide: planned, at the door, longer, help, answered by a colleague; and the
customer who checks who is there."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from answerable.charter.moments import local
from answerable.desk.badges.actions import issue
from answerable.desk.models import Alarm, Visit
from answerable.desk.visits.actions import Plan, plan
from answerable.desk.visits.codes import code_of
from tests.browsing import a_page, sit_down
from tests.cast import Town, a_town
from tests.desk.badges.faces import a_face
from tests.looking import faults, tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TELEPHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def town(live_server: LiveServer) -> Town:
    """Bob has a badge, and goes to Mrs Lee now."""
    town, now = a_town(), datetime.now(UTC)
    issue(town.bob, number="1001", photograph=a_face(), expires=local(now).date() + timedelta(days=30), at=now, by=None)
    plan(
        Plan(
            officer=town.bob,
            customer=town.mrs_lee,
            address="12 Mill Lane",
            purpose="Damp",
            begins=now - timedelta(minutes=1),
            ends=now + timedelta(minutes=40),
            safe_by=now + timedelta(minutes=50),
        ),
        at=now,
        by=town.bob,
    )
    return town


def test_an_officer_alone_at_a_door_and_the_colleague_who_hears(
    browser: Browser, live_server: LiveServer, town: Town
) -> None:
    with a_page(browser, **TELEPHONE) as telephone, a_page(browser) as desk:
        sit_down(telephone, live_server.url, town.bob)
        sit_down(desk, live_server.url, town.dan)
        at_the_door(telephone, live_server.url)
        telephone.get_by_role("button", name="I need help").click()
        expect(telephone.get_by_text("The alarm is raised. Your colleagues see it now.")).to_be_visible()
        assert faults(telephone) == []
        somebody_answers(desk, live_server.url)
        telephone.reload()
        expect(telephone.get_by_text("Dan Okafor deals with it")).to_be_visible()
        telephone.get_by_role("button", name="I have left and am safe").click()
        expect(telephone.get_by_text("✓ Over: left")).to_be_visible()
        the_alarm_is_closed(desk)


def at_the_door(page: Page, address: str) -> None:
    page.goto(f"{address}{reverse('visits')}")
    page.get_by_role("link", name=re.compile("–")).click()
    page.get_by_label("Introduced").check()
    page.get_by_label("Identification shown").check()
    page.get_by_role("button", name="I have arrived").click()
    expect(page.get_by_role("button", name="I have left and am safe")).to_be_visible()
    tap = page.get_by_role("button", name="I need help").bounding_box()
    assert tap is not None and tap["height"] >= 44 and tap["width"] >= 300
    page.get_by_role("button", name="15 minutes").click()
    expect(page.get_by_text("The check-in time is now")).to_be_visible()


def somebody_answers(page: Page, address: str) -> None:
    page.goto(f"{address}{reverse('alarm', args=[Alarm.objects.get().pk])}")
    expect(page.get_by_text("12 Mill Lane")).to_be_visible()
    assert faults(page) == []
    tab_to(page, "I deal with it")
    page.keyboard.press("Enter")
    expect(page.get_by_text("It is yours.")).to_be_visible()


def the_alarm_is_closed(page: Page) -> None:
    page.reload()
    page.get_by_label("How was it found, and what was done?").fill("A dog. All is well.")
    page.get_by_role("button", name="Close the alarm").click()
    expect(page.get_by_text("A dog. All is well.")).to_be_visible()


def test_a_customer_checks_the_visitor_and_the_desk_checks_for_a_caller(
    browser: Browser, page: Page, live_server: LiveServer, town: Town
) -> None:
    with a_page(browser, **TELEPHONE) as telephone:
        telephone.goto(f"{live_server.url}/")
        telephone.get_by_role("link", name="Check that the officer is genuine").click()
        telephone.get_by_label("Code of the visit").fill("AAAA-AAAA")
        telephone.keyboard.press("Enter")
        expect(telephone.get_by_role("alert")).to_contain_text("We can’t confirm this visitor")
        telephone.get_by_label("Code of the visit").fill(code_of(Visit.objects.get()).lower())
        telephone.get_by_role("button", name="Check the visitor").click()
        expect(telephone.get_by_role("img", name="Photograph of Bob Baker")).to_be_visible()
        assert faults(telephone) == []
    sit_down(page, live_server.url, town.dan)
    page.goto(f"{live_server.url}{reverse('officer-check')}")
    tab_to(page, "Name, badge number or address")
    page.keyboard.type("mill lane")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="An officer of ours is due now")).to_be_visible()
    assert faults(page) == []
    sit_down(page, live_server.url, town.carol)
    page.goto(f"{live_server.url}{reverse('badges')}")
    page.get_by_role("link", name=re.compile("Print")).click()
    expect(page.get_by_role("region", name="Identity card, front")).to_contain_text("1001")
    assert faults(page) == []
