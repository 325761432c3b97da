"""A morning's post, without the mouse: scans on the pile, letters entered one after the other, a letter out."""

import pytest
from django.utils.timezone import now
from playwright.sync_api import FilePayload, Page, expect
from pytest_django.live_server_helper import LiveServer

from answerable.desk.models import Case, Letter, Scan
from answerable.worker.work import Worker
from tests.browsing import sit_down
from tests.cast import a_town
from tests.looking import faults, tab_to
from tests.scanned import TYPED_PDF, a_scan

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_K07_a_batch_is_entered_without_the_mouse(page: Page, live_server: LiveServer) -> None:
    town = a_town()
    sit_down(page, live_server.url, town.bob)
    page.goto(f"{live_server.url}/desk/post/")
    scans: list[FilePayload] = [
        {"name": "one.pdf", "mimeType": "application/pdf", "buffer": a_scan("PDF", pages=3)},
        {"name": "two.pdf", "mimeType": "application/pdf", "buffer": TYPED_PDF},
    ]
    page.locator("#pile-scans").set_input_files(scans)
    tab_to(page, "Put them on the pile")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 of 2 on your pile")).to_be_visible()
    Worker(now).pass_once()
    expect(page.get_by_text("Page 3 of 3")).to_be_attached()  # shown once it has been read
    assert faults(page) == []
    page.goto(f"{live_server.url}/desk/post/")  # axe has moved the focus
    page.locator("#letter-who").press("PageDown")
    assert page.locator(".app-post__page").evaluate("shown => shown.scrollTop") > 0
    for name, need in (("Edith Marlow", "The hedge on Mill Lane"), ("R. Pettifer", "The weathervane is bent")):
        expect(page.locator("#letter-who")).to_be_focused()
        page.keyboard.type(name)
        page.keyboard.press("Tab")
        page.keyboard.type(need)
        page.keyboard.press("Enter")
        expect(page.get_by_role("cell", name=need)).to_be_visible()
    assert [case.need for case in Case.objects.order_by("id")] == ["The hedge on Mill Lane", "The weathervane is bent"]
    assert Scan.objects.filter(contact=None).count() == 0

    tab_to(page, "Take back the last one")
    page.keyboard.press("Enter")
    expect(page.locator("#letter-who")).to_have_value("R. Pettifer")
    expect(page.get_by_text("1 of 1 on your pile")).to_be_visible()

    case = Case.objects.earliest("id")
    page.goto(f"{live_server.url}/desk/cases/{case.reference}/letters/new")
    page.get_by_label("Name and address").fill("Edith Marlow\n4 Mill Lane")
    page.get_by_label("Text", exact=True).fill("Dear Ms Marlow,\n\nWe cut the hedge on Friday.")
    assert faults(page) == []
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("The letter lies in the tray")).to_be_visible()
    page.goto(f"{live_server.url}/desk/post/tray")
    assert faults(page) == []
    tab_to(page, "Take out")  # attention is on the letter
    page.keyboard.press("o")
    expect(page.get_by_text("1 letter is recorded as posted")).to_be_visible()
    assert Letter.objects.get().posted_on
