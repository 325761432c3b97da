"""A program reads cases and their promises, and learns nothing of who the customer is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from time_machine import TimeMachineFixture

from answerable.desk.models import Case
from tests.api.asking import Program, a_program, problem
from tests.cast import a_town, moment

pytestmark = pytest.mark.django_db
NOW = moment("Friday 28 March 2025 16:59")
MRS_LEE = {"name": "Mrs Lee", "email": "lee@example.org", "telephone": "01632 960123"}


@pytest.fixture
def program(time_machine: TimeMachineFixture) -> Program:
    time_machine.move_to(NOW, tick=False)
    a_town()
    return a_program()


def a_case(program: Program, **said: object) -> str:
    contact = {"channel": "web", "text": "My lamp, says Mrs Lee, is out", "customer": MRS_LEE, **said}
    return str(program.post("contacts", contact).json()["case"])


def test_a_case_is_read_with_its_promises_and_their_verdicts(program: Program) -> None:
    late = a_case(program, received_at="2025-03-21T10:00")
    said = program.get(f"cases/{late.lower()}").json()
    promised = {promise["promise"]: promise for promise in said["promises"]}
    assert (said["reference"], said["channel"], said["overdue"]) == (late, "web", True)
    assert promised["F25"]["due"] == "2025-03-25T23:59:59+00:00"
    assert promised["F25"]["verdict"] == "broken"
    assert promised["F25"]["late_by"] == 3 * 86_400 - (24 * 3600 - 1 - 16 * 3600 - 59 * 60)
    assert len(said["contacts"]) == 1


def test_nothing_says_who_the_customer_is_or_what_they_wrote(program: Program) -> None:
    reference = a_case(program)
    for place in (f"cases/{reference}", "cases"):
        text = program.get(place).content.decode()
        assert reference in text
        assert not [word for word in ("Lee", "lee@", "960123", "lamp") if word in text]


def test_an_unknown_case_is_a_problem(program: Program) -> None:
    for reference in ("AAAA-AAAA", "x" * 300, "%F0%9F%90%9D"):
        assert problem(program.get(f"cases/{reference}"))["status"] == 404


def test_a_case_that_joined_another_says_which(program: Program) -> None:
    one, other = a_case(program), a_case(program)
    Case.objects.filter(reference=other).update(joined=Case.objects.get(reference=one))
    assert program.get(f"cases/{other}").json()["joined"] == one
    assert a_case(program, case=other) == one


def test_cases_are_listed_the_newest_first_a_page_at_a_time(program: Program) -> None:
    references = [a_case(program) for _ in range(5)]
    pages, after = [], ""
    while after is not None:
        page = program.get("cases", limit=2, after=after).json()
        pages.append([case["reference"] for case in page["cases"]])
        after = page["next"]
    newest = references[::-1]
    assert pages == [newest[:2], newest[2:4], newest[4:]]


def test_a_page_goes_on_where_the_last_ended_though_new_cases_came(program: Program) -> None:
    first, second, third = (a_case(program) for _ in range(3))
    page = program.get("cases", limit=2).json()
    a_case(program)
    assert [case["reference"] for case in program.get("cases", after=page["next"]).json()["cases"]] == [first]
    assert [case["reference"] for case in page["cases"]] == [third, second]


def test_lists_are_narrowed(program: Program) -> None:
    late = a_case(program, received_at="2025-03-21T10:00")
    letter = a_case(program, channel="letter")
    closed = a_case(program)
    Case.objects.filter(reference=closed).update(closed_at=NOW, outcome="withdrawn")

    def listed(**asked: str) -> list[str]:
        return [case["reference"] for case in program.get("cases", **asked).json()["cases"]]

    assert listed(open="true") == [letter, late]
    assert listed(open="false") == [closed]
    assert listed(overdue="true") == [late]
    assert listed(overdue="false") == [closed, letter]
    assert listed(channel="letter") == [letter]
    assert listed(channel="letter", open="false") == []


@pytest.mark.parametrize("asked", [{"limit": 0}, {"limit": 101}, {"after": "AAAA-AAAA"}, {"channel": "pigeon"}])
def test_a_list_asked_for_wrongly_says_what_to_write(program: Program, asked: dict[str, str | int]) -> None:
    assert [error["field"] for error in problem(program.get("cases", **asked))["errors"]] == list(asked)


def test_reading_takes_the_same_few_statements_however_many_cases_there_are(program: Program) -> None:
    reference = a_case(program)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            program.get(f"cases/{reference}")
            program.get("cases")
        counts.append(len(asked))
        for _ in range(10):
            a_case(program)
    assert counts[0] == counts[1] <= 8
