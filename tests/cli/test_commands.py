"""The commands that an operator and other programs use, in processes of their own."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import ON_POSTGRES
from tests.desk_process import ADDRESS, Desk
from tests.mails import mail
from tests.servers import SmtpServer, is_listening, until

pytestmark = pytest.mark.both_databases


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "council").made()
    yield desk
    desk.stop()


def test_a_council_is_made_by_one_command_and_its_key_is_its_own(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "council")
    said = desk.init()
    assert f"{ADDRESS} chooses a password at http://127.0.0.1:{desk.port}/password/choose/" in said
    key = desk.folder / "secret.key"
    assert (key.stat().st_mode & 0o777, desk.folder.stat().st_mode & 0o777) == (0o600, 0o700)
    assert len(key.read_text()) > 40
    again = desk.run("init", "--charter", "x", "--address", ADDRESS, status=2)
    assert b"can't be adopted" in again.stderr


def test_a_second_council_is_not_made_over_the_first(desk: Desk) -> None:
    charter = Path("charters/flitwick/charter.toml").resolve()
    said = desk.run("init", "--charter", str(charter), "--address", ADDRESS, status=2).stderr
    assert b"is a council's data folder already" in said


def test_without_a_council_a_command_says_how_to_make_one(tmp_path: Path) -> None:
    nothing = Desk(tmp_path / "nothing")
    assert b"answerable init --charter" in nothing.run("contacts", status=1).stderr
    assert b"Send it again later" in nothing.run("receive", stdin=mail(), status=75).stderr


def test_a_mail_by_pipe_is_a_contact_a_case_and_an_acknowledgement(desk: Desk) -> None:
    desk.receive(mail(message_id="<a@example.org>", subject="=?utf-8?q?Caf=C3=A9?="))
    (contact,), (case,), (message,) = (desk.listed(what) for what in ("contacts", "cases", "outbox"))
    assert list(contact) == [
        "reference", "channel", "message_id", "from", "to", "subject", "text", "attachments", "kind", "case"
    ]  # fmt: skip
    assert list(message) == ["to", "subject", "means", "state", "in_reply_to"]
    assert (contact["from"], contact["to"], contact["subject"]) == ("lee@example.org", ADDRESS, "Café")
    assert (contact["message_id"], contact["kind"], contact["case"]) == ("<a@example.org>", "person", case["reference"])
    assert (message["to"], message["means"], message["state"]) == ("lee@example.org", "acknowledgement", "queued")
    assert message["in_reply_to"] == "<a@example.org>"


def test_the_same_mail_by_pipe_twice_is_one_contact(desk: Desk) -> None:
    body = mail()
    desk.receive(body)
    desk.receive(body)
    assert [len(desk.listed(what)) for what in ("contacts", "cases", "outbox")] == [1, 1, 1]


def test_any_bytes_by_pipe_are_a_contact(desk: Desk) -> None:
    for body in (b"", b"\0\xff" * 100, b"Content-Type: multipart/mixed; boundary=x\n\n--x"):
        desk.receive(body)
    assert len(desk.listed("contacts")) == 3


@pytest.mark.skipif(ON_POSTGRES, reason="looks into SQLite's file")
def test_when_taking_in_fails_the_bytes_are_safe_and_the_worker_finishes(desk: Desk) -> None:
    with sqlite3.connect(desk.folder / "answerable.sqlite3") as database:
        database.execute("UPDATE desk_officer SET is_active = 0")
    said = desk.run("receive", stdin=mail()).stderr
    assert b"The mail is kept; the worker will take it in" in said
    assert desk.listed("contacts") == []
    with sqlite3.connect(desk.folder / "answerable.sqlite3") as database:
        database.execute("UPDATE desk_officer SET is_active = 1")
    desk.start("worker")
    assert until(lambda: len(desk.listed("contacts")) == 1)


@pytest.mark.skipif(ON_POSTGRES, reason="breaks SQLite's file")
def test_when_the_bytes_can_not_be_kept_the_mail_server_is_asked_to_try_again(desk: Desk) -> None:
    (desk.folder / "answerable.sqlite3").write_bytes(b"This is no database." * 1000)
    assert b"could not be kept" in desk.run("receive", stdin=mail(), status=75).stderr


def test_people_read_tables(desk: Desk) -> None:
    desk.receive(mail(subject="Lamp \x1b[31m out"))
    head, row = desk.run("contacts").stdout.decode().splitlines()
    assert head.split() == ["reference", "channel", "kind", "case", "from", "subject"]
    assert "lee@example.org" in row and "\x1b" not in row


def test_rebuilding_changes_nothing_and_says_so_when_it_did(desk: Desk) -> None:
    desk.receive(mail())
    assert b"1 cases and 0 occasions looked at, 0 clocks changed." in desk.run("rebuild").stdout
    if not ON_POSTGRES:
        with sqlite3.connect(desk.folder / "answerable.sqlite3") as database:
            database.execute("UPDATE desk_clock SET due = '2031-01-01 00:00:00' WHERE promise = 'F24'")
        assert b"1 clocks changed" in desk.run("rebuild", status=1).stdout
        desk.run("rebuild")


def test_a_back_up_is_one_encrypted_file_that_brings_everything_back(desk: Desk, tmp_path: Path) -> None:
    desk.receive(mail(text="A secret lamp"))
    desk.environment["ANSWERABLE_BACKUP_PASSPHRASE"] = "the lamp by the old mill"
    file = tmp_path / "backup"
    desk.run("backup", str(file))
    assert b"secret lamp" not in file.read_bytes() and file.stat().st_mode & 0o777 == 0o600
    other = Desk(tmp_path / "elsewhere")
    other.environment["ANSWERABLE_BACKUP_PASSPHRASE"] = "the lamp by the old mill"
    other.run("restore", str(file))
    for what in ("contacts", "cases", "outbox"):
        assert json.dumps(other.listed(what)) == json.dumps(desk.listed(what))
    key = other.folder / "secret.key"
    assert (key.read_text(), key.stat().st_mode & 0o777) == ((desk.folder / "secret.key").read_text(), 0o600)
    if ON_POSTGRES:
        assert other.planned_rows("desk_contact") == 1  # what was filled in at once is known to the planner
    other.receive(mail(sender="tom@example.org"))  # and work goes on
    assert len(other.listed("contacts")) == 2


def test_a_back_up_is_not_restored_over_a_council_unless_it_is_forced(desk: Desk, tmp_path: Path) -> None:
    desk.run("backup", str(tmp_path / "backup"))  # nobody can be asked: its key is made beside it
    desk.receive(mail())
    assert b"is not empty" in desk.run("restore", str(tmp_path / "backup"), status=2).stderr
    assert len(desk.listed("contacts")) == 1
    if not ON_POSTGRES:  # there nothing is put aside: an empty database has to be named
        desk.run("restore", str(tmp_path / "backup"), "--force")
        assert desk.listed("contacts") == []
        assert len(list(tmp_path.glob("council.before-*"))) == 1


def test_a_back_up_that_can_not_be_read_leaves_nothing_behind(desk: Desk, tmp_path: Path) -> None:
    desk.environment["ANSWERABLE_BACKUP_PASSPHRASE"] = "the lamp by the old mill"
    desk.run("backup", str(tmp_path / "backup"))
    other = Desk(tmp_path / "elsewhere")
    other.environment["ANSWERABLE_BACKUP_PASSPHRASE"] = "wrong"
    assert b"The passphrase is wrong" in other.run("restore", str(tmp_path / "backup"), status=2).stderr
    assert not other.folder.exists()
    assert not list(tmp_path.glob("*restoring*"))


def test_settings_lists_every_variable_and_hides_what_is_secret(desk: Desk) -> None:
    desk.environment["ANSWERABLE_BACKUP_PASSPHRASE"] = "hide-me-1"
    desk.environment["ANSWERABLE_SMTP"] = "smtp://name:hide-me-2@mail.example.org"
    said = desk.run("settings").stdout.decode()
    assert "hide-me" not in said
    assert "ANSWERABLE_SMTP=smtp://name:(hidden)@mail.example.org" in said
    assert f"ANSWERABLE_DATA={desk.folder}" in said


def test_an_officer_who_can_not_get_in_is_given_a_link(desk: Desk) -> None:
    assert b"/password/choose/" in desk.run("sign-in-recovery", ADDRESS).stdout
    assert b"No officer" in desk.run("sign-in-recovery", "eve@example.net", status=2).stderr


def test_run_serves_the_desk_takes_mail_and_stops_cleanly(tmp_path: Path, smtp_server: SmtpServer) -> None:
    desk = Desk(tmp_path / "council", smtp_port=smtp_server.port).made()
    process = desk.start("run")
    try:
        desk.wait_for_web()
        desk.receive(mail())
        assert until(lambda: len(smtp_server.envelopes) == 1)
        process.terminate()
        assert process.wait(timeout=60) == 0
        assert not is_listening(desk.port)
    finally:
        desk.stop()
