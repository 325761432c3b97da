"""The commands `answerable charter check` and `answerable charter due`, as others script them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from answerable.cli.main import COMMANDS, main
from tests.charter.stories import CHARTERS

FLITWICK = str(CHARTERS / "flitwick" / "charter.toml")
CUCKFIELD = str(CHARTERS / "cuckfield" / "charter.toml")
PROMISE = str(CHARTERS / "customer-promise" / "charter.toml")
CHRISTMAS_EVE = "2026-12-24T16:40"

Ran = tuple[int, str, str]


class Command:
    """Runs the command within the test."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *arguments: str) -> Ran:
        """Return its status, what it printed, and what it complained of."""
        try:
            status = main(arguments)
        except SystemExit as ended:
            status = int(ended.code or 0)
        printed = self.capsys.readouterr()
        return status, printed.out, printed.err


@pytest.fixture
def answerable(capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(capsys)


@pytest.mark.parametrize("path", [FLITWICK, CUCKFIELD, PROMISE])
def test_check_finds_doubts_and_no_errors_in_the_shipped_charters(answerable: Command, path: str) -> None:
    status, out, err = answerable("charter", "check", path, "--today", "2026-11-27")
    assert (status, err) == (0, "")
    assert out.splitlines()[-1].endswith(" doubts.")


def test_check_finds_what_cuckfield_left_open(answerable: Command) -> None:
    _, out, _ = answerable("charter", "check", CUCKFIELD, "--today", "2026-11-27")
    assert "K06 and K18: both say when a contact by email is answered" in out
    assert "review: the review date (when required, or January 2023" in out


def test_check_tells_every_error_with_its_line_and_what_to_write(answerable: Command, tmp_path: Path) -> None:
    wrong = tmp_path / "charter.toml"
    wrong.write_text(Path(FLITWICK).read_text().replace('"2 working days"', '"soon"').replace('"rang"', '"rung"'))
    status, out, err = answerable("charter", "check", str(wrong))
    assert (status, out) == (2, "")
    assert f"{wrong} has 2 errors:" in err
    assert "F02: from is “rung”, which I don’t know. Did you mean “rang”?" in err
    assert "F25: within: “soon” is not a length of time I can read." in err


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff\xfe\x00", "line 1: this is not UTF-8. Save the file as UTF-8."),
        (b'[charter]\ncouncil = "Caf\xe9"\n', "line 2: this is not UTF-8."),
        (b"", "[charter]: council is missing."),
        (b"\x00", "line 1: This line can"),
    ],
)
def test_check_refuses_any_bytes_in_words(answerable: Command, tmp_path: Path, content: bytes, says: str) -> None:
    wrong = tmp_path / "charter.toml"
    wrong.write_bytes(content)
    status, _, err = answerable("charter", "check", str(wrong))
    assert status == 2 and says in err


def test_a_file_that_begins_with_a_byte_order_mark_is_read(answerable: Command, tmp_path: Path) -> None:
    marked = tmp_path / "charter.toml"
    marked.write_bytes(b"\xef\xbb\xbf" + Path(FLITWICK).read_bytes())
    assert answerable("charter", "check", str(marked))[0] == 0


@pytest.mark.parametrize("path", ["/nowhere/charter.toml", "/"])
def test_a_file_that_is_not_there_is_told(answerable: Command, path: str) -> None:
    status, _, err = answerable("charter", "check", path)
    assert status == 2 and "Name a charter file." in err


def test_due_says_when_and_why(answerable: Command) -> None:
    status, out, err = answerable("charter", "due", FLITWICK, "--promise", "F24", "--at", CHRISTMAS_EVE)
    assert (status, err) == (0, "")
    assert "due Tuesday 29 December 2026 at 23:59:59" in out
    assert "received Thursday 24 December 2026 at 16:40, which is day 0; Friday 25 is a bank holiday" in out


def test_due_in_json_is_one_line(answerable: Command) -> None:
    _, out, _ = answerable("charter", "due", FLITWICK, "--promise", "F27", "--at", CHRISTMAS_EVE, "--json")
    (line,) = out.splitlines()
    answer = json.loads(line)
    assert set(answer) == {"promise", "due", "explanation", "provisional"}
    assert (answer["promise"], answer["due"]) == ("F27", "2027-01-07T23:59:59+00:00")
    assert answer["provisional"] is False


@pytest.mark.parametrize(
    ("path", "promise", "at", "due"),
    [
        (FLITWICK, "F25", CHRISTMAS_EVE, "2026-12-30T23:59:59+00:00"),
        (FLITWICK, "F25a", CHRISTMAS_EVE, "2026-12-30T23:59:59+00:00"),
        (FLITWICK, "F02", "2026-06-01T10:00", "2026-06-01T10:00:20+01:00"),
        (FLITWICK, "F02", "2026-06-01T10:00+00:00", "2026-06-01T11:00:20+01:00"),
        (CUCKFIELD, "K18a", "2026-06-05T10:00", "2026-06-09T10:00:00+01:00"),
        (PROMISE, "P26", "2027-03-27T23:50", "2027-03-30T23:59:59+01:00"),
        (PROMISE, "P31a", "2026-06-01T10:00", "2026-06-15T23:59:59+01:00"),
    ],
)
def test_due_of_many_promises(answerable: Command, path: str, promise: str, at: str, due: str) -> None:
    _, out, _ = answerable("charter", "due", path, "--promise", promise, "--at", at, "--json")
    assert json.loads(out)["due"] == due


def test_due_far_ahead_is_provisional(answerable: Command) -> None:
    _, out, _ = answerable("charter", "due", FLITWICK, "--promise", "F25", "--at", "2030-01-07T10:00", "--json")
    answer = json.loads(out)
    assert answer["provisional"] is True and "this is provisional" in answer["explanation"]


@pytest.mark.parametrize(
    ("promise", "at", "channel", "says"),
    [
        ("F24", CHRISTMAS_EVE, "letter", "F24 does not cover “letter”: it covers “email”, “web”, “sms” or “social”."),
        ("F24", CHRISTMAS_EVE, "fax", "“fax” is not a channel."),
        ("f24", CHRISTMAS_EVE, "email", "“f24” is no promise of this charter. Did you mean “F24”?"),
        ("F07", CHRISTMAS_EVE, "letter", "F07 states no time, so it never falls due."),
        ("F26", CHRISTMAS_EVE, "", "F26 is a writing promise: no clock runs for it."),
        ("F24", "2027-02-30", "", "There is no 30 February 2027."),
        ("F24", "2027-03-28T01:30", "", "does not exist: the clocks go forward"),
        ("F24", "2026-10-25T01:30", "", "happens twice, because the clocks go back"),
        ("F24", "soon", "", "“soon” is not a moment I can read."),
        ("F24", "1985-01-01", "", "This calendar reaches from 1990"),
        ("F24", "9999-12-31T23:59", "", "The year 9999 is out of reach."),
    ],
)
def test_due_refuses_in_words(answerable: Command, promise: str, at: str, channel: str, says: str) -> None:
    status, out, err = answerable(
        "charter", "due", FLITWICK, "--promise", promise, "--at", at, "--channel", channel, "--json"
    )
    assert (status, out) == (2, "")
    assert says in err


def test_a_promise_that_the_council_set_aside_falls_due_no_more(answerable: Command, tmp_path: Path) -> None:
    ruled = tmp_path / "charter.toml"
    ruling = '[[ruling]]\non = "K06"\nsays = "Two days."\nby = "full council"\nwhen = 2026-03-01\nvoids = "K18"\n'
    ruled.write_text(Path(CUCKFIELD).read_text() + ruling)
    due = ("charter", "due", str(ruled), "--promise", "K18", "--channel", "email", "--at")
    assert answerable(*due, "2026-02-27T10:00")[0] == 0
    status, _, err = answerable(*due, "2026-03-02T10:00")
    assert status == 2
    assert "K18 has been set aside since Sunday 1 March 2026, by the ruling on K06." in err


def test_the_charter_commands_never_load_the_desk() -> None:
    script = "import sys; from answerable.cli.main import main; main(); print('django' in sys.modules, file=sys.stderr)"
    ran = subprocess.run(
        [sys.executable, "-c", script, "charter", "check", FLITWICK], capture_output=True, text=True, check=True
    )
    assert ran.stderr.strip() == "False"


def test_every_command_is_listed(answerable: Command) -> None:
    status, out, _ = answerable("--help")
    assert status == 0
    assert all(command in out for command in COMMANDS)
    assert answerable("chater")[0] == 2


def test_every_promise_is_listed_with_how_it_is_proved(answerable: Command) -> None:
    status, out, err = answerable("charter", "promises", FLITWICK)
    assert (status, err) == (0, "")
    lines = out[out.index("F02 ") :].splitlines()
    assert lines[0].split(maxsplit=3) == ["F02", "timed", "aim", "Calls are picked up within 20 seconds"]
    assert lines[1].strip().startswith("Our Commitment, on the telephone")
    how = "proved by the clock from “rang” by telephone, not for office hours closed to “picked up”, 20 seconds"
    assert lines[2].strip() == how


def test_every_promise_in_json_is_one_line(answerable: Command) -> None:
    _, out, _ = answerable("charter", "promises", PROMISE, "--json")
    listed = [json.loads(line) for line in out.splitlines()]
    assert [list(line) for line in listed] == [["id", "kind", "strength", "title", "where", "proved"]] * len(listed)
    assert {line["id"]: line["proved"] for line in listed}["P22a"] == "not stated: not measured"


def test_promises_that_can_not_be_read_are_told_with_their_lines(answerable: Command, tmp_path: Path) -> None:
    wrong = tmp_path / "charter.toml"
    wrong.write_text(Path(FLITWICK).read_text().replace('"rang"', '"rung"'))
    status, out, err = answerable("charter", "promises", str(wrong))
    assert (status, out) == (2, "")
    assert "F02: from is “rung”, which I don’t know. Did you mean “rang”?" in err
