"""The worker's pass: takes in what is left, sends what waits, tries again later, and stops for nothing."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from answerable.desk.council.models import Mailbox
from answerable.desk.council.secrets import encrypted
from answerable.desk.history.models import Clock
from answerable.desk.incoming.actions import keep
from answerable.desk.models import Case, Contact, Message
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.actions import Saying, queue
from answerable.desk.outbox.delivery import CLAIM, claim
from answerable.worker.work import AGAIN, Worker
from tests.cast import Town, moment
from tests.dovecot import Mailbox as ImapServer
from tests.mails import mail
from tests.servers import SmtpServer, free_port

pytestmark = pytest.mark.django_db(transaction=True)
FRIDAY = moment("Friday 27 November 2026 10:00")


class HandClock:
    """A clock that stands until somebody turns it."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def turn(self, **by: float) -> None:
        self.moment += timedelta(**by)


@pytest.fixture
def clock() -> HandClock:
    return HandClock(FRIDAY)


@pytest.fixture
def worker(clock: HandClock, smtp_server: SmtpServer, settings: Settings) -> Worker:
    settings.SMTP = f"smtp://{smtp_server.host}:{smtp_server.port}"
    return Worker(clock)


def letter(town: Town, to: str = "lee@example.org", subject: str = "Lamp") -> Message:
    return queue(None, Saying("other", "Hello."), to=to, subject=subject, at=FRIDAY, by=town.bob)


def test_what_a_killed_receive_left_is_taken_in_and_acknowledged(
    town: Town, worker: Worker, smtp_server: SmtpServer
) -> None:
    keep(mail(message_id="<a@example.org>"), channel="email", at=FRIDAY)
    assert worker.pass_once() == 2
    assert worker.pass_once() == 0
    (sent,) = smtp_server.messages
    assert (sent["To"], sent["In-Reply-To"], sent["Auto-Submitted"]) == (
        "lee@example.org",
        "<a@example.org>",
        "auto-replied",
    )
    case = Case.objects.get()
    assert case.reference in sent["Subject"]
    assert Clock.objects.get(case=case, promise="F24").stopped == FRIDAY


def test_mail_is_fetched_taken_in_and_acknowledged(
    town: Town, worker: Worker, clock: HandClock, smtp_server: SmtpServer, imap_server: ImapServer
) -> None:
    password, trusted = encrypted(imap_server.password), str(imap_server.certificate)
    Mailbox.objects.create(
        address=imap_server.user, host=imap_server.host, port=imap_server.port, password=password, ca_file=trusted
    )
    imap_server.deliver(mail())
    worker.pass_once()
    worker.pass_once()
    assert [message["To"] for message in smtp_server.messages] == ["lee@example.org"]
    imap_server.deliver(mail(sender="tom@example.org"))
    worker.pass_once()
    assert Contact.objects.count() == 1  # a mailbox is not asked every second
    clock.turn(minutes=1)
    worker.pass_once()
    worker.pass_once()
    assert Contact.objects.count() == 2


def test_a_mailbox_in_trouble_says_so_and_says_nothing_once_it_is_mended(
    town: Town, worker: Worker, clock: HandClock, imap_server: ImapServer
) -> None:
    box = Mailbox.objects.create(address="x@example.org", host="127.0.0.1", port=free_port())
    worker.pass_once()
    box.refresh_from_db()
    assert "can't be read" in box.trouble
    box.login, box.port, box.ca_file = imap_server.user, imap_server.port, str(imap_server.certificate)
    box.password = encrypted(imap_server.password)
    box.save()
    clock.turn(minutes=1)
    worker.pass_once()
    box.refresh_from_db()
    assert box.trouble == ""


def test_one_arrival_that_can_not_be_taken_in_stops_no_other(town: Town, worker: Worker, clock: HandClock) -> None:
    bad = keep(mail(), channel="email", at=FRIDAY)
    bad.channel = "pigeon"  # a channel whose name no reader and no rule knows
    bad.save()
    keep(mail(sender="tom@example.org"), channel="email", at=FRIDAY)
    worker.take_in_kept()
    assert "tom@example.org" in Contact.objects.values_list("sender", flat=True)


class Broken(Exception):
    """What nobody foresaw."""


class WithABrokenPart(Worker):
    """A worker one of whose works breaks off, whatever the reason."""

    def watch_telephones(self) -> None:
        raise Broken


def test_a_work_that_breaks_off_keeps_no_mail_from_going(
    town: Town, clock: HandClock, worker: Worker, smtp_server: SmtpServer
) -> None:
    letter(town)
    with pytest.raises(Broken):
        WithABrokenPart(clock).pass_once()
    assert len(smtp_server.messages) == 1


def test_what_could_not_be_taken_in_is_tried_again_later(town: Town, worker: Worker, clock: HandClock) -> None:
    keep(mail(), channel="email", at=FRIDAY)
    Officer.objects.update(is_active=False)
    assert worker.take_in_kept() == 0
    Officer.objects.update(is_active=True)
    assert worker.take_in_kept() == 0
    clock.moment += AGAIN
    assert worker.take_in_kept() == 1


def test_one_message_that_can_not_be_sent_stops_no_other(town: Town, worker: Worker, smtp_server: SmtpServer) -> None:
    bad = letter(town, to="not an address")
    good = letter(town)
    worker.send_waiting()
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, good.state) == ("failed", "sent")
    assert "isn't an address" in bad.trouble


def test_greylisting_is_waited_out_with_growing_delay(
    town: Town, worker: Worker, clock: HandClock, smtp_server: SmtpServer
) -> None:
    message = letter(town)
    waits = []
    for _ in range(3):
        smtp_server.refuse_next(451, "Later")
        worker.send_waiting()
        message.refresh_from_db()
        assert (message.state, message.trouble) == ("queued", "The mail was refused: 451 Later")
        assert message.next_try is not None
        waits.append(message.next_try - clock.moment)
        worker.send_waiting()  # too early: it is not tried
        clock.moment = message.next_try
    assert waits[0] < waits[1] < waits[2]
    worker.send_waiting()
    message.refresh_from_db()
    assert (message.state, message.trouble, len(smtp_server.envelopes)) == ("sent", "", 1)


def test_an_address_refused_for_ever_is_not_tried_again_and_the_promise_runs_on(
    town: Town, worker: Worker, clock: HandClock, smtp_server: SmtpServer
) -> None:
    keep(mail(), channel="email", at=FRIDAY)
    worker.take_in_kept()
    smtp_server.refuse_next(550, "No such person")
    worker.send_waiting()
    clock.turn(days=1)
    worker.send_waiting()
    message = Message.objects.get()
    assert (message.state, smtp_server.envelopes) == ("failed", [])
    assert Clock.objects.get(promise="F24").stopped is None
    assert message.case is not None and message.case.facts.filter(kind="bounced").exists()


def test_an_outage_keeps_everything_waiting_in_order(
    town: Town, worker: Worker, clock: HandClock, smtp_server: SmtpServer, settings: Settings
) -> None:
    up = settings.SMTP
    settings.SMTP = f"smtp://127.0.0.1:{free_port()}"
    for number in range(3):
        letter(town, subject=f"Lamp {number}")
    assert worker.send_waiting() == 0
    assert Message.objects.filter(state="queued").count() == 3
    settings.SMTP = up
    clock.turn(hours=1)
    assert worker.send_waiting() == 3
    assert sorted(message["Subject"] for message in smtp_server.messages) == ["Lamp 0", "Lamp 1", "Lamp 2"]


def test_a_worker_that_died_while_sending_is_followed_by_one_that_sends_the_same_message_again(
    town: Town, worker: Worker, clock: HandClock, smtp_server: SmtpServer
) -> None:
    message = letter(town)
    assert claim(clock()) == message  # and dies
    worker.send_waiting()
    assert smtp_server.messages == []
    clock.moment += CLAIM + timedelta(seconds=1)
    worker.send_waiting()
    message.refresh_from_db()
    assert (message.state, message.perhaps_twice) == ("sent", True)
    assert [sent["Message-ID"] for sent in smtp_server.messages] == [message.message_id]


def test_an_accepted_message_is_never_sent_again(
    town: Town, worker: Worker, clock: HandClock, smtp_server: SmtpServer
) -> None:
    letter(town)
    for _ in range(3):
        worker.send_waiting()
        clock.turn(hours=1)
    assert len(smtp_server.envelopes) == 1


def test_F26_every_mail_carries_the_standard_signature(town: Town, worker: Worker, smtp_server: SmtpServer) -> None:
    letter(town)
    worker.send_waiting()
    body = smtp_server.messages[0].get_body(("plain",))
    assert body is not None
    for part in ("Bob Baker", "Customer services officer", "Flitwick Town Council", "01632 960001"):
        assert part in body.get_content()


def test_a_demonstration_sends_to_this_machine_only_and_says_that_it_is_invented(
    town: Town, worker: Worker, smtp_server: SmtpServer, settings: Settings
) -> None:
    town.council.demonstration = True
    town.council.save()
    letter(town)
    on_this_machine = settings.SMTP
    settings.SMTP = "smtp://mail.example.org"
    assert worker.send_waiting() == 0
    settings.SMTP = on_this_machine
    assert worker.send_waiting() == 1
    assert "people and figures in it are invented" in smtp_server.messages[0].as_string()


def test_without_a_mail_server_mail_waits(town: Town, worker: Worker, settings: Settings) -> None:
    settings.SMTP = ""
    assert (letter(town).state, worker.send_waiting()) == ("queued", 0)
    assert Message.objects.get().state == "queued"


def test_the_councils_own_setting_names_the_server(
    town: Town, worker: Worker, smtp_server: SmtpServer, settings: Settings
) -> None:
    settings.SMTP = ""
    town.council.smtp = encrypted(f"smtp://{smtp_server.host}:{smtp_server.port}")
    town.council.save()
    letter(town)
    assert worker.send_waiting() == 1


def test_a_worker_that_is_told_to_stop_begins_nothing_more(town: Town, clock: HandClock, settings: Settings) -> None:
    settings.SMTP = "smtp://127.0.0.1:1"
    letter(town)
    keep(mail(), channel="email", at=FRIDAY)
    assert Worker(clock, stopping=lambda: True).pass_once() == 0
    assert Message.objects.get().tries == 0


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever goes wrong, nobody's address or words are in the log."""
    yield
    assert not any(word in caplog.text for word in ("example.org", "lamp", "Lamp"))
