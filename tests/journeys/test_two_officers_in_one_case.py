"""Two officers in one case, each at a browser of their own, while a call rings; and the wall."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from django.utils.timezone import now
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from answerable.desk.displays.actions import make_display
from answerable.desk.history.actions import new_occasion
from answerable.desk.models import Call, Line, Message
from tests.browsing import a_page, sit_down
from tests.cast import Town, a_case, a_town
from tests.looking import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town(live_server: LiveServer) -> Town:
    return a_town()


@pytest.fixture
def carols(browser: Browser) -> Iterator[Page]:
    with a_page(browser) as page:
        yield page


def a_call_rings() -> Call:
    occasion = new_occasion("call", at=now(), channel="telephone")
    line = Line.objects.create(code="100", name="Switchboard")
    return Call.objects.create(occasion=occasion, call="1", line=line, ring=now(), caller="01632 960123")


def test_two_officers_see_each_other_and_neither_loses_a_word(
    page: Page, carols: Page, live_server: LiveServer, town: Town
) -> None:
    case = a_case(town, at=now())
    address = live_server.url + reverse("case", args=[case.reference])
    for who, officer in ((page, town.bob), (carols, town.carol)):
        sit_down(who, live_server.url, officer)
        who.goto(address)
    here, carol_sees = (who.get_by_role("group", name="Who else has this case open") for who in (page, carols))
    expect(here).to_contain_text("Carol Chowdhury has this case open too.")
    expect(carol_sees).to_contain_text("Bob Baker has this case open too.")
    assert faults(page) == []

    text_of(page).fill("The lorry comes on Friday.")
    expect(carol_sees).to_contain_text("Bob Baker has this case open too and is writing.")
    reply_by(carols, "The lorry comes tomorrow.")

    news = page.get_by_text("Something has happened here since you opened the case.")
    expect(news).to_be_visible()
    expect(text_of(page)).to_be_focused()
    page.get_by_role("button", name="Send reply").click()
    expect(page.get_by_role("alert").first).to_contain_text("Since you opened this case: Answer by e-mail (Carol")
    expect(page.get_by_text("The lorry comes tomorrow.")).to_be_visible()
    expect(text_of(page)).to_have_value("The lorry comes on Friday.")
    assert Message.objects.filter(officer=town.bob).count() == 0

    carols.goto(f"{live_server.url}/desk/")
    expect(here).to_be_hidden()


def text_of(page: Page) -> Locator:
    return page.locator("#reply").get_by_label("Text", exact=True)


def reply_by(page: Page, words: str) -> None:
    text_of(page).fill(words)
    page.get_by_role("button", name="Send reply").click()
    anyway = page.get_by_label("Send it without what is advised below")
    if anyway.count():
        anyway.check()
        page.get_by_role("button", name="Send reply").click()
    expect(page.get_by_text("The reply is on its way")).to_be_visible()


def test_F21_a_call_rings_on_every_page_and_disturbs_nobody_who_types(
    page: Page, live_server: LiveServer, town: Town
) -> None:
    sit_down(page, live_server.url, town.bob)
    page.goto(f"{live_server.url}/desk/customers/")
    box = page.get_by_label("Name, number or e-mail")
    box.focus()
    call = a_call_rings()
    bar = page.get_by_role("region", name="Now: 1")
    expect(bar).to_contain_text("Switchboard rings")
    expect(page).to_have_title("(1) Customers – Flitwick Town Council")
    expect(page.get_by_role("status").first).to_have_text("A call rings on Switchboard")
    expect(box).to_be_focused()
    assert faults(page) == []
    bar.get_by_role("button", name="Hide").click()
    expect(bar.get_by_text("Switchboard rings")).to_be_hidden()
    page.keyboard.press("Alt+Shift+L")
    expect(bar.get_by_role("button", name="Take it")).to_be_focused()
    Call.objects.filter(pk=call.pk).update(answered=now())
    bar = page.locator(".app-live")
    expect(bar).to_contain_text("This is over.")
    expect(bar.get_by_role("button", name="Take it")).to_be_focused()
    page.get_by_label("Name, number or e-mail").focus()
    expect(bar).to_be_hidden()
    page.keyboard.press("Alt+Shift+M")
    sheet = page.get_by_role("dialog", name="Message for a colleague")
    Call.objects.filter(pk=call.pk).update(answered=None)
    expect(sheet.get_by_role("status").filter(has_text="A call rings on Switchboard")).to_have_count(1)
    Call.objects.filter(pk=call.pk).update(answered=now())
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    expect(page).to_have_title("Customers – Flitwick Town Council")


def test_the_wall_on_a_screen_that_has_its_link(page: Page, live_server: LiveServer, town: Town) -> None:
    _, secret = make_display("wall", name="By the kitchen", at=now(), by=town.carol)
    page.goto(f"{live_server.url}/wall/{secret}")
    ringing = page.locator(".app-wall__figure", has_text="Calls ringing")
    expect(ringing).to_contain_text("0")
    a_call_rings()
    expect(ringing).to_contain_text("1")
    assert faults(page) == []
