"""The automatic acknowledgement: only where the charter allows it, never to a machine, never a flood."""

from datetime import date, datetime, timedelta

from answerable.charter.clauses import Timed, Writing
from answerable.desk.cases.following import link_to
from answerable.desk.cases.models import Case
from answerable.desk.council.actions import council
from answerable.desk.diary.away import absent
from answerable.desk.history.law import law
from answerable.desk.history.retiming import answer_due
from answerable.desk.outbox import words
from answerable.desk.outbox.actions import Saying, queue
from answerable.desk.outbox.models import Means, Message

# *From* is unproved: whoever writes in another's name must not make us flood them.
MOST_AN_HOUR = 5
HOUR = timedelta(hours=1)
WHEN = "when the answer comes"  # of what a message tells, by the charter's words


def acknowledge(
    case: Case, *, to: str, subject: str, at: datetime, in_reply_to: str = "", references: str = ""
) -> Message | None:
    """Queue the acknowledgement of a contact in `case`, where the charter allows a machine to write it.

    Returns None where it doesn't, where there is no address, and where the address had its share this hour:
    the clock then runs on, and an officer sees it.
    """
    to = to.lower()  # however often a stranger spells it anew, it is one address with one share
    if not to or not law().acknowledges_by_itself(case.channel, at) or flooded(to, at):
        return None
    return queue(
        case,
        saying(case, at=at),
        to=to,
        subject=subject,
        at=at,
        by=None,
        automatic=True,
        in_reply_to=in_reply_to,
        references=references,
    )


def promised(case: Case) -> bool:
    """Say whether a clock runs in the case that an acknowledgement would stop."""
    rules = law()
    return any(
        isinstance(promise, Timed) and "acknowledged" in promise.stops
        for clock in case.clocks.filter(stopped=None, voided=None, gone=None)
        for promise in rules.charter_at(clock.started)
        if promise.id == clock.promise
    )


def saying(case: Case, *, at: datetime, by_letter: bool = False) -> Saying:
    """Return the acknowledgement's words, with the judge's own date for the answer.

    A letter has no link to follow the case: whoever types it out may not read the customer's key.
    """
    expected, the_council = _expected(case, at), council()
    away = absent([case.owner], at).get(case.owner_id)
    link = "" if by_letter else link_to(case, the_council.public_url)
    text = words.acknowledgement(case, the_council, expected=expected, follow_link=link, away=away)
    return _acknowledging(text, expected)


def in_few_words(case: Case, *, at: datetime, more: str = "") -> Saying:
    """Return the acknowledgement as it fits a text: who deals with it, when the full answer comes, and `more`."""
    expected = _expected(case, at)
    answer = f"Full answer by {expected:%a} {expected.day} {expected:%b}." if expected else ""
    text = (
        f"{council().name}: we have your message, reference {case.reference}. {case.owner.name} is dealing with it.",
        answer,
        more,
    )
    return _acknowledging(" ".join(filter(None, text)), expected)


def _expected(case: Case, at: datetime) -> date | None:
    """Return the judge's own date for the answer; where there is none and the charter wants a date told, the target."""
    due = answer_due(case)
    if due:
        return law().calendar_at(at).local(due).date()
    return case.target if _wants_a_date(case.channel, at) else None


def _wants_a_date(channel: str, at: datetime) -> bool:
    return any(
        isinstance(promise, Writing)
        and WHEN in promise.has
        and Means.ACKNOWLEDGEMENT in (promise.means or (Means.ACKNOWLEDGEMENT,))
        and channel in (promise.by or (channel,))
        for promise in law().charter_at(at)
    )


def _acknowledging(text: str, expected: date | None) -> Saying:
    tells = ("who deals with it", WHEN) if expected else ("who deals with it",)
    return Saying(means=Means.ACKNOWLEDGEMENT, text=text, tells=tells, date_told=expected)


def flooded(to: str, at: datetime) -> bool:
    """Say whether so many acknowledgements went there within the hour that no more do."""
    recent = Message.objects.filter(to=to, automatic=True, queued_at__gt=at - HOUR)
    return recent.count() >= MOST_AN_HOUR
