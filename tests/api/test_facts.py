"""A program records what it saw happen outside. It can't say for the council that a customer was answered."""

import pytest
from time_machine import TimeMachineFixture

from answerable.charter.facts import KINDS
from answerable.desk.models import Case, Fact
from tests.api.asking import Program, a_program, problem
from tests.cast import a_town, moment

pytestmark = pytest.mark.django_db
NOW = moment("Friday 28 March 2025 16:59")


@pytest.fixture
def program(time_machine: TimeMachineFixture) -> Program:
    time_machine.move_to(NOW, tick=False)
    a_town()
    return a_program()


@pytest.fixture
def reference(program: Program) -> str:
    contact = {"channel": "telephone", "text": "Is the hall free on Sunday?"}
    return str(program.post("contacts", contact).json()["case"])


def test_F02_a_telephone_system_says_that_it_rang_and_who_picked_up(program: Program, reference: str) -> None:
    rang = program.post("facts", {"case": reference, "kind": "rang", "at": "2025-03-28T16:58:00"})
    assert rang.status_code == 201
    up = program.post("facts", {"case": reference, "kind": "picked up", "at": "2025-03-28T16:58:20+00:00"}).json()
    promised = {promise["promise"]: promise for promise in up["promises"]}
    assert promised["F02"]["verdict"] == "kept"
    fact = Fact.objects.get(kind="picked up")
    assert (fact.source, fact.channel, fact.recorded) == ("Street light fault line", "telephone", NOW)


@pytest.mark.parametrize("kind", ["answered", "acknowledged", "told", "closed", "corrected", "called back", "bounced"])
def test_what_the_council_says_or_decides_is_refused(program: Program, reference: str, kind: str) -> None:
    before = Fact.objects.count()
    refused = program.post("facts", {"case": reference, "kind": kind, "at": "2025-03-28T16:00"})
    assert refused.status_code == 403
    said = problem(refused)
    assert said["title"] == "The API records only what comes from outside"
    assert "answered needs a message, a posted letter or an officer’s spoken answer" in said["detail"]
    assert Fact.objects.count() == before


def test_no_fact_that_ends_a_promise_to_answer_comes_from_outside(program: Program, reference: str) -> None:
    taken = []
    for kind in KINDS:
        answer = program.post("facts", {"case": reference, "kind": kind.name, "at": "2025-03-28T16:59"})
        taken += [kind.name] if answer.status_code == 201 else []
    assert "came back" in taken and "rang" in taken
    case = Case.objects.get(reference=reference)
    assert not case.clocks.filter(promise__in=["F25", "F27"], stopped__isnull=False).exists()
    assert case.is_open


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"kind": "received"}, "kind", "/api/v1/contacts"),
        ({"kind": "exploded"}, "kind", "Write one of: came back, rang"),
        ({"at": "2025-03-28T17:00"}, "at", "still to come"),
        ({"case": "AAAA-AAAA"}, "case", "There is no case"),
        ({"details": {}}, "details", "There is no such field"),
    ],
)
def test_a_fact_that_is_wrong_is_refused_in_words(
    program: Program, reference: str, wrong: dict[str, object], field: str, words: str
) -> None:
    given: dict[str, object] = {"case": reference, "kind": "rang", "at": "2025-03-28T16:00"}
    refused = program.post("facts", given | wrong)
    assert refused.status_code == 422
    assert problem(refused)["errors"][0]["field"] == field
    assert words in problem(refused)["errors"][0]["detail"]


def test_a_fact_under_a_key_is_recorded_once(program: Program, reference: str) -> None:
    rang = {"case": reference, "kind": "rang", "at": "2025-03-28T16:58:00"}
    answers = [program.post("facts", rang, key="call 7") for _ in range(3)]
    assert {answer.content for answer in answers} == {answers[0].content}
    assert Fact.objects.filter(kind="rang").count() == 1
    moved = program.post("facts", {**rang, "at": "2025-03-28T16:57:00"}, key="call 7")
    assert problem(moved)["type"] == "urn:answerable:problem:another-body"
