"""`answerable charter due` by charters of every kind of hours, as a clerk writes them."""

import json
from pathlib import Path

import pytest

from answerable.cli.main import main

HEAD = """\
[charter]
council = "Anytown"
kind = "{kind}"
nation = "{nation}"
"""

PROMISE = """
[[promise]]
id = "A1"
title = "Letters are answered"
where = "1"
from = "received"
until = "answered"
"""

REGIMES = """
[[promise]]
id = "FOI"
title = "Requests for information are answered"
where = "Freedom of Information Act"
from = "received"
until = "answered"
within = "20 working days"
nation = "{everywhere}"
closures_count = "as working days"

[[promise]]
id = "SAR"
title = "Copies of personal data are sent"
where = "UK GDPR"
from = "received"
until = "answered"
within = "1 calendar month"
closed_day = "moves to the next working day"

[[promise]]
id = "DPC"
title = "Data protection complaints are acknowledged"
where = "Data (Use and Access) Act"
from = "received"
until = "acknowledged"
within = "30 calendar days"
closed_day = "moves to the next working day"

[[promise]]
id = "SPSO1"
title = "Complaints are answered at stage 1"
where = "Model complaints handling procedure"
from = "received"
until = "answered"
within = "5 working days"
counting = "receipt is day 1"
cut_off = "17:00"

[[promise]]
id = "LG1"
title = "Complaints are acknowledged"
where = "Complaint handling code"
from = "received"
until = "acknowledged"
within = "5 working days"

[[promise]]
id = "LG2"
title = "Complaints are answered after they are acknowledged"
where = "Complaint handling code"
after = "LG1"
until = "answered"
within = "10 working days"

[[promise]]
id = "VM"
title = "Voicemail is returned"
where = "2"
from = "received"
until = "called back"
within = "1 working day"

[[promise]]
id = "ACK"
title = "Letters are acknowledged"
where = "3"
from = "received"
until = "acknowledged"
within = "3 working days"

[[promise]]
id = "FULL"
title = "Letters are answered"
where = "3"
from = "received"
until = "answered"
within = "10 working days"
"""


class Clerk:
    """Writes a charter, and asks when its promise falls due."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.file, self.capsys = folder / "charter.toml", capsys

    def writes(self, *parts: str, nation: str = "england", kind: str = "district") -> "Clerk":
        self.file.write_text(HEAD.format(nation=nation, kind=kind) + "".join(parts))
        return self

    def asks(self, at: str, *options: str, promise: str = "A1") -> tuple[int, str, str]:
        try:
            status = main(("charter", "due", str(self.file), "--promise", promise, "--at", at, *options))
        except SystemExit as ended:
            status = int(ended.code or 0)
        said = self.capsys.readouterr()
        return status, said.out, said.err

    def is_told(self, at: str, *options: str, promise: str = "A1") -> str:
        status, out, err = self.asks(at, *options, "--json", promise=promise)
        assert (status, err) == (0, "")
        return str(json.loads(out)["due"])


@pytest.fixture
def clerk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Clerk:
    return Clerk(tmp_path, capsys)


@pytest.mark.parametrize(
    ("nation", "promise", "at", "due"),
    [
        # Information anywhere in the United Kingdom; in Scotland by the Scottish Act.
        ("england", "FOI", "2026-12-14T10:00", "2027-01-15"),
        ("wales", "FOI", "2026-12-14T10:00", "2027-01-15"),
        ("northern-ireland", "FOI", "2026-12-14T10:00", "2027-01-15"),
        ("scotland", "FOI", "2026-12-14T10:00", "2027-01-15"),
        ("england", "FOI", "2027-03-01T10:00", "2027-04-01"),
        ("scotland", "FOI", "2027-03-01T10:00", "2027-03-30"),
        ("england", "SAR", "2027-01-31T10:00", "2027-03-01"),
        ("scotland", "SAR", "2027-01-31T10:00", "2027-03-01"),
        ("england", "DPC", "2026-11-28T10:00", "2026-12-29"),
        ("scotland", "DPC", "2026-11-28T10:00", "2026-12-29"),
        ("scotland", "SPSO1", "2026-11-25T10:00", "2026-12-02"),
        ("england", "SPSO1", "2026-11-25T10:00", "2026-12-01"),
        ("scotland", "SPSO1", "2026-11-25T17:30", "2026-12-03"),  # after hours: received on the next working day
        ("scotland", "SPSO1", "2026-11-28T10:00", "2026-12-07"),  # so at the weekend, and St Andrew's Day is off
        ("england", "LG1", "2027-03-01T10:00", "2027-03-08"),
        ("england", "LG2", "2027-03-04T10:00", "2027-03-18"),
        ("england", "LG2", "2027-03-08T10:00", "2027-03-22"),
        ("england", "VM", "2027-03-27T23:50", "2027-03-30"),
        ("wales", "VM", "2027-03-27T23:50", "2027-03-30"),
        ("scotland", "VM", "2027-03-27T23:50", "2027-03-29"),
        ("northern-ireland", "VM", "2027-03-27T23:50", "2027-03-30"),
        ("england", "ACK", "2027-03-19T10:00", "2027-03-24"),
        ("scotland", "FULL", "2027-03-19T10:00", "2027-04-05"),
        ("england", "FULL", "2027-03-19T10:00", "2027-04-06"),
    ],
)
def test_the_worked_dates_of_each_regime_in_its_nation(
    clerk: Clerk, nation: str, promise: str, at: str, due: str
) -> None:
    everywhere = "scotland" if nation == "scotland" and at.startswith("2027-03-01") else "united-kingdom"
    clerk.writes(REGIMES.format(everywhere=everywhere), nation=nation)
    assert clerk.is_told(at, promise=promise)[:19] == f"{due}T23:59:59"


def test_closures_of_the_council_do_not_put_off_information(clerk: Clerk) -> None:
    closed = '[hours]\nclosed = { "12-24 to 12-31" = "Christmas closure" }\n'
    clerk.writes(closed, REGIMES.format(everywhere="united-kingdom"))
    assert clerk.is_told("2026-12-14T10:00", promise="FOI")[:10] == "2027-01-15"
    assert clerk.is_told("2026-12-14T10:00", promise="FULL")[:10] == "2027-01-06"


@pytest.mark.parametrize(
    ("hours", "within", "at", "due"),
    [
        # A cut-off for one promise: the same working day, or the next if left after half past three.
        ("", 'within = "the same working day"\ncut_off = "15:30"', "2026-06-05T15:30", "2026-06-05T23:59:59"),
        ("", 'within = "the same working day"\ncut_off = "15:30"', "2026-06-05T15:31", "2026-06-08T23:59:59"),
        ("", 'within = "the same working day"', "2026-06-06T10:00", "2026-06-08T23:59:59"),
        ("", 'within = "the same day"', "2026-06-06T10:00", "2026-06-06T23:59:59"),
        ("", 'within = "10:00 on the next working day"', "2026-06-05T15:31", "2026-06-08T10:00:00"),
        ("", 'within = "the end of the next working day"', "2026-06-05T15:31", "2026-06-08T23:59:59"),
        ("", 'within = "48 hours"', "2026-06-05T10:00", "2026-06-07T10:00:00"),
        ("", 'within = "48 weekday hours"', "2026-06-05T10:00", "2026-06-09T10:00:00"),
        (
            'office = { mon-fri = "09:00-17:00" }\non = { "12-24" = "09:00-12:00" }\nday_ends = "close of business"',
            'within = "1 working day"',
            "2026-12-23T16:00",
            "2026-12-24T12:00:00",
        ),
        (
            'office = { mon-fri = "09:00-17:00" }',
            'within = "close of business on the next working day"',
            "2026-06-05T10:00",
            "2026-06-08T17:00:00",
        ),
        (
            'closed = { "12-24 to 01-02" = "Christmas closure" }\nreceived_in_closure = "on reopening"',
            'within = "1 working day"',
            "2026-12-29T10:00",
            "2027-01-05T23:59:59",
        ),
        (
            'office = { mon-thu = "09:00-17:00", fri = "18:00-02:00" }',
            'within = "4 office hours"',
            "2026-06-05T22:30",
            "2026-06-08T09:30:00",
        ),
        ('cut_off = "16:00"', 'within = "1 working day"', "2026-06-04T16:01", "2026-06-08T23:59:59"),
    ],
)
def test_hours_and_readings_as_a_clerk_writes_them(clerk: Clerk, hours: str, within: str, at: str, due: str) -> None:
    clerk.writes(f"[hours]\n{hours}\n" if hours else "", PROMISE, within, "\n")
    assert clerk.is_told(at)[:19] == due


def test_hours_for_a_channel_and_for_an_office(clerk: Clerk) -> None:
    others = """
[[other_hours]]
name = "telephone"
for = { channel = "voicemail" }
working_days = "mon-sat"

[[other_hours]]
name = "library"
for = { office = "library" }
working_days = "tue-sat"
"""
    clerk.writes(PROMISE, 'within = "1 working day"\n', others)
    assert clerk.is_told("2026-06-05T10:00", "--channel", "email")[:10] == "2026-06-08"
    assert clerk.is_told("2026-06-05T10:00", "--channel", "voicemail")[:10] == "2026-06-06"
    assert clerk.is_told("2026-06-06T10:00", "--with", "office=library")[:10] == "2026-06-09"


def test_a_meeting_of_the_council_and_its_papers(clerk: Clerk) -> None:
    papers = """
[[promise]]
id = "PAPERS"
title = "Papers go out before the meeting"
where = "4"
from = "meeting called"
until = "papers sent"
before = "7 clear working days"
"""
    clerk.writes(PROMISE, 'within = "the next council meeting"\n', papers)
    status, _, err = clerk.asks("2026-06-05T10:00")
    assert status == 2 and "The next meeting of the council isn’t known. Enter its date" in err
    assert clerk.is_told("2026-06-05T10:00", "--meeting", "2026-07-14", "--meeting", "2026-06-16")[:10] == "2026-06-16"
    assert clerk.is_told("2026-06-01T10:00", "--date", "2026-06-25", promise="PAPERS")[:19] == "2026-06-15T23:59:59"
    status, _, err = clerk.asks("2026-06-01T10:00", promise="PAPERS")
    assert status == 2 and "PAPERS is counted back from the date that “meeting called” tells. Give that date." in err


def test_a_date_that_is_agreed(clerk: Clerk) -> None:
    clerk.writes(PROMISE.replace("received", "update agreed"), 'within = "the date told"\n')
    assert clerk.is_told("2026-06-01T10:00", "--date", "2026-06-12")[:19] == "2026-06-12T23:59:59"
    status, _, err = clerk.asks("2026-06-01T10:00")
    assert status == 2 and "No date was told" in err


def test_day_by_day_and_for_the_customer(clerk: Clerk) -> None:
    clerk.writes(PROMISE, 'within = "2 working days"\n')
    _, out, _ = clerk.asks("2026-12-24T16:40", "--day-by-day")
    assert "Saturday 26 December 2026 is at the weekend\nSunday 27 December 2026 is at the weekend\n" in out
    _, out, _ = clerk.asks("2026-12-24T16:40", "--for-customer")
    assert out.splitlines()[1] == (
        "It reached us on Thursday 24 December 2026 at 16:40. "
        "We have 2 working days; weekends, Christmas Day and Boxing Day do not count. "
        "It is due by the end of Wednesday 30 December 2026."
    )


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--with", "office"), "“office” is not a name and a value. Write it like service=bins."),
        (("--with", "mood=bad"), "“mood” can’t be told here. Write “type”, “priority”,"),
        (("--with", "priority=high"), "“high” is no priority. Write “normal” or “urgent”."),
        (("--date", "soon"), "“soon” is not a date. Write it like 2026-12-24."),
        (("--meeting", "2026-02-30"), "“2026-02-30” is not a date."),
    ],
)
def test_what_can_not_be_known_is_refused_in_words(clerk: Clerk, options: tuple[str, ...], says: str) -> None:
    status, _, err = clerk.writes(PROMISE, 'within = "2 working days"\n').asks("2026-12-24T16:40", *options)
    assert status == 2 and says in err
