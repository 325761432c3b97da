"""Acknowledging in the way for which the customer asked, where they came to us in one that they don't take."""

from datetime import datetime

from answerable.desk.cases.models import Case
from answerable.desk.council.actions import council
from answerable.desk.history.law import law
from answerable.desk.outbox.acknowledge import acknowledge, flooded, in_few_words, promised, saying
from answerable.desk.outbox.actions import lay_before_people
from answerable.desk.outbox.asked import NO_WAY
from answerable.desk.outbox.ways import EMAIL, LETTER, way_asked_for
from answerable.desk.post.letters import acknowledge_by_letter
from answerable.desk.sms.actions import text

BY_PEOPLE = "They asked for an acknowledgement, and the charter leaves it to people. Write it."


def acknowledge_otherwise(case: Case, *, at: datetime, asked: bool = False) -> None:
    """Acknowledge in the way for which they asked, where one is owed by the charter or they `asked` for it.

    A letter is laid in the tray. What a machine could have said, had there been a way, is laid before people.
    """
    if not (asked or promised(case)):
        return
    way, to = way_asked_for(case.customer, case)
    if way == LETTER:
        acknowledge_by_letter(case, at=at, asked=True)
    elif law().acknowledges_by_itself(case.channel, at) and not (to and flooded(to, at)):
        match way:
            case "email":
                acknowledge(case, to=to, subject=f"{council().name}: {case.reference}", at=at)
            case "sms":
                text(case, in_few_words(case, at=at), to=to, at=at, by=None, automatic=True)
            case _:
                lay_before_people(case, saying(case, at=at), by=EMAIL, why=NO_WAY, at=at)
    elif asked:
        lay_before_people(case, saying(case, at=at), by=way or EMAIL, why=BY_PEOPLE, at=at)
