"""The greeting that an officer is shown says what the charter asks for, on the line that rings."""

import pytest

from answerable.charter.reader import read_charter
from answerable.desk.officers.models import Officer
from answerable.desk.offices.models import Office
from answerable.desk.telephone.greeting import Greeting, greeting_for
from answerable.desk.telephone.models import Line
from tests.cast import CHARTERS, moment

MORNING = moment("Monday 2 March 2026 10:00")
SWITCHBOARD = Line(code="600", name="Main number")
PLANNING = Line(code="620", name="Planning", section="Planning")
INTERNAL = Line(code="699", name="Between ourselves", internal=True)
OLD_HALL = Office(code="old-hall", name="The Old Hall")
COUNTER = Line(code="601", name="Counter", office=OLD_HALL)
BOB = Officer(name="Bob Baker", section="Customer services")
CAROL = Officer(name="Carol Chowdhury")


def greeted(charter: str, officer: Officer, line: Line | None, at: str = "Monday 2 March 2026 10:00") -> Greeting:
    rules = read_charter((CHARTERS / charter / "charter.toml").read_text())
    return greeting_for(officer, line, charter=rules, council="The Council", at=moment(at))


@pytest.mark.parametrize(
    ("charter", "officer", "line", "words", "needs"),
    [
        (
            "flitwick",
            BOB,
            SWITCHBOARD,
            "Good morning. The Council, Bob Baker speaking. How can I help?",
            ("greeting", "own name", "place named"),
        ),
        (
            "flitwick",
            BOB,
            COUNTER,
            "Good morning. The Council, The Old Hall, Bob Baker speaking. How can I help?",
            ("greeting", "own name", "place named"),
        ),
        (
            "cuckfield",
            BOB,
            None,
            "Good morning. The Council, Bob Baker speaking. How can I help?",
            ("council named", "greeting", "own name"),
        ),
        ("customer-promise", BOB, SWITCHBOARD, "Good morning. The Council. How can I help?", ("council named",)),
        (
            "customer-promise",
            BOB,
            PLANNING,
            "Good morning. Bob Baker in Customer services. How can I help?",
            ("own name and section",),
        ),
        (
            "customer-promise",
            CAROL,
            PLANNING,
            "Good morning. Carol Chowdhury in Planning. How can I help?",
            ("own name and section",),
        ),
    ],
)
def test_P23_F03_K20_K04_the_greeting_is_filled_in_for_this_officer_and_this_line(
    charter: str, officer: Officer, line: Line | None, words: str, needs: tuple[str, ...]
) -> None:
    assert greeted(charter, officer, line) == Greeting(words, needs)


def test_F22_a_colleague_may_be_answered_with_a_greeting_and_a_name_and_it_is_only_a_hint() -> None:
    assert greeted("flitwick", BOB, INTERNAL) == Greeting("Good morning. Bob Baker speaking.", (), internal=True)


@pytest.mark.parametrize(
    ("at", "good"),
    [("11:59:59", "morning"), ("12:00", "afternoon"), ("17:59", "afternoon"), ("18:00", "evening")],
)
def test_it_greets_by_the_hour(at: str, good: str) -> None:
    assert greeted("flitwick", BOB, SWITCHBOARD, f"Monday 2 March 2026 {at}").words.startswith(f"Good {good}.")
