"""The diary's screens: whose day it is, appointments made and ended, absences, hours, and calendars."""

import re
from datetime import time, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from answerable.desk.diary.calendars import make_link
from answerable.desk.diary.hours import Spell, pattern_of, set_pattern
from answerable.desk.models import Absence, Appointment, Message
from tests.cast import Town, a_case, moment
from tests.desk.diary.agreed import MONDAY, an_absence, an_appointment, at, the_room

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday_morning() -> object:
    with time_machine.travel(MONDAY + timedelta(minutes=5), tick=False) as now:
        yield now


@pytest.fixture
def bobs_hours(town: Town) -> None:
    set_pattern(town.bob, [Spell(weekday, time(9, 30), time(17)) for weekday in range(5)], first=MONDAY.date())


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_diary_shows_an_officers_week_a_rooms_and_everybodys(bob: Client, town: Town) -> None:
    appointment = an_appointment(town)
    an_absence(town, "Thursday 5 March 2026 09:00", "Friday 6 March 2026 09:00", of=town.carol)
    mine = words(bob, reverse("diary"))
    assert "The drains" in mine and appointment.occasion.reference in mine and "with Mrs Lee" in mine
    assert "Away" not in mine
    assert "Away" in words(bob, f"{reverse('diary')}?of=everybody")
    assert "The drains" in words(bob, f"{reverse('diary')}?of=room-{the_room().pk}")
    assert "The drains" not in words(bob, f"{reverse('diary')}?of=officer-{town.carol.pk}&span=day&on=2026-03-03")
    assert "a bank holiday (Good Friday)" in words(bob, f"{reverse('diary')}?on=2026-04-03")
    assert town.bob.looks.filter(where="diary", customer=town.mrs_lee).exists()


def test_what_goes_on_for_days_is_said_once_in_the_week_and_in_short_on_each_of_its_days(
    bob: Client, town: Town
) -> None:
    an_absence(town, "Wednesday 4 March 2026 13:00", "Friday 6 March 2026 10:00", of=town.bob)
    week, day = words(bob, reverse("diary")), words(bob, f"{reverse('diary')}?span=day&on=2026-03-05")
    assert "<table" not in week and week.count("4 March 2026 at 13:00 to Friday 6 March 2026 at 10:00") == 1
    assert re.findall(r"__lasting\">(Away[^<]*)<", week) == ["Away from 13:00", "Away", "Away until 10:00"]
    assert "from 4 Mar to 6 Mar" in day


@pytest.mark.usefixtures("bobs_hours")
def test_an_appointment_is_made_at_a_free_time_and_confirmed(bob: Client, town: Town) -> None:
    taken = an_appointment(town, at("10:00"))
    case = a_case(town, at=MONDAY)
    room = the_room()
    address = f"{reverse('appointment-new', args=[case.reference])}?officer={town.bob.pk}&room={room.pk}&minutes=30"
    address += "&after_day=3&after_month=3&after_year=2026&language="
    page = words(bob, address)
    assert "Tuesday 3 March 2026 at 09:30" in page and "Tuesday 3 March 2026 at 10:15" not in page
    answer = bob.post(
        address, {"begins": at("10:30").isoformat(), "purpose": "The drains", "directions": "Left.", "way": "email"}
    )
    made = Appointment.objects.latest("pk")
    assert answer.headers["Location"] == reverse("appointment", args=[made.occasion.reference])
    assert (made.begins, made.room, made.case) == (at("10:30"), room, case) and made.pk != taken.pk
    assert "Tuesday 3 March 2026 at 10:30" in Message.objects.latest("pk").text
    assert "Confirmation by e-mail: waiting to be sent" in words(bob, answer.headers["Location"])


def test_a_time_that_was_taken_meanwhile_is_refused_in_words(bob: Client, town: Town) -> None:
    case = a_case(town, at=MONDAY)
    address = f"{reverse('appointment-new', args=[case.reference])}?officer={town.bob.pk}&room=&minutes=30"
    an_appointment(town, at("10:30"))
    answer = bob.post(address, {"begins": at("10:30").isoformat(), "purpose": "The drains", "way": "spoken"})
    assert answer.status_code == 200 and "Bob Baker is taken from Tuesday 3 March 2026" in answer.content.decode()
    assert Appointment.objects.count() == 1


def test_a_visitor_without_a_case_gets_one(bob: Client, town: Town) -> None:
    sent = {"who": "Tom Adeyemi", "customer": town.tom.pk, "need": "A talk about the allotment", "channel": "counter"}
    answer = bob.post(reverse("appointment-new-case"), sent)
    case = town.tom.cases.get()
    assert answer.headers["Location"] == reverse("appointment-new", args=[case.reference])


def test_moving_or_cancelling_asks_for_apology_and_explanation(bob: Client, town: Town) -> None:
    reference = an_appointment(town).occasion.reference
    for name, sent in (
        ("appointment-move", {"begins": at("16:00").isoformat(), "purpose": "The drains"}),
        ("appointment-cancellation", {}),
    ):
        answer = bob.post(reverse(name, args=[reference]), {**sent, "apology": "", "explanation": " ", "way": "email"})
        page = answer.content.decode()
        assert "Say that we are sorry" in page and "Without it nothing is changed." in page
    assert not Message.objects.filter(means="appointment change").exists()
    sent = {
        "begins": at("16:00").isoformat(),
        "purpose": "The drains",
        "apology": "Sorry.",
        "explanation": "Snow",
        "way": "email",
    }
    bob.post(reverse("appointment-move", args=[reference]), sent)
    assert Appointment.objects.get().begins == at("16:00")
    assert "The reason is this: Snow." in Message.objects.get(means="appointment change").text
    case = Appointment.objects.get().case
    assert "Appointment moved or cancelled by e-mail" in words(bob, reverse("case", args=[case.reference]))


def test_K21_who_can_be_reached_in_no_written_way_is_asked_for_none(bob: Client, town: Town) -> None:
    town.mrs_lee.addresses.all().delete()
    case = a_case(town, at=MONDAY, channel="counter")
    address = f"{reverse('appointment-new', args=[case.reference])}?officer={town.bob.pk}&room=&minutes=30"
    page = words(bob, address)
    assert "I have told them all of it just now" in page and "Neither e-mail nor postal address" in page
    assert "By e-mail" not in page and "By a letter" not in page and "By text" not in page
    answer = bob.post(address, {"begins": at("10:30").isoformat(), "purpose": "The drains", "way": "spoken"})
    page = words(bob, answer.headers["Location"])
    assert "Confirmation in words" in page and "No reminder goes to who was told in words." in page
    again = reverse("appointment-confirmation", args=[Appointment.objects.get().occasion.reference])
    assert "Select a valid choice" in bob.post(again, {"way": "email"}).content.decode()
    assert "Confirmation in words" in bob.post(again, {"way": "spoken"}, follow=True).content.decode()
    assert Message.objects.filter(by="spoken").count() == 2


def test_how_it_ended_is_one_press_and_a_meeting_asks_when(bob: Client, town: Town, _monday_morning: object) -> None:
    reference = an_appointment(town).occasion.reference
    outcome = reverse("appointment-outcome", args=[reference])
    assert "still to come" in bob.post(outcome, {"outcome": "missed"}, follow=True).content.decode()
    with time_machine.travel(at("14:40"), tick=False):
        bob.force_login(town.bob)
        bob.post(outcome, {"outcome": "did not come"})
        assert Appointment.objects.get().outcome == "dropped"
        bob.post(outcome, {"outcome": "mistake"})
        kept = reverse("appointment-kept", args=[reference])
        assert "Identification" in words(bob, kept)
        bob.post(kept, {"on_day": "3", "on_month": "3", "on_year": "2026", "time": "14:02", "done": ["in private"]})
        page = words(bob, reverse("appointment", args=[reference]))
    assert "<b>F10</b> We are on time for meetings: broken" in page
    assert "Not recorded: identification, follow-up details (F10a)" in page


def test_an_absence_is_entered_once_by_oneself_or_a_manager(bob: Client, client: Client, town: Town) -> None:
    sent = {"officer": town.bob.pk, "first_day": "9", "first_month": "3", "first_year": "2026"}
    sent |= {"back_day": "16", "back_month": "3", "back_year": "2026", "back_time": "9.30", "cover": town.dan.pk}
    address = reverse("absence-new")
    page = bob.post(address, {**sent, "cover": ""}).content.decode()
    assert "Nobody covers: new work stays theirs" in page
    answer = bob.post(address, sent)
    absence = Absence.objects.get()
    assert absence.returns == moment("Monday 16 March 2026 09:30") and absence.cover == town.dan
    assert "return on Monday 16 March 2026" in words(bob, answer.headers["Location"])
    assert "Bob Baker" in words(bob, reverse("absences"))
    assert "Select a valid choice" in bob.post(address, {**sent, "officer": town.carol.pk}).content.decode()
    client.force_login(town.dan)
    assert client.post(reverse("absence-withdrawal", args=[absence.pk])).status_code == 403
    client.force_login(town.carol)
    client.post(reverse("absence-withdrawal", args=[absence.pk]))
    absence.refresh_from_db()
    assert absence.withdrawn_at is not None


def test_the_cover_sees_on_today_what_falls_due(client: Client, town: Town) -> None:
    case = a_case(town, at=MONDAY)
    an_absence(town, "Monday 2 March 2026 09:00", "Monday 9 March 2026 09:00", of=town.dan, cover=town.carol)
    client.force_login(town.carol)
    page = words(client, reverse("today"))
    assert "Covering for Dan Okafor" in page and case.reference in page


def test_working_hours_are_typed_day_by_day(bob: Client, client: Client, town: Town) -> None:
    sent = {
        "first_day": "2",
        "first_month": "3",
        "first_year": "2026",
        "day_1": "9-12.30, 13:30 – 17:00",
        "day_3": "10:00-12:00",
    }
    assert "Write times like" in bob.post(reverse("working-hours"), {**sent, "day_0": "all day"}).content.decode()
    bob.post(reverse("working-hours"), sent)
    rows = [(row.weekday, f"{row.begins:%H:%M}", f"{row.ends:%H:%M}") for row in pattern_of(town.bob, MONDAY.date())]
    assert rows == [(1, "09:00", "12:30"), (1, "13:30", "17:00"), (3, "10:00", "12:00")]
    assert "09:00-12:30, 13:30-17:00" in words(bob, reverse("working-hours"))
    assert bob.get(reverse("working-hours-of", args=[town.dan.pk])).status_code == 403


def test_a_calendar_program_reads_the_diary_without_names_until_it_is_stopped(bob: Client, town: Town) -> None:
    appointment = an_appointment(town)
    page = bob.post(reverse("calendar-link-new", args=["officer", town.bob.pk])).content.decode()
    address = page.partition("127.0.0.1:8000")[2].partition("<")[0]
    stranger = Client()
    answer = stranger.get(address)
    body = answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert f"SUMMARY:Appointment {appointment.occasion.reference}" in body and "DTSTART:20260303T140000Z" in body
    assert not any(name in body for name in ("Lee", "drains"))
    assert stranger.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    link = town.bob.calendar_links.get()
    assert link.digest not in address
    bob.post(reverse("calendar-link-withdrawal", args=[link.pk]))
    assert stranger.get(address).status_code == 404


def test_nobody_makes_an_address_for_a_colleagues_diary_or_a_room(bob: Client, town: Town) -> None:
    for kind, pk in (("officer", town.dan.pk), ("room", the_room().pk)):
        assert bob.post(reverse("calendar-link-new", args=[kind, pk])).status_code == 403
        assert bob.get(reverse("other-calendar-new", args=[kind, pk])).status_code == 403
    secret = make_link(officer=town.dan, at=MONDAY, by=town.dan)
    link = town.dan.calendar_links.get()
    assert bob.post(reverse("calendar-link-withdrawal", args=[link.pk])).status_code == 403
    assert Client().get(reverse("calendar-feed", args=[secret])).status_code == 200


def test_an_address_inside_is_refused_when_it_is_entered(bob: Client, town: Town) -> None:
    new = reverse("other-calendar-new", args=["officer", town.bob.pk])
    for address in ("http://calendar.example.org/x.ics", "ftp://example.org", "https://name:pw@example.org/x", "words"):
        assert bob.post(new, {"address": address}).status_code == 200
    bob.post(new, {"address": "webcal://calendar.example.org/secret.ics"})
    kept = town.bob.other_calendars.get()
    assert kept.host == "calendar.example.org" and "secret" not in kept.address
    assert "not read yet" in words(bob, reverse("diary-calendars"))


def test_the_diary_of_everybody_asks_few_questions_however_much_is_in_it(
    bob: Client, town: Town, django_assert_max_num_queries: object
) -> None:
    for hour in range(9, 17):
        an_appointment(town, at(f"{hour:02}:00"))
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        bob.get(f"{reverse('diary')}?of=everybody")
