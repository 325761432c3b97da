"""What may be recorded of a case follows from the charter: what it doesn't allow is not offered."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from answerable.desk.models import Case, Clock
from tests.cast import Town, a_case, a_town, moment

pytestmark = pytest.mark.django_db
MONDAY = moment("Monday 2 March 2026 10:00")
TUESDAY = moment("Tuesday 3 March 2026 15:00")
ALLOWING = """
[[promise]]
id = "X01"
title = "Requests for information are answered in twenty working days"
where = "x"
for = { channel = "email" }
from = "received"
until = "answered"
within = "20 working days"
extension = { at_most = "20 working days" }
exceptions = ["unreasonable demands"]
pauses = ["waiting for the customer"]

[[promise]]
id = "X02"
title = "A refund is paid in ten working days of the account number"
where = "x"
from = "received"
until = "closed"
within = "10 working days"
provided = ["account number"]

[[promise]]
id = "K17"
title = "Agreed updates come by the date agreed"
where = "5.2"
from = "update agreed"
until = ["told", "answered"]
within = "the date told"
each = true

[[promise]]
id = "K11"
title = "Who is not satisfied gets the complaints policy"
where = "3.0"
at = "dissatisfied"
needs = ["policy given"]
"""


NOTHING = """
[[promise]]
id = "X09"
title = "Nothing more is promised"
where = "x"
at = "closed"
needs = ["thanked"]
"""


@pytest.fixture
def town() -> Iterator[Town]:
    with time_machine.travel(TUESDAY, tick=False):
        yield a_town(more=ALLOWING)


@pytest.fixture
def case(town: Town) -> Case:
    return a_case(town, at=MONDAY, need="A refund")


def act(client: Client, case: Case, name: str, **fields: Any) -> str:
    address = reverse("case-act", args=[case.reference, name])
    return client.post(address, {"token": name, **fields}, follow=True).content.decode()


def until(date: str) -> dict[str, str]:
    return dict(zip(("until_day", "until_month", "until_year"), date.split(), strict=True))


def clock(case: Case, promise: str) -> Clock:
    return case.clocks.get(promise=promise)


def page_of(client: Client, case: Case) -> str:
    return client.get(reverse("case", args=[case.reference])).content.decode()


def test_a_charter_that_allows_none_of_it_offers_none_of_it(client: Client) -> None:
    with time_machine.travel(TUESDAY, tick=False):
        town = a_town(more=NOTHING)
        client.force_login(town.bob)
        case = a_case(town, at=MONDAY)
        assert "/acts/" not in page_of(client, case)
        for name in ("paused", "extended", "excepted", "update-agreed", "provided", "dissatisfied", "nonsense"):
            assert client.get(reverse("case-act", args=[case.reference, name])).status_code == 404


def test_what_the_charter_allows_stands_beside_the_case(bob: Client, case: Case) -> None:
    page = page_of(bob, case)
    for words in ("Put the answer off", "Wait: hold the clock", "Except this case", "Agree an update", "not satisfied"):
        assert words in page
    assert "What we waited for has come" not in page


def test_the_answer_is_put_off_with_reason_and_date_and_the_letter_is_prepared(bob: Client, case: Case) -> None:
    page = act(bob, case, "extended", reason="complex", **until("20 4 2026"))
    assert clock(case, "X01").due == moment("Monday 20 April 2026 23:59:59")
    assert 'value="extension" checked' in " ".join(page.split()) or "extension" in page
    case.refresh_from_db()
    assert f"{case.target}" == "2026-04-20"


def test_it_is_put_off_no_further_than_the_charter_lets_it_and_only_as_often(bob: Client, case: Case) -> None:
    page = act(bob, case, "extended", reason="complex", **until("1 6 2026"))
    assert "at most. Give a day until then" in page
    act(bob, case, "extended", reason="complex", **until("20 4 2026"))
    assert bob.get(reverse("case-act", args=[case.reference, "extended"])).status_code == 404


@pytest.mark.parametrize(
    ("fields", "said"),
    [({}, "Choose why"), ({"reason": "complex"}, "Give the day"), ({"reason": "x", **until("1 3 2026")}, "has passed")],
)
def test_without_reason_or_with_a_day_that_has_passed_nothing_is_put_off(
    bob: Client, case: Case, fields: dict[str, str], said: str
) -> None:
    assert said in act(bob, case, "extended", **fields)
    assert not case.facts.filter(kind="extended").exists()


def test_a_clock_is_held_and_runs_again_later_by_as_long(bob: Client, case: Case) -> None:
    due = clock(case, "X01").due
    page = act(bob, case, "paused", reason="waiting for the customer")
    assert "Held since" in page
    assert (clock(case, "X01").due, clock(case, "X01").month) == (None, None)
    with time_machine.travel(moment("Tuesday 3 March 2026 22:00"), tick=False):
        assert "What we waited for has come" in page_of(bob, case)
        act(bob, case, "resumed")
    again = clock(case, "X01")
    assert again.due is not None
    assert due is not None
    assert again.due > due
    assert again.due_unpaused == due


def test_an_exception_is_void_with_its_reason(bob: Client, case: Case) -> None:
    act(bob, case, "excepted", reason="unreasonable demands")
    assert (clock(case, "X01").voided, clock(case, "X01").reason) == (TUESDAY, "unreasonable demands")
    assert clock(case, "F25").voided is None  # by that promise no exception is made


def test_a_clock_begins_once_the_customer_has_given_what_is_needed(bob: Client, case: Case) -> None:
    assert not case.clocks.filter(promise="X02").exists()
    act(bob, case, "provided", given=["account number"])
    assert clock(case, "X02").started == TUESDAY
    assert bob.get(reverse("case-act", args=[case.reference, "provided"])).status_code == 404


def test_K17_agreed_updates_are_clocks_each(bob: Client, case: Case) -> None:
    act(bob, case, "update-agreed", **until("10 3 2026"))
    bob.post(reverse("case-act", args=[case.reference, "update-agreed"]), {"token": "two", **until("17 3 2026")})
    dues = [one.due for one in case.clocks.filter(promise="K17").order_by("due")]
    assert dues == [moment("Tuesday 10 March 2026 23:59:59"), moment("Tuesday 17 March 2026 23:59:59")]


def test_K11_who_is_not_satisfied_is_recorded_with_what_the_charter_asks_for(bob: Client, case: Case) -> None:
    page = act(bob, case, "dissatisfied")
    assert "Not recorded: policy given (K11)" in page
    assert clock(case, "K11").verdict(TUESDAY + timedelta(seconds=1)) == "broken"
    assert "Not all of it was recorded" in page


def test_an_act_posted_twice_is_recorded_once(bob: Client, case: Case) -> None:
    for _ in range(2):
        act(bob, case, "dissatisfied", done=["policy given"])
    assert case.facts.filter(kind="dissatisfied").count() == 1


def test_a_closed_case_has_no_such_acts(bob: Client, case: Case) -> None:
    bob.post(reverse("case-closure", args=[case.reference]), {"token": "close", "outcome": "junk"})
    assert "/acts/" not in page_of(bob, case)
    assert bob.get(reverse("case-act", args=[case.reference, "dissatisfied"])).status_code == 404


def test_the_page_of_a_case_with_all_of_it_asks_twelve_questions_at_most(bob: Client, case: Case) -> None:
    act(bob, case, "update-agreed", **until("10 3 2026"))
    act(bob, case, "dissatisfied")
    page_of(bob, case)
    with CaptureQueriesContext(connection) as asked:
        page_of(bob, case)
    assert len(asked) <= 12, [query["sql"][:90] for query in asked]
