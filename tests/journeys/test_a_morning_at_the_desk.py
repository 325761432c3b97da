"""A morning at the desk, in a real browser: Today, ten mails sorted by keyboard, and Mrs Lee found."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from answerable.desk.cases.models import Case
from answerable.desk.incoming.actions import keep, take_in
from answerable.desk.incoming.models import Contact
from tests.browsing import sit_down
from tests.cast import Town, a_town
from tests.desk.triage.post import an_email_arrives
from tests.looking import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MAIL = b"""\
From: Mrs Lee <lee@example.org>
To: council@council.example.org
Subject: The lamp outside is out
Message-ID: <lamp@example.org>
Content-Type: text/plain; charset=utf-8

It flickers in Mill Lane, and has done for ten days.
"""


@pytest.fixture
def town(live_server: LiveServer) -> Town:
    return a_town()


def some_mails(town: Town, count: int) -> list[Case]:
    now = datetime.now(UTC)
    return [
        an_email_arrives(town, f"Matter {number}", at=(now - timedelta(minutes=60 - number)).isoformat())
        for number in range(count)
    ]


def test_today_shows_a_new_mail_with_its_promise(page: Page, live_server: LiveServer, town: Town) -> None:
    now = datetime.now(UTC)
    contact = take_in(keep(MAIL, channel="email", at=now, mailbox=town.mailbox), at=now)
    case = contact.cases.get()
    sit_down(page, live_server.url, town.dan)
    page.goto(f"{live_server.url}/desk/")
    due = page.get_by_role("region", name=re.compile("Falls due next"))
    expect(due).to_contain_text("The lamp outside is out")
    expect(due).to_contain_text(case.reference)
    expect(due).to_contain_text("Acknowledge within 1 working day")
    arrived = page.get_by_role("region", name=re.compile("Arrived since you left"))
    expect(arrived).to_contain_text("To be sorted")
    assert faults(page) == []
    arrived.get_by_role("link", name="The lamp outside is out").click()
    expect(page.get_by_text("It flickers in Mill Lane")).to_be_visible()


def test_ten_mails_are_sorted_by_one_key_each_and_one_is_taken_back(
    page: Page, live_server: LiveServer, town: Town
) -> None:
    first, *others = some_mails(town, 10)
    Contact.objects.filter(cases=others[3]).update(suggested=first)
    sit_down(page, live_server.url, town.bob)
    page.goto(f"{live_server.url}/desk/triage/")
    for key, case in zip("ntakjntak", [first, *others], strict=False):
        expect(page.get_by_role("heading", level=2, name=case.need)).to_be_focused()
        page.keyboard.press(key)
    expect(page.get_by_role("heading", level=2, name="Matter 9")).to_be_focused()
    assert faults(page) == []

    page.keyboard.press("u")
    expect(page.get_by_role("heading", level=2, name="Matter 8")).to_be_focused()
    others[7].refresh_from_db()
    assert (others[7].triaged_at, others[7].is_open) == (None, True)
    page.keyboard.press("n")
    expect(page.get_by_role("heading", level=2, name="Matter 9")).to_be_focused()
    page.keyboard.press("n")
    expect(page.get_by_text("Everything is sorted.")).to_be_visible()
    assert [case.sorted_as for case in Case.objects.order_by("opened_at")] == [
        *("new", "new", "no answer needed", "junk", "joins", "new", "new", "no answer needed", "new", "new")
    ]
    assert faults(page) == []


def test_the_arrows_move_along_the_list_and_x_leads_to_the_signpost(
    page: Page, live_server: LiveServer, town: Town
) -> None:
    some_mails(town, 3)
    sit_down(page, live_server.url, town.bob)
    page.goto(f"{live_server.url}/desk/triage/")
    expect(page.get_by_role("heading", level=2, name="Matter 0")).to_be_focused()
    for key, need in (("ArrowDown", "Matter 1"), ("ArrowDown", "Matter 2"), ("ArrowUp", "Matter 1")):
        page.keyboard.press(key)
        expect(page.get_by_role("heading", level=2, name=need)).to_be_focused()
    page.keyboard.press("x")
    expect(page.get_by_label(re.compile("signpost"))).to_be_checked()


def test_keys_do_nothing_while_something_is_typed_or_where_they_are_switched_off(
    page: Page, live_server: LiveServer, town: Town
) -> None:
    some_mails(town, 2)
    sit_down(page, live_server.url, town.bob)
    page.goto(f"{live_server.url}/desk/triage/")
    page.get_by_label("Its reference", exact=False).press_sequentially("knat")
    expect(page.get_by_label("Its reference", exact=False)).to_have_value("knat")
    town.bob.shortcuts = False
    town.bob.save()
    page.goto(f"{live_server.url}/desk/triage/")
    expect(page.get_by_role("heading", level=2, name="Matter 0")).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("/")
    expect(page.get_by_role("heading", level=2, name="Matter 0")).to_be_focused()
    page.reload()
    expect(page.get_by_role("heading", level=2, name="Matter 0")).to_be_focused()
    assert Case.objects.untriaged().count() == 2


@pytest.mark.parametrize("typed", ["le", "01632 9601", "flick"])
def test_mrs_lee_is_found_from_anywhere_by_what_is_remembered(
    page: Page, live_server: LiveServer, town: Town, typed: str
) -> None:
    now = datetime.now(UTC)
    take_in(keep(MAIL, channel="email", at=now, mailbox=town.mailbox), at=now)
    sit_down(page, live_server.url, town.bob)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live_server.url}/desk/")
    page.keyboard.press("/")
    expect(page.locator("#bar-search")).to_be_focused()
    page.keyboard.type(typed, delay=20)
    found = page.locator("#bar-found")
    expect(found.get_by_role("link", name="The lamp outside is out" if typed == "flick" else "Mrs Lee")).to_be_visible()
    assert faults(page) == []
    page.locator("#bar-search").focus()
    page.keyboard.press("ArrowDown")
    expect(found.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/desk/(customers|cases)/"))
    at_the_desk = [address.partition("/desk/")[2] for address in asked]
    assert [address for address in at_the_desk if typed.split()[0] in address] == []


def test_escape_closes_what_was_found_and_alt_shift_s_leads_back(
    page: Page, live_server: LiveServer, town: Town
) -> None:
    sit_down(page, live_server.url, town.bob)
    page.goto(f"{live_server.url}/desk/")
    page.keyboard.press("Alt+Shift+S")
    expect(page.locator("#bar-search")).to_be_focused()
    page.keyboard.type("lee")
    expect(page.locator("#bar-found a").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#bar-found")).to_be_hidden()
    expect(page.locator("#bar-search")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Search")).to_be_visible()
    assert faults(page) == []


def test_what_is_overdue_is_told_in_forced_colours_by_words_and_shape(
    page: Page, live_server: LiveServer, town: Town
) -> None:
    an_email_arrives(town, "The lamp is out", at=(datetime.now(UTC) - timedelta(days=20)).isoformat())
    page.emulate_media(forced_colors="active")
    sit_down(page, live_server.url, town.dan)
    page.goto(f"{live_server.url}/desk/")
    late = page.get_by_text(re.compile(r"\d+ days late")).first
    expect(late).to_be_visible()
    shape = late.evaluate("element => getComputedStyle(element, '::before').content")
    assert "\u25b2" in shape
    assert faults(page) == []
