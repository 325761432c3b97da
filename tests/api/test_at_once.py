"""A program that sends the same thing several times at once is answered each time, and it is done once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from answerable.desk.models import Arrival, Contact, Fact
from tests.api.asking import Program, a_program, problem
from tests.cast import a_town

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]
LAMP = {"channel": "web", "text": "The lamp is out"}
AT_ONCE = 4


def at_once(program: Program, *asked: tuple[str, object]) -> list[Any]:
    start = Barrier(len(asked))

    def ask(place: str, body: object) -> Any:
        start.wait()
        answer = Program(program.token).post(place, body, key="the one")
        connection.close()
        return answer

    with ThreadPoolExecutor(len(asked)) as threads:
        return list(threads.map(lambda one: ask(*one), asked))


def test_the_same_contact_at_once_is_one_contact() -> None:
    a_town()
    answers = at_once(a_program(), *[("contacts", LAMP)] * AT_ONCE)
    assert {(answer.status_code, answer.content) for answer in answers} == {(201, answers[0].content)}
    assert Contact.objects.count() == Arrival.objects.count() == 1


def test_two_contacts_at_once_under_one_key_are_one_contact_and_one_refusal() -> None:
    a_town()
    answers = at_once(a_program(), ("contacts", LAMP), ("contacts", {**LAMP, "text": "Another lamp"}))
    refused = [answer for answer in answers if answer.status_code != 201]
    assert [problem(answer)["type"] for answer in refused] == ["urn:answerable:problem:another-body"]
    assert Contact.objects.count() == Arrival.objects.count() == 1


def test_the_same_fact_at_once_is_one_fact() -> None:
    a_town()
    program = a_program()
    case = program.post("contacts", LAMP).json()["case"]
    answers = at_once(program, *[("facts", {"case": case, "kind": "rang", "at": "2025-01-02T10:00"})] * AT_ONCE)
    assert {(answer.status_code, answer.content) for answer in answers} == {(201, answers[0].content)}
    assert Fact.objects.filter(kind="rang").count() == 1
