"""Stories of a charter with steps, records and clauses that allow something, in a real browser."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from answerable.desk.models import Case
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.actions import Saying, queue
from answerable.desk.outbox.delivery import sent
from tests.browsing import sit_down
from tests.cast import Town, a_case, a_town, moment
from tests.looking import faults, tab_to

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
MONDAY = moment("Monday 2 March 2026 10:00")
AN_HOUR_LATER = MONDAY + timedelta(hours=1)
MORE = """
[[promise]]
id = "F23a"
title = "The customer is told who they are passed to, and why"
where = "Customer Care Standards, eighth point"
at = "handed over"
needs = ["told to whom", "told why"]

[[promise]]
id = "K09"
title = "If it is not settled at once the customer is given a name and a date"
where = "3.0 Objectives, fifth point"
at = "left open"
needs = ["contact named", "date given"]

[[promise]]
id = "P35"
title = "Customer service training is renewed"
where = "Customer Promise, last point"
record = { of = "training", each = "officer", every = "2 years" }

[[promise]]
id = "F13"
title = "The standards are reviewed every year"
where = "Customer Care Standards, the end"
record = { of = "review", each = "charter", every = "1 year" }

[[promise]]
id = "X01"
title = "Requests for information are answered in twenty working days"
where = "x"
from = "received"
until = "answered"
within = "20 working days"
extension = { at_most = "20 working days" }
pauses = ["waiting for the customer"]
"""


class Desk:
    """An officer at a browser, and what they do there."""

    def __init__(self, page: Page, address: str, town: Town) -> None:
        self.page, self.address, self.town = page, address, town

    def given_at_the_desk_is(self, officer: Officer) -> None:
        self.page.context.clear_cookies()
        sit_down(self.page, self.address, officer)

    def when_this_is_opened(self, name: str, *args: object) -> None:
        self.page.goto(self.address + reverse(name, args=args))

    def when_pressed(self, button: str) -> None:
        self.page.get_by_role("button", name=button).click()

    def then_the_page_says(self, words: str) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()

    def then_nothing_is_wrong_with_the_page(self) -> None:
        assert faults(self.page) == []


@pytest.fixture
def desk(page: Page, live_server: LiveServer) -> Iterator[Desk]:
    with time_machine.travel(AN_HOUR_LATER):
        town = a_town(more=MORE)
        at_the_desk = Desk(page, live_server.url, town)
        at_the_desk.given_at_the_desk_is(town.carol)
        yield at_the_desk


@pytest.fixture
def case(desk: Desk) -> Case:
    return a_case(desk.town, at=MONDAY)


def test_P35_a_manager_sees_on_today_what_is_overdue_and_records_it_by_keyboard_alone(desk: Desk) -> None:
    desk.when_this_is_opened("today")
    desk.then_the_page_says("records overdue")
    tab_to(desk.page, "see the records")
    desk.page.keyboard.press("Enter")
    desk.then_the_page_says("Customer service training is renewed")
    desk.then_nothing_is_wrong_with_the_page()
    tab_to(desk.page, "training of Bob Baker", most=80)
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_role("heading", name="Training: Bob Baker")).to_be_visible()
    desk.then_nothing_is_wrong_with_the_page()
    tab_to(desk.page, "What proves it")
    desk.page.keyboard.type("Course sheet 12")
    desk.page.keyboard.press("Enter")
    desk.then_the_page_says("Recorded: training of Bob Baker.")
    row = desk.page.get_by_role("row", name="Bob Baker")
    expect(row).to_contain_text("Course sheet 12")
    expect(row).not_to_contain_text("Overdue")


def test_F23a_what_is_not_ticked_at_the_hand_over_is_said_and_recorded_afterwards(desk: Desk, case: Case) -> None:
    desk.when_this_is_opened("case-hand-over", case.reference)
    desk.page.get_by_label("Colleague", exact=True).select_option("Bob Baker")
    desk.page.get_by_label("Told to whom").check()
    desk.then_nothing_is_wrong_with_the_page()
    desk.when_pressed("Offer it")
    desk.then_the_page_says("Not recorded: told why (F23a)")
    desk.then_nothing_is_wrong_with_the_page()
    desk.page.get_by_role("link", name="Record it (told why)").click()
    desk.page.get_by_label("Told why").check()
    desk.then_nothing_is_wrong_with_the_page()
    desk.when_pressed("Record it")
    desk.then_the_page_says("It is recorded.")
    expect(desk.page.get_by_role("heading", name="Not recorded")).to_have_count(0)


def test_K09_a_call_left_open_says_what_the_customer_was_not_given(desk: Desk) -> None:
    desk.when_this_is_opened("new-contact")
    desk.page.get_by_role("combobox", name="Who").fill("anonymous")
    desk.page.get_by_label("What they wanted").fill("A bin was missed")
    desk.page.get_by_label("Stays open").check()
    desk.page.get_by_label("Contact named").check()
    desk.then_nothing_is_wrong_with_the_page()
    desk.when_pressed("Record contact")
    desk.then_the_page_says("Not recorded: date given (K09)")


def test_the_answer_is_put_off_and_the_letter_to_the_customer_is_prepared(desk: Desk, case: Case) -> None:
    desk.when_this_is_opened("case", case.reference)
    desk.page.get_by_role("link", name="Put the answer off").click()
    desk.page.get_by_label("Complex").check()
    for box, value in (("Day", "20"), ("Month", "4"), ("Year", "2026")):
        desk.page.get_by_role("main").get_by_label(box, exact=True).fill(value)
    desk.then_nothing_is_wrong_with_the_page()
    desk.when_pressed("Record it")
    desk.then_the_page_says("The answer is put off.")
    expect(desk.page.get_by_label("Extension: a new time limit")).to_be_checked()
    expect(desk.page.locator("#reply").get_by_label("Day")).to_have_value("20")


def test_a_clock_is_held_while_we_wait_and_says_so(desk: Desk, case: Case) -> None:
    desk.when_this_is_opened("case-act", case.reference, "paused")
    desk.page.get_by_label("Waiting for the customer").check()
    desk.then_nothing_is_wrong_with_the_page()
    desk.when_pressed("Record it")
    desk.then_the_page_says("Held since Monday 2 March 2026")
    expect(desk.page.get_by_role("link", name="What we waited for has come")).to_be_visible()


def test_P19_the_review_pack_says_where_promises_broke_and_its_end_renews_the_review(desk: Desk) -> None:
    for number in range(3):
        late = a_case(desk.town, at=moment("Monday 10 March 2025 09:00") + timedelta(minutes=number))
        answer = Saying("answer", "At last.")
        done = moment("Monday 24 March 2025 09:00")
        sent(queue(late, answer, to="lee@example.org", subject="Bins", at=done, by=desk.town.bob), at=done)
    desk.when_this_is_opened("review")
    desk.then_the_page_says("How we kept our promises in 2025")
    desk.then_the_page_says("broken 3 of 3")
    desk.then_the_page_says("12 days late")
    desk.then_the_page_says("09:00 to 09:59: 3")
    desk.then_nothing_is_wrong_with_the_page()
    desk.page.get_by_role("button", name="The review is done").click()
    expect(desk.page.get_by_label("What proves it")).to_have_value("Review of 2025")
    desk.when_pressed("It was done")
    desk.then_the_page_says("Recorded: review of The charter.")
