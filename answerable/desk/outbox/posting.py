"""When something told without e-mail counts: people note the day of a letter, the charter asks for a moment."""

from datetime import date, datetime, time

from answerable.charter.moments import council_moments, local, moment_in_words
from answerable.desk.cases.actions import NotAnswered
from answerable.desk.cases.models import Case


def moment_of_posting(case: Case | None, day: date, *, at: datetime, written: datetime | None = None) -> datetime:
    """Return the moment for a letter posted on `day` and recorded at `at`.

    That is noon, but never before what it answers came in that day, and never after it was recorded. A letter in no
    case answers nothing: it was posted after it was `written`.
    """
    noon = council_moments(datetime.combine(day, time(12)))[0]
    if case is None:
        asked = [written] if written else []
    else:
        asked = [fact.at for fact in case.facts.filter(kind__in=("received", "stage 2 requested"))]
    same_day = [moment for moment in asked if local(moment).date() == day]
    return min(max([noon, *same_day]), at)


def refuse_before_receipt(case: Case, moment: datetime) -> None:
    """Raise NotAnswered where something would have been told before the customer asked."""
    if moment < case.opened_at:
        asked = moment_in_words(case.opened_at)
        raise NotAnswered(
            f"The customer first asked on {asked}. Nothing can have been told them in answer before that."
        )
