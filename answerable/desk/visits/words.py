"""What customers are told of a home visit: who comes and when, and the code by which they check who is at the door.

No address stands in it.
"""

from datetime import datetime

from answerable.charter.moments import day_in_words, local, time_in_words
from answerable.desk.council.models import Council
from answerable.desk.diary.words import answering, dear, short, sorry
from answerable.desk.outbox.ways import SMS
from answerable.desk.visits.codes import code_of
from answerable.desk.visits.models import Visit


def confirmation(visit: Visit, council: Council, way: str) -> str:
    """Return what is sent, posted or read out when the visit is planned."""
    if way == SMS:
        return f"{council.name}: {_coming_in_short(visit, council)}"
    return dear(visit.customer, _coming(visit, council), way)


def moved(visit: Visit, council: Council, way: str, *, was: datetime, apology: str, explanation: str) -> str:
    why = sorry(apology, explanation, way)
    if way == SMS:
        first = f"{council.name}: we have to change our visit of {short(was)}. {why}"
        return f"{first} {_coming_in_short(visit, council)}"
    first = f"We have to change our visit to you of {_on(was)}. {why}"
    return dear(visit.customer, f"{first}\n\n{_coming(visit, council)}", way)


def cancelled(visit: Visit, council: Council, way: str, *, apology: str, explanation: str) -> str:
    why, again = sorry(apology, explanation, way), answering(council.telephone, way)
    if way == SMS:
        first = f"{council.name}: we have to cancel our visit of {short(visit.begins)}. {why}"
        return f"{first} For another: {council.telephone or 'text back'}."
    first = f"We have to cancel our visit to you of {_on(visit.begins)}. {why}"
    rest = f"Whoever comes then is not from us: leave the door shut.\n\nTo agree another visit, {again}."
    return dear(visit.customer, f"{first}\n\n{rest}", way)


def _coming(visit: Visit, council: Council) -> str:
    begins, ends = local(visit.begins), local(visit.ends)
    return (
        f"{visit.officer.name} will visit you on {day_in_words(begins)} between {time_in_words(begins)} and "
        f"{time_in_words(ends)}.\n\n"
        "They will show you an identity card without being asked. If you have any doubt, leave the door shut and "
        "check: ring us on the number that you already know, not on one that the visitor gives you, "
        f"or enter this code at {_page(council)}\n\n"
        f"Code: {code_of(visit)}\n\n"
        "The code is for this visit only. Keep it to yourself: the visitor does not ask for it."
    )


def _coming_in_short(visit: Visit, council: Council) -> str:
    return (
        f"{visit.officer.name} visits you on {short(visit.begins)} to {local(visit.ends):%H:%M} and shows a card. "
        f"In doubt? Leave the door shut and ring the number you know, or enter code {code_of(visit)} at "
        f"{_page(council)}"
    )


def _page(council: Council) -> str:
    return f"{council.public_url.rstrip('/')}/genuine"


def _on(moment: datetime) -> str:
    there = local(moment)
    return f"{day_in_words(there)} at {time_in_words(there)}"
