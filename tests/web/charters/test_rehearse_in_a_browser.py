"""A rehearsal as people meet it: by the keyboard, on a small screen, with assistive technology."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from answerable.charter.moments import local
from answerable.desk.cases.actions import open_case
from answerable.desk.outbox.actions import Saying, queue
from answerable.desk.outbox.delivery import sent
from answerable.desk.outbox.models import Means
from tests.browsing import sit_down
from tests.cast import Town
from tests.looking import faults, tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _answered(town: Town) -> None:
    """Three e-mails of a Monday four weeks ago were answered two days later."""
    today = local(datetime.now(UTC)).replace(hour=9, minute=0, second=0, microsecond=0)
    monday = today - timedelta(days=today.weekday() + 28)
    for number in range(3):
        at = monday + timedelta(minutes=number)
        case = open_case(customer=town.tom, need="Bin", channel="email", received_at=at, at=at, by=None, owner=town.dan)
        saying, done = Saying(means=Means.ANSWER, text="Done."), at + timedelta(days=2)
        sent(queue(case, saying, to="tom@example.org", subject="Bin", at=done, by=town.bob), at=done)


def test_by_the_keyboard_alone_a_manager_asks_and_reads_what_would_have_been(
    live_server: LiveServer, page: Page, town: Town
) -> None:
    sit_down(page, live_server.url, town.carol)
    page.goto(live_server.url + "/desk/settings/charter/rehearse")
    assert faults(page) == []
    expect(page.get_by_label("Text of the charter")).to_be_hidden()
    tab_to(page, "Promise")
    page.keyboard.type("F25")
    tab_to(page, "Its new time")
    page.keyboard.type("1 working day")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What would have been")).to_be_visible()
    answers = page.locator(".app-rehearsed", has=page.get_by_role("heading", name=re.compile("^F25 ")))
    expect(answers.locator("p").first).to_have_text(
        "Had we promised 1 working day instead of 2 working days: 0 of 3 would have been kept, instead of 3; "
        "3 would have had to be done sooner, by a median of 1 working day. Weeks that fail: 1."
    )
    expect(page.get_by_role("img", name="Kept before and after, in per cent")).to_be_visible()
    answers.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(answers.get_by_text("Each is named by its Monday")).to_be_visible()
    assert faults(page) == []
