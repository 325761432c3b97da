"""The worker's part for texts and scans."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.conf import settings

from answerable.channels.post.reader import read
from answerable.channels.sms.send import Never, NotNow, NotSent, as_gateway, send
from answerable.desk.council.models import Council
from answerable.desk.council.secrets import UnreadableSecret
from answerable.desk.outbox.delivery import claim, not_sent, sent
from answerable.desk.outbox.models import Message
from answerable.desk.post.scans import claim_reading, was_read
from answerable.desk.sms.actions import gateway, name_of
from answerable.desk.sms.models import TextGateway

Clock = Callable[[], datetime]
log = logging.getLogger(__name__)


def send_texts(council: Council, now: Clock, stopping: Callable[[], bool]) -> int:
    """Send the texts that wait; a gateway that can't be reached is not tried for the next one."""
    row = gateway()
    if row is None and not council.demonstration:
        return 0
    done = 0
    while not stopping() and (message := claim(now(), by="sms")):
        try:
            hand_over(message, row, now)
        except NotNow as error:
            if error.perhaps:
                Message.objects.filter(pk=message.pk).update(perhaps_twice=True)
            _in_trouble(row, str(error))
            not_sent(message, at=now(), why=str(error))
            break
        except NotSent as error:
            not_sent(message, at=now(), why=str(error), for_ever=isinstance(error, Never))
        else:
            sent(message, at=message.delivered_at or now(), recorded=now())
            _in_trouble(row, "")
            done += 1
    return done


def hand_over(message: Message, row: TextGateway | None, now: Clock) -> None:
    """Hand a text to the gateway. Raises NotSent. A demonstration's texts go no further than this.

    One that the network says has arrived was accepted, though we never heard so: it is not sent twice.
    """
    if row is None or message.delivered_at is not None:
        return
    try:
        through = as_gateway(row)
        send(through, name=name_of(message), to=message.to, text=message.text, at=now())
    except NotSent:
        raise
    except UnreadableSecret as error:
        raise NotNow(str(error)) from None
    except Exception as error:  # one bad message never stops the queue
        log.error("Text %s could not be written: %s", message.pk, type(error).__name__)
        raise Never("The program could not write this text.") from None


def _in_trouble(row: TextGateway | None, why: str) -> None:
    if row is not None and row.trouble != why[:500]:
        TextGateway.objects.filter(pk=row.pk).update(trouble=why[:500])


def read_one_scan(now: Clock) -> int:
    """Read one scan that nobody has read; the next waits for the next pass, so that mail goes out meanwhile."""
    scan = claim_reading(now())
    if scan is None:
        return 0
    found = read(bytes(scan.arrival.body), scan.kind, text_reader=settings.TEXT_READER)
    was_read(scan, pages=found.pages, text=found.text, pictures=found.pictures, trouble=found.trouble, at=now())
    return 1
