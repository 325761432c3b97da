"""Stories of the telephone: calls taken by key and put through with a card; a message and a voicemail rung back."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from answerable.charter.judging.clock import Verdict
from answerable.desk.council.models import Mailbox
from answerable.desk.diary.models import Absence
from answerable.desk.history.actions import new_occasion
from answerable.desk.history.models import Clock, Occasion
from answerable.desk.incoming.actions import keep, take_in
from answerable.desk.models import Call, Case, Feed, Officer
from answerable.desk.telephone.actions import take_events
from answerable.desk.telephone.events import PICKED_UP, RINGING, Event
from tests.browsing import a_page, axe, sit_down
from tests.calling import MRS_LEES, a_line
from tests.cast import Town, a_town, moment
from tests.looking import faults
from tests.voicemails import ASTERISK, voicemail, wav

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
MONDAY = moment("Monday 2 March 2026 10:00")
LENGTH = """audio => new Promise(done => {
  audio.addEventListener("loadedmetadata", () => done(audio.duration));
  audio.load();
})"""


class Desk:
    """Bob at his desk, and colleagues at theirs."""

    def __init__(self, page: Page, address: str, town: Town) -> None:
        self.page, self.address, self.town = page, address, town

    def given_the_page(self, name: str) -> None:
        self.page.goto(self.address + reverse(name))

    def given_a_call_rings(self, call: str, seconds: int = 4) -> None:
        told = [self.event(call, RINGING, -seconds)]
        take_events(Feed.objects.get_or_create(name="The exchange")[0], told, at=MONDAY)

    def given_it_is_picked_up(self, call: str, by: Officer) -> None:
        take_events(Feed.objects.get(), [self.event(call, PICKED_UP, -1, by.name)], at=MONDAY)

    def event(self, call: str, kind: str, after: int, officer: str = "") -> Event:
        at = MONDAY + timedelta(seconds=after)
        return Event(id=f"{call} {kind}", call=call, at=at, kind=kind, line="600", caller=MRS_LEES, officer=officer)

    def when_taken_by_key(self) -> Locator:
        self.page.keyboard.press("Alt+Shift+KeyT")
        dialog = self.page.get_by_role("dialog", name="Call", exact=True)
        expect(dialog.get_by_label("What they wanted").first).to_be_focused()
        return dialog

    def then_it_says(self, words: str) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()

    def then_nothing_is_wrong(self) -> None:
        assert faults(self.page) == []


@pytest.fixture
def desk(page: Page, live_server: LiveServer) -> Iterator[Desk]:
    town = a_town()
    a_line()
    with time_machine.travel(MONDAY):
        sit_down(page, live_server.url, town.bob)
        yield Desk(page, live_server.url, town)


def test_a_call_is_taken_by_key_written_down_and_the_next_is_put_through_with_its_card(
    desk: Desk, browser: Browser
) -> None:
    desk.given_a_call_rings("one")
    desk.given_the_page("calls")
    desk.then_it_says("Mrs Lee")
    desk.then_nothing_is_wrong()
    dialog = desk.when_taken_by_key()
    desk.given_it_is_picked_up("one", desk.town.bob)
    desk.page.keyboard.type("When is the tip open?")
    assert axe(desk.page) == []
    dialog.get_by_label("Said: greeting, own name, place named").check()
    dialog.get_by_label("Settled now").check()
    dialog.get_by_label("Need read back").check()
    dialog.get_by_label("Need in the customer's words").check()
    dialog.get_by_role("button", name="Add another matter").click()
    dialog.get_by_label("What they wanted").nth(1).fill("And whose hedge is it?")
    dialog.get_by_label("Stays open").nth(1).check()
    desk.page.keyboard.press("Control+Enter")
    desk.then_it_says("What you were at before is as you left it")
    verdicts = {one.promise: one.verdict(MONDAY + timedelta(hours=1)) for one in Clock.objects.exclude(stopped=None)}
    assert (verdicts["F03"], verdicts["F31"], verdicts["F02"]) == (Verdict.KEPT, Verdict.KEPT, Verdict.KEPT)
    assert sorted(Case.objects.values_list("outcome", flat=True)) == ["", "answered"]

    desk.given_a_call_rings("two", 2)
    desk.given_the_page("calls")
    dialog = desk.when_taken_by_key()
    desk.page.keyboard.type("The grave of my mother")
    dialog.get_by_role("button", name="Put through").click()
    expect(dialog.get_by_label("To", exact=True)).to_be_focused()
    dialog.get_by_label("To", exact=True).select_option("Carol Chowdhury")
    dialog.get_by_label("Why them").fill("She keeps the burial register")
    for said in ("Told to whom", "Told why"):
        dialog.get_by_label(said).check()
    expect(dialog.get_by_label("What they ask")).to_have_value("The grave of my mother")
    assert axe(desk.page) == []
    desk.page.keyboard.press("Control+Enter")
    desk.then_it_says("The card is on Carol Chowdhury’s screen.")
    with a_page(browser) as carols:
        sit_down(carols, desk.address, desk.town.carol)
        carols.goto(desk.address + reverse("calls"))
        expect(carols.get_by_text("She keeps the burial register").first).to_be_visible()
        carols.get_by_role("button", name="Got it").first.click()
        expect(carols.get_by_role("heading", name="The grave of my mother")).to_be_visible()
    assert Call.objects.get(call="two").taken_by == desk.town.carol
    assert Clock.objects.get(promise="F23a").verdict(MONDAY + timedelta(hours=1)) is Verdict.KEPT


def test_a_message_for_who_is_away_and_a_voicemail_are_rung_back(desk: Desk) -> None:
    town = desk.town
    Absence.objects.create(
        occasion=new_occasion(Occasion.Kind.ABSENCE, at=MONDAY),
        officer=town.carol,
        begins=MONDAY,
        returns=MONDAY + timedelta(days=7),
        cover=town.bob,
        entered_at=MONDAY,
    )
    desk.given_the_page("customers")
    desk.page.keyboard.press("Alt+Shift+KeyM")
    dialog = desk.page.get_by_role("dialog", name="Message for a colleague")
    dialog.get_by_label("For", exact=True).select_option("Carol Chowdhury")
    desk.then_it_says("Carol Chowdhury is away until Monday 9 March 2026 at 10:00.")
    expect(dialog.get_by_label("Bob Baker, who covers")).to_be_checked()
    assert axe(desk.page) == []
    dialog.get_by_label("Who", exact=True).fill("Jo Smith 01632 960777")
    dialog.get_by_label("What it is about, in a line").fill("The keys of the hall")
    desk.page.keyboard.press("Control+Enter")
    desk.then_it_says("What you were at before is as you left it")

    desk.given_the_page("messages")
    desk.page.get_by_role("button", name="No answer").click()
    desk.then_it_says("Rang, no answer, Bob Baker")
    desk.then_nothing_is_wrong()
    _rung_back(desk, "They hang in the office.")

    mailbox = Mailbox.objects.create(address="voicemail@council.example.org", takes="voicemail", duty_officer=town.bob)
    left = take_in(keep(voicemail(wav(), **ASTERISK), channel="voicemail", at=MONDAY, mailbox=mailbox), at=MONDAY)
    desk.given_the_page("messages")
    desk.page.get_by_role("link", name="Listen").click()
    expect(desk.page.locator("audio")).to_be_visible()
    assert desk.page.locator("audio").evaluate(LENGTH) == pytest.approx(0.1)
    desk.then_nothing_is_wrong()
    desk.given_the_page("messages")
    _rung_back(desk, "The tip opens at nine.")
    assert left.cases.get().outcome == "answered"


def _rung_back(desk: Desk, words: str) -> None:
    desk.page.get_by_role("link", name="Reached").click()
    desk.page.get_by_label("What you told them").fill(words)
    desk.page.get_by_role("button", name="They were reached: record it").click()
    desk.then_it_says("They were rung back, and that is recorded.")
    desk.then_it_says(words)
