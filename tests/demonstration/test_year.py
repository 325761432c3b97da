"""The demonstration's year: the same for the same day, played through real actions, and never the council's record."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command

from answerable.charter.judging.clock import Verdict
from answerable.charter.reader import read_charter
from answerable.demonstration.people import FIRST, LAST
from answerable.demonstration.towns import DEMONSTRATIONS
from answerable.demonstration.year import found, load_year
from answerable.desk.history.law import forget_law
from answerable.desk.history.retiming import retime
from answerable.desk.models import Address, Case, Clock, Contact, Council, Customer, Fact, Message, Need
from answerable.desk.search.finding import search
from tests.cast import CHARTERS, moment
from tests.databases import ON_POSTGRES

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 23)  # the weeks before it are busy ones
MIDNIGHT = moment("Monday 23 March 2026 00:00")


def council_is_founded(charter: str, today: date) -> None:
    forget_law()
    text = (CHARTERS / charter / "charter.toml").read_text()
    found(read_charter(text).council, text, address="council@council.example.org", today=today)


def days_are_played(charter: str, today: date = MONDAY, *, days: int = 10) -> None:
    council_is_founded(charter, today)
    load_year(charter, today=today, days=days)


def all_that_was_played() -> tuple[list[Any], ...]:
    return (
        list(Fact.objects.order_by("id").values_list("case__reference", "kind", "at", "channel")),
        list(Contact.objects.order_by("id").values_list("reference", "sender", "subject", "text")),
        list(Message.objects.order_by("id").values_list("message_id", "to", "text", "state")),
    )


def played_and_taken_back(charter: str, today: date) -> tuple[list[Any], ...]:
    days_are_played(charter, today, days=3)
    played = all_that_was_played()
    call_command("flush", interactive=False, verbosity=0)
    return played


@pytest.mark.django_db(transaction=True)  # the tables are emptied in between
def test_the_same_day_gives_the_same_year_and_another_day_another() -> None:
    once = played_and_taken_back("cuckfield", MONDAY)
    assert len(once[0]) > 50
    assert played_and_taken_back("cuckfield", MONDAY) == once
    assert played_and_taken_back("cuckfield", date(2026, 3, 24)) != once


# What charters differ in is the same on either database: one of them is played on PostgreSQL too.
@pytest.mark.parametrize("charter", ["flitwick"] if ON_POSTGRES else sorted(DEMONSTRATIONS))
def test_ten_days_are_judged_like_real_ones_and_leave_work_for_whoever_opens_the_desk(charter: str) -> None:
    days_are_played(charter)
    verdicts = Counter(clock.verdict(MIDNIGHT) for clock in Clock.objects.all())
    assert verdicts[Verdict.KEPT] > verdicts[Verdict.BROKEN] > 0
    assert sum(retime(case, at=MIDNIGHT) for case in Case.objects.all()) == 0
    assert not Fact.objects.filter(recorded__gte=MIDNIGHT).exists(), "nothing happens after the year has ended"
    assert Case.objects.open().exists()
    assert not Case.objects.open().filter(owner=None).exists()
    assert {"email", "telephone", "web", "letter"} <= set(Contact.objects.values_list("channel", flat=True))
    assert_that_the_people_are_invented()
    assert_found_and_sent()


# Numbers that belong to nobody, by Ofcom.
FOR_DRAMA = ("+441632960", "+447700900")


def assert_that_the_people_are_invented() -> None:
    assert Council.objects.get().demonstration
    assert all(name.split()[0] in FIRST and name.split()[1] in LAST for name in people_named())
    assert all(
        value.endswith("example.org") for value in Address.objects.filter(kind="email").values_list("value", flat=True)
    )
    assert all(
        key.startswith(FOR_DRAMA) for key in Address.objects.filter(kind="telephone").values_list("key", flat=True)
    )
    assert set(Need.objects.current().values_list("kind", flat=True)) == set(Need.Kind.values)


def assert_found_and_sent() -> None:
    """What is done once, at the end of the year, was done."""
    case = Case.objects.latest("pk")
    assert [found.case for found in search(case.reference).cases] == [case]
    assert set(Message.objects.filter(by="email").values_list("state", "tries")) <= {("sent", 1), ("bounced", 1)}


def people_named() -> list[str]:
    # Of whoever sends a text only the number is known.
    return [name for name in Customer.objects.values_list("name", flat=True) if name not in ("", "Best Offers")]
