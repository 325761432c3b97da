"""What the program itself writes to customers, in plain words. It never repeats the customer's own text."""

from datetime import date, datetime

from answerable.charter.moments import local
from answerable.desk.cases.models import Case
from answerable.desk.council.models import Council
from answerable.desk.diary.away import Away
from answerable.desk.officers.models import Officer

DEMONSTRATION = (
    "This is a demonstration. The people and figures in it are invented, "
    "and nothing in it is a record of the council named."
)


def acknowledgement(
    case: Case, council: Council, *, expected: date | None, follow_link: str, away: Away | None = None
) -> str:
    """Return the words that acknowledge a contact: who deals with it, by when the answer comes, how to reach us.

    Without a link they are a letter's.
    """
    expecting = (
        f"You can expect our full answer by {in_words(expected)}."
        if expected
        else "We will answer as soon as we can, and tell you if it takes longer than we hope."
    )
    return "\n\n".join(
        part
        for part in (
            "Thank you. We have what you sent us.",
            f"Your reference is {case.reference}. {dealing(case.owner, away)}",
            expecting,
            f"To see how far we are, open {follow_link}" if follow_link else "",
            reaching(council, by_letter=not follow_link),
        )
        if part
    )


def holding(*, expected: date | None, reason: str, apology: bool) -> str:
    """Return the words of a holding reply; of what isn't known yet nothing is said."""
    sentences = (
        "We are sorry that our full answer takes longer than it should." if apology else "",
        f"The reason is this: {reason.strip().rstrip('.')}." if reason.strip() else "",
        f"You can expect our full answer by {in_words(expected)}." if expected else "",
    )
    return "\n".join(filter(None, sentences))


def dealing(officer: Officer, away: Away | None = None) -> str:
    """Return who deals with it, with the job title where there is one; of who is away, until when and who else does."""
    title = f", {officer.job_title}," if officer.job_title else ""
    if away is None:
        return f"{officer.name}{title} is dealing with it."
    absent = f"{officer.name}{title} is dealing with it and is away until {in_words(local(away.returns))}."
    instead = away.cover.name if away.cover else away.other_contact
    return f"{absent} Until then, turn to {instead}." if instead else absent


def reaching(council: Council, *, by_letter: bool) -> str:
    """Return how to reach the council: reply, telephone, address."""
    ways = ["write to us with the reference" if by_letter else "reply to this e-mail with the reference in its subject"]
    if council.telephone:
        ways.append(f"telephone {council.telephone}")
    reach = f"If you want to add something, {', or '.join(ways)}."
    postal = ", ".join(line.strip() for line in council.address.splitlines() if line.strip())
    return f"{reach}\nOur address is {council.name}, {postal}." if postal else reach


def signature(officer: Officer | None, council: Council) -> str:
    """Return the standard signature: name, job title, council, telephone, and the council's further lines."""
    telephone = (officer.telephone if officer else "") or council.telephone
    lines = [
        officer.name if officer else "",
        officer.job_title if officer else "",
        council.name,
        f"Telephone {telephone}" if telephone else "",
        council.signature.strip(),
    ]
    return "\n".join(line for line in lines if line)


def in_words(day: date | datetime) -> str:
    """Return a date as people say it: Tuesday 29 December 2026."""
    return f"{day:%A} {day.day} {day:%B %Y}"
