"""The way of one e-mail, from the mailbox to the report card, as docs/one-email.md walks it."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from pytest_django import Settings

from answerable.desk.council.models import Mailbox
from answerable.desk.council.secrets import encrypted
from answerable.desk.models import Case, Clock, Contact
from answerable.desk.outbox.actions import Saying
from answerable.desk.outbox.thread import reply
from answerable.reports.promises import full_card
from answerable.worker.work import Worker
from tests.cast import Town, a_town
from tests.dovecot import Mailbox as ImapServer
from tests.mails import mail
from tests.servers import SmtpServer

pytestmark = pytest.mark.django_db(transaction=True)


class Desk:
    """A council with a mailbox on a real IMAP server and a real mail server, and a worker whose clock can be turned."""

    def __init__(self, town: Town, imap: ImapServer, smtp: SmtpServer) -> None:
        self.town, self.imap, self.smtp = town, imap, smtp
        self.now = datetime.now(UTC) + timedelta(minutes=1)
        self.worker = Worker(lambda: self.now)
        Mailbox.objects.create(
            address=imap.user,
            host=imap.host,
            port=imap.port,
            password=encrypted(imap.password),
            ca_file=str(imap.certificate),
            duty_officer=town.dan,
        )

    def given_mrs_lee_writes(self) -> None:
        self.imap.deliver(mail(message_id="<lamp@example.org>", subject="The lamp is out"))

    def when_the_worker_works(self) -> None:
        while self.worker.pass_once():
            pass

    def when_time_passes(self, **by: float) -> None:
        self.now += timedelta(**by)

    def when_bob_answers(self) -> None:
        saying = Saying(means="answer", text="It will be mended today.", closes="answered")
        reply(Case.objects.get(), saying, to="lee@example.org", at=self.now, by=self.town.bob)

    def when_she_replies_to(self, received: EmailMessage, text: str) -> None:
        more = f"In-Reply-To: {received['Message-ID']}\nReferences: {received['References']} {received['Message-ID']}"
        self.imap.deliver(mail(subject=f"Re: {received['Subject']}", more=more, text=text))

    def then_she_has_received(self, number: int) -> EmailMessage:
        assert [received["To"] for received in self.smtp.messages] == ["lee@example.org"] * number
        return self.smtp.messages[-1]

    def then_the_clock_says(self, promise: str, verdict: str) -> None:
        assert {str(clock.verdict(self.now)) for clock in Clock.objects.filter(promise=promise)} == {verdict}

    def then_the_report_card_counts_it_as_kept(self, promise: str) -> None:
        month = Clock.objects.get(promise=promise).month
        figure = full_card(self.now, first=month, last=month)[promise].latest
        assert figure is not None and figure.tally is not None
        assert (figure.tally.kept, figure.tally.broken) == (1, 0)


@pytest.fixture
def desk(imap_server: ImapServer, smtp_server: SmtpServer, settings: Settings) -> Desk:
    settings.SMTP = f"smtp://{smtp_server.host}:{smtp_server.port}"
    return Desk(a_town("flitwick"), imap_server, smtp_server)


def test_an_e_mail_is_acknowledged_answered_and_counted(desk: Desk) -> None:
    desk.given_mrs_lee_writes()
    desk.when_the_worker_works()
    acknowledgement = desk.then_she_has_received(1)
    assert (acknowledgement["In-Reply-To"], acknowledgement["Auto-Submitted"]) == ("<lamp@example.org>", "auto-replied")
    desk.then_the_clock_says("F24", "kept")
    desk.then_the_clock_says("F25", "running")

    desk.when_time_passes(hours=1)
    desk.when_bob_answers()
    desk.then_the_clock_says("F25", "running")  # queued is not sent
    desk.when_the_worker_works()
    answer = desk.then_she_has_received(2)
    assert (answer["In-Reply-To"], answer["Auto-Submitted"]) == ("<lamp@example.org>", None)
    assert Case.objects.get().reference in answer["Subject"] and "Bob Baker" in answer.as_string()
    desk.then_the_clock_says("F25", "kept")
    assert not Case.objects.get().is_open

    desk.when_time_passes(days=62)
    desk.when_the_worker_works()
    desk.then_the_report_card_counts_it_as_kept("F24")
    desk.then_the_report_card_counts_it_as_kept("F25")


def test_her_thank_you_joins_the_closed_case_and_is_before_an_officer(desk: Desk) -> None:
    desk.given_mrs_lee_writes()
    desk.when_the_worker_works()
    desk.when_time_passes(hours=1)
    desk.when_bob_answers()
    desk.when_the_worker_works()
    answer = desk.then_she_has_received(2)
    desk.when_she_replies_to(answer, "Thank you!")
    desk.when_time_passes(minutes=1)
    desk.when_the_worker_works()
    case = Case.objects.get()
    assert (case.contacts.count(), case.is_open, case.triaged_at) == (2, True, None)
    assert Contact.objects.filter(text="Thank you!").get().customer == case.customer
