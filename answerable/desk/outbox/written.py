"""What stands in a message that was sent, of all that promises may ask for: its fact says so, and is judged by it."""

from answerable.charter.facts import WRITING_PARTS
from answerable.charter.wording import Draft, parts_in
from answerable.desk.council.models import Council
from answerable.desk.outbox.models import Message
from answerable.desk.outbox.words import signature


def written(message: Message, council: Council) -> list[str]:
    """Return what stands in the message as the customer reads it: with the signature that goes under an e-mail.

    What no program can read out of the words (an explanation), and what an officer says of a letter, is in its `tells`.
    """
    found = {*parts_in(_as_read(message, council)), *message.tells}
    return [part for part in WRITING_PARTS if part in found]


def _as_read(message: Message, council: Council) -> Draft:
    # In what a machine wrote, the officer is the one who deals with the case.
    officer = message.officer or (message.case.owner if message.case else None)
    signed = f"{message.text}\n\n{signature(message.officer, council)}"
    return Draft(
        means=message.means,
        by=message.by,
        text=signed if message.by == "email" else message.text,
        date_told=message.date_told,
        officer_name=officer.name if officer else "",
        job_title=officer.job_title if officer else "",
        council=council.name,
        telephone=(officer.telephone if officer else "") or council.telephone,
        email=council.email,
    )
