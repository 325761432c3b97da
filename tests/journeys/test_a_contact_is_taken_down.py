"""Stories of contacts taken down: a call in four fields, over whatever was open; a letter from last week."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from answerable.desk.models import Case, Contact, Need
from answerable.desk.needs.actions import Told, keep_needs
from tests.browsing import axe, sit_down
from tests.cast import Town, a_town, moment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
MONDAY = moment("Monday 2 March 2026 10:00")
MOST_FIELDS = 4
# Beside the words of what was wanted: what has to be pressed for a call settled at once.
MOST_KEYS = 12


class Desk:
    """An officer who takes contacts down."""

    def __init__(self, page: Page, address: str, town: Town) -> None:
        self.page, self.address, self.town = page, address, town
        self.keys = 0

    def given_the_page(self, name: str) -> None:
        self.page.goto(self.address + reverse(name))

    def when_new_contact_opens_by_key(self) -> None:
        self.page.keyboard.press("Alt+Shift+KeyN")
        # It is a combobox as soon as its script is at work.
        expect(self.page.get_by_role("dialog").get_by_role("combobox", name="Who", exact=True)).to_be_focused()

    def when_pressed(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def when_typed(self, words: str) -> None:
        self.page.keyboard.type(words)

    def when_chosen_from_the_list(self, beginning: str, name: str) -> None:
        self.when_typed(beginning)
        self.keys += len(beginning)
        expect(self.page.get_by_role("option", name=name)).to_be_visible()
        self.when_pressed("ArrowDown", "Enter")

    def then_it_says(self, words: str) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()

    def then_axe_finds_nothing(self) -> None:
        assert axe(self.page) == []


@pytest.fixture
def desk(page: Page, live_server: LiveServer) -> Iterator[Desk]:
    town = a_town()
    keep_needs(town.mrs_lee, [Told(Need.Kind.ADJUSTMENT, "hearing loop")], at=MONDAY, by=town.bob)
    with time_machine.travel(MONDAY):
        sit_down(page, live_server.url, town.bob)
        yield Desk(page, live_server.url, town)


def test_a_finished_call_is_taken_down_in_four_fields_over_whatever_was_open(desk: Desk) -> None:
    desk.given_the_page("customers")
    desk.page.get_by_label("Name, number or e-mail").fill("half-typed els")
    desk.when_new_contact_opens_by_key()
    desk.then_axe_finds_nothing()
    desk.when_chosen_from_the_list("mrs", "Mrs Lee")
    desk.then_it_says("Needs: A hearing loop")
    desk.when_pressed("Tab")
    desk.when_typed("When is the tip open?")
    desk.when_pressed("Tab", "Space")  # settled now
    fields = desk.page.locator("dialog[open] :is(input:not([type=hidden]), textarea, select):visible").evaluate_all(
        "fields => [...new Set(fields.filter(field => !field.closest('details')).map(field => field.name))]"
    )
    # Beside what the charter itself asks to be ticked at the closing.
    assert len(set(fields) - {"matter0-done"}) <= MOST_FIELDS  # how they reached us, who, what, outcome
    desk.when_pressed("Control+Enter")
    desk.then_it_says("What you were at before is as you left it")
    assert desk.keys <= MOST_KEYS
    desk.then_axe_finds_nothing()
    desk.page.get_by_role("button", name="Back to what I was at").click()
    expect(desk.page.get_by_label("Name, number or e-mail")).to_have_value("half-typed els")
    case = Case.objects.get()
    assert (case.customer, case.outcome, case.owner) == (desk.town.mrs_lee, "answered", desk.town.bob)
    desk.when_new_contact_opens_by_key()
    desk.when_chosen_from_the_list("mrs", "Mrs Lee")
    desk.then_it_says("When is the tip open? · closed Monday 2 March 2026")
    desk.then_axe_finds_nothing()


def test_a_call_that_stays_open_asks_for_owner_and_date_which_are_filled_in(desk: Desk) -> None:
    desk.given_the_page("new-contact")
    desk.page.get_by_label("Who", exact=True).fill("Anonymous")
    desk.page.get_by_label("What they wanted").fill("A pothole")
    expect(desk.page.get_by_label("Owner")).to_be_hidden()
    desk.page.get_by_label("Stays open").check()
    expect(desk.page.get_by_label("Owner")).to_have_value(str(desk.town.bob.pk))
    desk.then_axe_finds_nothing()
    desk.page.get_by_role("button", name="Record contact").click()
    desk.page.wait_for_url("**/desk/cases/*")
    desk.then_it_says("Anonymous: no name was given.")
    assert Case.objects.get().target > MONDAY.date()


def test_F27_a_letter_from_last_week_counts_from_its_day_and_tomorrows_is_refused(desk: Desk) -> None:
    desk.given_the_page("new-contact")
    desk.page.get_by_label("Letter").check()
    desk.page.get_by_label("Who", exact=True).fill("lee@example.org")
    desk.page.get_by_label("What they wanted").fill("The hedge")
    desk.page.get_by_label("Stays open").check()
    for box, part in (("Day", "3"), ("Month", "3"), ("Year", "2026")):
        desk.page.get_by_label(box).first.fill(part)
    desk.page.get_by_role("button", name="Record contact").click()
    desk.then_it_says("That moment is still to come")
    desk.then_axe_finds_nothing()
    assert not Contact.objects.exists()
    desk.page.get_by_label("Day").first.fill("26")
    desk.page.get_by_label("Month").first.fill("2")
    desk.page.get_by_role("button", name="Record contact").click()
    desk.page.wait_for_url("**/desk/cases/*")
    desk.then_it_says("Due by the end of Monday 9 March 2026")


def test_what_was_half_typed_of_a_contact_is_there_again(desk: Desk) -> None:
    desk.given_the_page("customers")
    desk.when_new_contact_opens_by_key()
    with desk.page.expect_response(lambda response: "/desk/drafts/" in response.url):
        desk.when_typed("Jo Smith")
    desk.when_pressed("Escape", "Escape")
    expect(desk.page.get_by_role("dialog", name="New contact")).to_be_hidden()
    with time_machine.travel(MONDAY + timedelta(hours=1)):
        desk.when_new_contact_opens_by_key()
    expect(desk.page.get_by_label("Who", exact=True)).to_have_value("Jo Smith")
    desk.page.get_by_role("button", name="Start afresh").click()
    expect(desk.page.get_by_label("Who", exact=True)).to_have_value("")
    expect(desk.page.get_by_label("Who", exact=True)).to_be_focused()


def test_one_call_about_two_things(desk: Desk) -> None:
    desk.given_the_page("customers")
    desk.when_new_contact_opens_by_key()
    desk.when_typed("anonymous")
    dialog = desk.page.get_by_role("dialog", name="New contact")
    dialog.get_by_label("What they wanted").fill("A missed bin")
    dialog.get_by_label("Settled now").check()
    dialog.get_by_role("button", name="Add another matter").click()
    dialog.get_by_label("What they wanted").nth(1).fill("A pothole")
    dialog.get_by_label("Signposted").nth(1).check()
    desk.then_axe_finds_nothing()
    dialog.get_by_role("button", name="Record contact").click()
    desk.then_it_says("Recorded.")
    assert sorted(Case.objects.values_list("outcome", flat=True)) == ["answered", "signposted"]


def test_the_keys_are_shown_unless_single_keys_are_switched_off(desk: Desk) -> None:
    desk.given_the_page("customers")
    desk.page.locator("h1").click()
    desk.when_pressed("Shift+?")
    expect(desk.page.get_by_role("dialog", name="Keys")).to_be_visible()
    desk.then_axe_finds_nothing()
    desk.town.bob.shortcuts = False
    desk.town.bob.save()
    desk.given_the_page("customers")
    desk.page.locator("h1").click()
    desk.when_pressed("Shift+?")
    expect(desk.page.get_by_role("dialog", name="Keys")).to_be_hidden()
