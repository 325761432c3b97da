"""Badges: one of each officer, with a date, in the register; and the code on the card that can't be made up."""

from datetime import date, timedelta

import pytest
from django.test import override_settings

from answerable.desk.badges.actions import LOST, NotPossible, issue, withdraw
from answerable.desk.badges.lists import list_of_badges, next_number
from answerable.desk.badges.models import Badge
from answerable.desk.badges.signed import address_of, badge_of, signed_code
from answerable.desk.history.law import law
from answerable.desk.officers.actions import come_back, leave
from answerable.desk.officers.models import Officer
from answerable.desk.records.register import register
from tests.cast import Town, a_town, moment
from tests.desk.badges.faces import a_face

pytestmark = pytest.mark.django_db
NOW = moment("Tuesday 3 March 2026 10:00")
NEXT_YEAR = date(2027, 3, 3)
P21 = """
[[promise]]
id = "P21"
title = "Name badges are worn"
where = "Customer Promise, eighteenth point"
strength = "where applicable"
record = { of = "name badge", each = "officer", every = "1 year" }
"""


def a_badge(officer: Officer, number: str = "1001", expires: date = NEXT_YEAR) -> Badge:
    return issue(officer, number=number, photograph=a_face(), expires=expires, at=NOW, by=None)


def test_P21_issuing_a_badge_is_what_the_register_counts() -> None:
    town = a_town("customer-promise")
    a_badge(town.bob)
    [line] = [line for line in register(NOW, subject=f"officer-{town.bob.pk}") if line.promise.id == "P21"]
    assert (line.done, line.evidence, line.due) == (NOW, "Badge 1001", None)


def test_P21_where_the_charter_says_how_often_a_badge_falls_due_again() -> None:
    town = a_town(more=P21)
    a_badge(town.bob)
    lines = {line.name: line for line in register(NOW)}
    assert lines["Bob Baker"].due == moment("Wednesday 3 March 2027 23:59:59")
    assert lines["Carol Chowdhury"].overdue
    assert law().charter_at(NOW)


def test_P21_a_renewed_badge_is_another_and_the_old_one_is_good_no_longer(town: Town) -> None:
    old = a_badge(town.bob)
    new = a_badge(town.bob, next_number())
    old.refresh_from_db()
    assert (old.why, old.withdrawn_at, new.number) == ("replaced", NOW, "1002")
    assert badge_of(signed_code(old), today=NOW.date()) is None


def test_a_number_belongs_to_one_badge_and_the_old_one_stays_good_if_it_is_refused(town: Town) -> None:
    a_badge(town.bob)
    a_badge(town.dan, "1002")
    with pytest.raises(NotPossible, match="1002"):
        a_badge(town.bob, "1002")
    assert Badge.objects.get(officer=town.bob).is_in_force(NOW.date())


def test_P21_who_leaves_has_no_good_badge_and_needs_a_new_one_when_they_come_back(town: Town) -> None:
    badge = a_badge(town.bob)
    leave(town.bob, heir=None, at=NOW)
    assert badge_of(signed_code(badge), today=NOW.date()) is None
    badge.refresh_from_db()
    assert badge.why == "left"
    come_back(town.bob, at=NOW)
    assert badge_of(signed_code(badge), today=NOW.date()) is None


def test_the_list_begins_with_who_has_none_and_then_what_expires_next(town: Town) -> None:
    a_badge(town.bob, "1001", NEXT_YEAR)
    a_badge(town.carol, "1002", NEXT_YEAR - timedelta(days=30))
    a_badge(town.dan, "1003", NOW.date() - timedelta(days=1))
    lines = [(line.officer.name, line.good) for line in list_of_badges(NOW.date())]
    assert lines == [
        ("Dan Okafor", False), ("Alice Archer", False), ("Carol Chowdhury", True), ("Bob Baker", True)
    ]  # fmt: skip


def test_P21_the_code_on_the_card_is_good_until_the_end_of_its_last_day_or_until_it_is_withdrawn(town: Town) -> None:
    badge = a_badge(town.bob)
    code = signed_code(badge)
    assert badge_of(code, today=NOW.date()) == badge
    assert badge_of(code, today=NEXT_YEAR) == badge
    assert badge_of(code, today=NEXT_YEAR + timedelta(days=1)) is None
    withdraw(badge, why=LOST, at=NOW)
    assert badge_of(code, today=NOW.date()) is None


def test_P21_a_code_that_was_made_up_changed_or_signed_elsewhere_says_nothing(town: Town) -> None:
    badge = a_badge(town.bob)
    a_badge(town.dan, "1002")
    number, expires, signature = signed_code(badge).split(".")
    forged = [
        f"1002.{expires}.{signature}", f"{number}.20991231.{signature}", f"{number}.{expires}.{signature[:-1]}",
        f"{number}.{expires}", f"{number}.{expires}.", "", ".", "..", "1001", "\0", "é" * 400,
    ]  # fmt: skip
    assert [code for code in forged if badge_of(code, today=NOW.date())] == []
    with override_settings(SECRET_KEY="the key of another council"):
        elsewhere = signed_code(badge)
    assert badge_of(elsewhere, today=NOW.date()) is None


def test_the_square_leads_to_the_councils_own_public_address_and_names_nobody(town: Town) -> None:
    address = address_of(a_badge(town.bob), "https://contact.example.gov.uk/")
    assert address.startswith("https://contact.example.gov.uk/genuine/card/1001.20270303.")
    assert "ob" not in address.partition("card/")[2].split(".")[0]
