"""The report of calls, calls noted by hand and the settings of the telephone, read as people meet them."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from answerable.desk.models import Line
from answerable.desk.telephone import events as told
from answerable.desk.telephone.actions import take_events
from answerable.desk.telephone.feeds import broke, feed_named
from tests.browsing import sit_down
from tests.cast import Town
from tests.desk.telephone.ringing import TEN, Story
from tests.looking import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_manager_reads_how_calls_are_answered_and_notes_some_by_hand(
    page: Page, live_server: LiveServer, town: Town
) -> None:
    feed = feed_named("switchboard")
    calls = [Story(f"c{number}").rings(0).picked_up(number * 3).ended(100) for number in range(12)]
    take_events(feed, [event for call in calls for event in call.events], at=TEN)
    take_events(feed, Story("v").rings(0).then(told.VOICEMAIL, 25).ended(60).events, at=TEN)
    broke(feed, since=TEN, why="Connection refused")
    sit_down(page, live_server.url, town.alice)
    page.goto(f"{live_server.url}/desk/reports/telephone?month=2026-06")
    expect(page.locator("#formula")).to_contain_text("7 answered within 20 seconds ÷ (12 answered + 0 given up + 1")
    assert faults(page) == []
    page.get_by_role("link", name="Enter calls noted by hand").click()
    assert faults(page) == []
    for place in ("lines", f"lines/{Line.objects.get().pk}", "clients/webhooks", "clients/webhooks/new"):
        page.goto(f"{live_server.url}/desk/settings/{place}")
        assert faults(page) == [], place
