"""Each piece of work on a case has its page; what cannot be is refused in words."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from answerable.desk.cases.actions import offer
from answerable.desk.models import Case, Message
from tests.cast import Town, a_case, a_town, moment

pytestmark = pytest.mark.django_db
MONDAY = moment("Monday 2 March 2026 10:00")
TUESDAY = moment("Tuesday 3 March 2026 15:00")
WEDNESDAY = moment("Wednesday 4 March 2026 15:00")


@pytest.fixture(autouse=True)
def _the_moment() -> Iterator[None]:
    with time_machine.travel(TUESDAY):
        yield


@pytest.fixture
def case(town: Town) -> Case:
    return a_case(town, at=MONDAY, need="Bins")


def post(client: Client, case: Case, name: str, token: str = "a-form", **fields: Any) -> Any:
    response = client.post(reverse(name, args=[case.reference]), {"token": token, **fields})
    case.refresh_from_db()
    return response


def day(name: str, date: str) -> dict[str, str]:
    return dict(zip((f"{name}_day", f"{name}_month", f"{name}_year"), date.split(), strict=True))


def test_closing_as_answered_without_an_answer_is_refused_in_words(bob: Client, case: Case) -> None:
    page = post(bob, case, "case-closure", outcome="answered").content.decode()
    assert "Nothing has been sent, posted or spoken in answer yet" in page
    assert case.is_open


def test_junk_closes_and_is_void(bob: Client, case: Case) -> None:
    post(bob, case, "case-closure", outcome="junk")
    assert (case.is_open, case.clocks.get(promise="F25").reason) == (False, "junk")


def test_a_closed_case_is_opened_again(bob: Client, case: Case) -> None:
    post(bob, case, "case-closure", outcome="junk")
    post(bob, case, "case-reopening")
    assert case.is_open


def test_words_spoken_yesterday_count_from_yesterday(bob: Client, case: Case) -> None:
    fields = {"means": "answer", "text": "Tomorrow.", "closes": "answered", "time": "16:40", **day("on", "2 3 2026")}
    post(bob, case, "case-spoken", **fields)
    assert Message.objects.get().sent_at == moment("Monday 2 March 2026 16:40")
    assert case.outcome == "answered"


def test_a_spoken_holding_reply_tells_what_the_officer_says_it_told(bob: Client, case: Case) -> None:
    fields = {"means": "holding", "text": "It takes longer.", "closes": "open", "apology": "on", "reason": "The lorry"}
    post(bob, case, "case-spoken", **fields, **day("expected", "9 3 2026"))
    assert case.clocks.get(promise="F25a").verdict(TUESDAY) == "kept"


@pytest.mark.parametrize(
    ("on", "time", "said"),
    [
        ("4 3 2026", "", "still to come"),
        ("1 3 2026", "09:00", "Nothing can have been told them in answer before that"),
        ("31 2 2026", "", "real date"),
        ("2 3 2026", "25:00", "has a time I can’t read"),
        ("30 3 2025", "01:30", "the clocks go forward over it"),
        ("26 10 2025", "01:30", "happens twice"),
    ],
)
def test_words_spoken_at_a_moment_that_cannot_be_are_refused(
    bob: Client, case: Case, on: str, time: str, said: str
) -> None:
    fields = {"means": "answer", "text": "Tomorrow.", "closes": "open", "time": time, **day("on", on)}
    assert said in post(bob, case, "case-spoken", **fields).content.decode()
    assert not Message.objects.exists()


def test_a_letter_counts_from_the_day_of_posting_and_not_from_tomorrow(bob: Client, case: Case) -> None:
    letter = {"means": "answer", "text": "By letter.", "closes": "answered"}
    assert "still to come" in post(bob, case, "case-letter", **letter, **day("posted", "4 3 2026")).content.decode()
    post(bob, case, "case-letter", **letter, **day("posted", "3 3 2026"))
    assert Message.objects.get().sent_at == moment("Tuesday 3 March 2026 12:00")
    assert case.outcome == "answered"


def test_a_letter_recorded_twice_was_posted_once(bob: Client, case: Case) -> None:
    for _ in range(2):
        post(bob, case, "case-letter", means="answer", text="x", closes="open", **day("posted", "3 3 2026"))
    assert Message.objects.count() == 1


def test_K22b_a_letterhead_that_nobody_types_in_again_is_ticked_and_counts(client: Client) -> None:
    town = a_town("cuckfield")
    client.force_login(town.bob)
    case = a_case(town, at=MONDAY, channel="letter")
    assert "Officer name" in client.get(reverse("case-letter", args=[case.reference])).content.decode()
    letter = {"means": "answer", "text": "By letter.", "closes": "open", **day("posted", "3 3 2026")}
    post(client, case, "case-letter", token="one", **letter)
    post(client, case, "case-letter", token="two", **letter, tells=["officer name", "telephone"])
    verdicts = [clock.verdict(WEDNESDAY) for clock in case.clocks.filter(promise="K22b").order_by("id")]
    assert sorted(verdicts) == ["broken", "kept"]


def test_a_case_is_offered_and_its_owner_keeps_it(bob: Client, town: Town, case: Case) -> None:
    post(bob, case, "case-hand-over", to=str(town.carol.pk), note="You know her.")
    assert case.owner == town.dan
    assert "has not accepted yet" in bob.get(reverse("case", args=[case.reference])).content.decode()


def test_only_who_was_offered_a_case_accepts_it(bob: Client, town: Town, case: Case) -> None:
    offer(case, to=town.carol, note="", at=MONDAY, by=town.dan)
    assert post(bob, case, "case-acceptance").status_code == 404
    assert case.owner == town.dan


def test_a_declined_case_goes_back(bob: Client, town: Town, case: Case) -> None:
    offer(case, to=town.bob, note="", at=MONDAY, by=town.dan)
    post(bob, case, "case-refusal")
    assert (case.owner, case.hand_overs.get().waits) == (town.dan, False)


def test_a_case_is_taken(bob: Client, town: Town, case: Case) -> None:
    post(bob, case, "case-owner")
    assert case.owner == town.bob


def test_our_own_date_moves_and_no_promise_with_it(bob: Client, case: Case) -> None:
    due = case.clocks.get(promise="F25").due
    post(bob, case, "case-target", **day("target", "20 3 2026"))
    assert f"{case.target}" == "2026-03-20"
    assert case.clocks.get(promise="F25").due == due


def test_the_receipt_is_put_right(bob: Client, case: Case) -> None:
    post(bob, case, "case-receipt", time="09:00", **day("on", "27 2 2026"))
    assert case.opened_at == moment("Friday 27 February 2026 09:00")
    due = case.clocks.get(promise="F25").due
    assert due is not None
    assert f"{due:%A}" == "Tuesday"


def test_stage_2_is_recorded(bob: Client, case: Case) -> None:
    post(bob, case, "case-stage-2", channel="letter")
    assert (case.stage, case.type) == ("2", "complaint")


def test_a_note_is_kept_and_says_who_may_read_it(bob: Client, case: Case) -> None:
    assert "can ask to read this" in bob.get(reverse("case-note", args=[case.reference])).content.decode()
    post(bob, case, "case-note", text="Rang the depot.")
    assert case.notes.get().text == "Rang the depot."


def test_a_card_number_is_kept_in_no_note(bob: Client, case: Case) -> None:
    page = post(bob, case, "case-note", text="Card 4111111111111111").content.decode()
    assert "card numbers are never kept" in page
    assert not case.notes.exists()


def test_hold_turns_the_reply_to_a_holding_reply_and_keeps_what_was_typed(bob: Client, case: Case) -> None:
    bob.post(reverse("case-draft", args=[case.reference]), {"text": "Dear Mrs Lee", "means": "answer"})
    post(bob, case, "case-hold")
    page = bob.get(reverse("case", args=[case.reference])).content.decode()
    assert "Dear Mrs Lee" in page
    assert "app-late" in page
