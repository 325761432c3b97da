"""A reply is checked by the charter, sent once, and kept while it is typed."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from answerable.desk.cases.actions import Matter, open_case
from answerable.desk.cases.following import key_of
from answerable.desk.customers.actions import new_customer
from answerable.desk.drafts.actions import kept
from answerable.desk.models import Case, Customer, Letter, Message
from answerable.desk.outbox.delivery import sent
from tests.cast import Town, a_case, moment

pytestmark = pytest.mark.django_db
MONDAY = moment("Monday 2 March 2026 10:00")
LATER = MONDAY + timedelta(hours=1)
HOLDING = {
    "means": "holding",
    "expected_day": "9",
    "expected_month": "3",
    "expected_year": "2026",
    "reason": "the lorry is broken",
    "text": "We are sorry. The lorry is broken. You will hear from us by 9 March 2026.",
}


@pytest.fixture(autouse=True)
def _the_moment() -> Iterator[None]:
    with time_machine.travel(LATER):
        yield


@pytest.fixture
def case(town: Town) -> Case:
    return a_case(town, at=MONDAY, need="Bins")


def reply(client: Client, case: Case, do: str = "send", token: str = "a-form", **fields: str) -> Any:
    typed = {
        "means": "answer",
        "to": "lee@example.org",
        "closes": "open",
        "text": "The lorry comes tomorrow.",
        **fields,
    }
    return client.post(reverse("case-reply", args=[case.reference]), {"do": do, "token": token, **typed})


def test_an_answer_waits_to_be_sent_and_closes_the_case_only_then(bob: Client, case: Case) -> None:
    assert reply(bob, case, closes="answered").status_code == 302
    message = Message.objects.get()
    case.refresh_from_db()
    assert (message.state, message.means, message.to, case.is_open) == ("queued", "answer", "lee@example.org", True)
    sent(message, at=LATER)
    case.refresh_from_db()
    assert case.outcome == "answered"


def test_a_send_posted_twice_sends_once(bob: Client, case: Case) -> None:
    places = [reply(bob, case)["Location"] for _ in range(2)]
    assert places == [reverse("case", args=[case.reference])] * 2
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("without", "said"),
    [
        ({"text": "We are sorry. The lorry is broken."}, "Write the date by which the customer can expect the answer"),
        ({"text": "The lorry is broken. You will hear by 9 March 2026."}, "Apologise for the delay"),
        ({"reason": ""}, "Say why the answer takes longer"),
    ],
)
def test_F25a_a_holding_reply_that_lacks_a_part_cannot_go(
    bob: Client, case: Case, without: dict[str, str], said: str
) -> None:
    page = reply(bob, case, **{**HOLDING, **without}).content.decode()
    assert said in page
    assert "(F25a)" in page
    assert not Message.objects.exists()


def test_F25a_a_whole_holding_reply_tells_all_three(bob: Client, case: Case) -> None:
    reply(bob, case, **HOLDING)
    message = Message.objects.get()
    assert {"explanation", "apology", "new date"} <= set(message.tells)
    sent(message, at=LATER)
    assert case.clocks.get(promise="F25a").verdict(LATER) == "kept"
    assert case.clocks.get(promise="F25").verdict(LATER) == "running"


def test_a_date_that_has_passed_is_no_promise(bob: Client, case: Case) -> None:
    page = reply(bob, case, **{**HOLDING, "expected_month": "2"}).content.decode()
    assert "That day has passed" in page


def test_the_holding_words_are_written_into_the_reply(bob: Client, town: Town, case: Case) -> None:
    reply(bob, case, do="write", **{**HOLDING, "text": "Dear Mrs Lee,", "apology": "on"})
    assert kept(town.bob, f"reply {case.reference}")["text"] == (
        "Dear Mrs Lee,\n\nWe are sorry that our full answer takes longer than it should.\n"
        "The reason is this: the lorry is broken.\nYou can expect our full answer by Monday 9 March 2026."
    )


def test_F26_the_signature_is_put_there_and_never_lacking(bob: Client, case: Case) -> None:
    assert reply(bob, case).status_code == 302


def test_what_is_only_advised_goes_once_the_officer_says_so(bob: Client, town: Town, case: Case) -> None:
    town.bob.job_title = ""
    town.bob.save()
    assert "Advised by the charter" in reply(bob, case).content.decode()
    assert not Message.objects.exists()
    reply(bob, case, anyway="on")
    assert Message.objects.count() == 1


def test_a_card_number_does_not_go_out(bob: Client, case: Case) -> None:
    page = reply(bob, case, text="Your card 4111 1111 1111 1111 was charged.").content.decode()
    assert "card numbers are never kept" in page


def test_what_is_typed_is_kept_and_given_back_and_gone_once_sent(bob: Client, case: Case) -> None:
    typed = {"means": "holding", "text": "Half a sent", "expected_day": "9", "token": "a-form"}
    said = bob.post(reverse("case-draft", args=[case.reference]), typed).content.decode()
    page = bob.get(reverse("case", args=[case.reference])).content.decode()
    assert "Apologise for the delay" in said
    assert "Half a sent" in page
    assert 'value="holding" id="id_means_1"' in page.replace('class="govuk-radios__input" ', "")
    reply(bob, case)
    bob.post(reverse("case-draft", args=[case.reference]), typed)  # the last keystroke comes late
    assert "Half a sent" not in bob.get(reverse("case", args=[case.reference])).content.decode()


def test_nothing_is_said_again_while_what_is_lacking_stays_the_same(bob: Client, case: Case) -> None:
    typed = {"means": "answer", "text": "Tomorrow.", "shown": "", "to": "lee@example.org"}
    assert bob.post(reverse("case-draft", args=[case.reference]), typed).status_code == 204


def a_letter(writer: Customer, town: Town) -> Case:
    return open_case(
        customer=writer,
        need="Hedge",
        channel="letter",
        received_at=MONDAY,
        at=MONDAY,
        by=town.bob,
        owner=town.bob,
        matter=Matter(acknowledgement_requested=True),
    )


def test_F07_an_acknowledgement_that_no_machine_may_send_is_one_click_and_told(town: Town, bob: Client) -> None:
    letter = a_letter(town.mrs_lee, town)
    address = reverse("case-acknowledgement", args=[letter.reference])
    assert address in bob.get(reverse("case", args=[letter.reference])).content.decode()
    bob.post(address)
    draft = kept(town.bob, f"reply {letter.reference}")
    assert draft["means"] == "acknowledgement"
    assert letter.reference in draft["text"]
    key = key_of(letter)
    assert key not in draft["text"]  # it is for the customer alone
    reply(bob, letter, means="acknowledgement", text=draft["text"])
    sent = Message.objects.get()
    assert "who deals with it" in sent.tells
    assert f"{letter.reference}.{key}" in sent.text


def test_F07_a_letter_writer_without_e_mail_is_acknowledged_by_letter(town: Town, bob: Client) -> None:
    writer = new_customer(name="Mr Post", addresses={"post": "The Lodge"}, at=MONDAY)
    case = a_letter(writer, town)
    page = bob.post(reverse("case-acknowledgement", args=[case.reference]), follow=True)
    initial = page.context["form"].initial
    assert initial["means"] == "acknowledgement"
    assert case.reference in initial["text"]
    assert "/follow" not in initial["text"]
    assert "e-mail" not in initial["text"]
    written = {name: initial[name] for name in ("means", "address", "text")} | {"size": "12", "closes": "open"}
    bob.post(reverse("case-by-letter", args=[case.reference]), written | {"do": "send", "anyway": "on"})
    assert {"who deals with it", "when the answer comes"} <= set(Letter.objects.get().message.tells)
