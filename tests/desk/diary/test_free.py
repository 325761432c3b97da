"""Free times: when the officer works, and nothing of theirs or of the room's is in the way."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from pytest_django import Settings

from answerable.desk.diary.calendars import claim_due, keep_busy, read_from
from answerable.desk.diary.free import free_times
from answerable.desk.diary.hours import Spell, set_pattern
from answerable.desk.models import Busy, Council, OtherCalendar, RoomBooking
from answerable.worker.diary import read_calendar
from tests.cast import Town, moment
from tests.channels.calendar.server import Calendars, calendars, ics
from tests.desk.diary.agreed import MONDAY, an_absence, an_appointment, at, the_room

pytestmark = pytest.mark.django_db
HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
def town(town: Town) -> Town:
    """Bob works from 10:00 to 11:30 on working days."""
    set_pattern(town.bob, [Spell(weekday, time(10), time(11, 30)) for weekday in range(5)], first=date(2026, 3, 1))
    return town


@pytest.fixture
def elsewhere(settings: Settings) -> Iterator[Calendars]:
    with calendars() as server:
        settings.ALLOWED_ADDRESSES = server.place
        yield server


def offered(town: Town, after: str, **more: object) -> list[str]:
    times = free_times(town.bob, HALF_AN_HOUR, after=moment(after), now=MONDAY, **more)  # type: ignore[arg-type]
    return [f"{one:%a %H:%M}" for one in times]


def test_the_next_times_are_offered_and_no_more_than_a_few_of_one_day(town: Town) -> None:
    tuesday, wednesday = ["Tue 10:30", "Tue 10:45", "Tue 11:00"], ["Wed 10:00", "Wed 10:15"]
    assert offered(town, "Tuesday 3 March 2026 10:20", most=5) == tuesday + wednesday


def test_neither_appointments_nor_absences_nor_a_booked_room_are_in_the_way(town: Town) -> None:
    an_appointment(town, at("10:30"))
    an_absence(town, "Wednesday 4 March 2026 09:00", "Thursday 5 March 2026 10:40")
    assert offered(town, "Tuesday 3 March 2026 08:00", most=3) == ["Tue 10:00", "Tue 11:00", "Thu 10:45"]
    room = the_room()
    RoomBooking.objects.create(room=room, begins=at("11:00"), ends=at("12:00"), by=town.dan)
    assert offered(town, "Tuesday 3 March 2026 08:00", most=2, room=room) == ["Tue 10:00", "Thu 10:45"]


def test_bank_holidays_and_the_days_it_takes_to_find_an_interpreter_are_skipped(town: Town) -> None:
    assert offered(town, "Thursday 2 April 2026 11:15", most=1) == ["Tue 10:00"]  # over Easter
    Council.objects.update(interpreter_days=3)
    assert offered(town, "Monday 2 March 2026 09:00", most=1, interpreter=True) == ["Thu 10:00"]


def test_busy_times_elsewhere_are_not_offered_and_stay_while_it_is_down(town: Town, elsewhere: Calendars) -> None:
    meeting = ics("DTSTART:20260303T100000Z\r\nDTEND:20260303T110000Z")
    calendar = read_from(elsewhere.gives("/bob.ics", meeting), officer=town.bob, by=town.bob)
    read_calendar(calendar, at=MONDAY)
    assert offered(town, "Tuesday 3 March 2026 08:00", most=1) == ["Tue 11:00"]
    elsewhere.gives("/bob.ics", b"", status=503)
    read_calendar(calendar, at=MONDAY)
    assert OtherCalendar.objects.get().trouble == "There is no calendar at this address: the answer is 503."
    assert offered(town, "Tuesday 3 March 2026 08:00", most=1) == ["Tue 11:00"]


def test_each_calendar_is_read_by_one_worker_every_quarter_of_an_hour(town: Town) -> None:
    calendar = read_from("https://calendar.example.org/bob.ics", officer=town.bob, by=town.bob)
    assert claim_due(MONDAY, most=5) == [calendar]
    assert claim_due(MONDAY + timedelta(minutes=14), most=5) == []
    assert claim_due(MONDAY + timedelta(minutes=15), most=5) == [calendar]
    calendar.delete()
    keep_busy(calendar, [(MONDAY, at("10:00"))], at=MONDAY)  # it was taken off the list meanwhile
    assert not Busy.objects.exists()
