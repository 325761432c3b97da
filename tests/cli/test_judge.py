"""`answerable charter judge` and `answerable charter facts`, as others script them."""

import io
import json
import random
from pathlib import Path

import pytest

from answerable.charter.facts import KINDS
from answerable.cli.main import main
from tests.charter.anytown import NOTHING_OPEN, promise
from tests.charter.stories import CHARTERS

FLITWICK = str(CHARTERS / "flitwick" / "charter.toml")
PROMISE = str(CHARTERS / "customer-promise" / "charter.toml")
EMAIL = '{"subject": "12", "kind": "received", "at": "2026-01-05T10:00", "channel": "email"}'


def judge_lines(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, *lines: str, charter: str = FLITWICK, options: str = "--json"
) -> tuple[int, str, str]:
    """Return the exit status, what was printed, and what was said on the side."""
    facts = tmp_path / "facts.jsonl"
    facts.write_text("\n".join(lines), encoding="utf-8")
    status = main(["charter", "judge", charter, str(facts), "--now", "2026-02-01T12:00", *options.split()])
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def fact(kind: str, at: str, subject: str = "12", **details: str) -> str:
    return json.dumps({"subject": subject, "kind": kind, "at": at, "details": details})


def test_a_verdict_a_line_with_its_keys_in_order(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    answered = fact("answered", "2026-01-08T00:00:09")
    status, out, _ = judge_lines(capsys, tmp_path, EMAIL, answered)
    rows = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert next(row for row in rows if row["promise"] == "F25") == {
        "subject": "12",
        "promise": "F25",
        "started": "2026-01-05T10:00:00+00:00",
        "due": "2026-01-07T23:59:59+00:00",
        "stopped": "2026-01-08T00:00:09+00:00",
        "verdict": "broken",
        "late_by": 10,
    }
    assert list(rows[0]) == ["subject", "promise", "started", "due", "stopped", "verdict", "late_by"]


def test_what_is_void_says_why(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, out, _ = judge_lines(capsys, tmp_path, EMAIL, fact("closed", "2026-01-05T11:00", outcome="junk"))
    rows = [json.loads(line) for line in out.splitlines()]
    reasons = {(row["verdict"], row["reason"], row["stopped"], row["late_by"]) for row in rows}
    assert reasons == {("void", "junk", None, None)}


def test_moments_are_council_time_with_its_offset(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    email = EMAIL.replace("2026-01-05T10:00", "2026-01-05T11:00+01:00")
    _, out, _ = judge_lines(capsys, tmp_path, email)
    assert json.loads(out.splitlines()[0])["started"] == "2026-01-05T10:00:00+00:00"


def test_without_json_a_table_that_can_be_read(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, out, _ = judge_lines(capsys, tmp_path, EMAIL, fact("answered", "2026-01-08T00:00:09"), options="")
    heads, *rows = out.splitlines()
    assert heads.split() == ["subject", "promise", "started", "due", "stopped", "verdict", "late", "by"]
    assert {row.index("2026-01-05 10:00:00") for row in rows if " F2" in row} == {heads.index("started")}


def test_shares(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    opened = [fact("query opened", "2026-01-05T10:00", subject=str(number)) for number in range(3)]
    settled = [fact("settled at first contact", "2026-01-05T10:05", subject=str(number)) for number in range(2)]
    _, out, _ = judge_lines(capsys, tmp_path, *opened, *settled, charter=PROMISE, options="--json --shares")
    (figure,) = [row for row in map(json.loads, out.splitlines()) if row["promise"] == "P20"]
    assert figure == {
        "promise": "P20",
        "of": 3,
        "that": 2,
        "percent": 66.6,
        "at_least": 70.0,
        "verdict": "broken",
    }


def test_facts_from_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(EMAIL.encode())))
    assert main(["charter", "judge", FLITWICK, "-", "--now", "2026-01-06T12:00", "--json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])["verdict"] == "running"


def test_what_has_not_happened_yet_is_left_out_and_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, out, err = judge_lines(capsys, tmp_path, EMAIL, fact("answered", "2026-03-01T10:00"))
    assert json.loads(out.splitlines()[0])["verdict"] == "broken"
    assert err.startswith("1 of 2 facts happened after 2026-02-01")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("nonsense", "not JSON"),
        ("[1]", "not an object"),
        ("[" * 100_000, "not JSON"),
        (EMAIL.replace("received", "recieved"), "Did you mean “received”?"),
        (EMAIL.replace("email", "e-mail"), "Did you mean “email”?"),
        (EMAIL.replace("subject", "subjct"), "Did you mean “subject”?"),
        (EMAIL.replace('"12"', "null"), "The subject is missing"),
        (EMAIL.replace('"2026-01-05T10:00"', "5"), 'Write "at": "2026-12-24T16:40"'),
        (EMAIL.replace("2026-01-05T10:00", "2026-02-30T10:00"), "no 30 February 2026"),
        (EMAIL.replace("2026-01-05T10:00", "2026-03-29T01:30"), "does not exist"),
        (EMAIL.replace("2026-01-05T10:00", "2026-10-25T01:30"), "happens twice"),
        (EMAIL.replace("2026-01-05T10:00", "1950-01-05T10:00"), "1950 is too long ago"),
        (fact("closed", "2026-01-05T10:00", outcome="jnk"), "Did you mean “junk”?"),
        (fact("closed", "2026-01-05T10:00", outcom="junk"), "Did you mean “outcome”?"),
        (fact("reopened", "2026-01-05T10:00", outcome="junk"), "Leave it out"),
        (fact("told", "2026-01-05T10:00", date="soon"), "is not a date"),
        (fact("bounced", "2026-01-05T10:00"), "needs the detail “message”"),
        (fact("corrected", "2026-01-05T10:00", fact="7"), "has the id “7”"),
    ],
)
def test_a_bad_line_is_named_with_what_to_write(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, line: str, said: str
) -> None:
    status, out, err = judge_lines(capsys, tmp_path, EMAIL, "", line)
    assert (status, out) == (2, "")
    assert "facts.jsonl: line 3: " in err and said in err


def test_files_that_cannot_be_read(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(b'{"subject": "\xff"}')
    for charter, facts, now in (
        (FLITWICK, str(tmp_path / "none.jsonl"), "2026-01-06"),
        (FLITWICK, str(tmp_path), "2026-01-06"),
        (FLITWICK, str(bad), "2026-01-06"),
        (str(bad), str(bad), "2026-01-06"),
        (FLITWICK, "/dev/null", "2026-02-31"),
    ):
        assert main(["charter", "judge", charter, facts, "--now", now]) == 2
        assert capsys.readouterr().err.count("\n") == 1


def test_no_bytes_at_all_end_in_a_traceback(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    chance = random.Random(7)
    facts = tmp_path / "facts.jsonl"
    good = f"{EMAIL}\n{fact('told', '2026-01-06T10:00', date='9999-12-31')}\n".encode()
    for _ in range(300):
        spoilt = bytearray(good)
        for _ in range(chance.randint(1, 4)):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        facts.write_bytes(spoilt)
        assert main(["charter", "judge", FLITWICK, str(facts), "--now", "2026-02-01"]) in (0, 2)
    assert "Traceback" not in capsys.readouterr().err


def test_facts_lists_every_kind_with_its_details(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["charter", "facts", "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["kind"] for row in rows] == [kind.name for kind in KINDS]
    assert main(["charter", "facts"]) == 0
    words = capsys.readouterr().out
    for kind in KINDS:
        assert f"\n{kind.name}\n    {kind.meaning}" in words
        assert all(f"- {detail.name}: {detail.meaning}" in words for detail in kind.details)


def test_what_waits_for_a_council_meeting_is_due_on_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    petition = tmp_path / "charter.toml"
    rest = 'from = "received"\nuntil = "answered"\nwithin = "the next council meeting"'
    petition.write_text(NOTHING_OPEN + promise("A1", rest))

    def due_with(options: str) -> str | None:
        _, out, _ = judge_lines(capsys, tmp_path, EMAIL, charter=str(petition), options=f"--json {options}")
        due: str | None = json.loads(out)["due"]
        return due

    assert due_with("--meeting 2026-01-22 --meeting 2026-03-26") == "2026-01-22T23:59:59+00:00"
    assert due_with("") is None
