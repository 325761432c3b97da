"""What is promised while an answer is late: updates, again and again, until it comes."""

from collections.abc import Iterator
from datetime import datetime

from answerable.charter.clauses import Updates
from answerable.charter.facts import Fact
from answerable.charter.judging.clock import Clock
from answerable.charter.judging.late import tells, while_running, why_over
from answerable.charter.judging.rules import Rule
from answerable.charter.judging.runs import Run

ANSWERED = "answered"
_PROGRESS = ("progress", "revised limits")
# Nobody misses more updates of one answer than this; the last runs on.
_MOST_MISSED = 1000


def update_clocks(rule: Rule, clause: Updates, run: Run, story: list[Fact], until: datetime) -> Iterator[Clock]:
    """Give the clocks of the updates on a main clock: the first from when it fell due, or revised limits were told.

    An update told keeps the one that runs and starts the next; the answer makes the one that runs void. One that was
    missed is broken when it falls due, and the next begins then. While the answer is awaited those are given that
    began by `until`.
    """
    main = run.clock
    told = [fact for fact in while_running(main, story) if fact.kind == "told"]
    revised = [fact.at for fact in told if "revised limits" in tells(fact) and main.in_time(fact.at)]
    start = revised[0] if revised else main.due
    if start is None or (main.ended and not revised and main.in_time(main.ended)):
        return
    updates = [fact.at for fact in told if fact.at > start and not tells(fact).isdisjoint(_PROGRESS)]
    for begun, done in zip([start, *updates], [*updates, None], strict=True):
        *missed, clock = _until(rule, clause, run, begun, done or main.ended or until)
        yield from missed
        if done:
            clock.stopped = done
        elif main.ended and clock.in_time(main.ended):
            clock.voided, clock.reason = main.ended, why_over([main], story) or ANSWERED
        else:
            clock.gone = main.ended
        yield clock


def _until(rule: Rule, clause: Updates, run: Run, begun: datetime, until: datetime) -> list[Clock]:
    """Return the update that began at a moment and those that began, each missed, before the last of them."""
    found = [_update(rule, clause, run, begun)]
    while not found[-1].in_time(until) and len(found) < _MOST_MISSED:
        found[-1].gone = due = found[-1].due
        assert due is not None
        found.append(_update(rule, clause, run, due))
    return found


def _update(rule: Rule, clause: Updates, run: Run, start: datetime) -> Clock:
    due = rule.calendar_for(run.first).due(start, clause.every) if clause.every else None
    return Clock(
        subject=run.clock.subject,
        promise=clause.id,
        channel=run.clock.channel,
        started=start,
        due=due.moment if due else None,
        provisional=due.provisional if due else False,
        measured=due is not None and rule.measured,
        edition=run.clock.edition,
    )
