"""What is promised where an answer will be late: to say so in time, the date then told, and updates until it comes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from answerable.charter.clauses import Late, Strength, Updates
from answerable.charter.clock import Clock
from answerable.charter.facts import Fact
from answerable.charter.moments import local
from answerable.charter.worktime import Calendar

ANSWERED_IN_TIME = "answered in time"
ANSWERED = "answered"
LATER_DATE = "a later date was told"
_PROGRESS = ("progress", "revised limits")


def tells(fact: Fact) -> frozenset[str]:
    """Return what the customer was told; a date told says both when the answer comes and the new date."""
    told = fact.details.get("tells", ())
    said = (told,) if isinstance(told, str) else told if isinstance(told, list | tuple) else ()
    dated = ("new date", "when the answer comes") if fact.details.get("date") else ()
    return frozenset((*said, *dated))


def told_in_time(clause: Late, main: Clock, story: list[Fact]) -> Clock:
    """Return the main clock with when the customer was told, before it fell due, that it would be late."""
    telling = next((at for at in _tellings(clause, [main], story) if main.in_time(at)), None)
    return replace(main, told=telling) if telling and not main.told else main


def late_clock(clause: Late, mains: list[Clock], story: list[Fact]) -> Clock:
    """Return the clock of the promise to tell the customer, for main clocks that started together.

    What comes first decides: the customer is told in time (kept), or every main ends in time (void).
    """
    soonest = min(mains, key=lambda main: (main.due is None, main.due and main.due.timestamp()))
    clock = Clock(
        subject=soonest.subject,
        promise=clause.id,
        channel=soonest.channel,
        started=soonest.started,
        due=soonest.due,
        provisional=soonest.provisional,
        measured=soonest.due is not None and clause.strength is not Strength.MAY,
        edition=soonest.edition,
    )
    telling = next(_tellings(clause, mains, story), None)
    if telling and clock.in_time(telling):
        return replace(clock, stopped=telling)
    end = _end(mains)
    if end and clock.in_time(end):
        return replace(clock, voided=end, reason=_why_over(mains, story) or ANSWERED_IN_TIME)
    return replace(clock, stopped=telling) if telling else replace(clock, gone=end)


def date_clocks(clause: Late, calendar: Calendar, mains: list[Clock], story: list[Fact]) -> Iterator[Clock]:
    """Give the clocks of the dates that the customer was told while a main clock ran.

    A date once told is never moved: it runs until the answer, or until it is replaced before it has run out.
    """
    told = [fact for fact in story if fact.kind == "told" and fact.details.get("date")] if clause.date_id else []
    dated = [(fact, waiting) for fact in told if (waiting := _running_at(mains, fact.at))]
    laters = [fact.at for fact, _ in dated[1:]]
    for (fact, waiting), later in zip(dated, [*laters, None], strict=False):
        clock = Clock(
            subject=fact.subject,
            promise=clause.date_id,
            channel=waiting[0].channel,
            started=fact.at,
            due=calendar.end_of(_date(fact.details["date"]), fact.at),
            measured=clause.strength is not Strength.MAY,
            edition=waiting[0].edition,
        )
        end = _end(waiting)
        if later and clock.in_time(later) and (end is None or later < end):
            yield replace(clock, voided=later, reason=LATER_DATE)
        else:
            yield _end_with(clock, waiting, story)


def update_clocks(clause: Updates, calendar: Calendar, main: Clock, story: list[Fact]) -> Iterator[Clock]:
    """Give the clocks of the updates on a main clock: the first from when it fell due, or revised limits were told.

    An update told keeps the one that runs and starts the next; the answer makes the one that runs void.
    """
    told = [fact for fact in story if fact.kind == "told" and _running_at([main], fact.at)]
    revised = [fact.at for fact in told if "revised limits" in tells(fact) and main.in_time(fact.at)]
    start = revised[0] if revised else main.due
    if start is None or (main.ended and not revised and main.in_time(main.ended)):
        return
    updates = [fact.at for fact in told if fact.at > start and not tells(fact).isdisjoint(_PROGRESS)]
    for begun, done in zip([start, *updates], [*updates, None], strict=True):
        clock = _update(clause, calendar, main, begun)
        if done:
            yield replace(clock, stopped=done)
        elif main.ended and clock.in_time(main.ended):
            yield replace(clock, voided=main.ended, reason=_why_over([main], story) or ANSWERED)
        else:
            yield replace(clock, gone=main.ended)


def _update(clause: Updates, calendar: Calendar, main: Clock, start: datetime) -> Clock:
    due = calendar.due(start, clause.every) if clause.every else None
    return Clock(
        subject=main.subject,
        promise=clause.id,
        channel=main.channel,
        started=start,
        due=due.moment if due else None,
        provisional=bool(due and due.provisional),
        measured=due is not None and clause.strength is not Strength.MAY,
        edition=main.edition,
    )


def _tellings(clause: Late, mains: list[Clock], story: list[Fact]) -> Iterator[datetime]:
    """Give when the customer was told all that the clause demands, by a person, while a main clock ran."""
    wanted = frozenset(clause.tell)
    for fact in story:
        if fact.kind == "told" and fact.details.get("automatic") != "yes" and _running_at(mains, fact.at):
            said = wanted & tells(fact)
            if said == wanted or (clause.any_of and said):
                yield fact.at


def _running_at(mains: list[Clock], moment: datetime) -> list[Clock]:
    return [main for main in mains if main.started <= moment and (main.ended is None or moment < main.ended)]


def _end(mains: list[Clock]) -> datetime | None:
    """Return when the last of the main clocks ended, or None while one runs."""
    ends = [main.ended for main in mains]
    return None if None in ends else max(end for end in ends if end)


def _why_over(mains: list[Clock], story: list[Fact]) -> str:
    """Return why the customer waits no longer although a main clock was not stopped; "" where all were."""
    reasons = [main.reason for main in mains if main.voided]
    left = [fact.kind for main in mains if main.gone for fact in story if fact.at == main.gone]
    return next(iter([*reasons, *left]), "")


def _end_with(clock: Clock, mains: list[Clock], story: list[Fact]) -> Clock:
    end = _end(mains)
    if any(main.stopped for main in mains):
        return replace(clock, stopped=end)
    if end and clock.in_time(end):
        return replace(clock, voided=end, reason=_why_over(mains, story))
    return replace(clock, gone=end)


def _date(value: object) -> date:
    if isinstance(value, datetime):
        return local(value).date()
    return value if isinstance(value, date) else date.fromisoformat(str(value))
