"""Telling the customer of a visit: who comes and when, and the code by which they can check who is at the door."""

from datetime import datetime

from answerable.charter.moments import day_in_words, local, time_in_words
from answerable.desk.council.actions import council
from answerable.desk.customers.actions import email_of
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.actions import Saying, queue
from answerable.desk.outbox.models import Means, Message
from answerable.desk.visits.codes import code_of
from answerable.desk.visits.models import Visit


def confirm(visit: Visit, *, at: datetime, by: Officer) -> Message | None:
    """Queue the confirmation to the customer's e-mail address; None where none is known. It names no address."""
    to = email_of(visit.customer)
    if not to:
        return None
    subject = f"A visit on {day_in_words(local(visit.begins))}"
    return queue(visit.case, Saying(Means.OTHER, in_words(visit)), to=to, subject=subject, at=at, by=by)


def in_words(visit: Visit) -> str:
    """Return what the customer is told, to be sent, printed or read out."""
    begins, ends = local(visit.begins), local(visit.ends)
    code, genuine = code_of(visit), f"{council().public_url.rstrip('/')}/genuine"
    return (
        f"{visit.officer.name} will visit you on {day_in_words(begins)} between {time_in_words(begins)} and "
        f"{time_in_words(ends)}.\n\n"
        "They will show you an identity card without being asked. If you have any doubt, leave the door shut and "
        "check: ring us on the number that you already know, not on one that the visitor gives you, "
        f"or enter this code at {genuine}\n\n"
        f"Code: {code}\n\n"
        "The code is for this visit only. Keep it to yourself: the visitor does not ask for it."
    )
