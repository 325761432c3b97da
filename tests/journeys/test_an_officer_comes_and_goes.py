"""From the invitation to the last day: an officer's way through the doors of the desk, in a real browser."""

import re
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import override_settings
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from answerable.desk.cases.actions import open_case
from answerable.desk.models import Message, Officer
from tests.browsing import a_page
from tests.cast import PASSWORD, Town, a_town, moment
from tests.looking import faults, tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CHOSEN = "three herons on a fence"


class Desk:
    """The desk as an officer walks through it."""

    def __init__(self, page: Page, town: Town, address: str) -> None:
        self.page, self.town, self.address = page, town, address

    def sign_in(self, email: str, password: str) -> None:
        self.page.goto(f"{self.address}/sign-in?next=/desk/account")
        self.page.get_by_label("E-mail address").fill(email)
        self.page.get_by_label("Password", exact=True).fill(password)
        self.page.get_by_role("button", name="Sign in").click()

    def be_signed_in(self, officer: Officer) -> None:
        self.sign_in(officer.email, PASSWORD)
        self.then_the_heading_is(officer.name)

    def give_the_password_again(self) -> None:
        self.then_the_heading_is("Your password once more, please")
        self.then_no_fault_is_found()
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="Continue").click()

    def open(self, place: str) -> None:
        self.page.goto(self.address + place)

    def then_the_heading_is(self, words: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(words)

    def then_no_fault_is_found(self) -> None:
        assert faults(self.page) == []


@pytest.fixture
def desk(page: Page, live_server: LiveServer) -> Desk:
    town = a_town()
    town.council.public_url = live_server.url
    town.council.save()
    return Desk(page, town, live_server.url)


def test_invited_chooses_a_password_and_signs_in(desk: Desk) -> None:
    page = desk.page
    with override_settings(EMAIL_BACKEND="answerable.web.officers.mail.OutboxBackend"):
        desk.be_signed_in(desk.town.alice)
        desk.open("/desk/settings/officers/invitation")
        desk.then_no_fault_is_found()
        page.get_by_label("Name", exact=True).fill("Erin Evans")
        page.get_by_label("E-mail address").fill("erin@council.example.org")
        page.get_by_role("button", name="Send the invitation").click()
        expect(page.get_by_text("An invitation is on its way to Erin Evans.")).to_be_visible()
        page.context.clear_cookies()

    page.goto(link_in(Message.objects.get(to="erin@council.example.org")))
    desk.then_no_fault_is_found()
    page.get_by_label("New password").fill(CHOSEN)
    page.get_by_label("The same password again").fill(CHOSEN)
    page.get_by_role("button", name="Save the password").click()
    expect(page.get_by_role("heading", name="Sign in with your new password")).to_be_visible()

    desk.sign_in("erin@council.example.org", CHOSEN)
    expect(page.get_by_role("heading", name="Erin Evans")).to_be_visible()
    desk.then_no_fault_is_found()


def link_in(message: Message) -> str:
    found = re.search(r"http\S+", message.text)
    assert found is not None
    return found[0]


def test_a_wrong_password_is_said_where_the_eye_and_the_screen_reader_are(desk: Desk) -> None:
    desk.sign_in(desk.town.bob.email, "not the password")
    page = desk.page
    expect(page).to_have_title("Error: Sign in – Flitwick Town Council")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("The e-mail address or the password is wrong")
    desk.then_no_fault_is_found()


def test_by_the_keyboard_alone_an_officer_signs_in_and_out(desk: Desk) -> None:
    page = desk.page
    desk.open("/sign-in?next=/desk/account")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skip to the main content
    tab_to(page, "E-mail address")
    page.keyboard.type(desk.town.bob.email)
    tab_to(page, "Password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Bob Baker")).to_be_visible()
    tab_to(page, "Bob Baker")
    page.keyboard.press("Enter")
    tab_to(page, "Sign out")
    page.keyboard.press("Enter")
    desk.then_the_heading_is("Contact Flitwick Town Council")
    desk.open("/desk/account")
    expect(page.get_by_role("heading", name="Sign in to the desk")).to_be_visible()


def test_a_second_factor_is_set_up_and_then_asked_for(desk: Desk) -> None:
    page = desk.page
    desk.be_signed_in(desk.town.bob)
    desk.open("/desk/account/second-factor/start")
    desk.give_the_password_again()
    desk.then_the_heading_is("Set up a second factor")
    desk.then_no_fault_is_found()
    secret = page.locator(".app-code").inner_text()
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Use it from now on").click()
    expect(page.get_by_text("A second factor is now asked for")).to_be_visible()
    desk.open("/desk/account/recovery-codes")
    desk.then_no_fault_is_found()
    recovery = page.locator(".app-codes .app-code").first.inner_text()

    page.context.clear_cookies()
    desk.sign_in(desk.town.bob.email, PASSWORD)
    expect(page.get_by_role("heading", name="Enter your code")).to_be_visible()
    desk.then_no_fault_is_found()
    page.get_by_label("Code").fill(recovery)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Bob Baker")).to_be_visible()


def code_of(secret: str) -> str:
    """Return what an authenticator app would show now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


@pytest.fixture
def bobs(desk: Desk, browser: Browser) -> Iterator[Desk]:
    """The same desk in Bob's own browser."""
    with a_page(browser) as page:
        yield Desk(page, desk.town, desk.address)


def test_a_leaver_hands_on_the_cases_and_is_out_at_the_next_click(desk: Desk, bobs: Desk) -> None:
    town, page = desk.town, desk.page
    at = moment("Monday 3 March 2025 09:00")
    case = open_case(
        customer=town.tom, need="A bench", channel="letter", received_at=at, at=at, by=town.bob, owner=town.bob
    )
    bobs.be_signed_in(town.bob)
    desk.be_signed_in(town.alice)
    desk.open(f"/desk/settings/officers/{town.bob.pk}/leaving")
    desk.then_no_fault_is_found()
    page.get_by_role("button", name="Bob Baker has left").click()
    expect(page.get_by_role("alert").first).to_contain_text("Choose who takes them")
    page.get_by_label("Who takes the open cases and duties?").select_option("Carol Chowdhury")
    page.get_by_role("button", name="Bob Baker has left").click()
    expect(page.get_by_text("Cases handed on: 1.")).to_be_visible()
    desk.then_no_fault_is_found()

    case.refresh_from_db()
    assert case.owner == town.carol
    assert not Officer.objects.get(pk=town.bob.pk).is_active
    bobs.page.reload()
    expect(bobs.page.get_by_role("heading", name="Sign in to the desk")).to_be_visible()


PLACES = ["", "council", "officers", "mailboxes", "mailboxes/new", "sending", "services", "services/new"]
PLACES += ["closures", "closures/new", "clients/", "clients/new"]


def test_every_settings_screen_is_without_fault(desk: Desk) -> None:
    desk.be_signed_in(desk.town.alice)
    found = {}
    for place in [f"/desk/settings/{place}" for place in PLACES] + ["/desk/charter", "/desk/account/password"]:
        desk.open(place)
        found[place] = faults(desk.page)
    assert {place: lines for place, lines in found.items() if lines} == {}


def test_every_error_leads_to_the_box_it_is_about(desk: Desk) -> None:
    page = desk.page
    desk.be_signed_in(desk.town.alice)
    desk.open("/desk/settings/clients/new")
    page.get_by_role("button", name="Issue a token").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    desk.then_no_fault_is_found()
    for error, box in [
        ("Enter the program’s name", "Name"),
        ("Choose what it may do", "Create contacts"),
        ("Enter the last day it works", "Day"),
    ]:
        page.get_by_role("link", name=error).click()
        expect(page.get_by_label(box, exact=True)).to_be_focused()
