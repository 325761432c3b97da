"""Today: what is overdue, what falls due next, what arrived, and what waits for this officer."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from answerable.desk.cases.actions import offer, take
from answerable.desk.cases.models import Case
from answerable.desk.history.law import law
from answerable.desk.officers.models import Officer
from answerable.desk.officers.sittings import sits_down
from answerable.desk.outbox.acknowledge import acknowledge
from answerable.desk.outbox.actions import Saying, queue, speak
from answerable.desk.outbox.delivery import bounced, sent
from answerable.desk.outbox.models import Means
from answerable.web.today.words import left
from tests.cast import Town, moment
from tests.desk.triage.post import an_email_arrives

pytestmark = pytest.mark.django_db
NOW = "Thursday 6 March 2025 10:00"
MOST_QUERIES = 11


def page(client: Client, officer: Officer, address: str = "/desk/", at: str = NOW) -> str:
    """Return the page as the officer sees it at that moment, on one line."""
    with time_machine.travel(moment(at), tick=False):
        client.force_login(officer)
        response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def between(text: str, start: str, end: str) -> str:
    return text.partition(f'id="{start}-heading"')[2].partition(f'id="{end}-heading"')[0]


def mine(town: Town, subject: str, at: str) -> Case:
    case = an_email_arrives(town, subject, at=at)
    take(case, at=moment(at), by=town.bob)
    return case


def test_each_case_says_which_promise_falls_due_and_how_long_is_left(client: Client, town: Town) -> None:
    late = mine(town, "The lamp is out", "Monday 3 March 2025 09:00")
    soon = mine(town, "A bin is full", "Tuesday 4 March 2025 09:00")
    later = mine(town, "A hedge is high", "Thursday 6 March 2025 09:00")
    for case in (late, soon, later):
        message = acknowledge(case, to="lee@example.org", subject="We have it", at=case.opened_at)
        assert message is not None
        sent(message, at=case.opened_at)
    seen = page(client, town.bob)
    overdue, due = between(seen, "overdue", "due"), between(seen, "due", "arrived")
    assert "1 day late" in overdue and "The lamp is out" in overdue
    assert "was due Wed 5 March" in overdue and "<b>F25</b> Answer within 2 working days" in overdue
    assert late.reference in overdue and "Mrs Lee" in overdue
    assert "due today by midnight" in due and "A bin is full" in due
    assert "2 working days left" in due and "by Mon 10 March" in due
    assert due.index(soon.need) < due.index(later.need)


def test_a_late_case_says_whether_the_customer_was_told_in_time(client: Client, town: Town) -> None:
    case = mine(town, "The lamp is out", "Monday 3 March 2025 09:00")
    told = moment("Tuesday 4 March 2025 12:00")
    speak(
        case,
        Saying(
            means=Means.HOLDING,
            text="It takes until Friday week, I am sorry: the part is on order.",
            tells=("explanation", "apology", "new date"),
            date_told=moment("Friday 14 March 2025 09:00").date(),
        ),
        spoken_at=told,
        at=told,
        by=town.bob,
    )
    case.refresh_from_db()
    assert case.next_promise in ("F08", "F24")
    message = queue(
        case, Saying(means=Means.ACKNOWLEDGEMENT, text="…"), to="lee@example.org", subject="…", at=told, by=town.bob
    )
    sent(message, at=told)
    assert "1 day late — customer was told" in page(client, town.bob)


def test_mine_and_everybodys(client: Client, town: Town) -> None:
    mine(town, "Mine to answer", "Wednesday 5 March 2025 09:00")
    an_email_arrives(town, "Nobody took it", at="Wednesday 5 March 2025 09:00")
    own, all_of_them = page(client, town.bob), page(client, town.bob, "/desk/?whose=everybody")
    assert "Mine to answer" in own and "Nobody took it" not in own
    assert "Mine to answer" in all_of_them and "Nobody took it" in all_of_them
    assert "not yet taken" in all_of_them


def test_what_arrived_since_the_officer_left(client: Client, town: Town) -> None:
    an_email_arrives(town, "Before", at="Wednesday 5 March 2025 16:00")
    page(client, town.dan, at="Wednesday 5 March 2025 17:00")
    an_email_arrives(town, "In the night", at="Thursday 6 March 2025 02:00")
    arrived = page(client, town.dan).partition('id="arrived-heading"')[2]
    assert "In the night" in arrived and "To be sorted" in arrived
    assert "Before" not in arrived
    assert "Wednesday 5 March 2025 at 17:00" in arrived


def test_a_short_way_from_the_desk_is_no_leaving_and_signing_in_again_is(town: Town) -> None:
    start, minute = moment("Thursday 6 March 2025 09:00"), timedelta(minutes=1)
    assert sits_down(town.bob, at=start) == start - timedelta(days=3)
    assert sits_down(town.bob, at=start + 29 * minute) == start - timedelta(days=3)
    assert sits_down(town.bob, at=start + 60 * minute) == start + 29 * minute
    town.bob.last_login = start + 62 * minute
    assert sits_down(town.bob, at=start + 63 * minute) == start + 60 * minute
    assert sits_down(town.bob, at=start + 64 * minute) == start + 60 * minute


def test_a_case_that_a_colleague_offers_can_be_accepted_from_here(client: Client, town: Town) -> None:
    case = mine(town, "The lamp is out", "Wednesday 5 March 2025 09:00")
    offer(case, to=town.carol, note="You know the family", at=moment("Thursday 6 March 2025 09:00"), by=town.bob)
    offered = between(page(client, town.carol), "offered", "overdue")
    assert "Bob Baker" in offered and "You know the family" in offered
    assert f"/desk/cases/{case.reference}/hand-over/acceptance" in offered
    assert "Offered to you" not in page(client, town.bob)


def test_a_message_that_came_back_waits_here_until_something_has_reached_the_customer(
    client: Client, town: Town
) -> None:
    case = mine(town, "The lamp is out", "Wednesday 5 March 2025 09:00")
    message = acknowledge(case, to="lee@example.org", subject="We have it", at=case.opened_at)
    assert message is not None
    sent(message, at=case.opened_at)
    bounced(message, at=moment("Wednesday 5 March 2025 09:01"), why="550 No such mailbox")
    seen = between(page(client, town.bob), "not-delivered", "overdue")
    assert "Came back" in seen and "550 No such mailbox" in seen and case.reference in seen
    at = moment("Wednesday 5 March 2025 15:00")
    speak(case, Saying(means=Means.ANSWER, text="Rang her."), spoken_at=at, at=at, by=town.bob)
    assert "Did not reach the customer" not in page(client, town.bob)


def test_a_case_in_which_no_promise_runs_is_not_lost_from_sight(client: Client, town: Town) -> None:
    case = mine(town, "The lamp is out", "Wednesday 5 March 2025 09:00")
    at = moment("Wednesday 5 March 2025 15:00")
    speak(case, Saying(means=Means.ANSWER, text="Next week."), spoken_at=at, at=at, by=town.bob)
    undated = between(page(client, town.bob), "undated", "arrived")
    assert "The lamp is out" in undated and "No promise runs" in undated and "we aim at Fri 7 March" in undated
    undated = between(page(client, town.bob, at="Monday 10 March 2025 10:00"), "undated", "arrived")
    assert "Past our aim" in undated and "we aimed at Fri 7 March" in undated


def test_an_empty_desk_says_so_kindly(client: Client, town: Town) -> None:
    seen = page(client, town.alice)
    assert "Nothing is overdue." in seen
    assert "Nothing falls due: no promise is running." in seen
    assert "Nothing has come in since." in seen
    Officer.objects.filter(pk=town.bob.pk).update(joined_at=moment(NOW))
    assert "you are here for the first time" in page(client, town.bob)


def test_no_more_is_asked_of_the_database_for_300_cases_than_for_10(client: Client, town: Town) -> None:
    asked = []
    for count in (10, 290):
        for number in range(count):
            an_email_arrives(town, f"Lamp {number}", at="Wednesday 5 March 2025 09:00")
        page(client, town.dan)
        with time_machine.travel(moment(NOW), tick=False), CaptureQueriesContext(connection) as queries:
            response = client.get("/desk/?whose=everybody")
        asked.append(len(queries))
    assert asked[0] == asked[1] <= MOST_QUERIES
    assert len(response.content) < 60_000
    assert "All 300" in " ".join(response.content.decode().split())


def test_names_seen_in_a_list_are_looks_and_a_list_that_lies_open_all_day_is_one(client: Client, town: Town) -> None:
    an_email_arrives(town, "The lamp is out", at="Wednesday 5 March 2025 09:00")
    for address in ("/desk/?whose=everybody", "/desk/today/arrived?whose=everybody", "/desk/triage/"):
        page(client, town.bob, address)
        page(client, town.bob, address, at="Thursday 6 March 2025 16:00")
    looks = town.mrs_lee.looks.filter(case=None).values_list("officer__name", "where")
    assert sorted(looks) == [("Bob Baker", "today"), ("Bob Baker", "triage")]


def test_a_long_list_is_paged(client: Client, town: Town) -> None:
    for number in range(30):
        an_email_arrives(town, f"Lamp {number:02}", at=f"Wednesday 5 March 2025 09:{number:02}")
    first = page(client, town.dan, "/desk/today/due")
    second = page(client, town.dan, "/desk/today/due?page=2")
    assert "Page 1 of 2" in first and "Lamp 00" in first and "Lamp 29" not in first
    assert "Lamp 29" in second
    assert "Lamp 29" in page(client, town.dan, "/desk/today/arrived?page=1")
    with time_machine.travel(moment(NOW), tick=False):
        assert client.get("/desk/today/nonsense").status_code == 404


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("Monday 3 March 2025 23:59:59", "3 days late"),
        ("Thursday 6 March 2025 09:30", "30 minutes late"),
        ("Thursday 6 March 2025 16:30", "due today by 16:30"),
        ("Thursday 6 March 2025 23:59:59", "due today by midnight"),
        ("Friday 7 March 2025 23:59:59", "1 working day left"),
        ("Monday 10 March 2025 23:59:59", "2 working days left"),
    ],
)
def test_time_left_is_said_in_working_days(town: Town, due: str, words: str) -> None:
    now = moment(NOW)
    assert left(moment(due), now=now, calendar=law().calendar_at(now)).words == words
