"""Calls noted by hand, where no telephone system tells of them: a sample, which counts and is marked as one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from answerable.charter.moments import NotAMoment, read_moment
from answerable.desk.history.actions import all_happened, correction, new_occasion
from answerable.desk.history.law import law
from answerable.desk.history.models import Occasion
from answerable.desk.officers.models import Officer
from answerable.desk.rows import insert
from answerable.desk.telephone.course import ANSWERED, BUSY, GIVEN_UP, VOICEMAIL, Course
from answerable.desk.telephone.models import Call, Sample
from answerable.desk.telephone.recording import CHANNEL, Setting, happenings, office_hours

SOURCE = "by hand"
MOST = 500
LONGEST = 3600  # seconds: nobody rings for longer, and minutes are told from seconds by it
_OUTCOMES = (ANSWERED, GIVEN_UP, VOICEMAIL, BUSY)


class NotNoted(ValueError):
    """A line can't be read; the message says which, and what to write."""


@dataclass(frozen=True)
class Noted:
    """One call as somebody noted it. `at` is the first moment of its day where no time was noted (`timed` False)."""

    at: datetime
    seconds: float
    outcome: str = ANSWERED
    timed: bool = True


def read_noted(text: str, begins: date, ends: date) -> list[Noted]:
    """Return the calls that stand in `text`, one a line: "12", "35 given up", "10:15 20.5" or "2026-06-03 10:15 20"."""
    found = [_noted(number, line, begins, ends) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not found:
        raise NotNoted("Enter the calls, one a line")
    if len(found) > MOST:
        raise NotNoted(f"Enter at most {MOST} calls at a time")
    return found


def _noted(number: int, line: str, begins: date, ends: date) -> Noted:
    words = line.replace(",", " ").replace("\t", " ").split()
    day = words.pop(0) if words and words[0].count("-") == len("--") else begins.isoformat()
    clock = words.pop(0) if words and ":" in words[0] else ""
    try:
        at, seconds = read_moment(f"{day}T{clock or '00:00'}"), float(words[0])
    except NotAMoment as why:
        raise NotNoted(f"Line {number}: {why}") from None
    except (ValueError, IndexError):
        raise NotNoted(f"Line {number}: write how many seconds it rang, such as “12” or “10:15 12 given up”") from None
    outcome = " ".join(words[1:]).lower() or ANSWERED
    if not 0 <= seconds <= LONGEST:
        raise NotNoted(f"Line {number}: a call rings for 0 to {LONGEST} seconds")
    if outcome not in _OUTCOMES:
        raise NotNoted(f"Line {number}: after the seconds write one of: {', '.join(_OUTCOMES)}")
    if not begins <= at.date() <= ends:
        raise NotNoted(f"Line {number}: that day is outside the sample")
    return Noted(at, seconds, outcome, timed=bool(clock))


@transaction.atomic
def note_calls(noted: Sequence[Noted], *, begins: date, ends: date, at: datetime, by: Officer) -> Sample:
    """Record calls that were noted by hand from `begins` to `ends`. They have clocks as any others."""
    sample = insert(Sample(begins=begins, ends=ends, by=by, at=at))
    for one in noted:
        _record(one, sample, at, by)
    return sample


def _record(noted: Noted, sample: Sample, at: datetime, by: Officer) -> None:
    until = noted.at + timedelta(seconds=noted.seconds)
    answered = until if noted.outcome == ANSWERED else None
    how = Course(ring=noted.at, answered=answered, rang_until=until, ended=until, outcome=noted.outcome)
    # Where no time of day was noted nobody can say whether the office was closed.
    hours = office_hours(law().calendar_at(noted.at), noted.at, "") if noted.timed else ""
    call = new_occasion(Occasion.Kind.CALL, at=noted.at, channel=CHANNEL)
    told = list(happenings(how, Setting(hours=hours)))
    all_happened(call, told, recorded=at, source=SOURCE, channel=CHANNEL, so_far=[])
    insert(
        Call(
            occasion=call,
            sample=sample,
            call=call.reference,
            ring=how.ring,
            answered=how.answered,
            rang_until=how.rang_until,
            ended=how.ended,
            outcome=how.outcome,
            office_hours=hours,
        )
    )


@transaction.atomic
def withdraw(sample: Sample, *, at: datetime, by: Officer) -> None:
    """Strike out a sample that was entered by mistake. Withdrawn twice, nothing more happens."""
    if not Sample.objects.filter(pk=sample.pk, withdrawn_at=None).update(withdrawn_at=at):
        return
    for call in sample.calls.select_related("occasion"):
        facts = list(call.occasion.facts.all())
        struck = [correction(fact, at=at, by=by) for fact in facts]
        all_happened(call.occasion, struck, recorded=at, channel=CHANNEL, so_far=facts)
        call.delete()
