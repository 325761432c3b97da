"""K13 on the screen: whoever writes, tells, rings back or confirms is offered their way, and asked about another."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from answerable.desk.cases.models import Case
from answerable.desk.customers.actions import add_address
from answerable.desk.messages.actions import Word, leave_message
from answerable.desk.models import LeftMessage, Message, Need
from answerable.desk.needs.actions import Told, keep_needs
from answerable.desk.outbox.actions import Saying, lay_ready
from tests.cast import Town, a_case

pytestmark = pytest.mark.django_db
WHY = "They rang us"
ASKED = "They asked: by letter only"


@pytest.fixture
def case(town: Town) -> Case:
    """Mrs Lee, who wants letters, has a case."""
    keep_needs(town.mrs_lee, [Told(Need.Kind.WAY, "letters only")], at=now(), by=town.bob)
    add_address(town.mrs_lee, kind="post", value="4 Mill Lane, Flitwick")
    return a_case(town, at=now())


def read(client: Client, name: str, *args: Any) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_K13_the_case_leads_to_a_letter_first(bob: Client, case: Case) -> None:
    page = read(bob, "case", case.reference)
    assert ASKED in page and "Reply by e-mail all the same" in page
    for act in ("case-hold", "case-acknowledgement"):
        led = bob.post(reverse(act, args=[case.reference]))
        assert led["Location"] == reverse("case-by-letter", args=[case.reference])
    assert "Why another way" not in read(bob, "case-by-letter", case.reference)
    assert '<details class="app-why" open>' not in page
    bob.post(reverse("case-reply", args=[case.reference]), {"do": "keep", "means": "answer", "otherwise": WHY})
    assert '<details class="app-why" open>' in read(bob, "case", case.reference)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        (
            "case-reply",
            {"do": "send", "means": "answer", "to": "lee@example.org", "text": "Yes.", "anyway": "on"},
        ),
        ("case-spoken", {"means": "answer", "text": "Yes.", "closes": "open"}),
    ],
)
def test_K13_another_way_takes_a_reason_that_stands_on_the_case(
    bob: Client, case: Case, name: str, fields: dict[str, str]
) -> None:
    fields = {"closes": "open", **fields}
    url = reverse(name, args=[case.reference])
    assert ASKED in bob.post(url, fields).content.decode() and not Message.objects.exists()
    bob.post(url, {**fields, "otherwise": WHY})
    assert Message.objects.get().otherwise == WHY
    assert f"Not in the way they asked for: {WHY}" in read(bob, "case", case.reference)


def test_K13_an_appointment_and_a_visit_propose_the_letter(bob: Client, town: Town, case: Case) -> None:
    addresses = (
        f"{reverse('appointment-new', args=[case.reference])}?officer={town.bob.pk}&minutes=30",
        f"{reverse('visit-plan')}?case={case.reference}",
    )
    for address in addresses:
        page = bob.get(address).content.decode()
        assert re.search('value="letter"[^>]* checked', page) and ASKED in page


def test_K13_a_ring_back_asks_why(bob: Client, case: Case, town: Town) -> None:
    page = bob.post(reverse("ring-back", args=[case.reference]), {"number": "01632 960123"}).content.decode()
    assert ASKED in page and not LeftMessage.objects.exists()
    fields = {"wanted": town.carol.pk, "who": "lee@example.org", "words": "Rates"}
    assert ASKED in bob.post(reverse("new-message"), fields).content.decode() and not LeftMessage.objects.exists()
    bob.post(reverse("new-message"), {**fields, "otherwise": WHY})
    assert LeftMessage.objects.get().otherwise == WHY


def test_K13_an_attempt_to_ring_leads_to_the_reason_where_none_was_said(bob: Client, town: Town) -> None:
    said: dict[str, Any] = dict.fromkeys(("said_at", "at"), now()) | {"by": town.bob, "customer": town.mrs_lee}
    left = leave_message(Word(name="", number="", words="Rates"), wanted=town.bob, to=town.bob, **said)
    keep_needs(town.mrs_lee, [Told(Need.Kind.WAY, "no telephone")], at=now(), by=town.bob)
    tried = {"outcome": "no answer"}
    reason = reverse("message-reason", args=[left.pk])
    assert bob.post(reverse("message-attempts", args=[left.pk]), tried)["Location"] == reason
    assert "They asked: no telephone calls" in bob.get(reason).content.decode()
    bob.post(reason, {"why": WHY})
    bob.post(reverse("message-attempts", args=[left.pk]), tried)
    assert left.attempts.count() == 1


def test_K13_what_a_machine_could_not_say_is_not_tried_again(bob: Client, town: Town, case: Case) -> None:
    saying = Saying("answer", "Yes.")
    message = lay_ready(a_case(town, at=now()), saying, by="letter", to="", at=now(), officer=town.bob)
    Message.objects.update(by="email", state="failed")
    page = bob.post(reverse("case-message-again", args=[message.case, message.pk]), follow=True).content.decode()
    assert ASKED in page and Message.objects.get().state == "failed"


def test_K13_the_way_is_kept_from_the_form_of_needs(bob: Client, town: Town) -> None:
    url = reverse("customer-needs", args=[town.mrs_lee.pk])
    bob.post(url, {"way": "no telephone"})
    page = bob.post(url, {"way": "letters only"}, follow=True).content.decode()
    assert "By letter only" in page and "No telephone calls: from" in page
