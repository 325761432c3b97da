"""A program passes contacts on, and they are taken in as if the customer had come to the desk."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from time_machine import TimeMachineFixture

from answerable.desk.models import Arrival, Case, Contact, Customer, Fact, Message, Service
from answerable.worker.work import Worker
from tests.api.asking import Program, a_program, problem
from tests.cast import Town, moment

pytestmark = pytest.mark.django_db
NOW = moment("Thursday 24 December 2026 16:40")
LAMP = {"channel": "web", "text": "The lamp outside 4 Mill Lane is out.\nIt has been for a week."}


@pytest.fixture(autouse=True)
def _christmas_eve(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def program(town: Town) -> Program:
    return a_program()


def test_a_contact_opens_a_case_and_starts_the_charters_clocks(program: Program, town: Town) -> None:
    answer = program.post("contacts", LAMP)
    assert answer.status_code == 201
    said = answer.json()
    case = Case.objects.get(reference=said["case"])
    contact = Contact.objects.get(reference=said["contact"])
    assert list(contact.cases.all()) == [case]
    assert (case.need, case.channel, case.owner) == ("The lamp outside 4 Mill Lane is out.", "web", town.dan)
    promised = {promise["promise"]: promise for promise in said["promises"]}
    assert promised["F25"]["due"] == "2026-12-30T23:59:59+00:00"
    assert promised["F25"]["title"].startswith("E-mails, texts and web")
    assert {promise["verdict"] for promise in said["promises"]} == {"running"}


def test_the_bytes_are_kept_as_they_came(program: Program) -> None:
    body = json.dumps(LAMP, indent=3)
    program.post("contacts", body)
    arrival = Arrival.objects.get()
    assert bytes(arrival.body).partition(b"\n")[2] == body.encode()
    assert arrival.contact.text == LAMP["text"]


def test_what_was_kept_and_then_killed_the_worker_takes_in(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("answerable.api.writing.take_in", _power_cut)
    assert problem(program.post("contacts", LAMP, key="lamp 1"))["status"] == 500
    assert Contact.objects.count() == 0
    Worker(now=lambda: NOW).take_in_kept()
    assert Contact.objects.get().text == LAMP["text"]
    monkeypatch.undo()
    again = program.post("contacts", LAMP, key="lamp 1").json()
    assert (again["contact"], Contact.objects.count()) == (Contact.objects.get().reference, 1)


def _power_cut(*given: object, **named: object) -> None:
    raise SystemError("the power went off")


def test_a_known_customer_is_recognised_by_the_e_mail_address(program: Program, town: Town) -> None:
    program.post("contacts", {**LAMP, "customer": {"name": "J. Lee", "email": "LEE@example.org"}})
    assert Case.objects.get().customer == town.mrs_lee
    assert Message.objects.get().to.lower() == "lee@example.org"


def test_a_new_customer_is_known_by_what_the_program_says(program: Program) -> None:
    program.post("contacts", {**LAMP, "customer": {"name": "Ann Grey", "telephone": "01632 960777"}})
    customer = Customer.objects.get(name="Ann Grey")
    assert [address.key for address in customer.addresses.all()] == ["+441632960777"]


def test_a_letter_of_last_week_counts_from_the_day_it_came(program: Program) -> None:
    answer = program.post("contacts", {**LAMP, "channel": "letter", "received_at": "2026-12-17"})
    promised = {promise["promise"]: promise for promise in answer.json()["promises"]}
    assert promised["F27"]["started"] == "2026-12-17T00:00:00+00:00"
    assert Case.objects.get().opened_at == moment("Thursday 17 December 2026 00:00")


def test_the_matter_is_what_the_program_says(program: Program) -> None:
    Service.objects.create(code="lights", name="Street lights")
    program.post(
        "contacts",
        {**LAMP, "type": "request", "service": "lights", "subject": "Lamp", "acknowledgement_requested": True},
    )
    case = Case.objects.get()
    assert (case.type, case.service.code if case.service else "", case.need) == ("request", "lights", "Lamp")
    received = Fact.objects.get(kind="received")
    assert received.details == {
        "type": "request",
        "priority": "normal",
        "stage": "1",
        "service": "lights",
        "acknowledgement requested": "yes",
    }
    assert (received.source, received.by) == ("Street light fault line", None)


def test_a_reference_with_a_strangers_address_joins_nothing_and_gives_no_key_away(program: Program) -> None:
    first = program.post("contacts", LAMP).json()
    stranger = {"name": "Sly", "email": "sly@example.net"}
    second = program.post("contacts", {**LAMP, "customer": stranger, "case": first["case"]}).json()
    assert second["case"] != first["case"]
    contact = Contact.objects.get(reference=second["contact"])
    assert contact.suggested is not None and contact.suggested.reference == first["case"]
    sent = Message.objects.filter(to="sly@example.net")
    assert list(sent.values_list("case__reference", flat=True)) == [second["case"]]
    called = program.post("contacts", {**LAMP, "customer": {"name": "Ann"}, "case": first["case"]}).json()
    assert called["case"] == first["case"]


def test_a_contact_joins_the_case_it_names_and_opens_it_again(program: Program) -> None:
    first = program.post("contacts", LAMP).json()
    Case.objects.update(closed_at=NOW, outcome="withdrawn")
    second = program.post("contacts", {**LAMP, "text": "Still out", "case": first["case"].lower()}).json()
    assert second["case"] == first["case"]
    case = Case.objects.get()
    assert case.is_open and case.contacts.count() == 2
    assert sorted(case.facts.values_list("kind", flat=True)) == [
        "came back", "query opened", "received", "received", "reopened",
    ]  # fmt: skip


def test_without_a_key_the_same_words_twice_are_two_contacts(program: Program) -> None:
    references = {program.post("contacts", LAMP).json()["contact"] for _ in range(2)}
    assert len(references) == 2


def test_under_a_key_a_contact_is_taken_in_once_and_answered_with_the_same_words(program: Program) -> None:
    first = program.post("contacts", LAMP, key="lamp 1")
    second = program.post("contacts", LAMP, key="lamp 1")
    assert (second.status_code, second.content) == (201, first.content)
    assert (first.get("Idempotent-Replay"), second["Idempotent-Replay"]) == (None, "true")
    assert Contact.objects.count() == Arrival.objects.count() == 1


def test_another_contact_under_a_used_key_is_refused(program: Program) -> None:
    program.post("contacts", LAMP, key="lamp 1")
    refused = program.post("contacts", {**LAMP, "text": "Another lamp"}, key="lamp 1")
    assert problem(refused)["type"] == "urn:answerable:problem:another-body"
    assert refused.status_code == 422
    assert Contact.objects.count() == Arrival.objects.count() == 1


def test_another_programs_key_is_another_key(program: Program) -> None:
    program.post("contacts", LAMP, key="1")
    assert "Idempotent-Replay" not in a_program().post("contacts", LAMP, key="1")
    assert Contact.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"channel": "pigeon"}, "channel", "Write one of: email, web, sms"),
        ({"text": ""}, "text", "Write something here"),
        ({"text": " \n "}, "text", "Write something here"),
        ({"text": "a\u0000b"}, "text", "control characters"),
        ({"text": "\ud800"}, "text", "halves of characters"),
        ({"text": None}, "text", "valid string"),
        ({"texts": "x"}, "texts", "There is no such field"),
        ({"type": "rant"}, "type", "Write one of: enquiry, request"),
        ({"received_at": "2026-12-25"}, "received_at", "still to come"),
        ({"received_at": "2026-02-30T10:00"}, "received_at", "There is no 30 February 2026"),
        ({"received_at": "2026-03-29T01:30"}, "received_at", "does not exist"),
        ({"received_at": "2026-10-25T01:30"}, "received_at", "happens twice"),
        ({"received_at": 20261224}, "received_at", "Write a moment as text"),
        ({"case": "AAAA-AAAA"}, "case", "There is no case AAAA-AAAA"),
        ({"service": "moon"}, "service", "There is no service"),
        ({"customer": {"email": "two words"}}, "customer.email", "example.org"),
        ({"customer": {"name": "x" * 201}}, "customer.name", "at most 200"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_write(
    program: Program, wrong: dict[str, object], field: str, words: str
) -> None:
    refused = program.post("contacts", {**LAMP, **wrong})
    said = problem(refused)
    assert refused.status_code == 422
    assert [error["field"] for error in said["errors"]] == [field]
    assert words in said["errors"][0]["detail"]
    assert words in said["detail"]
    assert Arrival.objects.count() == 0


def test_a_contact_takes_the_same_few_statements_however_many_came_before(program: Program) -> None:
    program.post("contacts", LAMP)
    counts = []
    for number in range(2):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            program.post("contacts", {**LAMP, "text": f"Lamp {number}"})
        counts.append(len(asked))
        for count in range(20):
            program.post("contacts", {**LAMP, "text": f"Lamp {number} {count}"})
    assert counts[0] == counts[1]
    assert counts[0] <= 36
