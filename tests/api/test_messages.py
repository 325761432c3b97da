"""Texts and messages on social media come in by the API, and what goes out is fetched and reported there."""

from dataclasses import replace
from datetime import timedelta

import pytest
from time_machine import TimeMachineFixture

from answerable.desk.customers.actions import new_customer
from answerable.desk.models import Address, Arrival, Case, Contact, Message, Posting, TextGateway
from answerable.desk.outbox.actions import Saying
from answerable.desk.outbox.delivery import claim, not_sent, sent
from answerable.desk.outbox.models import Means
from answerable.desk.sms.actions import name_of, text
from answerable.desk.social.actions import answer_on_network
from answerable.worker.texts import send_texts
from answerable.worker.work import Worker
from tests.api.asking import Program, a_program, problem
from tests.cast import Town, a_case, a_town, moment

pytestmark = pytest.mark.django_db
NOW = moment("Thursday 24 December 2026 16:40")
DAY = timedelta(days=1)
NUMBER = "+447700900123"
TEXT = {"id": "m1", "from": "07700 900123", "to": "07700 900001", "text": "The lamp outside 4 Mill Lane is out"}
NOTIFY = {
    "id": "d7c5…",
    "source_number": "447700900123",
    "destination_number": "447700900001",
    "message": "The lamp is out",
    "date_received": "2026-12-24T16:30:00.000000Z",
    "more_than_we_know": 1,
}
POST = {
    "network": "Facebook",
    "id": "p1",
    "page": "Flitwick Town Council",
    "public": True,
    "permalink": "https://facebook.example/p/1",
    "author": "@ann.grey",
    "name": "Ann Grey",
    "text": "Nobody has emptied the bin by the station!",
}


@pytest.fixture(autouse=True)
def _christmas_eve(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def program(town: Town) -> Program:
    return a_program("messages:write")


def taken(answer: object) -> Contact:
    assert answer.status_code == 201, answer.content  # type: ignore[attr-defined]
    return Contact.objects.get(reference=answer.json()["contact"])  # type: ignore[attr-defined]


def test_F24_a_text_opens_a_case_and_is_acknowledged_by_text_saying_who_and_when(program: Program) -> None:
    contact = taken(program.post("messages/sms", TEXT))
    case = contact.cases.get()
    assert (contact.channel, contact.sender, case.need) == ("sms", NUMBER, TEXT["text"])
    assert Address.objects.get(customer=contact.customer).value == NUMBER
    message = Message.objects.get()
    assert (message.by, message.to, message.automatic, message.means) == ("sms", NUMBER, True, "acknowledgement")
    assert case.reference in message.text and "Dan Okafor is dealing with it" in message.text
    assert "Wed 30 Dec" in message.text
    sent(message, at=NOW)
    clocks = {clock.promise: clock.stopped for clock in case.clocks.all()}
    assert (clocks["F24"], clocks["F08"], clocks["F25"]) == (NOW, NOW, None)
    assert clocks["F24a"] and case.clocks.get(promise="F24a").in_time
    assert case.clocks.get(promise="F08a").in_time


def test_the_same_text_is_one_however_often_and_under_whatever_key_it_comes(program: Program) -> None:
    first = program.post("messages/sms", TEXT)
    again = program.post("messages/sms", TEXT)
    other_key = program.post("messages/sms", TEXT, key="another")
    assert first.json()["contact"] == again.json()["contact"] == other_key.json()["contact"]
    assert (Contact.objects.count(), Arrival.objects.count(), Message.objects.count()) == (1, 1, 1)


def test_one_id_with_two_texts_is_refused(program: Program) -> None:
    program.post("messages/sms", TEXT)
    assert problem(program.post("messages/sms", {**TEXT, "text": "Another"}))["status"] == 422


def test_notify_calls_back_with_a_text_and_its_own_time(program: Program) -> None:
    contact = taken(program.post("messages/sms/notify", NOTIFY))
    assert (contact.sender, contact.text) == (NUMBER, "The lamp is out")
    assert contact.received_at == moment("Thursday 24 December 2026 16:30")


def test_what_was_kept_and_then_killed_the_worker_takes_in(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object, **__: object) -> None:
        raise SystemError("killed")

    monkeypatch.setattr("answerable.api.writing.take_in", killed)
    assert program.post("messages/sms", TEXT).status_code == 500
    monkeypatch.undo()
    Worker(now=lambda: NOW).take_in_kept()
    assert Contact.objects.get().text == TEXT["text"]
    assert taken(program.post("messages/sms", TEXT)) == Contact.objects.get()


def test_what_was_kept_and_then_killed_is_one_text_though_it_comes_again_under_another_key(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise SystemError("killed")

    monkeypatch.setattr("answerable.api.writing.take_in", killed)
    assert program.post("messages/sms", TEXT, key="one").status_code == 500
    monkeypatch.undo()
    taken(program.post("messages/sms", TEXT, key="two"))
    Worker(now=lambda: NOW).take_in_kept()
    assert Contact.objects.count() == 1


def test_a_second_text_joins_what_was_exchanged_with_that_number(program: Program) -> None:
    case = taken(program.post("messages/sms", TEXT)).cases.get()
    more = taken(program.post("messages/sms", {**TEXT, "id": "m2", "text": "It is the one by the post box"}))
    assert more.cases.get() == case
    # Its acknowledgement still waits to be sent: the clock runs, and the customer is told once more who deals with it.
    assert Case.objects.count() == 1


def test_a_text_joins_the_customers_only_open_case_and_of_several_an_officer_chooses(
    program: Program, town: Town
) -> None:
    Address.objects.create(customer=town.mrs_lee, kind="telephone", value=NUMBER, key=NUMBER)
    case = a_case(town, at=NOW)
    assert taken(program.post("messages/sms", TEXT)).cases.get() == case
    tom, other = town.tom, "+447700900456"
    Address.objects.create(customer=tom, kind="telephone", value=other, key=other)
    toms = replace(town, mrs_lee=tom)
    a_case(toms, at=NOW)
    newest = a_case(toms, at=NOW)
    unsure = taken(program.post("messages/sms", {**TEXT, "id": "m2", "from": other}))
    assert (unsure.suggested, unsure.customer) == (newest, tom)
    assert unsure.cases.get() not in (case, newest)


def test_a_number_that_two_people_share_names_neither(program: Program, town: Town) -> None:
    for name in ("Ann", "Ben"):
        new_customer(name=name, addresses={"telephone": NUMBER}, at=NOW)
    contact = taken(program.post("messages/sms", TEXT))
    assert contact.customer is not None and contact.customer.name == ""


def test_a_reference_is_followed_only_from_a_number_known_on_its_case(program: Program, town: Town) -> None:
    case = a_case(town, at=NOW)
    stranger = taken(program.post("messages/sms", {**TEXT, "text": f"About {case.reference}: hurry"}))
    assert stranger.cases.get() != case
    Address.objects.create(customer=town.mrs_lee, kind="telephone", value="x", key="+447700900777")
    known = {**TEXT, "id": "m3", "from": "07700900777", "text": f"About {case.reference.lower()}: hurry"}
    assert taken(program.post("messages/sms", known)).cases.get() == case


@pytest.mark.parametrize("sender", ["60006", "NatWest", "07700 900001"])
def test_a_machine_and_our_own_number_are_never_answered(program: Program, sender: str) -> None:
    TextGateway.objects.create(kind="http", number="+447700900001", address="https://gateway.example.org")
    contact = taken(program.post("messages/sms", {**TEXT, "from": sender}))
    assert (contact.kind, Message.objects.count(), contact.cases.get().clocks.count()) == ("automatic", 0, 0)


def test_one_number_is_acknowledged_five_times_an_hour_and_no_more(program: Program) -> None:
    for number in range(8):
        program.post("messages/sms", {**TEXT, "id": f"m{number}"})
    assert Message.objects.filter(automatic=True).count() == 5


def test_where_the_charter_lets_no_machine_acknowledge_none_does() -> None:
    a_town("customer-promise")
    program = a_program("messages:write")
    assert taken(program.post("messages/sms", TEXT)).kind == "person"
    assert Message.objects.count() == 0


def test_a_receipt_says_that_it_reached_the_telephone_or_never_will(program: Program, town: Town) -> None:
    case = a_case(town, at=NOW, channel="sms")
    message = text(case, Saying(Means.ANSWER, "It is mended.", closes="answered"), to=NUMBER, at=NOW, by=town.bob)
    sent(message, at=NOW)
    reached = program.post("messages/sms/receipts", {"id": name_of(message), "status": "delivered"})
    assert reached.json() == {"known": True}
    message.refresh_from_db()
    case.refresh_from_db()
    assert (message.state, message.delivered_at, case.is_open) == ("sent", NOW, False)
    notify = {"id": "n1", "reference": name_of(message), "status": "permanent-failure", "to": "447700900123"}
    program.post("messages/sms/notify/receipts", notify)
    message.refresh_from_db()
    case.refresh_from_db()
    assert (message.state, case.is_open) == ("bounced", True)
    assert case.clocks.get(promise="F25").stopped is None
    assert "permanent failure" in message.trouble


def test_a_receipt_of_something_else_is_taken_and_forgotten(program: Program) -> None:
    assert program.post("messages/sms/receipts", {"id": "x", "status": "failed"}).json() == {"known": False}
    assert program.post("messages/sms/notify/receipts", {"status": "sending"}).json() == {"known": False}


def test_K12_a_message_on_social_media_is_kept_with_its_place(program: Program) -> None:
    contact = taken(program.post("messages/social", POST))
    posting = contact.posting
    assert (posting.network, posting.page, posting.public) == ("facebook", "Flitwick Town Council", True)
    assert (posting.permalink, posting.author) == ("https://facebook.example/p/1", "@ann.grey")
    assert (str(contact.customer), contact.channel) == ("Ann Grey", "social")
    promises = set(contact.cases.get().clocks.values_list("promise", flat=True))
    assert {"F08", "F24"} <= promises
    assert Message.objects.count() == 0  # nobody is answered in public by a machine


def test_F24_a_private_message_is_acknowledged_by_the_program_that_fetches_the_words(program: Program) -> None:
    case = taken(program.post("messages/social", {**POST, "public": False})).cases.get()
    (waiting,) = program.get("messages/outgoing", channel="social").json()["messages"]
    assert (waiting["public"], waiting["in_reply_to"], case.reference in waiting["text"]) == (False, "p1", True)
    assert case.clocks.get(promise="F24").stopped is None
    program.post(f"messages/outgoing/{waiting['id']}/sent", {})
    assert case.clocks.get(promise="F24").stopped == NOW


def test_what_the_same_author_then_writes_in_private_joins_the_case(program: Program) -> None:
    case = taken(program.post("messages/social", POST)).cases.get()
    private = {**POST, "id": "p2", "public": False, "text": "It is the one at number 4"}
    assert taken(program.post("messages/social", private)).cases.get() == case
    elsewhere = {**POST, "id": "p1", "network": "x"}
    assert taken(program.post("messages/social", elsewhere)).cases.get() != case


def test_what_the_council_says_is_fetched_and_counts_once_it_stands_there(program: Program, town: Town) -> None:
    contact = taken(program.post("messages/social", POST))
    case = contact.cases.get()
    saying = Saying(Means.ACKNOWLEDGEMENT, "Thank you. Bob Baker is looking into it.", tells=("who deals with it",))
    answer_on_network(case, saying, under=contact.posting, public=True, at=NOW, by=town.bob)
    (waiting,) = program.get("messages/outgoing", channel="social").json()["messages"]
    assert (waiting["network"], waiting["in_reply_to"], waiting["public"]) == ("facebook", "p1", True)
    assert case.clocks.get(promise="F08").stopped is None
    stands = {"permalink": "https://facebook.example/p/9", "network_id": "p9"}
    assert program.post(f"messages/outgoing/{waiting['id']}/sent", stands).json() == {"known": True}
    assert program.post(f"messages/outgoing/{waiting['id']}/sent", stands).json() == {"known": False}
    assert case.clocks.get(promise="F08").stopped == NOW
    assert Posting.objects.get(message__case=case).permalink == "https://facebook.example/p/9"
    assert program.get("messages/outgoing").json() == {"messages": []}


def test_F24a_a_machine_says_when_the_answer_comes_though_no_time_for_it_is_promised(program: Program) -> None:
    case = taken(program.post("messages/social", POST | {"public": False})).cases.get()
    assert case.answer_due is None  # F25 is for e-mail, texts and the web
    (waiting,) = program.get("messages/outgoing", channel="social").json()["messages"]
    assert f"Full answer by {case.target:%a} {case.target.day} {case.target:%b}." in waiting["text"]
    program.post(f"messages/outgoing/{waiting['id']}/sent", {})
    assert {clock.promise: str(clock.verdict(NOW)) for clock in case.clocks.all()}["F24a"] == "kept"


def test_what_the_network_refuses_an_officer_sees(program: Program, town: Town) -> None:
    contact = taken(program.post("messages/social", POST))
    message = answer_on_network(
        contact.cases.get(), Saying(Means.ANSWER, "No."), under=contact.posting, public=True, at=NOW, by=town.bob
    )
    program.post(f"messages/outgoing/{message.posting.pk}/failed", {"why": "The post was deleted"})
    message.refresh_from_db()
    assert (message.state, message.trouble) == ("failed", "The post was deleted")
    assert program.post("messages/outgoing/999999/failed", {"why": "x"}).status_code == 404


def test_a_token_for_other_things_is_refused(town: Town) -> None:
    other = a_program("contacts:write", "cases:read")
    assert problem(other.post("messages/sms", TEXT))["status"] == 403
    assert problem(other.get("messages/outgoing"))["status"] == 403


def test_a_clock_that_is_before_ours_lets_no_text_come_later_than_it_came(program: Program) -> None:
    late = NOTIFY | {"date_received": "2027-12-24T16:30:00.000000Z"}
    assert taken(program.post("messages/sms/notify", late)).received_at == NOW


def test_a_text_that_came_back_before_it_was_known_to_be_sent_has_not_answered(program: Program, town: Town) -> None:
    message = _going(town)
    program.post("messages/sms/receipts", {"id": name_of(message), "status": "failed"})
    sent(message, at=NOW)
    not_sent(message, at=NOW, why="It took longer than 5 seconds.")
    message.refresh_from_db()
    assert (message.state, claim(NOW + DAY, by="sms")) == ("bounced", None)
    assert not message.case.facts.filter(kind="answered").exists()  # type: ignore[union-attr]


def test_a_text_that_arrived_though_the_gateway_broke_off_is_not_sent_twice(program: Program, town: Town) -> None:
    message = _going(town)
    not_sent(message, at=NOW, why="It took longer than 5 seconds.")
    program.post("messages/sms/receipts", {"id": name_of(message), "status": "delivered"})
    # There is no gateway at this address: handed over once more, it would fail.
    TextGateway.objects.create(kind="http", address="https://127.0.0.1:9/")
    send_texts(town.council, lambda: NOW + DAY, lambda: False)
    message.refresh_from_db()
    assert (message.state, message.sent_at) == ("sent", NOW)


def _going(town: Town) -> Message:
    """Return a text that a worker has in hand."""
    text(a_case(town, at=NOW), Saying(Means.ANSWER, "It is mended."), to=NUMBER, at=NOW, by=town.bob)
    message = claim(NOW, by="sms")
    assert message is not None
    return message
