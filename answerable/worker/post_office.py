"""The demonstration's post office: SMTP on this machine only. Mail to the council comes in; other mail ends here."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from asgiref.sync import sync_to_async
from django.db import close_old_connections

from answerable.desk.council.actions import council
from answerable.desk.council.models import Mailbox
from answerable.desk.incoming.actions import keep, take_in

log = logging.getLogger(__name__)


class PostOffice:
    """Takes each mail: one to the council is kept and taken in, any other is delivered nowhere."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now = now

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Answer 250 once the mail's bytes are safe, as SMTP demands."""
        try:
            return await sync_to_async(self._receive)(envelope)
        except Exception as error:
            log.error("A mail could not be kept: %s", type(error).__name__)
            return "451 It could not be kept. Try again in a minute."

    def _receive(self, envelope: Envelope) -> str:
        close_old_connections()
        ours = {council().email.lower(): None, **{box.address.lower(): box for box in Mailbox.objects.all()}}
        named = [to.lower() for to in envelope.rcpt_tos if to.lower() in ours]
        if not named:
            return "250 This is a demonstration: it goes no further"
        box = ours[named[0]]
        channel = box.takes if box else "email"
        arrival = keep(bytes(envelope.original_content or b""), channel=channel, at=self.now(), mailbox=box)
        try:
            take_in(arrival, at=self.now())
        except Exception as error:  # its bytes are safe: the worker takes it in
            log.error("Arrival %s waits for the worker: %s", arrival.pk, type(error).__name__)
        return "250 The council has it"


def open_post_office(port: int, now: Callable[[], datetime]) -> Controller:
    """Open it on 127.0.0.1. Raises OSError where the port is taken."""
    options: dict[str, Any] = {"hostname": "127.0.0.1", "port": port, "enable_SMTPUTF8": True}
    controller = Controller(PostOffice(now), **options)
    controller.start()
    return controller
