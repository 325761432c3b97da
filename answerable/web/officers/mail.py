"""Mail to officers goes the way of all mail: through the outbox."""

from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.timezone import now

from answerable.desk.outbox.actions import Saying, queue
from answerable.desk.outbox.models import Means


class OutboxBackend(BaseEmailBackend):
    """Queues what Django or allauth would send. The worker sends it."""

    def __init__(self, fail_silently: bool = False, **options: Any) -> None:
        super().__init__(fail_silently=fail_silently, **options)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        queued = [
            queue(None, Saying(Means.OTHER, str(message.body)), to=to, subject=str(message.subject), at=now(), by=None)
            for message in email_messages
            for to in message.recipients()
        ]
        return len(queued)
