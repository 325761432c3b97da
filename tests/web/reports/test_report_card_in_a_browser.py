"""The report card as people meet it: small screens, forced colours, assistive technology."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from answerable.desk.cases.actions import open_case
from answerable.desk.figures.months import begins, month_after, month_of
from answerable.desk.outbox.actions import Saying, queue
from answerable.desk.outbox.delivery import sent
from answerable.desk.outbox.models import Means
from answerable.reports.words import month_in_words
from tests.browsing import a_page, axe
from tests.cast import PASSWORD, Town, a_town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


LAST_MONTH = month_after(month_of(datetime.now(UTC)), -1)
LAST_MONTH_IN_WORDS = month_in_words(LAST_MONTH)
MONDAY = begins(LAST_MONTH) + timedelta(days=-LAST_MONTH.weekday() % 7, hours=9)


@pytest.fixture
def town() -> Town:
    """Twelve e-mails came on the first Monday of last month, and one of them was answered late."""
    town = a_town()
    for number in range(12):
        at = MONDAY + timedelta(minutes=number)
        case = open_case(customer=town.tom, need="Bin", channel="email", received_at=at, at=at, by=None, owner=town.dan)
        saying, done = Saying(means=Means.ANSWER, text="Done."), at + timedelta(days=1 if number else 9)
        sent(queue(case, saying, to="tom@example.org", subject="Bin", at=done, by=town.bob), at=done)
    return town


def test_the_card_is_whole_at_320_pixels_and_axe_finds_nothing(live_server: LiveServer, page: Page, town: Town) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    for address in ("/promises", "/promises/F25"):
        page.goto(live_server.url + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert axe(page) == []


def test_the_picture_has_words_and_its_table_opens_by_keyboard(live_server: LiveServer, page: Page, town: Town) -> None:
    page.goto(live_server.url + "/promises")
    card = page.locator("article", has=page.locator("#F25"))
    assert f"{LAST_MONTH_IN_WORDS}: 91.6% of 12 kept." in (card.locator("svg desc").text_content() or "")
    expect(card.get_by_role("table")).to_be_hidden()
    card.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(card.get_by_role("row", name=LAST_MONTH_IN_WORDS)).to_be_visible()


def test_in_forced_colours_kept_and_broken_still_differ(live_server: LiveServer, browser: Browser, town: Town) -> None:
    with a_page(browser, forced_colors="active") as page:
        page.goto(live_server.url + "/promises")
        fills = [
            page.locator(f"#F25 >> xpath=ancestor::article >> .app-chart__{part}").first.evaluate(
                "it => getComputedStyle(it).fill"
            )
            for part in ("kept", "broken")
        ]
    assert fills[0] != fills[1]


def test_an_officer_walks_from_a_figure_to_its_case(live_server: LiveServer, page: Page, town: Town) -> None:
    page.goto(live_server.url + "/desk/reports")
    page.fill("input[type=email]", "carol@council.example.org")
    page.fill("input[type=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="E-mails, texts and web requests are answered in two working days").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("in two working days")
    assert axe(page) == []
    page.get_by_role("link", name=f"1 broken, {LAST_MONTH_IN_WORDS}").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Broken in {LAST_MONTH_IN_WORDS}: 1")
    expect(page.get_by_text("Bob Baker").or_(page.get_by_text("Dan Okafor")).first).to_be_visible()
    assert axe(page) == []
