"""The files of telephone systems are taken in by the command, once, and the calls listed."""

import json
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from time_machine import TimeMachineFixture

from answerable.channels.telephony.formats import FORMATS
from answerable.charter.judging.standing import standing
from answerable.charter.moments import LONDON
from answerable.cli import taking
from answerable.cli.main import main
from answerable.cli.progress import how_far
from answerable.desk.history.actions import facts_of
from answerable.desk.models import Call, CallEvent
from tests.cast import a_town, moment
from tests.desk_process import Desk
from tests.servers import until

STREAMS = Path(__file__).parents[1] / "channels" / "telephony" / "streams"
MORNING = str(STREAMS / "a-morning.cel.csv")
NOW = moment("Monday 2 November 2026 09:00")

CEL = '"CHAN_START","{0}.0","","01632960123","","","","600","from-trunk","PJSIP/a-1","","","3","","{1}","{1}"'

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def answerable(
    db: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    time_machine: TimeMachineFixture,
) -> Command:
    """Return what runs the command within the test: its status, what it printed, and what it complained of."""
    a_town()
    time_machine.move_to(NOW)
    (tmp_path / "secret.key").write_text("the tables are those of the test")
    monkeypatch.setenv("ANSWERABLE_DATA", str(tmp_path))

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(arguments)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


def take(answerable: Command, form: str, file: str, *more: str) -> tuple[int, str, str]:
    return answerable("import", "telephony", "--format", form, file, *more)


@pytest.mark.parametrize("form", ["asterisk-cel", "asterisk-queue-log", "3cx", "csv"])
def test_a_file_that_is_something_else_is_refused_in_words(answerable: Command, tmp_path: Path, form: str) -> None:
    (tmp_path / "sound.wav").write_bytes(b'RIFF\r\x00start,\x00\xff\r"data\nmore\r,\x00' * 3)
    status, _, complained = take(answerable, form, str(tmp_path / "sound.wav"))
    assert (status in (1, 2), "line" in complained, Call.objects.count()) == (True, True, 0)
    status, _, complained = take(answerable, "csv", MORNING, "--map", "no-such.toml")
    assert (status, "no-such.toml" in complained) == (2, True)


def test_F02_a_file_of_calls_is_taken_in_and_its_calls_are_listed_oldest_first(answerable: Command) -> None:
    status, said, _ = take(answerable, "asterisk-cel", MORNING)
    assert (status, "0 were known already" in said) == (0, True)
    calls = [json.loads(line) for line in answerable("calls", "--json")[1].splitlines()]
    assert [call["ring"] for call in calls] == sorted(call["ring"] for call in calls)
    first = calls[0]
    assert (first["call"], first["outcome"], first["answered_by"]) == ("1780477200.1", "answered", "202")
    assert (first["ring"], first["answered"]) == ("2026-06-03T10:00:00.000+01:00", "2026-06-03T10:00:20.000+01:00")
    assert (first["ended"], first["ring_seconds"]) == ("2026-06-03T10:01:35.502+01:00", 20.0)
    assert sorted(call["outcome"] for call in calls) == [*["answered"] * 7, "busy", "given up", "voicemail"]


def test_a_file_taken_in_twice_adds_nothing(answerable: Command) -> None:
    take(answerable, "asterisk-cel", MORNING)
    calls, events = Call.objects.count(), CallEvent.objects.count()
    status, said, _ = take(answerable, "asterisk-cel", MORNING)
    assert (status, said) == (0, f"0 events are new, {events} were known already.\n")
    assert (Call.objects.count(), CallEvent.objects.count()) == (calls, events)


FILES = {
    "asterisk-cel": "a-morning.cel.csv",
    "asterisk-queue-log": "a-morning.queue_log",
    "3cx": "a-morning.3cx.csv",
    "csv": "a-bill.csv",
}


def recorded(feed: str) -> list[object]:
    """Return the calls of a feed, with their facts and clocks, without what is another whenever they are taken in."""
    calls = Call.objects.filter(feed__name=feed).order_by("call", "again")
    names = ("call", "ring", "answered", "ended", "rang_until", "answered_as", "outcome", "office_hours", "cut")
    return [
        (
            [getattr(call, name) for name in names],
            [(fact.kind, fact.at) for fact in standing(facts_of(call.occasion))],
            sorted(call.occasion.clocks.values_list("promise", "started", "stopped", "in_time")),
        )
        for call in calls
    ]


@pytest.mark.parametrize("form", list(FILES))
def test_an_import_that_is_broken_off_and_started_again_ends_with_the_same_calls(
    answerable: Command, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    file = str(STREAMS / FILES[form])
    take(answerable, form, file, "--feed", "whole")
    monkeypatch.setattr(taking, "AT_A_TIME", 2)
    found = list(FORMATS[form].read((STREAMS / FILES[form]).read_text().splitlines(), LONDON))
    for cut in range(1, len(found), 5):
        taking.Taking("broken", lambda: NOW).take(iter(found[:cut]))
    assert (
        0 < CallEvent.objects.filter(feed__name="broken").count() < CallEvent.objects.filter(feed__name="whole").count()
    )
    take(answerable, form, file, "--feed", "broken")
    assert recorded("broken") == recorded("whole") != []


def test_two_short_calls_of_one_minute_on_a_bill_are_two_and_a_file_taken_in_again_adds_none(
    answerable: Command, tmp_path: Path
) -> None:
    row, other = "03/06/2026 10:00,01632960123,missed", "03/06/2026 10:01,01632960124,missed"
    bill = tmp_path / "bill.csv"
    bill.write_text(f"Start,Number,Status\n{row}\n{other}\n")
    take(answerable, "csv", str(bill))
    first = set(Call.objects.values_list("call", flat=True))
    bill.write_text(f"Start,Number,Status\n{row}\n{other}\n{row}\n")
    assert "3 events are new, 6 were known already" in take(answerable, "csv", str(bill))[1]
    assert "0 events are new, 9 were known already" in take(answerable, "csv", str(bill))[1]
    assert (len(first), Call.objects.count()) == (2, 3)
    assert first < set(Call.objects.values_list("call", flat=True))


def test_a_line_that_happens_twice_is_listed_and_the_others_are_taken_in(answerable: Command) -> None:
    bill = str(STREAMS / "a-bill.csv")
    status, _, complained = take(answerable, "csv", bill)
    assert (status, complained.startswith("line 4: 2026-10-25T01:30:00 happens twice")) == (1, True)
    assert Call.objects.count() == 3
    status, _, complained = take(answerable, "csv", bill, "--time-zone", "UTC", "--feed", "in utc")
    assert (status, complained, Call.objects.filter(feed__name="in utc").count()) == (0, "", 4)


@pytest.mark.parametrize(
    ("form", "lines"),
    [
        (
            "asterisk-queue-log",
            ["1793610050|c1|main|NONE|ENTERQUEUE||01632960123|1", "1793613600|c2|main|NONE|ENTERQUEUE"],
        ),
        (
            "csv",
            ["Start,Answered", "2026-11-02 08:59:00,2026-11-02 08:59:10", "2026-11-02 10:00:00,2026-11-02 10:00:09"],
        ),
        ("asterisk-cel", [CEL.format("1793610050", "c1"), CEL.format("1793613600", "c2")]),
    ],
)
def test_what_a_wrong_clock_tells_is_refused_by_its_line_once_and_the_rest_is_taken_in(
    answerable: Command, tmp_path: Path, form: str, lines: list[str]
) -> None:
    file = tmp_path / "calls"
    file.write_text("\n".join(lines) + "\n")
    status, printed, complained = take(answerable, form, str(file))
    assert (status, "1 line was not taken in" in printed, Call.objects.count()) == (1, True, 1)
    assert complained.startswith(f"line {len(lines)}: 2 November 2026, 10:00:00 is still to come. Put the telephone")
    assert complained.count("\n") == 1


def test_what_the_command_cannot_do_it_says(answerable: Command, tmp_path: Path) -> None:
    file = tmp_path / "calls.csv"
    file.write_text("Wann,Wer\n2026-06-03 10:00,01632 960123\n")
    status, _, complained = take(answerable, "csv", str(file))
    assert (status, "No column tells when each call began" in complained) == (2, True)
    assert "There is no field “when”" in take(answerable, "csv", str(file), "--map", "when=Wann")[2]
    columns = tmp_path / "columns.toml"
    columns.write_text('start = "Wann"\nnumber = "Wer"\n')
    assert "3 events are new" in take(answerable, "csv", str(file), "--map", str(columns))[1]
    assert "Atlantis" in take(answerable, "csv", str(file), "--time-zone", "Atlantis")[2]
    assert "only the columns of csv" in take(answerable, "3cx", str(file), "--map", "start=Wann")[2]
    assert "can’t be read" in take(answerable, "csv", str(tmp_path / "nowhere.csv"))[2]


@pytest.mark.parametrize("written", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_as_excel_writes_it(answerable: Command, tmp_path: Path, written: str) -> None:
    file = tmp_path / "calls.csv"
    file.write_bytes("sep=;\r\nStart;Ring;Agent;Status\r\n3/6/2026 10:00;12;José;answered\r\n".encode(written))
    assert take(answerable, "csv", str(file))[0] == 0
    assert (Call.objects.get().answered_as, Call.objects.get().ring_seconds) == ("José", 12.0)


@pytest.mark.parametrize("form", ["csv", "3cx"])
def test_months_before_days_are_read_where_that_is_said_and_else_refused(
    answerable: Command, tmp_path: Path, form: str
) -> None:
    file = tmp_path / "calls.csv"
    file.write_text("Call Time,Ringing,Status\n06/03/2026 1:45:10 PM,5,answered\n06/24/2026 1:45:10 PM,5,answered\n")
    status, _, complained = take(answerable, form, str(file))
    assert (status, "the date 06/24/2026" in complained, Call.objects.count()) == (2, True, 0)
    assert take(answerable, form, str(file), "--dates", "month-first")[0] == 0
    assert sorted(call.ring.date().isoformat() for call in Call.objects.all() if call.ring) == [
        "2026-06-03",
        "2026-06-24",
    ]
    assert take(answerable, form, str(file), "--dates", "day-first", "--feed", "other")[0] == 1


@pytest.mark.parametrize(("total", "of"), [(4, " of 4"), (None, "")])
def test_whoever_waits_for_a_long_file_is_told_every_few_seconds_how_far_it_is(
    capsys: pytest.CaptureFixture[str], total: int | None, of: str
) -> None:
    at = iter([0.0, 1.0, 6.0, 6.0, 10.0, 11.0, 11.0])
    assert list(how_far(iter("abcd"), total, lambda: next(at))) == list("abcd")
    assert capsys.readouterr() == ("", f"1{of} lines are read.\n3{of} lines are read.\n")


def test_a_log_is_followed_until_the_command_is_told_to_stop(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "council").made()
    log, lines = tmp_path / "queue_log", (STREAMS / "a-morning.queue_log").read_text().splitlines(keepends=True)
    later = int(time.time()) - 3600 - 1780477200
    lines = [re.sub(r"17804\d{5}", lambda found: str(int(found[0]) + later), line) for line in lines]
    log.write_text("".join(lines[:4]))
    try:
        following = desk.start("import", "telephony", "--format", "asterisk-queue-log", str(log), "--follow")
        until(lambda: [call["outcome"] for call in desk.listed("calls")] == [""])
        with log.open("a") as growing:
            growing.writelines(lines[4:7])
        until(lambda: [call["outcome"] for call in desk.listed("calls")] == ["answered", "given up"])
        following.terminate()
        assert following.wait(10) == 0
    finally:
        desk.stop()
