"""What the charter asks for at a moment of the work stands on that moment's form; what isn't ticked is said."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from answerable.desk.cases.actions import offer
from answerable.desk.models import Case, Fact, Message
from answerable.desk.outbox.delivery import sent
from tests.cast import Town, a_case, a_town, moment

pytestmark = pytest.mark.django_db
MONDAY = moment("Monday 2 March 2026 10:00")
TUESDAY = moment("Tuesday 3 March 2026 15:00")
STEPS = """
[[promise]]
id = "F23a"
title = "The customer is told who they are passed to, and why"
where = "Customer Care Standards, eighth point"
at = "handed over"
needs = ["told to whom", "told why"]

[[promise]]
id = "K09"
title = "If it is not settled at once the customer is given a name and a date"
where = "3.0 Objectives, fifth point"
for = { channel = "telephone" }
at = "left open"
needs = ["contact named", "date given"]

[[promise]]
id = "K11"
title = "Who is not satisfied is told how to complain"
where = "3.0 Objectives, seventh point"
at = "closed"
needs = ["thanked", "outcome confirmed"]
any_of = true
"""


@pytest.fixture
def town() -> Iterator[Town]:
    with time_machine.travel(TUESDAY):
        yield a_town(more=STEPS)


@pytest.fixture
def case(town: Town) -> Case:
    return a_case(town, at=MONDAY, need="Bins")


def post(client: Client, case: Case, name: str, **fields: Any) -> str:
    return client.post(reverse(name, args=[case.reference]), {"token": name, **fields}, follow=True).content.decode()


def page_of(client: Client, case: Case) -> str:
    return client.get(reverse("case", args=[case.reference])).content.decode()


def test_F23a_the_hand_over_asks_for_what_the_charter_wants_done_at_it(bob: Client, case: Case) -> None:
    page = bob.get(reverse("case-hand-over", args=[case.reference])).content.decode()
    assert "F23a: The customer is told who they are passed to, and why." in page
    assert "Told to whom" in page
    assert "Thanked" not in page  # that is asked for at the end of the case


def test_F23a_what_is_ticked_goes_with_the_fact_and_nothing_is_missing(bob: Client, town: Town, case: Case) -> None:
    page = post(bob, case, "case-hand-over", to=str(town.carol.pk), done=["told to whom", "told why"])
    assert "Not recorded" not in page
    assert case.facts.get(kind="handed over").details == {"done": ["told to whom", "told why"]}
    assert "told to whom, told why" in page


def test_F23a_what_is_not_ticked_is_said_at_once_and_stays_on_the_case(bob: Client, town: Town, case: Case) -> None:
    page = post(bob, case, "case-hand-over", to=str(town.carol.pk), done=["told to whom"])
    assert "Not recorded: told why (F23a)" in page
    assert "told why" in page_of(bob, case).split("Not recorded", 1)[1]


def test_F23a_what_was_done_then_is_recorded_afterwards_with_its_true_time(bob: Client, town: Town, case: Case) -> None:
    post(bob, case, "case-hand-over", to=str(town.carol.pk))
    fact = case.facts.get(kind="handed over")
    link = reverse("case-step", args=[case.reference, fact.pk])
    assert link in page_of(bob, case)
    with time_machine.travel(moment("Tuesday 3 March 2026 16:00"), tick=False):
        bob.post(link, {"token": "later", "done": ["told to whom", "told why"]})
        assert "Not recorded" not in page_of(bob, case)
    later = case.facts.get(kind="step done")
    assert (later.at, later.recorded) == (fact.at, moment("Tuesday 3 March 2026 16:00"))


def test_what_was_done_after_the_moment_does_not_keep_the_promise(bob: Client, town: Town, case: Case) -> None:
    with time_machine.travel(moment("Tuesday 3 March 2026 10:00")):
        offer(case, to=town.carol, note="", at=moment("Tuesday 3 March 2026 10:00"), by=town.dan)
    fact = case.facts.get(kind="handed over")
    answer = {"token": "x", "done": ["told to whom", "told why"], "time": "11:30"}
    bob.post(reverse("case-step", args=[case.reference, fact.pk]), answer)
    assert "Not recorded" in page_of(bob, case)


def test_a_step_that_lacks_nothing_has_no_page(bob: Client, town: Town, case: Case) -> None:
    received = case.facts.get(kind="received")
    assert bob.get(reverse("case-step", args=[case.reference, received.pk])).status_code == 404


def test_of_a_step_of_which_one_is_enough_one_is_enough(bob: Client, case: Case) -> None:
    page = post(bob, case, "case-closure", outcome="junk", done=["thanked"])
    assert "Not recorded" not in page


def test_a_closing_without_either_says_so(bob: Client, case: Case) -> None:
    page = post(bob, case, "case-closure", outcome="junk")
    assert "Not recorded: thanked or outcome confirmed (K11)" in page


def test_a_reply_that_closes_the_case_carries_its_ticks_until_it_is_sent(bob: Client, case: Case) -> None:
    fields = {"do": "send", "means": "answer", "to": "lee@example.org", "text": "It is done.", "closes": "answered"}
    page = post(bob, case, "case-reply", **fields)
    assert "Not ticked: thanked, outcome confirmed (K11)" in page
    assert not Fact.objects.filter(kind="closed").exists()


CALL = {
    "channel": "telephone",
    "who": "anonymous",
    "matters": "1",
    "matter0-need": "A bin was missed",
    "matter0-outcome": "open",
    "token": "a-call",
}


def test_K09_a_call_left_open_asks_whether_name_and_date_were_given(bob: Client, town: Town) -> None:
    page = bob.get(reverse("new-contact")).content.decode()
    assert "K09: If it is not settled at once the customer is given a name and a date." in page
    taken = bob.post(
        reverse("new-contact"),
        CALL | {"matter0-owner": town.bob.pk, "matter0-done_open": ["contact named"]},
        follow=True,
    ).content.decode()
    assert "Not recorded: date given (K09)" in taken
    assert Fact.objects.get(kind="left open").details == {"done": ["contact named"]}


def test_K09_who_left_an_email_address_is_sent_all_four(bob: Client, town: Town) -> None:
    call = CALL | {"who": "lee@example.org", "matter0-owner": town.bob.pk, "matter0-send": "on"}
    bob.post(reverse("new-contact"), call)
    message = Message.objects.get()
    for part in ("Bob Baker", "01632 960000", "council@council.example.org", "We mean to answer by"):
        assert part in message.text
    sent(message, at=TUESDAY)
    has = Fact.objects.get(kind="acknowledged").details["has"]
    assert {"officer name", "telephone", "email", "when the answer comes"} <= set(has)


def test_K09_a_letter_left_open_is_asked_nothing_that_is_for_calls(bob: Client, town: Town) -> None:
    letter = CALL | {"channel": "letter", "on_day": "3", "on_month": "3", "on_year": "2026", "time": "09:00"}
    taken = bob.post(reverse("new-contact"), letter | {"matter0-owner": town.bob.pk}, follow=True).content.decode()
    assert "Not recorded" not in taken


def test_ticks_of_a_half_typed_contact_are_kept(bob: Client, town: Town) -> None:
    half = {"matters": "1", "matter0-need": "A bin", "matter0-done_open": ["contact named", "date given"]}
    bob.post(reverse("draft", args=["new-contact"]), half)
    page = bob.get(reverse("new-contact")).content.decode()
    assert page.count("checked") >= 2
    assert [need for need in ("contact named", "date given") if f'value="{need}"' in page] == half["matter0-done_open"]
