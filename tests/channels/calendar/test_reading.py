"""Calendars elsewhere: only their busy times are read, at no address that leads inside, and whatever they hold."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from answerable.channels import outside
from answerable.channels.calendar import apart
from answerable.channels.calendar.fetch import fetch
from answerable.channels.calendar.read import NoCalendar, busy_times
from answerable.channels.outside import NotAllowed, Unreachable
from tests.cast import moment
from tests.channels.calendar.server import Calendars, calendars, ics

SINCE = moment("Monday 2 March 2026 00:00")
UNTIL = SINCE + timedelta(days=60)


@pytest.fixture(scope="module")
def _server() -> Iterator[Calendars]:
    with calendars() as server:
        yield server


@pytest.fixture
def server(_server: Calendars) -> Calendars:
    _server.asked.clear()
    return _server


def read(*events: str) -> list[tuple[datetime, datetime]]:
    return busy_times(ics(*events), since=SINCE, until=UNTIL)


def test_a_meeting_takes_its_time_and_one_that_is_free_or_cancelled_takes_none() -> None:
    when = "DTSTART:20260303T140000Z\r\nDTEND:20260303T150000Z"
    taken = (moment("Tuesday 3 March 2026 14:00"), moment("Tuesday 3 March 2026 15:00"))
    assert read(when) == [taken]
    for mark in ("TRANSP:TRANSPARENT", "STATUS:CANCELLED", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"):
        assert read(f"{when}\r\n{mark}") == []


def test_a_weekly_meeting_takes_its_hour_each_week_at_the_same_time_of_the_day_when_the_clocks_change() -> None:
    weekly = "DTSTART;TZID=Europe/London:20260323T100000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;COUNT=3"
    exception = f"{weekly}\r\nEXDATE;TZID=Europe/London:20260406T100000"
    first, second = moment("Monday 23 March 2026 10:00"), moment("Monday 30 March 2026 10:00")
    assert [begins for begins, _ in read(exception)] == [first, second]
    assert second - first == timedelta(days=7) - timedelta(hours=1)


def test_a_whole_day_is_a_day_of_council_time_and_so_is_a_time_without_a_zone() -> None:
    spring = (moment("Sunday 29 March 2026 00:00"), moment("Monday 30 March 2026 00:00"))
    assert read("DTSTART;VALUE=DATE:20260329\r\nDTEND;VALUE=DATE:20260330") == [spring]
    assert spring[1] - spring[0] == timedelta(hours=23)
    assert read("DTSTART:20260330T090000\r\nDURATION:PT30M")[0][0] == moment("Monday 30 March 2026 09:00")
    # A moment that the clock change skips is an hour later, as programs show it.
    assert read("DTSTART:20260329T013000\r\nDURATION:PT30M")[0][0] == moment("Sunday 29 March 2026 02:30")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>Sign in</html>",
        b"\xff\xfe\x00",
        ics("DTSTART:yesterday"),
        ics("DTSTART:20260303T140000Z")[:60],
    ],
    ids=["empty", "a page", "no text", "no date", "cut off"],
)
def test_what_is_no_calendar_is_refused_in_words_or_takes_no_time(data: bytes) -> None:
    try:
        assert busy_times(data, since=SINCE, until=UNTIL) == []
    except NoCalendar as why:
        assert "calendar" in str(why)


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=WEEKLY;INTERVAL=0"])
def test_a_rule_that_never_ends_is_given_up(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 2)
    endless = ics(f"DTSTART:20260303T140000Z\r\nDURATION:PT1M\r\nRRULE:{rule}")
    with pytest.raises(NoCalendar, match="longer than 2 seconds|more than|can be read"):
        apart.busy_times_apart(endless, since=SINCE, until=UNTIL)


def test_what_is_read_apart_is_the_same(server: Calendars) -> None:
    meeting = ics("DTSTART:20260303T140000Z\r\nDTEND:20260303T150000Z")
    assert apart.busy_times_apart(meeting, since=SINCE, until=UNTIL) == busy_times(meeting, since=SINCE, until=UNTIL)
    with pytest.raises(NoCalendar, match="not a calendar"):
        apart.busy_times_apart(b"<html>", since=SINCE, until=UNTIL)


# At the address


def test_a_calendar_is_fetched_and_a_redirect_is_followed(server: Calendars) -> None:
    there = server.gives("/mine.ics", ics())
    here = server.gives("/moved", b"", status=302, Location="/mine.ics")
    assert fetch(here, allowed=server.place) == ics()
    assert server.asked == ["/moved", "/mine.ics"] and there


@pytest.mark.parametrize(
    "inside",
    [
        "http://127.0.0.1:1/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://10.0.0.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://localhost/",
        "file:///etc/passwd",
    ],
)
def test_no_address_leads_inside_the_own_network_neither_itself_nor_by_redirect(server: Calendars, inside: str) -> None:
    with pytest.raises(NotAllowed):
        fetch(inside, allowed=server.place)
    with pytest.raises(NotAllowed):
        fetch(server.gives("/away", b"", status=307, Location=inside), allowed=server.place)


@pytest.mark.parametrize(
    ("status", "headers", "body", "words"),
    [
        (302, {"Location": "/round"}, b"", "more than 3 times"),
        (404, {}, b"", "the answer is 404"),
        (200, {}, b"x" * 1_000_001, "larger than 1 MB"),
    ],
)
def test_what_can_not_be_read_is_said(
    server: Calendars, status: int, headers: dict[str, str], body: bytes, words: str
) -> None:
    address = server.gives("/round", body, status=status, **headers)
    with pytest.raises(Unreachable, match=words):
        fetch(address, allowed=server.place)


def test_an_answer_that_trickles_is_cut_off(server: Calendars, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "SECONDS", 0.3)
    with pytest.raises(Unreachable, match="took longer"):
        fetch(server.gives("/slow", 100), allowed=server.place)


@pytest.mark.parametrize("place", ["http://[", "/caf\u00e9", "http://127.0.0.1:99999999/"])
def test_a_redirect_to_what_is_no_address_is_said(server: Calendars, place: str) -> None:
    with pytest.raises(Unreachable):
        fetch(server.gives("/leads-on", b"", status=302, Location=place), allowed=server.place)


def test_a_key_that_no_header_can_hold_is_said(server: Calendars) -> None:
    with pytest.raises(NotAllowed, match="Enter the key or token again"):
        outside.call("POST", f"http://{server.place}/", body=b"", headers={"X": "\u2019"}, allowed=server.place)
