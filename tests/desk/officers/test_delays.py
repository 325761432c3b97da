"""Delays after failed sign-ins: how they grow, how they end, and whom they leave alone."""

from datetime import timedelta

import pytest

from answerable.desk.models import SignInDelay
from answerable.desk.officers.delays import knock, opened, sign_in_doors
from tests.cast import moment

pytestmark = pytest.mark.django_db
MORNING = moment("Monday 3 March 2025 09:00")
HOME, OFFICE = "203.0.113.9", "198.51.100.7"
NO_WAIT = timedelta(0)


def waits(tries: int, account: str = "bob@example.org", address: str = HOME) -> list[timedelta]:
    """Try so often, each time as soon as it is allowed; return how long each try had to wait."""
    now, waited = MORNING, []
    for _ in range(tries):
        wait = knock(sign_in_doors(account, address), at=now)
        now += wait
        if wait:
            knock(sign_in_doors(account, address), at=now)
        waited.append(wait)
    return waited


def test_five_tries_are_free_and_then_each_wait_is_twice_the_last() -> None:
    seconds = [wait.total_seconds() for wait in waits(9)]
    assert seconds[:5] == [0, 0, 0, 0, 0]
    assert seconds[5:] == [1, 2, 4, 8]


def test_no_wait_is_longer_than_a_quarter_of_an_hour() -> None:
    assert max(waits(25)) == timedelta(minutes=15)


def test_another_address_waits_for_nobody() -> None:
    waits(12, address=HOME)
    assert knock(sign_in_doors("bob@example.org", OFFICE), at=MORNING) == NO_WAIT


def test_an_address_that_tries_every_name_waits_as_well() -> None:
    for number in range(30):
        assert knock(sign_in_doors(f"name{number}@example.org", HOME), at=MORNING) == NO_WAIT
    assert knock(sign_in_doors("bob@example.org", HOME), at=MORNING) > NO_WAIT


def test_success_opens_the_door_at_once() -> None:
    doors = sign_in_doors("bob@example.org", HOME)
    for _ in range(4):
        knock(doors, at=MORNING)
    opened(doors, at=MORNING)
    assert waits(5) == [NO_WAIT] * 5


def test_a_try_that_had_to_wait_is_not_counted() -> None:
    doors = sign_in_doors("bob@example.org", HOME)
    for _ in range(5):
        knock(doors, at=MORNING)
    first = knock(doors, at=MORNING)
    assert [knock(doors, at=MORNING) for _ in range(10)] == [first] * 10


def test_failures_fade_so_that_an_office_of_honest_mistakes_never_comes_to_wait() -> None:
    for day in range(60):
        for colleague in ("ann", "bob", "carol"):
            at = MORNING + timedelta(days=day, minutes=20)
            assert knock(sign_in_doors(f"{colleague}@example.org", OFFICE), at=at) == NO_WAIT
    waits(12)
    soon = MORNING + timedelta(minutes=20)
    assert knock(sign_in_doors("bob@example.org", HOME), at=soon) == NO_WAIT
    assert knock(sign_in_doors("bob@example.org", HOME), at=soon) > NO_WAIT  # faded, not forgotten


def test_after_a_quiet_day_all_is_forgotten() -> None:
    waits(12)
    later = MORNING + timedelta(days=2)
    assert knock(sign_in_doors("bob@example.org", HOME), at=later) == NO_WAIT
    opened(sign_in_doors("carol@example.org", OFFICE), at=later + timedelta(days=2))
    assert SignInDelay.objects.count() == 0
