"""`answerable charter rehearse`: what another charter would have made of what happened."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from answerable.cli import rehearse
from answerable.cli.main import main
from answerable.desk.cases.actions import open_case
from answerable.desk.cases.models import Case
from answerable.desk.history.models import Clock, Fact
from answerable.desk.outbox.actions import Saying, queue
from answerable.desk.outbox.delivery import sent
from answerable.desk.outbox.models import Means
from tests.cast import CHARTERS, Town, a_town, moment

pytestmark = pytest.mark.django_db
NOW = moment("Thursday 10 April 2025 12:00")
MARCH = ["charter", "rehearse", "--from", "2025-03-01", "--to", "2025-03-31"]


@pytest.fixture(autouse=True)
def _an_open_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearse, "open_desk", lambda: None)  # the tests' own data folder is open already


def emails(town: Town, count: int, came: str, answered_after: timedelta) -> None:
    for number in range(count):
        at = moment(came) + timedelta(minutes=number)
        case = open_case(customer=town.tom, need="Bin", channel="email", received_at=at, at=at, by=None, owner=town.dan)
        done = at + answered_after
        saying = Saying(means=Means.ANSWER, text="Done.")
        queued = queue(case, saying, to="tom@example.org", subject="Bin", at=done, by=town.bob)
        sent(queued, at=done)


@pytest.fixture
def town() -> Town:
    """Six e-mails of Monday were answered the day after, three of the next Friday on the Tuesday after it."""
    made = a_town()
    emails(made, 6, "Monday 10 March 2025 09:00", timedelta(days=1))
    emails(made, 3, "Friday 21 March 2025 09:00", timedelta(days=4))
    return made


def rows(capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, dict[str, object]]:
    with time_machine.travel(NOW, tick=False):
        assert main([*MARCH, "--json", *more]) == 0
    return {row["promise"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with time_machine.travel(NOW, tick=False):
        assert main(list(arguments)) == 2
    return capsys.readouterr().err


def test_one_working_day_instead_of_two_would_have_failed_in_the_second_week(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    row = rows(capsys, "--change", 'F25.within="1 working day"')["F25"]
    assert row == {
        "promise": "F25",
        "before": {"kept": 9, "broken": 0},
        "after": {"kept": 6, "broken": 3},
        "weeks": ["2025-03-24"],
    }


def test_it_is_said_in_words(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    with time_machine.travel(NOW, tick=False):
        assert main([*MARCH, "--change", "F25.within=1 working day"]) == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("F25 "))
    assert line == (
        "F25   6 of 9 would have been kept, instead of 9; 3 would have had to be done sooner, by a median of "
        "1 working day. Weeks that fail: 2025-03-24."
    )


def test_the_promises_of_both_charters_are_told_and_null_stands_where_one_makes_none(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    found = rows(capsys, str(CHARTERS / "cuckfield" / "charter.toml"))
    assert (found["K06"]["before"], found["K06"]["after"]) == (None, {"kept": 9, "broken": 0})
    assert (found["F25"]["before"], found["F25"]["after"]) == ({"kept": 9, "broken": 0}, None)
    assert next(iter(found)).startswith("K") and found["F25"]["weeks"] == []


def test_what_started_outside_the_period_does_not_count(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    emails(town, 2, "Monday 7 April 2025 09:00", timedelta(days=1))
    assert rows(capsys, "--change", "F25.within=1 working day")["F25"]["before"] == {"kept": 9, "broken": 0}


def test_nothing_is_written(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    def all_there_is() -> list[object]:
        return [list(model.objects.order_by("pk").values_list()) for model in (Case, Clock, Fact)]

    before = all_there_is()
    rows(capsys, "--change", "F25.within=1 hour")
    assert all_there_is() == before


def test_an_unknown_promise_is_refused_with_the_nearest(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    said = refusal(capsys, *MARCH, "--change", "F255.within=1 working day")
    assert "“F255”" in said and "Did you mean “F25”?" in said


def test_a_change_that_is_none_says_how_to_write_one(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    assert 'F25.within="1 working day"' in refusal(capsys, *MARCH, "--change", "F25 one day")


@pytest.mark.parametrize("time", ["a while", "a while\r\nBcc: x@example.org", 'a while "or \\so', "a while\x7f\x00"])
def test_a_time_that_cannot_be_read_is_refused_with_its_promise(
    town: Town, capsys: pytest.CaptureFixture[str], time: str
) -> None:
    said = refusal(capsys, *MARCH, "--change", f"F25.within={time}")
    assert "F25" in said and "a while" in said


def test_a_period_in_which_nothing_happened_says_when_something_did(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = ["charter", "rehearse", "--from", "2019-01-01", "--to", "2019-12-31"]
    said = refusal(capsys, *empty, "--change", "F25.within=1 working day")
    assert "from Monday 10 March 2025 to Tuesday 25 March 2025" in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--from", "2025-03-31", "--to", "2025-03-01", "--change", "F25.within=1 hour"], "Write the earlier day"),
        (["--from", "March", "--to", "2025-03-01", "--change", "F25.within=1 hour"], "--from: “March” is not a date"),
        (["--from", "2025-03-01", "--to", "2025-03-31"], "Name either a charter file"),
    ],
)
def test_what_is_asked_wrongly_is_refused_in_words(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert words in refusal(capsys, "charter", "rehearse", *arguments)


def test_a_file_that_is_no_charter_is_refused_with_its_lines(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "c.toml").write_text("[charter]\ncouncil = 3\n")
    assert "council" in refusal(capsys, *MARCH, str(tmp_path / "c.toml"))
