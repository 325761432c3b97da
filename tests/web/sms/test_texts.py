"""Answering by text and on social media, and the settings of the gateway."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from answerable.desk.cases.following import HIDDEN
from answerable.desk.council.secrets import decrypted
from answerable.desk.incoming.actions import keep, take_in
from answerable.desk.models import Case, Message, Posting, TextGateway
from answerable.desk.outbox.delivery import claim
from answerable.worker.work import Worker
from tests.cast import Town, a_case
from tests.gateway import GatewayServer

pytestmark = pytest.mark.django_db


@pytest.fixture
def server() -> Iterator[GatewayServer]:
    with GatewayServer() as server:
        yield server


@pytest.fixture
def case(town: Town) -> Case:
    return a_case(town, at=now() - timedelta(hours=2), need="The lamp", channel="sms")


def fields(**more: Any) -> dict[str, Any]:
    given = {"means": "answer", "to": "07700 900123", "text": "It is mended. Bob Baker, Flitwick Town Council"}
    return given | {"closes": "answered", "do": "send", "anyway": "on"} | more


def write(client: Client, case: Case, **more: Any) -> Any:
    return client.post(reverse("case-by-sms", args=[case.reference]), fields(**more), follow=True)


def set_up(alice: Client, server: GatewayServer, settings: LazySettings) -> Any:
    settings.ALLOWED_ADDRESSES = server.place
    given = {"kind": "http", "new_secret": "s3cret", "address": server.url, "number": "07700 900001", "active": "on"}
    return alice.post(reverse("texts"), given, follow=True)


@pytest.fixture
def alice(town: Town, client: Client) -> Client:
    client.force_login(town.alice)
    return client


def test_F25_a_text_counts_once_the_gateway_has_it(
    alice: Client, case: Case, server: GatewayServer, settings: LazySettings
) -> None:
    set_up(alice, server, settings)
    write(alice, case)
    assert case.clocks.get(promise="F25").stopped is None
    Worker(now=now).pass_once()
    (asked,) = server.asked
    assert (asked.body["to"], asked.body["from"]) == ("+447700900123", "+447700900001")
    case.refresh_from_db()
    assert case.clocks.get(promise="F25").in_time
    assert (case.is_open, case.facts.get(kind="answered").details["by"]) == (False, "message")


def test_a_gateway_that_is_away_says_so_and_the_text_is_tried_again_under_the_same_id(
    alice: Client, case: Case, server: GatewayServer, settings: LazySettings
) -> None:
    set_up(alice, server, settings)
    write(alice, case)
    server.answer(503, {"message": "Be right back"})
    Worker(now=now).pass_once()
    message = Message.objects.get()
    assert (message.state, TextGateway.objects.get().trouble) == ("queued", message.trouble)
    assert "Be right back" in alice.get(reverse("texts")).content.decode()
    server.answer(201, {})
    Worker(now=lambda: now() + timedelta(minutes=2)).pass_once()
    assert len({asked.body["id"] for asked in server.asked}) == 1 and len(server.asked) == 2
    assert TextGateway.objects.get().trouble == ""


def test_a_number_that_the_gateway_refuses_an_officer_sees(
    alice: Client, case: Case, server: GatewayServer, settings: LazySettings
) -> None:
    set_up(alice, server, settings)
    write(alice, case)
    server.answer(400, {"errors": [{"message": "Not a valid number"}]})
    Worker(now=now).pass_once()
    assert (Message.objects.get().state, case.clocks.get(promise="F25").stopped) == ("failed", None)


def test_without_a_gateway_texts_wait_and_mail_is_not_held_up(bob: Client, case: Case) -> None:
    page = bob.get(reverse("case-by-sms", args=[case.reference])).content.decode()
    assert "01632 960123" in page  # the number known of Mrs Lee
    write(bob, case)
    Worker(now=now).pass_once()
    assert Message.objects.get().state == "queued"
    assert claim(now() + timedelta(days=1)) is None


def test_the_length_of_a_text_is_said_while_it_is_typed(bob: Client, case: Case) -> None:
    address = reverse("case-by-sms-draft", args=[case.reference])
    assert "161 letters: 2 texts" in bob.post(address, fields(text="a" * 161)).content.decode()
    assert "Because of ŵ only 70 letters fit" in bob.post(address, fields(text="dŵr")).content.decode()


@pytest.mark.parametrize("number", ["", "60006", "NatWest", "a\r\nb"])
def test_a_number_that_nobody_can_be_texted_at_is_refused(bob: Client, case: Case, number: str) -> None:
    assert write(bob, case, to=number).status_code == 200
    assert Message.objects.count() == 0


def test_the_secret_of_a_gateway_is_kept_encrypted_and_never_shown(
    alice: Client, server: GatewayServer, settings: LazySettings
) -> None:
    page = set_up(alice, server, settings).content.decode()
    row = TextGateway.objects.get()
    assert "s3cret" not in page and "s3cret" not in row.secret and decrypted(row.secret) == "s3cret"
    assert row.number == "+447700900001"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"kind": "http", "address": "http://gateway.example.org/"}, "must begin with https"),
        ({"kind": "http", "address": "gateway"}, "Write an address like"),
        ({"kind": "http", "address": "https://10.0.0.1/send"}, "lies in a private network"),
        ({"kind": "notify", "template": "x", "new_secret": "short"}, "no API key of GOV.UK Notify"),
        ({"kind": "notify", "template": ""}, "Enter the template"),
        ({"kind": "http", "address": "https://gateway.example.org/", "new_secret": ""}, "Enter the API key or token"),
    ],
)
def test_a_gateway_that_cannot_work_is_refused_in_words(alice: Client, given: dict[str, str], words: str) -> None:
    page = alice.post(reverse("texts"), {"new_secret": "s3cret", **given}).content.decode()
    assert words in page and TextGateway.objects.count() == 0


def test_a_test_text_says_what_the_gateway_answered(
    alice: Client, server: GatewayServer, settings: LazySettings
) -> None:
    set_up(alice, server, settings)
    page = alice.post(reverse("texts-test"), {"number": "07700 900456"}, follow=True).content.decode()
    assert "has taken the test text" in page and server.asked[0].body["to"] == "+447700900456"
    server.answer(401, {"message": "Wrong token"})
    assert "Wrong token" in alice.post(reverse("texts-test"), {"number": "07700900456"}, follow=True).content.decode()


# Social media

POST = (
    b'{"client": 1, "key": "1", "program": "Networks"}\n{"network": "facebook", "id": "p1", "page": "The council", '
    b'"public": true, "author": "@ann", "name": "Ann Grey", "text": "The bin is full", "permalink": "https://f.example/1"}'
)


@pytest.fixture
def posted(town: Town) -> Case:
    moment = now() - timedelta(hours=1)
    return take_in(keep(POST, channel="social", at=moment), at=moment).cases.get()


def answer(client: Client, case: Case, **more: Any) -> Any:
    given = {"means": "answer", "where": "public", "text": "The bin is emptied today.", "closes": "open", "do": "send"}
    return client.post(reverse("case-by-social", args=[case.reference]), given | more, follow=True)


def test_the_case_shows_where_it_was_written_and_for_whom_to_read(bob: Client, posted: Case) -> None:
    page = bob.get(reverse("case", args=[posted.reference])).content.decode()
    assert "Public" in page and "Facebook, The council" in page and "https://f.example/1" in page
    assert "Answer on social media" in page


def test_F24_an_answer_counts_once_it_stands_there(bob: Client, posted: Case) -> None:
    answer(bob, posted, anyway="on")
    posting = Posting.objects.get(message__case=posted)
    assert (posting.public, posting.page, posted.clocks.get(promise="F24").stopped) == (True, "The council", None)
    bob.post(reverse("case-social-posted", args=[posted.reference, posting.pk]))
    assert posted.clocks.get(promise="F24").stopped is not None


@pytest.mark.parametrize("text", ["Ring Ann on 07700 900123", "Is it 4 Mill Lane?", f"See {HIDDEN}", "Dear Ann Grey,"])
def test_personal_details_are_warned_of_before_all_can_read_them(bob: Client, posted: Case, text: str) -> None:
    page = answer(bob, posted, text=text).content.decode()
    assert "Everybody will read it" in page and Message.objects.count() == 0
    answer(bob, posted, text=text, anyway="on")
    assert Message.objects.count() == 1


def test_in_private_they_may_be_told(bob: Client, posted: Case) -> None:
    answer(bob, posted, where="private", text="Is it 4 Mill Lane?", means="holding", anyway="on")
    page = answer(bob, posted, where="private", text="Is it 4 Mill Lane?").content.decode()
    assert "Everybody will read it" not in page


def test_they_are_asked_to_go_on_in_private_which_answers_nothing(bob: Client, posted: Case) -> None:
    page = bob.post(reverse("case-social-move", args=[posted.reference]), follow=True).content.decode()
    assert "send us a private message" in page
    words = "Please send us a private message."
    answer(bob, posted, means="move", text=words, anyway="on")
    posting = Posting.objects.get(message__case=posted)
    assert posting.moves and posting.public
    bob.post(reverse("case-social-posted", args=[posted.reference, posting.pk]))
    assert not posted.facts.filter(kind__in=("answered", "acknowledged", "told")).exists()
    moment = now()
    private = POST.replace(b"p1", b"p2").replace(b"true", b"false").replace(b"The bin is full", b"It is number 4")
    assert take_in(keep(private, channel="social", at=moment), at=moment).cases.get() == posted


def test_what_is_laid_ready_can_be_withdrawn(bob: Client, posted: Case) -> None:
    answer(bob, posted, anyway="on")
    posting = Posting.objects.get(message__case=posted)
    bob.post(reverse("case-social-withdrawal", args=[posted.reference, posting.pk]))
    bob.post(reverse("case-social-posted", args=[posted.reference, posting.pk]))
    assert (Message.objects.get().state, posted.facts.filter(kind="answered").count()) == ("withdrawn", 0)


def test_where_nobody_wrote_on_a_network_nothing_is_answered_there(bob: Client, case: Case) -> None:
    assert "Nobody wrote on social media" in answer(bob, case).content.decode()
    assert Message.objects.count() == 0
