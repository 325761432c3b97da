"""A customer's way: the contact form, its confirmation, and the case followed by its link; in a real browser."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from answerable.desk.models import Case, Message
from tests.browsing import a_page
from tests.cast import Town, a_town
from tests.looking import faults, tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NASTY = "<img src=x onerror=document.title='taken'>"


@pytest.fixture
def town(live_server: LiveServer) -> Town:
    town = a_town()
    town.council.public_url = live_server.url
    town.council.save()
    return town


def write(page: Page, live_server: LiveServer, *, name: str = "Mrs Lee", email: str = "lee@example.org") -> None:
    page.goto(f"{live_server.url}/contact")
    page.get_by_label("What can we do for you?").fill("The street light outside 4 High Street is out")
    page.get_by_label("Your name").fill(name)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Send").click()


def test_a_contact_is_made_confirmed_and_followed_by_the_link_in_the_mail(
    page: Page, live_server: LiveServer, town: Town
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    write(page, live_server)
    expect(page.get_by_role("heading", name="We have it")).to_be_visible()
    assert faults(page) == []

    link = next(word for word in Message.objects.get().text.split() if "/follow#" in word)
    page.goto(link)
    expect(page.get_by_role("heading", name="Your case")).to_be_visible()
    expect(page.get_by_text(Case.objects.get().reference)).to_be_visible()
    assert faults(page) == []
    # A browser never sends what stands behind the #, so no log can have it.
    assert [url for url in asked if link.split("#")[1] in url and "#" not in url] == []

    # The way back is open: the form stands there, and doesn't send itself again.
    page.go_back()
    expect(page.get_by_role("heading", name="Follow my case")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="We have it")).to_be_visible()


def test_the_code_can_be_typed_where_there_is_no_script(
    page: Page, browser: Browser, live_server: LiveServer, town: Town
) -> None:
    write(page, live_server)
    reference, key = page.locator(".app-key-link").inner_text().split("#")[1].split(".")
    with a_page(browser, java_script_enabled=False) as plain:
        plain.goto(f"{live_server.url}/follow")
        plain.get_by_label("Reference").fill(reference)
        plain.get_by_label("Code").fill(key)
        plain.get_by_role("button", name="Show my case").click()
        expect(plain.get_by_role("heading", name="Your case")).to_be_visible()


def test_by_the_keyboard_alone_errors_lead_to_their_fields_and_the_form_is_sent(
    page: Page, live_server: LiveServer, town: Town
) -> None:
    page.goto(f"{live_server.url}/contact")
    tab_to(page, "Send")
    page.keyboard.press("Enter")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert faults(page) == []
    page.locator(".govuk-error-summary").focus()
    tab_to(page, "Enter your name")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your name")).to_be_focused()
    page.keyboard.type("Mrs Lee")
    tab_to(page, "E-mail address")
    page.keyboard.type("lee@example.org")
    page.get_by_label("What can we do for you?").focus()
    page.keyboard.type("The bench is broken")
    tab_to(page, "Send")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="We have it")).to_be_visible()


def test_a_customer_named_like_a_script_stays_a_name(page: Page, live_server: LiveServer, town: Town) -> None:
    write(page, live_server, name=NASTY, email="x@example.org")
    page.goto(page.locator(".app-key-link").get_attribute("href") or "")
    expect(page.get_by_role("heading", name="Your case")).to_be_visible()
    assert page.title() != "taken"


@pytest.mark.parametrize("place", ["/", "/contact", "/follow", "/accessibility", "/privacy", "/cookies", "/nothing"])
def test_every_public_page_is_without_fault(page: Page, live_server: LiveServer, town: Town, place: str) -> None:
    page.goto(live_server.url + place)
    assert faults(page) == []
