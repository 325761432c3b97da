"""Run in a process of its own after the kills: the worker as it would work six minutes later, then what there is."""

import json
from datetime import UTC, datetime, timedelta

from answerable.cli.desk import open_desk

open_desk()

from answerable.desk.models import Contact, Message  # noqa: E402
from answerable.worker.work import Worker  # noqa: E402

# A message that a killed worker had claimed waits until the claim runs out.
worker = Worker(lambda: datetime.now(UTC) + timedelta(minutes=6))
while worker.pass_once():
    pass
print(
    json.dumps(
        {
            "contacts": [[contact.text, contact.cases.count()] for contact in Contact.objects.order_by("id")],
            "messages": [
                [message.to, message.message_id, message.state, message.perhaps_twice]
                for message in Message.objects.order_by("id")
            ],
        }
    )
)
