"""The course of one timed promise for one subject: which clocks it has, by what happened.

A clock starts at the earliest fact that its promise names and covers, and later ones do not restart it; once it has
ended, the next such fact starts another. With `each` every such fact starts one, and what stops one stops that which
falls due soonest. It keeps the edition of the charter that was in force when it started.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from math import inf
from operator import itemgetter

from answerable.charter.facts import Fact
from answerable.charter.judging.rules import Act, Promised, TimedRule
from answerable.charter.judging.runs import Run, begin, close, except_, extend, leave, pause, resume, run_on, stop, void
from answerable.charter.judging.standing import Story, closed_without_answer

ANSWERED = "answered"
_REOPENED = "reopened"


def runs_of(promised: Promised, story: Story, others: Mapping[str, list[Run]]) -> list[Run]:
    """Return the clocks of a promise, in the order in which they started.

    `others` are the clocks of the promises that it may begin after.
    """
    course = _Course(promised, story)
    begins = sorted(_begins_after(promised, story, others), key=itemgetter(0)) if promised.after else []
    for fact in story.all if promised.reopens else story.facts:
        while begins and begins[0][0] <= fact.at:
            course.begin_after(*begins.pop(0))
        if fact.kind in (promised.kinds if course.running else promised.matters_before):
            course.meet(fact)
    for moment, before in begins:
        course.begin_after(moment, before)
    return course.found


def _begins_after(promised: Promised, story: Story, others: Mapping[str, list[Run]]) -> Iterator[tuple[datetime, Run]]:
    """Give when each clock that others come after gives way; where all was done by then nothing is left to wait for."""
    for before in (run for id in promised.after for run in others.get(id, ())):
        moment = before.gives_way()
        if moment is None:
            continue
        since, first = before.clock.started, before.first
        earlier = [fact for fact in story.facts if since <= fact.at < moment]
        if not any(rule.stopped_by(fact, first) for fact in earlier for rule in promised.rules):
            yield moment, before


class _Course:
    """What runs, and what has ended, up to some moment of the story."""

    def __init__(self, promised: Promised, story: Story) -> None:
        self.promised, self.story = promised, story
        self.rules = promised.rules
        self.found: list[Run] = []
        self.running: list[Run] = []
        self.held: list[Fact] = []  # what the council waits for
        self.given: set[str] = set()  # what the customer has given
        self.asked: list[Fact] = []  # what would have started a clock, had the customer given all that it takes

    def meet(self, fact: Fact) -> None:
        """Take in what happens next: to what runs, or else as the beginning of something."""
        ran = bool(self.running)
        if ran:
            self._act(fact)
        if self.promised.waits:
            self._note(fact)
        if fact.kind == _REOPENED:
            self._reopen(fact)
        elif (rule := self._starting(fact, fact.at)) and (not ran or rule.promise.each):
            self._begin_or_wait(rule, fact)
        if self.asked:
            self._begin_provided(fact)

    def begin_after(self, at: datetime, before: Run) -> None:
        """Begin what comes after another clock, unless one runs already."""
        for rule in self.rules:
            if rule.promise.after == before.rule.promise.id and self._covers(rule, before.first, at):
                if not self.running or rule.promise.each:
                    self._begin(rule, before.first, at)
                return

    def _starting(self, first: Fact, at: datetime) -> TimedRule | None:
        for rule in self.rules:
            if rule.promise.start == first.kind and self._covers(rule, first, at):
                return rule
        return None

    def _covers(self, rule: TimedRule, first: Fact, at: datetime) -> bool:
        return rule.applies_at(at) and rule.promise.scope.covers(first)

    def _begin_or_wait(self, rule: TimedRule, first: Fact) -> None:
        if rule.promise.provided:
            self.asked.append(first)
        else:
            self._begin(rule, first, first.at)

    def _begin_provided(self, fact: Fact) -> None:
        for first in self.asked[:]:
            rule = self._starting(first, fact.at)
            if rule and self.given.issuperset(rule.promise.provided):
                self.asked.remove(first)
                if not self.running or rule.promise.each:
                    self._begin(rule, first, fact.at)

    def _begin(self, rule: TimedRule, first: Fact, at: datetime) -> None:
        run = begin(rule, first, at)
        self.found.append(run)
        self._runs(run, at)

    def _runs(self, run: Run, at: datetime) -> None:
        self.running.append(run)
        # What the council waits for already holds what begins meanwhile too.
        if any(fact.details.get("reason") in run.rule.promise.pauses for fact in self.held):
            pause(run, at)

    def _act(self, fact: Fact) -> None:
        if len(self.running) == 1:
            self._act_on_one(self.running[0], fact)
        else:
            self._act_on_several(fact)
        self.running = [run for run in self.running if not run.clock.ended]

    def _act_on_one(self, run: Run, fact: Fact) -> None:
        if run.rule.stopped_by(fact, run.first):
            stop(run, fact)
        else:
            self._happens_to(run, fact)

    def _act_on_several(self, fact: Fact) -> None:
        done = [run for run in self.running if run.rule.stopped_by(fact, run.first)]
        if done:
            soonest = min(done, key=_due)
            stop(soonest, fact)
            if soonest.rule.acts[fact.kind] is Act.ANSWERS:
                for run in self.running:
                    if run is not soonest:
                        void(run, fact, ANSWERED)
        else:
            for run in self.running:
                self._happens_to(run, fact)

    def _happens_to(self, run: Run, fact: Fact) -> None:
        match run.rule.acts.get(fact.kind):
            case Act.LEAVES:
                leave(run, fact)
            case Act.CLOSES if self._closes(run.rule, fact):
                close(run, fact)
            case Act.CALLS_OFF:
                void(run, fact, str(fact.details.get("reason", fact.kind)))
            case Act.EXCEPTS:
                except_(run, fact)
            case Act.EXTENDS:
                extend(run, fact)
            case Act.PAUSES if fact.details.get("reason") in run.rule.promise.pauses:
                pause(run, fact.at)
            case Act.RESUMES:
                resume(run, fact)
            case _:
                pass

    def _closes(self, rule: TimedRule, fact: Fact) -> bool:
        return closed_without_answer(fact) and not (rule.promise.reopening == "nothing" and fact in self.story.undone)

    def _note(self, fact: Fact) -> None:
        """Remember what matters to clocks that have not begun."""
        if fact.kind == "paused":
            self.held.append(fact)
        elif fact.kind == "resumed":
            self.held.clear()
        if given := fact.details.get("given"):
            self.given.update([given] if isinstance(given, str) else given if isinstance(given, list | tuple) else ())
        self.asked = [first for first in self.asked if not self._over(first, fact)]

    def _over(self, first: Fact, fact: Fact) -> bool:
        """Say whether the customer, who has not given all that it takes, waits no longer."""
        rule = self._starting(first, first.at)
        if rule is None:
            return True
        act = rule.acts.get(fact.kind)
        gone = act in (Act.LEAVES, Act.CALLS_OFF) or (act is Act.CLOSES and self._closes(rule, fact))
        return gone or rule.stopped_by(fact, first)

    def _reopen(self, fact: Fact) -> None:
        """Do with what ended last what its promise says of reopening."""
        ended = [run for run in self.found if run.clock.ended]
        if not ended or any(not run.rule.promise.each for run in self.running):
            return
        last = max(run.clock.ended.timestamp() for run in ended if run.clock.ended)
        for run in ended:
            if run.clock.ended and run.clock.ended.timestamp() == last:
                self._reopen_one(run, fact)

    def _reopen_one(self, run: Run, fact: Fact) -> None:
        clock = run.clock
        if (clock.gone and not run.closed) or clock.reason in run.rule.promise.exceptions:
            return
        match run.rule.promise.reopening:
            case "new clock":
                self._begin_anew(run, fact)
            case "restart" if not run.broken:
                self.found.remove(run)
                self._begin_anew(run, fact)
            case "restart" | "resume":
                run_on(run, fact)
                if not run.clock.ended:
                    self._runs(run, fact.at)
            case _:
                pass

    def _begin_anew(self, run: Run, fact: Fact) -> None:
        rule = next((rule for rule in self.rules if self._covers(rule, run.first, fact.at)), None)
        if rule:
            self._begin(rule, run.first, fact.at)


def _due(run: Run) -> tuple[float, float]:
    due = run.clock.due
    return due.timestamp() if due else inf, run.clock.started.timestamp()
