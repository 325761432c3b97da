"""A reply goes into the customer's own thread, and carries our reference."""

from dataclasses import replace
from datetime import datetime

from answerable.desk.cases.following import with_key
from answerable.desk.cases.models import Case
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.actions import Saying, queue
from answerable.desk.outbox.models import Message

# Mail programs follow the beginning of a thread and its end.
_MOST_REFERENCES = 10


def reply(case: Case, saying: Saying, *, to: str, at: datetime, by: Officer) -> Message:
    """Queue an e-mail to the customer, in answer to the last they sent. Raises ValueError if a header would break."""
    ids = list(case.contacts.exclude(message_id="").order_by("received_at").values_list("message_id", flat=True))
    return queue(
        case,
        replace(saying, text=with_key(saying.text, case)),
        to=to,
        subject=subject(case),
        at=at,
        by=by,
        in_reply_to=ids[-1] if ids else "",
        references=" ".join([*ids[:1], *ids[1:][-_MOST_REFERENCES:]]),
    )


def subject(case: Case) -> str:
    """Return the subject of what we write in the case: by its reference the answer finds the case again."""
    need = " ".join(case.need.split()).removeprefix("Re: ")
    return f"Re: {need} [{case.reference}]"
