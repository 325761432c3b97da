"""Each customer is told of an appointment or a visit in their own way, and what counts is what really went out."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from icalendar import Calendar

from answerable.desk.council.secrets import encrypted
from answerable.desk.customers.actions import add_address, new_customer
from answerable.desk.diary.appointments import CANCELLED_BY_CUSTOMER, drop
from answerable.desk.diary.models import Appointment
from answerable.desk.diary.telling import confirm, remind, tell_cancellation, tell_move
from answerable.desk.diary.told import settle
from answerable.desk.models import Fact, Letter, Message, Need, TextGateway
from answerable.desk.needs.actions import Told, keep_needs
from answerable.desk.outbox.ways import NotSaid, ways_to
from answerable.desk.post.letters import NotPosted, came_back, posted, tray
from answerable.desk.sms.actions import name_of, receipt
from answerable.desk.sms.segments import length_of
from answerable.desk.visits import confirming as visits
from answerable.desk.visits.codes import code_of
from answerable.worker.work import Worker
from tests.cast import Town, a_case, a_town, moment
from tests.desk.diary.agreed import DIRECTIONS, MONDAY, agreed, an_appointment, at, outcomes
from tests.desk.visits.planned import a_visit
from tests.gateway import GatewayServer
from tests.servers import SmtpServer

pytestmark = pytest.mark.django_db
SORRY: Any = {"apology": "We are sorry.", "explanation": "The officer is ill"}
MOBILE, HOME = "07700 900123", "4 Mill Lane, Flitwick"
SOON = MONDAY + timedelta(minutes=1)
WEDNESDAY = moment("Wednesday 4 March 2026 10:00")
NEXT_WEEK = moment("Thursday 12 March 2026 11:00")


@pytest.fixture
def server(settings: LazySettings) -> Iterator[GatewayServer]:
    with GatewayServer() as server:
        settings.ALLOWED_ADDRESSES = server.place
        yield server


@pytest.fixture
def post_office(smtp_server: SmtpServer, settings: LazySettings) -> SmtpServer:
    settings.SMTP = f"smtp://{smtp_server.host}:{smtp_server.port}"
    return smtp_server


def a_gateway(url: str = "https://texts.example.org") -> None:
    TextGateway.objects.create(kind="http", address=url, secret=encrypted("s3cret"), number="+447700900001")


def reachable(town: Town) -> None:
    """Let Mrs Lee have a mobile and a postal address too."""
    add_address(town.mrs_lee, kind="telephone", value=MOBILE)
    add_address(town.mrs_lee, kind="post", value=HOME)


def the_worker_works(now: datetime) -> None:
    Worker(lambda: now).pass_once()


def the_letter_is_posted(town: Town, now: datetime) -> Letter:
    [row] = tray(now=now)
    posted(row.letter, on=now.date(), at=now, by=town.dan)
    settle(now)
    return row.letter


# Which ways there are


@pytest.mark.parametrize(
    ("addresses", "channel", "gateway", "ways"),
    [
        ({}, "telephone", True, ["spoken"]),
        ({"email": "x@example.org", "post": HOME}, "telephone", True, ["email", "letter", "spoken"]),
        ({"email": "x@example.org", "telephone": MOBILE}, "sms", True, ["sms", "email", "spoken"]),
        ({"email": "x@example.org", "telephone": MOBILE}, "sms", False, ["email", "spoken"]),
        ({"email": "x@example.org", "post": HOME}, "letter", False, ["letter", "email", "spoken"]),
        ({"telephone": "01632 960123"}, "telephone", True, ["spoken"]),
        ({"telephone": "01632 960123"}, "sms", True, ["sms", "spoken"]),
        ({"telephone": MOBILE}, "web", True, ["sms", "spoken"]),
    ],
)
def test_the_way_in_which_they_came_is_first_and_none_is_offered_that_cannot_be(
    town: Town, addresses: dict[str, str], channel: str, gateway: bool, ways: list[str]
) -> None:
    if gateway:
        a_gateway()
    case = a_case(town, at=MONDAY, channel=channel)
    assert list(ways_to(new_customer(name="Ann", addresses=addresses, at=MONDAY), case)) == ways


def test_an_anonymous_caller_is_told_in_words_and_nothing_else_is_possible(town: Town) -> None:
    assert list(ways_to(None, None)) == ["spoken"]
    with pytest.raises(NotSaid, match="Choose another"):
        visits.confirm(a_visit(town, customer=None), way="email", at=MONDAY, by=town.dan)
    assert not Message.objects.exists()


# What really went out


def test_K21a_a_text_with_the_directions_counts_when_the_gateway_has_it(server: GatewayServer) -> None:
    town = a_town("cuckfield")
    reachable(town)
    a_gateway(server.url)
    appointment = an_appointment(town)
    message = confirm(appointment, way="sms", at=MONDAY, by=town.dan)
    assert length_of(message.text).parts <= 2 and DIRECTIONS in message.text
    assert outcomes(appointment, "K21a") == ["broken"]
    the_worker_works(SOON)
    assert server.asked[0].body["to"] == "+447700900123" and "Tue 3 Mar at 14:00" in server.asked[0].body["text"]
    assert outcomes(appointment, "K21a") == ["kept"]
    receipt(name_of(message), reached=False, why="Switched off", at=at("09:00"))
    settle(at("09:01"))
    assert outcomes(appointment, "K21a") == ["broken"]


def test_K21a_a_letter_with_the_directions_counts_when_it_is_posted_until_it_comes_back() -> None:
    town = a_town("cuckfield")
    reachable(town)
    appointment = an_appointment(town, NEXT_WEEK)
    text = confirm(appointment, way="letter", at=MONDAY, by=town.dan).text
    assert text.startswith("Dear Mrs Lee,\n\n") and DIRECTIONS in text and "please write to us" in text
    [row] = tray(now=MONDAY)
    assert (row.due, row.letter.address) == (moment("Tuesday 10 March 2026 11:00"), "Mrs Lee\n4 Mill Lane\nFlitwick")
    settle(SOON)
    assert outcomes(appointment, "K21a") == ["broken"]
    letter = the_letter_is_posted(town, at("10:00"))
    assert outcomes(appointment, "K21a") == ["kept"]
    came_back(letter, at=WEDNESDAY)
    settle(WEDNESDAY)
    assert outcomes(appointment, "K21a") == ["broken"]


@pytest.mark.parametrize("way", ["email", "sms", "letter", "spoken"])
def test_F18_a_change_is_told_in_every_way_and_counts_when_it_went_out(
    town: Town, way: str, server: GatewayServer, post_office: SmtpServer
) -> None:
    reachable(town)
    a_gateway(server.url)
    moved, cancelled = an_appointment(town, NEXT_WEEK), an_appointment(town)
    change: Any = {**SORRY, "way": way, "at": MONDAY + timedelta(seconds=20), "by": town.dan}
    first = tell_move(moved, agreed(town, NEXT_WEEK + timedelta(days=1)), **change)
    second = tell_cancellation(cancelled, **change)
    assert all("We are sorry." in each.text and "The officer is ill." in each.text for each in (first, second))
    the_worker_works(SOON)
    for row in tray(now=SOON):
        posted(row.letter, on=date(2026, 3, 2), at=SOON, by=town.dan)
    settle(SOON + timedelta(minutes=1))
    judged = [] if way == "spoken" else ["kept"]  # a promise about writing is not about what was spoken
    assert [outcomes(each, "F18") for each in (moved, cancelled)] == [judged, judged]
    assert outcomes(cancelled, "F10") == ["void"]
    how = {fact.details["by"] for fact in Fact.objects.filter(kind="appointment changed")}
    assert how == {"message" if way in ("email", "sms") else way}


@pytest.mark.parametrize("way", ["email", "sms", "letter", "spoken"])
def test_F18_P17_a_home_visit_is_confirmed_and_changed_in_every_way(
    town: Town, way: str, server: GatewayServer, post_office: SmtpServer
) -> None:
    reachable(town)
    a_gateway(server.url)
    visit = a_visit(town, case=a_case(town, at=MONDAY))
    confirmed = visits.confirm(visit, way=way, at=MONDAY, by=town.dan)
    assert code_of(visit) in confirmed.text and "Mill Lane" not in confirmed.text
    assert way != "sms" or length_of(confirmed.text).parts <= 2
    visits.tell_cancellation(visit, **SORRY, way=way, at=MONDAY, by=town.dan)
    the_worker_works(SOON)
    if way == "letter":
        the_letter_is_posted(town, SOON)  # the other, which would have said when we come, was taken out of the tray
    judged = [] if way == "spoken" else ["kept"]
    assert [str(clock.verdict(SOON)) for clock in visit.occasion.clocks.filter(promise="F18")] == judged


def test_a_text_that_would_be_too_long_is_refused_in_words(town: Town) -> None:
    reachable(town)
    a_gateway()
    appointment = an_appointment(town)
    with pytest.raises(NotSaid, match="too long for a text"):
        tell_cancellation(appointment, apology="Sorry.", explanation="Snow. " * 110, way="sms", at=MONDAY, by=town.dan)
    assert Appointment.objects.get().is_open


# Reminders go in the same way


@pytest.mark.parametrize(
    ("way", "goes", "by"),
    [
        ("email", "Wednesday 11 March 2026 11:00", "email"),
        ("sms", "Wednesday 11 March 2026 11:00", "sms"),
        ("letter", "Monday 9 March 2026 11:00", "letter"),  # two working days on its way
    ],
)
def test_the_reminder_goes_in_the_way_of_the_confirmation(town: Town, way: str, goes: str, by: str) -> None:
    reachable(town)
    a_gateway()
    appointment = an_appointment(town, NEXT_WEEK)
    confirm(appointment, way=way, at=MONDAY, by=town.dan)
    assert (remind(moment(goes) - timedelta(minutes=1)), remind(moment(goes))) == (0, 1)
    message = Message.objects.latest("pk")
    assert (message.by, message.automatic) == (by, True) and "remind" in message.text
    drop(appointment, reason=CANCELLED_BY_CUSTOMER, at=moment(goes), by=town.dan)
    assert set(Message.objects.values_list("state", flat=True)) == {"withdrawn"} and tray(now=moment(goes)) == []


@pytest.mark.parametrize(("way", "begins"), [("letter", WEDNESDAY), ("spoken", NEXT_WEEK)])
def test_there_is_no_reminder_that_would_come_too_late_and_none_of_what_was_spoken(
    town: Town, way: str, begins: datetime
) -> None:
    reachable(town)
    appointment = an_appointment(town, begins)
    confirm(appointment, way=way, at=MONDAY, by=town.dan)
    assert appointment.remind_at is None


# The entry for the customer's own calendar


def test_each_mail_carries_the_appointment_as_it_then_stands_for_the_customers_calendar(
    town: Town, post_office: SmtpServer
) -> None:
    appointment = an_appointment(town)
    told: Any = {"way": "email", "by": town.dan}
    confirm(appointment, at=MONDAY, **told)
    the_worker_works(SOON)
    tell_move(appointment, agreed(town, WEDNESDAY), **SORRY, at=SOON, **told)
    tell_move(appointment, agreed(town, WEDNESDAY + timedelta(hours=1)), **SORRY, at=SOON, **told)
    the_worker_works(SOON + timedelta(minutes=1))
    tell_cancellation(appointment, **SORRY, at=SOON + timedelta(minutes=2), **told)
    the_worker_works(SOON + timedelta(minutes=3))
    files = [list(mail.iter_attachments()) for mail in post_office.messages]
    assert [len(each) for each in files] == [1, 0, 1, 1]  # the first move no longer stood when it went out
    assert {each[0].get_content_type() for each in files if each} == {"text/calendar"}
    events: list[Any] = [Calendar.from_ical(each[0].get_content()).walk("VEVENT")[0] for each in files if each]
    assert [(int(event["SEQUENCE"]), str(event["STATUS"])) for event in events] == [
        (0, "CONFIRMED"),
        (2, "CONFIRMED"),
        (3, "CANCELLED"),
    ]
    assert len({str(event["UID"]) for event in events}) == 1
    assert events[0].start == at("14:00") and events[1].start == WEDNESDAY + timedelta(hours=1)
    assert events[0]["SUMMARY"] == "Appointment with Flitwick Town Council"
    said = str(events[0]["DESCRIPTION"])
    assert all(words in said for words in ("Room 2, The Old Hall", DIRECTIONS, appointment.case.reference))
    assert "Lee" not in said and "ATTENDEE" not in events[0]


def test_P17_the_entry_of_a_home_visit_has_the_time_that_was_promised_and_names_nobody(
    town: Town, post_office: SmtpServer
) -> None:
    visit = a_visit(town)
    visits.confirm(visit, way="email", at=MONDAY, by=town.dan)
    the_worker_works(SOON)
    visits.tell_cancellation(visit, **SORRY, way="email", at=SOON, by=town.dan)
    the_worker_works(SOON + timedelta(minutes=1))
    files = [next(iter(mail.iter_attachments())) for mail in post_office.messages]
    assert {file.get_filename() for file in files} == {"visit.ics"}
    events: list[Any] = [Calendar.from_ical(file.get_content()).walk("VEVENT")[0] for file in files]
    assert [(int(event["SEQUENCE"]), str(event["STATUS"])) for event in events] == [(0, "CONFIRMED"), (1, "CANCELLED")]
    assert (events[0].start, events[0].end) == (at("14:00"), at("15:00"))  # not until when we check in
    assert events[0]["SUMMARY"] == "Home visit from Flitwick Town Council"
    words = events[0].to_ical().decode()
    assert not any(hidden in words for hidden in ("Bob", "Lee", "Mill Lane", "damp", code_of(visit)))


# A home visit in no case


def test_P17_a_visit_in_no_case_is_told_by_a_letter_that_counts_when_it_is_posted(town: Town) -> None:
    reachable(town)
    keep_needs(town.mrs_lee, [Told(Need.Kind.FORMAT, "large print")], at=MONDAY, by=town.bob)
    visit = a_visit(town)
    message = visits.confirm(visit, way="letter", at=MONDAY, by=town.dan)
    [row] = tray(now=MONDAY)
    assert (row.letter.reference, row.letter.title) == (str(visit), "A home visit on Tuesday 3 March 2026")
    assert "4 Mill Lane" in row.letter.address and row.letter.size == 18 and row.due is not None
    with pytest.raises(NotPosted, match="can't have been posted before"):
        posted(row.letter, on=date(2026, 3, 1), at=SOON, by=town.dan)
    the_letter_is_posted(town, SOON)
    message.refresh_from_db()
    assert (message.state, message.sent_at) == ("sent", SOON)
    visits.tell_cancellation(visit, **SORRY, way="letter", at=SOON, by=town.dan)
    letter = the_letter_is_posted(town, SOON + timedelta(hours=1))
    assert Fact.objects.filter(occasion=visit.occasion, kind="appointment changed", details__by="letter").count() == 1
    came_back(letter, at=WEDNESDAY)
    settle(WEDNESDAY)
    assert Fact.objects.filter(occasion=visit.occasion, kind="bounced").count() == 1
