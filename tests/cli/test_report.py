"""`answerable report`: the figures of the public page, for people and for programs."""

import json
from datetime import timedelta

import pytest
import time_machine

from answerable.cli import report
from answerable.cli.main import main
from answerable.desk.cases.actions import open_case
from answerable.desk.outbox.actions import Saying, queue
from answerable.desk.outbox.delivery import sent
from answerable.desk.outbox.models import Means
from tests.cast import a_town, moment

pytestmark = pytest.mark.django_db
NOW = moment("Thursday 10 April 2025 12:00")
MARCH = ["report", "--from", "2025-03", "--to", "2025-03-31"]


@pytest.fixture(autouse=True)
def _an_open_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "open_desk", lambda: None)  # the tests' own data folder is open already


def emails_answered_next_day(count: int) -> None:
    town = a_town()
    for number in range(count):
        at = moment("Monday 10 March 2025 09:00") + timedelta(minutes=number)
        case = open_case(customer=town.tom, need="Bin", channel="email", received_at=at, at=at, by=None, owner=town.dan)
        saying = Saying(means=Means.ANSWER, text="Done.")
        done = at + timedelta(days=1)
        sent(queue(case, saying, to="tom@example.org", subject="Bin", at=done, by=town.bob), at=done)


def rows(capsys: pytest.CaptureFixture[str], *more: str) -> list[dict[str, object]]:
    with time_machine.travel(NOW, tick=False):
        assert main([*MARCH, "--json", *more]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_row_for_each_promise_and_period(capsys: pytest.CaptureFixture[str]) -> None:
    emails_answered_next_day(6)
    (all_channels, email) = [row for row in rows(capsys) if row["promise"] == "F25"]
    assert (all_channels["from"], all_channels["to"], all_channels["channel"]) == ("2025-03", "2025-03", "all")
    assert (all_channels["kept"], all_channels["broken"], all_channels["percent"]) == (6, 0, 100.0)
    assert email["channel"] == "email"
    unmeasured = next(row for row in rows(capsys) if row["promise"] == "F02")
    assert unmeasured["state"] == "not-measured"


def test_four_are_not_shown_but_to_officers(capsys: pytest.CaptureFixture[str]) -> None:
    emails_answered_next_day(4)
    assert [row["kept"] for row in rows(capsys) if row["promise"] == "F25"] == [None]
    assert [row["kept"] for row in rows(capsys, "--staff") if row["promise"] == "F25"] == [4, 4]


def test_lines_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    emails_answered_next_day(6)
    with time_machine.travel(NOW, tick=False):
        assert main(MARCH) == 0
    assert "F25   2025-03             final        kept 6, broken 0, told 0, percent 100.0" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--from", "soon"], "--from: “soon” is not a month. Write it like 2026-10."),
        (["--to", "2025-02-30"], "--to: “2025-02-30” is not a month. Write it like 2026-10."),
        (["--from", "2025-03", "--to", "2025-01"], "--to lies before --from."),
    ],
)
def test_a_month_that_does_not_exist_is_refused(
    given: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", *given]) == 2
    assert said in capsys.readouterr().err
