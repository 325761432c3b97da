"""What is promised where an answer will be late: to say so in time, and the date then told."""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from math import inf

from answerable.charter.clauses import Late
from answerable.charter.facts import Fact
from answerable.charter.judging.acts import answers
from answerable.charter.judging.clock import Clock
from answerable.charter.judging.reckoning import date_in
from answerable.charter.judging.rules import Rule
from answerable.charter.judging.runs import Run
from answerable.charter.judging.standing import closed_without_answer, outcome_without_answer

ANSWERED_IN_TIME = "answered in time"
LATER_DATE = "a later date was told"
_TELLING = ("told", "acknowledged")  # after these the customer still waits for the answer


def tells(fact: Fact) -> frozenset[str]:
    """Return what the customer was told; a date told says both when the answer comes and the new date."""
    told = fact.details.get("tells", ())
    said = (told,) if isinstance(told, str) else told if isinstance(told, list | tuple) else ()
    dated = ("new date", "when the answer comes") if fact.details.get("date") else ()
    return frozenset((*said, *dated))


def late_clocks(rule: Rule, clause: Late, runs: Iterable[Run], story: list[Fact]) -> Iterator[Clock]:
    """Give the clocks of the promise to tell the customer; note on the main clocks who was told in time."""
    covered = [run for run in runs if clause.scope.covers(run.first)]
    mains = sorted((run.clock for run in covered), key=_started)
    tellings = [fact.at for fact in story if says_it(clause, fact)]
    for main in mains:
        main.told = main.told or next((at for at in _while_any(tellings, [main]) if main.in_time(at)), None)
    for _, group in groupby(mains, key=_started):
        yield _late_clock(rule, clause, list(group), tellings, story)
    if clause.date_id and covered:
        yield from date_clocks(clause.date_id, rule, covered[0].first, mains, story)


def _started(clock: Clock) -> float:
    return clock.started.timestamp()


def _late_clock(rule: Rule, clause: Late, mains: list[Clock], tellings: list[datetime], story: list[Fact]) -> Clock:
    """Return the clock for main clocks that started together, held while the soonest of them is.

    What comes first decides: the customer is told in time (kept), or every main ends in time (void).
    """
    soonest = min(mains, key=lambda main: main.due.timestamp() if main.due else inf)
    clock = Clock(
        subject=soonest.subject,
        promise=clause.id,
        channel=soonest.channel,
        started=soonest.started,
        due=soonest.due,
        provisional=soonest.provisional,
        paused=soonest.paused,
        due_unpaused=soonest.due_unpaused,
        measured=bool(soonest.due or soonest.paused) and rule.measured,
        edition=soonest.edition,
    )
    telling = next(_while_any(tellings, mains), None)
    end = _end(mains)
    if telling and clock.in_time(telling):
        clock.stopped = telling
    elif end and clock.in_time(end):
        clock.voided, clock.reason = end, why_over(mains, story) or ANSWERED_IN_TIME
    elif telling:
        clock.stopped = telling
    else:
        clock.gone = end
    if clock.ended:
        clock.due, clock.paused = clock.due or clock.ended, None
    return clock


def date_clocks(
    id: str, rule: Rule, first: Fact, waits: Sequence[Clock], story: list[Fact], kinds: Sequence[str] = ("told",)
) -> Iterator[Clock]:
    """Give the clocks of the dates that the customer was told while a main clock ran.

    A date once told is never moved: it runs until the answer, or until it is replaced before it has run out.
    """
    told = [fact for fact in story if fact.kind in kinds and fact.details.get("date")]
    dated = list(_with_waiting(told, waits))
    laters = [fact.at for fact, _ in dated[1:]]
    for (fact, waiting), later in zip(dated, [*laters, None], strict=False):
        clock = _date_clock(id, rule, first, fact, waiting[0])
        end = _end(waiting)
        if later and clock.in_time(later) and (end is None or later < end):
            clock.voided, clock.reason = later, LATER_DATE
        elif any(main.stopped for main in waiting):
            clock.stopped = end
        elif end and clock.in_time(end):
            clock.voided, clock.reason = end, why_over(waiting, story)
        else:
            clock.gone = end
        yield clock


def _date_clock(id: str, rule: Rule, first: Fact, fact: Fact, wait: Clock) -> Clock:
    calendar, day = rule.calendar_for(first), date_in(fact)
    assert day is not None
    return Clock(
        subject=fact.subject,
        promise=id,
        channel=wait.channel,
        started=fact.at,
        due=calendar.end_of(day, fact.at),
        provisional=day > calendar.known_to,
        measured=rule.measured,
        edition=wait.edition,
    )


def waits(run: Run, story: list[Fact]) -> Clock:
    """Return for how long the customer waits with whom a timed promise was to give a date: until the answer."""
    stops = set(run.rule.promise.stops)
    if stops.isdisjoint(_TELLING):
        return run.clock
    wait = Clock(
        subject=run.clock.subject,
        promise=run.clock.promise,
        channel=run.clock.channel,
        started=run.clock.started,
        due=None,
        edition=run.clock.edition,
    )
    for fact in (fact for fact in story if fact.at >= wait.started):
        if answers(fact, run.first):
            wait.stopped = fact.at
        elif closed_without_answer(fact):
            wait.voided, wait.reason = fact.at, str(fact.details["outcome"])
        if wait.ended:
            break
    return wait


def _while_any(moments: Sequence[datetime], mains: Sequence[Clock]) -> Iterator[datetime]:
    """Give those of the moments, which stand in order, at which one of the clocks ran."""
    end = _end(mains)
    for place in range(bisect_left(moments, min(main.started for main in mains)), len(moments)):
        if end and moments[place] >= end:
            return
        if any(main.ended is None or moments[place] < main.ended for main in mains if main.started <= moments[place]):
            yield moments[place]


def _with_waiting(told: Iterable[Fact], waits: Sequence[Clock]) -> Iterator[tuple[Fact, list[Clock]]]:
    """Give each fact during which a clock ran, with those that did. Both stand in the order of their moments."""
    ahead, waiting = deque(waits), list[Clock]()
    for fact in told:
        while ahead and ahead[0].started <= fact.at:
            waiting.append(ahead.popleft())
        waiting = [main for main in waiting if main.ended is None or fact.at < main.ended]
        if waiting:
            yield fact, waiting


def says_it(clause: Late, fact: Fact) -> bool:
    """Say whether the customer was told in it all that the clause demands, by a person."""
    if fact.kind != "told" or fact.details.get("automatic") == "yes":
        return False
    wanted = frozenset(clause.tell)
    said = wanted & tells(fact)
    return said == wanted or (clause.any_of and bool(said))


def while_running(clock: Clock, story: list[Fact]) -> list[Fact]:
    """Return what happened while the clock ran: from its start on, before its end."""
    last = bisect_left(story, clock.ended, key=_at) if clock.ended else None
    return story[bisect_left(story, clock.started, key=_at) : last]


def _at(fact: Fact) -> datetime:
    return fact.at


def _end(mains: Sequence[Clock]) -> datetime | None:
    """Return when the last of the main clocks ended, or None while one runs."""
    ends = [main.ended for main in mains]
    return None if None in ends else max(end for end in ends if end)


def why_over(mains: Sequence[Clock], story: list[Fact]) -> str:
    """Return why the customer waits no longer although a main clock was not stopped; "" where all were."""
    reasons = [main.reason for main in mains if main.voided]
    return next(iter([*reasons, *(_why_gone(main.gone, story) for main in mains if main.gone)]), "")


def _why_gone(moment: datetime, story: list[Fact]) -> str:
    """Return for what reason the case was closed at a moment, or else what happened then."""
    facts = story[bisect_left(story, moment, key=_at) : bisect_right(story, moment, key=_at)]
    closings = [outcome for fact in facts if (outcome := outcome_without_answer(fact))]
    return next(iter([*closings, *(fact.kind for fact in facts)]), "")
