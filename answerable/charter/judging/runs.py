"""A clock while it runs: how it begins, and what each thing that happens does to it."""

from dataclasses import dataclass
from datetime import datetime

from answerable.charter.facts import Fact
from answerable.charter.judging.clock import Clock
from answerable.charter.judging.reckoning import Reckoning, due_of
from answerable.charter.judging.rules import TimedRule
from answerable.charter.worktime import Due


@dataclass(slots=True)
class Run:
    """A clock, with the rule by which it runs and the fact that the customer's waiting began with."""

    rule: TimedRule
    first: Fact
    clock: Clock
    reckoning: Reckoning | None = None  # of a clock that was held, extended or reopened
    unpaused: Reckoning | None = None  # of one that was held: as if it had never been
    closed: bool = False  # whether a closing ended it

    @property
    def broken(self) -> bool:
        """Say whether it ended without the promise being kept."""
        clock = self.clock
        return bool(clock.gone or (clock.stopped and not clock.in_time(clock.stopped)))

    def gives_way(self) -> datetime | None:
        """Return when the clock that comes after this one begins: when this one is stopped, or falls due before."""
        clock = self.clock
        if clock.voided or (clock.due is None and clock.stopped is None):
            return None
        moment = min((end for end in (clock.stopped, clock.due) if end), key=datetime.timestamp)
        return None if clock.gone and clock.gone < moment else moment


def begin(rule: TimedRule, first: Fact, at: datetime) -> Run:
    """Return the clock that starts `at` a moment for somebody whose waiting `first` began."""
    due = due_of(rule, first, at)
    return Run(
        rule,
        first,
        Clock(
            subject=first.subject,
            promise=rule.promise.id,
            channel=first.channel,
            started=at,
            due=due.moment if due else None,
            provisional=due.provisional if due else False,
            measured=due is not None and rule.measured,
            edition=rule.edition,
        ),
    )


def stop(run: Run, fact: Fact) -> None:
    """It was done."""
    _release(run, fact.at)
    run.clock.stopped = fact.at


def leave(run: Run, fact: Fact) -> None:
    """Nobody waits for it any longer."""
    _release(run, fact.at)
    run.clock.gone = fact.at


def void(run: Run, fact: Fact, reason: str) -> None:
    """It need not be done any more. A promise that was broken before stays broken."""
    _release(run, fact.at)
    if run.clock.in_time(fact.at):
        run.clock.voided, run.clock.reason = fact.at, reason
    else:
        run.clock.gone = fact.at


def close(run: Run, fact: Fact) -> None:
    """The case was closed without an answer."""
    void(run, fact, str(fact.details["outcome"]))
    run.closed = True


def except_(run: Run, fact: Fact) -> None:
    """The promise can't be held to in this case; once it is broken nothing excuses it."""
    reason = str(fact.details.get("reason", ""))
    if reason in run.rule.promise.exceptions and run.clock.in_time(fact.at):
        void(run, fact, reason)


def pause(run: Run, at: datetime) -> None:
    """Hold the clock, unless it has run out or has no time."""
    clock = run.clock
    if clock.paused or clock.due is None or not clock.in_time(at):
        return
    run.reckoning = _reckoning(run)
    run.unpaused = run.unpaused or run.reckoning.copy()
    clock.paused, clock.due, clock.due_unpaused = at, None, run.unpaused.due


def resume(run: Run, fact: Fact) -> None:
    """Let the clock run on, with the time that it had left."""
    _release(run, fact.at)


def extend(run: Run, fact: Fact) -> None:
    """Put the clock off. One that is held is put off from where it stands."""
    clock = run.clock
    since = clock.paused
    if not since and clock.due is None:
        return
    _release(run, fact.at)
    run.reckoning = _reckoning(run)
    for reckoning in (run.reckoning, run.unpaused):
        if reckoning:
            reckoning.extend(fact)
    _dated(run)
    if since:
        pause(run, fact.at)
        clock.paused = since


def run_on(run: Run, fact: Fact) -> None:
    """Let an ended clock run again, moved by the time for which it stood still. What was broken stays broken."""
    clock = run.clock
    if clock.stopped and not clock.in_time(clock.stopped):
        return
    ended, stood = clock.ended, not clock.gone
    clock.stopped = clock.voided = clock.gone = None
    clock.reason, run.closed = "", False
    if ended and stood and clock.due:
        run.reckoning = _reckoning(run)
        for reckoning in (run.reckoning, run.unpaused):
            if reckoning:
                reckoning.stand_still(ended, fact.at)
        _dated(run)


def _release(run: Run, at: datetime) -> None:
    clock = run.clock
    if clock.paused and run.reckoning:
        run.reckoning.stand_still(clock.paused, at)
        clock.paused = None
        _dated(run)


def _reckoning(run: Run) -> Reckoning:
    clock = run.clock
    assert clock.due is not None
    return run.reckoning or Reckoning(run.rule, run.first, clock.started, Due(clock.due, clock.provisional))


def _dated(run: Run) -> None:
    if run.reckoning:
        run.clock.due, run.clock.provisional = run.reckoning.due, run.reckoning.provisional
    if run.unpaused:
        run.clock.due_unpaused = run.unpaused.due
