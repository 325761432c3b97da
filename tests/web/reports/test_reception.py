"""The report of reception: what was kept and broken, how long people waited by hour, and that it is found."""

import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from answerable.desk.reception import actions
from answerable.reports.reception import received_in
from tests.cast import Town
from tests.desk.reception.visitors import a_visitor, at

pytestmark = pytest.mark.django_db
MARCH = at("10:00").date().replace(day=1)
TUESDAY = "11:30"


def shown(client: Client, address: str) -> str:
    with time_machine.travel(at(TUESDAY), tick=False):
        answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def received(town: Town, came: str, seen: str) -> None:
    visit = a_visitor(came)
    actions.greet(visit, at=at(came), by=town.bob)
    actions.see(visit, at=at(seen), by=town.bob)


def test_F09_F20_what_was_kept_and_broken_is_counted_with_the_waits_of_each_hour(town: Town, bob: Client) -> None:
    received(town, "09:10", "09:14")
    received(town, "09:20", "09:34")
    received(town, "11:00", "11:10")
    a_visitor("11:25")  # still waits: her clocks run
    found = received_in(MARCH, at(TUESDAY))
    assert [(one.promise, one.kept_today, one.broken_today, one.kept, one.broken) for one in found.kept] == [
        ("F09", 3, 1, 3, 1),
        ("F20", 2, 1, 2, 1),
        ("F20a", 0, 1, 0, 1),
    ]
    assert [(slot.name, slot.offered, slot.in_time) for slot in found.hours] == [
        ("09", 2, 1), ("10", 0, 0), ("11", 1, 1)
    ]  # fmt: skip
    assert [(one.hour, one.count, int(one.longest.total_seconds())) for one in found.waited] == [
        ("09", 2, 840), ("11", 1, 600)
    ]  # fmt: skip
    page = shown(bob, reverse("report-reception"))
    assert "4 came today: 3 seen" in page and "Nobody waits longer than ten minutes to be seen F20 2 1 2 1" in page
    assert "Reception: who came, and how long they waited" in shown(bob, reverse("reports"))


def test_a_month_without_visitors_is_not_measured(town: Town, bob: Client) -> None:
    assert "Not measured." in shown(bob, f"{reverse('report-reception')}?month=2026-01")
    with time_machine.travel(at(TUESDAY), tick=False):
        assert bob.get(f"{reverse('report-reception')}?month=2026-13").status_code == 404


def test_many_visitors_ask_no_more_of_the_database_than_one(town: Town, bob: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as asked:
            shown(bob, reverse("report-reception"))
        return len(asked)

    received(town, "09:10", "09:14")
    shown(bob, reverse("report-reception"))
    one = asked()
    for minute in range(15, 35):
        received(town, f"09:{minute}", f"09:{minute + 5}")
    assert asked() == one <= 18
