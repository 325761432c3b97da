"""Stories of officers at work on a case, in a real browser, by keyboard."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from answerable.desk.cases.actions import open_case
from answerable.desk.drafts.models import Draft
from answerable.desk.models import Case, Contact, Message
from answerable.desk.officers.models import Officer
from answerable.desk.references import new_reference
from tests.browsing import axe, sit_down
from tests.cast import Town, a_town, moment
from tests.servers import until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
MONDAY = moment("Monday 2 March 2026 10:00")
AN_HOUR_LATER = MONDAY + timedelta(hours=1)


class Desk:
    """An officer at a browser, and what they do there."""

    def __init__(self, page: Page, address: str, town: Town) -> None:
        self.page, self.address, self.town = page, address, town

    def given_an_email_from_mrs_lee(self, at: datetime = MONDAY) -> Case:
        case = open_case(
            customer=self.town.mrs_lee,
            need="Bins on Mill Lane",
            channel="email",
            received_at=at,
            at=at,
            by=None,
            owner=self.town.dan,
        )
        contact = Contact.objects.create(
            reference=new_reference(),
            customer=self.town.mrs_lee,
            channel="email",
            message_id="<1@example.org>",
            sender="lee@example.org",
            subject="Bins on Mill Lane",
            text="When will somebody come?",
            received_at=at,
            recorded_at=at,
        )
        contact.cases.add(case)
        return case

    def given_at_the_desk_is(self, officer: Officer) -> None:
        sit_down(self.page, self.address, officer)

    def when_the_case_is_opened(self, case: Case) -> None:
        self.page.goto(self.address + reverse("case", args=[case.reference]))

    def when_the_officer_types(self, words: str) -> None:
        self.page.keyboard.type(words)

    def when_the_officer_presses(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def when_the_reply_is_a_holding_reply(self) -> None:
        self.page.get_by_label("Holding reply").check()

    def then_the_page_says(self, words: str) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()

    def then_axe_finds_nothing(self) -> None:
        assert axe(self.page) == []


@pytest.fixture
def desk(page: Page, live_server: LiveServer) -> Iterator[Desk]:
    town = a_town()
    with time_machine.travel(AN_HOUR_LATER):
        at_the_desk = Desk(page, live_server.url, town)
        at_the_desk.given_at_the_desk_is(town.bob)
        yield at_the_desk


def test_an_email_is_answered_by_keyboard_alone(desk: Desk) -> None:
    case = desk.given_an_email_from_mrs_lee()
    desk.when_the_case_is_opened(case)
    desk.then_the_page_says("When will somebody come?")
    desk.then_axe_finds_nothing()
    desk.when_the_officer_presses("Alt+Shift+KeyR")
    desk.when_the_officer_types("Dear Mrs Lee,\n\nthe lorry comes tomorrow.")
    desk.when_the_officer_presses("Control+Enter")
    desk.then_the_page_says("The reply is on its way")
    desk.then_the_page_says("Waiting to be sent")
    message = Message.objects.get()
    assert (message.to, message.officer, message.in_reply_to) == ("lee@example.org", desk.town.bob, "<1@example.org>")
    desk.then_axe_finds_nothing()


def test_F25a_a_holding_reply_without_the_new_date_is_stopped(desk: Desk) -> None:
    case = desk.given_an_email_from_mrs_lee()
    desk.when_the_case_is_opened(case)
    desk.when_the_reply_is_a_holding_reply()
    desk.page.get_by_label("Why it takes longer").fill("The lorry is broken")
    desk.page.get_by_label("Text", exact=True).fill("We are sorry. The lorry is broken.")
    # Said while typing, and again on sending.
    desk.then_the_page_says("Before it can go:")
    desk.page.get_by_role("button", name="Send reply").click()
    desk.then_the_page_says("There is a problem")
    desk.then_the_page_says("Write the date by which the customer can expect the answer")
    assert not Message.objects.exists()
    desk.then_axe_finds_nothing()
    desk.page.get_by_label("Day").first.fill("9")
    desk.page.get_by_label("Month").first.fill("3")
    desk.page.get_by_label("Year").first.fill("2026")
    desk.page.get_by_role("button", name="Write these into the text").click()
    expect(desk.page.get_by_label("Text", exact=True)).to_have_value(re.compile("9 March 2026"))
    desk.page.get_by_role("button", name="Send reply").click()
    desk.then_the_page_says("The reply is on its way")
    assert Message.objects.get().date_told == datetime(2026, 3, 9).date()  # noqa: DTZ001


def test_what_was_half_typed_survives_a_browser_that_dies(desk: Desk) -> None:
    case = desk.given_an_email_from_mrs_lee()
    desk.when_the_case_is_opened(case)
    with desk.page.expect_response(lambda response: response.url.endswith("/reply/draft")):
        desk.page.get_by_label("Text", exact=True).fill("Dear Mrs Lee, the lor")
    again = desk.page.context.new_page()
    desk.page.close()
    desk.page = again
    desk.when_the_case_is_opened(case)
    expect(again.get_by_label("Text", exact=True)).to_have_value("Dear Mrs Lee, the lor")


def test_what_was_typed_in_the_last_moment_goes_with_the_page(desk: Desk) -> None:
    case = desk.given_an_email_from_mrs_lee()
    desk.when_the_case_is_opened(case)
    desk.page.get_by_label("Text", exact=True).fill("Dear Mrs Lee, the lor")
    desk.page.goto(desk.address + reverse("customers"))
    assert until(Draft.objects.exists), "it went with the page, and nobody sees it arrive"
    desk.when_the_case_is_opened(case)
    expect(desk.page.get_by_label("Text", exact=True)).to_have_value("Dear Mrs Lee, the lor")


def test_F16_a_case_is_handed_over_only_when_the_colleague_accepts(desk: Desk) -> None:
    case = desk.given_an_email_from_mrs_lee()
    desk.when_the_case_is_opened(case)
    desk.page.get_by_role("link", name="Offer to a colleague").click()
    desk.page.get_by_label("Colleague", exact=True).select_option("Carol Chowdhury")
    desk.page.get_by_label("What they should know").fill("She has rung twice.")
    desk.then_axe_finds_nothing()
    desk.page.get_by_role("button", name="Offer it").click()
    desk.then_the_page_says("who has not accepted yet")
    desk.page.context.clear_cookies()
    desk.given_at_the_desk_is(desk.town.carol)
    desk.when_the_case_is_opened(case)
    desk.then_the_page_says("offers you this case")
    desk.page.get_by_role("button", name="Accept").click()
    desk.then_the_page_says("The case is yours now.")
    desk.then_the_page_says("Taken over from Bob Baker: She has rung twice.")
    case.refresh_from_db()
    assert case.owner == desk.town.carol


def test_a_case_does_not_close_as_answered_without_an_answer_and_junk_is_void(desk: Desk) -> None:
    case = desk.given_an_email_from_mrs_lee()
    desk.when_the_case_is_opened(case)
    desk.page.get_by_role("link", name="Close the case").click()
    desk.page.get_by_label("Answered").check()
    desk.page.get_by_role("button", name="Close it").click()
    desk.then_the_page_says("Nothing has been sent, posted or spoken in answer yet")
    desk.then_axe_finds_nothing()
    desk.page.get_by_label("Junk").check()
    desk.page.get_by_role("button", name="Close it").click()
    desk.then_the_page_says("No longer due: junk")
    assert case.clocks.get(promise="F25").reason == "junk"


def test_why_a_promise_is_due_is_explained_day_by_day(desk: Desk) -> None:
    case = desk.given_an_email_from_mrs_lee(moment("Friday 27 February 2026 16:00"))
    desk.when_the_case_is_opened(case)
    promise = desk.page.get_by_role("listitem").filter(has_text="E-mails, texts and web requests")
    expect(promise.get_by_text("by tomorrow")).to_be_visible()
    promise.get_by_text("Why then?").click()
    expect(promise.get_by_text("Saturday 28 and Sunday 1 March are a weekend")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 320])
def test_the_case_fits_the_screen_and_axe_finds_nothing(desk: Desk, width: int) -> None:
    case = desk.given_an_email_from_mrs_lee()
    desk.page.set_viewport_size({"width": width, "height": 900})
    desk.when_the_case_is_opened(case)
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= width
    desk.then_axe_finds_nothing()
