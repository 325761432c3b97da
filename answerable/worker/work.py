"""What the worker does in one pass: take in what lies kept, fetch mail, send what waits.

Work is claimed in the database, so that several workers, on several machines, never do one thing twice.
Nothing personal is logged: numbers of rows and kinds of errors only.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from smtplib import SMTP

from django.conf import settings
from django.db.models import Q

from answerable.channels.email.fetch import Unreachable, fetch
from answerable.channels.email.send import FateUnknown, MailServer, Never, NoServer, NotSent, send
from answerable.desk.council.actions import council
from answerable.desk.council.models import Council, Mailbox
from answerable.desk.council.secrets import UnreadableSecret, decrypted
from answerable.desk.figures.actions import freeze
from answerable.desk.history.retiming import catch_up
from answerable.desk.incoming.actions import take_in
from answerable.desk.incoming.models import Arrival
from answerable.desk.outbox.delivery import claim, not_sent, sent
from answerable.desk.outbox.models import Message
from answerable.desk.outbox.outgoing import outgoing
from answerable.desk.telephone.calls import close_forgotten
from answerable.desk.telephone.feeds import watch
from answerable.desk.telephone.transfers import give_back
from answerable.desk.visits.alarms import raise_missed
from answerable.worker.diary import enclosed_with, keep_diary
from answerable.worker.texts import read_one_scan, send_texts

POLL = timedelta(seconds=30)
AGAIN = timedelta(minutes=5)  # until an arrival that could not be taken in is tried once more

Clock = Callable[[], datetime]
log = logging.getLogger(__name__)


class Worker:
    """One worker, on one process. `now` tells the time; `stopping` says whether to leave off between two things."""

    def __init__(self, now: Clock, stopping: Callable[[], bool] = lambda: False) -> None:
        self.now = now
        self.stopping = stopping
        self._failed: dict[int, datetime] = {}
        self._frozen_for = ""

    def pass_once(self) -> int:
        """Do what there is to do now; return how many things were done.

        What breaks off keeps nothing else from being done. Raises the first error once all has been tried.
        """
        done, errors = 0, []
        for what, work in self._works().items():
            try:
                done += work() or 0
            except Exception as error:  # such as a database that is away: the next pass tries again
                log.error("%s broke off: %s", what, type(error).__name__)
                errors.append(error)
        if errors:
            raise errors[0]
        return done

    def _works(self) -> Mapping[str, Callable[[], int | None]]:
        return {
            "Raising alarms": lambda: raise_missed(self.now()),  # first: an officer may be in danger
            "Counting missed updates": lambda: catch_up(self.now()),
            "Watching telephones": self.watch_telephones,
            "Keeping figures": self.freeze_finished_months,
            "Taking in": self.take_in_kept,
            "Fetching mail": self.fetch_mail,
            "Sending mail": self.send_waiting,
            "Sending texts": lambda: send_texts(council(), self.now, self.stopping),
            "Keeping the diary": lambda: keep_diary(self.now),  # after the sending: its facts follow what was sent
            "Reading a scan": lambda: read_one_scan(self.now),
        }

    def watch_telephones(self) -> None:
        """Notice feeds that have fallen silent, calls whose end nobody told, and those that nobody took up."""
        watch(self.now())
        close_forgotten(self.now())
        give_back(self.now())

    def freeze_finished_months(self) -> None:
        """Once a day, keep the figures of months that have ended, so that no visitor waits for the sums."""
        now = self.now()
        if self._frozen_for != f"{now:%Y-%m-%d}":
            freeze(now)
            self._frozen_for = f"{now:%Y-%m-%d}"

    def take_in_kept(self) -> int:
        """Take in what was kept and not taken in: by `fetch`, or by a `receive` that was killed."""
        # A scan waits for an officer, who says whose letter it is.
        readable = Arrival.objects.filter(taken_in_at=None, channel__in=settings.READERS)
        left = readable.order_by("id").values_list("id", flat=True)
        waiting = [id for id in left[:500] if self._may_try(id)]
        return sum(self._take_in(id) for id in waiting if not self.stopping())

    def _may_try(self, id: int) -> bool:
        return self._failed.get(id, self.now()) <= self.now()

    def _take_in(self, id: int) -> bool:
        try:
            take_in(Arrival.objects.get(pk=id), at=self.now())
        except Exception as error:  # one bad message never stops the queue
            log.error("Arrival %s could not be taken in: %s", id, type(error).__name__)
            self._failed[id] = self.now() + AGAIN
            return False
        self._failed.pop(id, None)
        return True

    def fetch_mail(self) -> int:
        """Read each mailbox that is due to be read."""
        now = self.now()
        due = Q(read_at=None) | Q(read_at__lte=now - POLL)
        mailboxes = Mailbox.objects.filter(due, active=True).exclude(host="")
        return sum(
            self._fetch(mailbox)
            for mailbox in mailboxes
            if not self.stopping() and Mailbox.objects.filter(due, pk=mailbox.pk).update(read_at=now)
        )

    def _fetch(self, mailbox: Mailbox) -> int:
        kept, trouble = 0, ""
        try:
            kept = fetch(mailbox, at=self.now())
        except Unreachable as error:
            trouble = str(error)[:500]
        if trouble != mailbox.trouble:
            Mailbox.objects.filter(pk=mailbox.pk).update(trouble=trouble)
        return kept

    def send_waiting(self) -> int:
        """Send what waits, over one connection; a server that can't be reached is not tried for the next message."""
        the_council = council()
        server = mail_server(the_council)
        if server is None:
            return 0
        connection: SMTP | None = None
        done = 0
        try:
            while not self.stopping() and (message := claim(self.now())):
                connection = connection or self._connected(server, message)
                if connection is None or not self._send(connection, message, the_council):
                    break
                done += 1
        finally:
            if connection is not None:
                connection.close()
        return done

    def _connected(self, server: MailServer, message: Message) -> SMTP | None:
        try:
            return server.connect(at=self.now())
        except NoServer as error:
            not_sent(message, at=self.now(), why=str(error))
            return None

    def _send(self, connection: SMTP, message: Message, the_council: Council) -> bool:
        """Send one message and record what became of it; return whether the connection is still good."""
        try:
            mail = replace(outgoing(message, the_council), enclosed=enclosed_with(message, the_council))
            send(connection, mail, at=self.now())
        except NotSent as error:
            if isinstance(error, FateUnknown):
                Message.objects.filter(pk=message.pk).update(perhaps_twice=True)
            not_sent(message, at=self.now(), why=str(error), for_ever=isinstance(error, Never))
            return not isinstance(error, NoServer)
        except Exception as error:  # one bad message never stops the queue
            log.error("Message %s could not be written: %s", message.pk, type(error).__name__)
            not_sent(message, at=self.now(), why="The program could not write this e-mail.", for_ever=True)
            return True
        sent(message, at=self.now())
        return True


def mail_server(the_council: Council) -> MailServer | None:
    """Return the server that sends our mail; None where none is set. A demonstration's mail stays on this machine."""
    try:
        url = settings.SMTP or decrypted(the_council.smtp)
        server = MailServer.at(url) if url else None
        if server is not None and not settings.SMTP:
            server = replace(server, permission=the_council.smtp_permission)
    except (UnreadableSecret, ValueError) as error:
        log.error("The mail server's address can't be used: %s", type(error).__name__)
        return None
    if server is not None and the_council.demonstration and not server.on_this_machine:
        log.error("A demonstration sends only to a mail server on this machine.")
        return None
    return server
