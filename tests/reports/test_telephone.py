"""The month's calls: what was offered, what became of it, by a formula that stands on the page."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.timezone import now
from time_machine import TimeMachineFixture

from answerable.desk.council.actions import council
from answerable.desk.models import Call, Clock, Fact, FeedGap, Sample
from answerable.desk.telephone import events as told
from answerable.desk.telephone.actions import take_events
from answerable.desk.telephone.events import Event
from answerable.desk.telephone.feeds import broke, feed_named
from answerable.desk.telephone.samples import Noted, NotNoted, note_calls, read_noted, withdraw
from answerable.reports.promises import full_card, public_card
from answerable.reports.rows import rows
from answerable.reports.telephone import Calls, calls_in
from tests.cast import Town
from tests.desk.telephone.ringing import TEN, Story

pytestmark = pytest.mark.django_db
JUNE = date(2026, 6, 1)
HOUR = timedelta(hours=1)


@pytest.fixture
def june(town: Town, time_machine: TimeMachineFixture) -> Town:
    """A morning of calls: four answered, one of them late; two given up, one to voicemail, and what is apart."""
    time_machine.move_to(TEN + 3 * HOUR, tick=False)
    feed = feed_named("switchboard")
    for number, rang in enumerate((5, 10, 20, 35)):
        take_events(feed, Story(f"a{number}").rings(0).picked_up(rang).ended(100).events, at=TEN + HOUR)
    for number, rang in enumerate((2, 40)):
        take_events(feed, Story(f"g{number}", start=TEN + HOUR).rings(0).given_up(rang).events, at=TEN + 2 * HOUR)
    take_events(feed, Story("v").rings(0).then(told.VOICEMAIL, 25).ended(60).events, at=TEN + HOUR)
    take_events(feed, Story("b").then(told.BUSY, 0).events, at=TEN + HOUR)
    take_events(feed, Story("cut").rings(0).events, at=TEN)
    take_events(feed, [Event(id="s", call="", at=TEN + HOUR, kind=told.STARTED)], at=TEN + HOUR)
    return town


def test_P24_no_call_is_left_out_of_the_formula(june: Town) -> None:
    calls = calls_in(JUNE)
    assert (calls.promise, calls.limit) == ("F02", 20)
    assert (calls.answered, calls.given_up, calls.voicemail, calls.engaged, calls.cut_waiting) == (4, 2, 1, 0, 1)
    assert (calls.in_time, calls.of, calls.blocked) == (3, 8, 1)
    assert (calls.percent, calls.percent_with_blocked) == (37.5, 33.3)


def test_a_call_that_rang_while_the_office_was_closed_stands_apart(june: Town) -> None:
    Call.objects.filter(call="g0").update(office_hours="closed")
    Call.objects.filter(call="g1").update(office_hours="open")
    calls = calls_in(JUNE)
    assert (calls.given_up, calls.of, calls.closed) == (1, 7, 1)


def test_the_formula_counts_as_the_clocks_of_the_promise_do(june: Town) -> None:
    clocks = Clock.objects.filter(promise="F02")
    kept, broken = clocks.kept().count(), clocks.broken(now()).count()
    calls = calls_in(JUNE)
    assert (kept, kept + broken) == (calls.in_time, calls.of)


def test_short_calls_stand_apart_once_the_council_says_what_is_short(june: Town) -> None:
    assert calls_in(JUNE).short is None
    row = council()
    row.short_call_seconds = 5
    row.save()
    calls = calls_in(JUNE)
    assert (calls.short_ones, calls.percent_without_short) == (1, 42.8)


def test_how_long_calls_rang(june: Town) -> None:
    calls = calls_in(JUNE)
    assert (calls.median, calls.ninetieth, calls.longest) == (10, 35, 40)
    assert [(slot.name, slot.offered, slot.in_time) for slot in calls.hours] == [("10", 6, 3), ("11", 2, 0)]
    assert calls.weekdays[2].offered == 8


def test_a_gap_in_the_feed_shows_in_the_report(june: Town, bob: Client) -> None:
    broke(feed_named("switchboard"), since=TEN + 2 * HOUR, why="Connection refused")
    assert [gap.feed.name for gap in calls_in(JUNE).gaps] == ["switchboard"]
    assert calls_in(date(2026, 5, 1)).gaps == []
    page = bob.get("/desk/reports/telephone").content.decode()
    assert "switchboard told nothing from Wednesday 3 June 2026 at 12:00 until now" in page
    assert FeedGap.objects.count() == 1


def test_the_page_prints_its_formula(june: Town, bob: Client) -> None:
    page = " ".join(bob.get("/desk/reports/telephone?month=2026-06").content.decode().split())
    assert (
        "3 answered within 20 seconds ÷ (4 answered + 2 given up + 1 to voicemail + 0 engaged + 1 cut while ringing) "
        "= 37.5%"
    ) in page
    assert "1 more found every line engaged" in page
    assert bob.get("/desk/reports/telephone?month=never").status_code == 404


def test_a_call_of_which_no_ring_is_told_is_said_to_be_in_no_share(june: Town, bob: Client) -> None:
    take_events(feed_named("switchboard"), Story("no ring").given_up(9).events, at=TEN + HOUR)
    take_events(feed_named("switchboard"), Story("only an end").ended(9).events, at=TEN + HOUR)
    assert (calls_in(JUNE).of, calls_in(JUNE).unheard) == (8, 2)
    page = bob.get("/desk/reports/telephone?month=2026-06").content.decode()
    assert "Of 2 more calls it is told neither that they rang nor that anybody answered: they are in no share." in page


def test_F02_without_calls_it_is_not_measured(town: Town, bob: Client) -> None:
    assert not Calls(JUNE, "F02", 20, None, [], [], []).is_measured
    assert "Not measured" in bob.get("/desk/reports/telephone").content.decode()
    entry = full_card(now())["F02"]
    assert not entry.is_measured and "when a telephone call began to ring" in entry.line.why_not


def test_F02_a_sample_noted_by_hand_counts_and_is_marked_as_one(
    town: Town, bob: Client, client: Client, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(TEN + 30 * HOUR, tick=False)
    noted = read_noted("12\n10:15 20\n2026-06-02 11:00, 20.5\n35 given up\n9\n8\n", date(2026, 6, 2), date(2026, 6, 3))
    sample = note_calls(noted, begins=date(2026, 6, 2), ends=date(2026, 6, 3), at=now(), by=town.carol)
    calls = calls_in(JUNE)
    assert (calls.in_time, calls.of, calls.noted) == (4, 6, 6)
    assert calls.hours == []  # nobody noted when
    entry = public_card(now())["F02"]
    assert entry.is_measured and entry.line.sampled
    assert any(row["promise"] == "F02" and "A sample" in str(row["note"]) for row in rows(full_card(now())))
    for who, page in ((bob, "/desk/reports/telephone"), (bob, "/desk/reports/F02"), (Client(), "/promises/F02")):
        assert "a sample" in who.get(page).content.decode().lower()
    withdraw(sample, at=now(), by=town.carol)
    withdraw(sample, at=now(), by=town.carol)
    assert (Call.objects.count(), Clock.objects.count()) == (0, 0)
    assert Fact.objects.filter(kind="corrected").count() == 17
    assert not public_card(now())["F02"].line.sampled


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Enter the calls"),
        ("soon", "Line 1: write how many seconds"),
        ("12\n\n5 maybe", "Line 3: after the seconds write one of"),
        ("99999", "Line 1: a call rings for 0 to 3600 seconds"),
        ("2026-07-01 10:00 5", "Line 1: that day is outside the sample"),
        ("2026-06-31 10:00 5", "Line 1:"),
        ("10:99 5", "Line 1:"),
        ("nan", "Line 1: a call rings for"),
        ("1\n" * 501, "at most 500"),
    ],
)
def test_what_cannot_be_a_noted_call_is_said_by_its_line(text: str, words: str) -> None:
    with pytest.raises(NotNoted, match=words):
        read_noted(text, JUNE, date(2026, 6, 5))


def test_a_line_may_tell_the_time_or_only_the_seconds() -> None:
    [first, second, third] = read_noted("12\n10:15\t7.5\tvoicemail\n2026-06-03 00:00 9", JUNE, date(2026, 6, 3))
    [other_day] = read_noted("2026-06-03 9", JUNE, date(2026, 6, 3))
    assert [one.timed for one in (first, second, third, other_day)] == [False, True, True, False]
    assert (first.seconds, first.outcome) == (12, "answered")
    assert second == Noted(first.at + timedelta(hours=10, minutes=15), 7.5, "voicemail")


def test_a_manager_notes_calls_once_and_takes_them_back(town: Town, client: Client) -> None:
    client.force_login(town.carol)
    days = {
        "begins_day": "2",
        "begins_month": "6",
        "begins_year": "2025",
        "ends_day": "3",
        "ends_month": "6",
        "ends_year": "2025",
    }
    given = {**days, "calls": "12\n25", "token": "the-form"}
    for _ in range(2):
        assert client.post("/desk/reports/telephone/noted", given).status_code == 302
    assert Call.objects.count() == 2
    wrong = client.post("/desk/reports/telephone/noted", {**given, "calls": "soon", "token": "x"})
    assert "Line 1: write how many seconds it rang" in wrong.content.decode()
    client.post(f"/desk/reports/telephone/noted/{Sample.objects.get().pk}")
    assert Call.objects.count() == 0
    client.force_login(town.bob)
    assert client.get("/desk/reports/telephone/noted").status_code == 403
