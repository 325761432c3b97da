"""Customers are known by their addresses, and every look at them is kept."""

from datetime import timedelta

import pytest

from answerable.desk.customers.actions import add_address, find_by_address, looked, new_customer, retire_address
from answerable.desk.customers.who import known_as, read_new
from tests.cast import Town, moment

pytestmark = pytest.mark.django_db
MONDAY = moment("Monday 2 March 2026 10:00")


@pytest.mark.parametrize(
    ("line", "name", "addresses"),
    [
        ("Jo Smith", "Jo Smith", {}),
        ("Jo Smith 01632 960999", "Jo Smith", {"telephone": "01632 960999"}),
        (
            "Jo Smith, jo@example.org, 01632 960999",
            "Jo Smith",
            {"email": "jo@example.org", "telephone": "01632 960999"},
        ),
        ("01632 960999", "", {"telephone": "01632 960999"}),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>", {}),
    ],
)
def test_a_new_customer_is_read_from_one_line(line: str, name: str, addresses: dict[str, str]) -> None:
    assert (read_new(line).name, read_new(line).addresses) == (name, addresses)


def test_an_e_mail_names_one_customer_for_sure(town: Town) -> None:
    assert known_as("Lee, lee@example.org") == ([town.mrs_lee], True)


def test_a_shared_telephone_and_a_common_name_are_for_the_officer_to_judge(town: Town) -> None:
    other = new_customer(name="Mr Lee", addresses={"telephone": "01632 960123"}, at=MONDAY)
    assert known_as("01632 960123") == ([town.mrs_lee, other], False)
    assert known_as("mrs lee") == ([town.mrs_lee], False)


def test_an_address_no_longer_used_still_finds_its_customer_and_can_come_back(town: Town) -> None:
    address = town.mrs_lee.addresses.get(kind="email")
    retire_address(address)
    assert find_by_address("email", "lee@example.org") == [town.mrs_lee]
    assert add_address(town.mrs_lee, kind="email", value="Lee@Example.org").current


def test_P11_every_look_is_kept_and_one_sitting_is_one_look(town: Town) -> None:
    for minutes in (0, 1, 6):
        looked(town.bob, town.mrs_lee, at=MONDAY + timedelta(minutes=minutes), where="customer")
    looked(town.carol, town.mrs_lee, at=MONDAY, where="customer")
    assert [look.officer for look in town.mrs_lee.looks.order_by("id")] == [town.bob, town.bob, town.carol]
