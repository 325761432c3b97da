"""Facts of many subjects and editions of a charter in, the clocks of all of them out, as columns.

It is the judge of one subject at another speed: what a fact does is asked of the same rules, once a shape of fact
instead of once a fact. Promises and histories in which something moves a clock go to that judge itself.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

import numpy as np

from answerable.charter.clauses import Late, Record, Step, Updates
from answerable.charter.judge import clocks_by_rules
from answerable.charter.judging.clock import Clock
from answerable.charter.judging.late import tells
from answerable.charter.judging.reckoning import date_in
from answerable.charter.judging.rules import Act, Promised, Rule, Rules
from answerable.charter.judging.standing import closed_without_answer, story_of
from answerable.charter.judging.steps import STEP_DONE
from answerable.charter.many.columns import NEVER, Columns, Flags, Names
from answerable.charter.many.done import steps_of_many, writings_of_many
from answerable.charter.many.late import dates_of_many, late_of_many, mains_of
from answerable.charter.many.timed import Runs, is_plain, runs_of_many
from answerable.charter.many.timings import Timings, numbered, timings, together

_MOVING = frozenset({Act.CALLS_OFF, Act.EXCEPTS, Act.EXTENDS, Act.PAUSES, Act.RESUMES, Act.REOPENS})
_RECORDED = ("begun", "renewed", "ended")


def clocks_of_many(rules: Rules, facts: Columns, names: Names, now: datetime | None = None) -> dict[str, Timings]:
    """Return every clock of many subjects, by promise: those that `clocks_by_rules` gives for each."""
    many = _Many(rules, standing(facts), names)
    many.judge()
    found = many.found | {id: [] for id in many.hard if id not in many.found}
    parts = {id: [part.where(~many.is_hard(id)[part.subject]) for part in of_one] for id, of_one in found.items()}
    for id, clocks in _one_by_one(facts, many, now).items():
        parts.setdefault(id, []).append(clocks)
    return {id: numbered(together(of_one)) for id, of_one in parts.items()}


def standing(facts: Columns) -> Columns:
    """Return the facts that stand: without messages that bounced, and closings that a later reopening undid."""
    return _without_undone_closings(_without_bounced(facts))


def _without_bounced(facts: Columns) -> Columns:
    bounced = facts.where(lambda fact: fact.kind == "bounced", "bounced")
    messages = np.stack([facts.subject, facts.message])
    back = np.unique(messages[:, bounced & (facts.message >= 0)], axis=1)
    if not back.size:
        return facts
    most = int(facts.message.max()) + 1
    sent_back = np.isin(facts.subject * most + facts.message, back[0] * most + back[1]) & (facts.message >= 0)
    return facts.only(bounced | ~sent_back)


def _without_undone_closings(facts: Columns) -> Columns:
    reopened = np.flatnonzero(facts.where(lambda fact: fact.kind == "reopened", "reopened"))
    if not len(reopened):
        return facts
    last = np.full(facts.subjects, -1, dtype=np.int64)
    last[facts.subject[reopened]] = reopened
    closed = facts.where(closed_without_answer, "closed without answer")
    return facts.only(~closed | (np.arange(len(facts)) > last[facts.subject]))


class _Many:
    """The clocks found so far, and for each promise the subjects that are judged one by one instead."""

    def __init__(self, rules: Rules, facts: Columns, names: Names) -> None:
        self.rules, self.facts, self.names = rules, facts, names
        self.found: dict[str, list[Timings]] = {}
        self.runs: dict[str, Runs] = {}
        self.hard: dict[str, Flags] = {}
        self._nobody = np.zeros(facts.subjects, dtype=bool)

    def judge(self) -> None:
        """Judge every promise for the subjects for which it is plain."""
        for id, promised in self.rules.timed.items():
            self._mark(id, self._having(_moving(self.rules, id, promised)))
            if is_plain(promised):
                self.runs[id] = runs_of_many(promised, self.facts, self.names)
                self._found(id, self.runs[id].clocks)
            for rule in promised.rules:
                if rule.promise.date_id:
                    self._mark(rule.promise.date_id, self._dated({"told", *rule.promise.stops}))
        for other in self.rules.others:
            self._other(other)
        for other, writing in self.rules.writings:
            self._found(writing.id, writings_of_many(other, writing, self.facts, self.names))

    def is_hard(self, id: str) -> Flags:
        """Say of each subject whether the promise is judged one by one for it."""
        return self.hard.get(id, self._nobody)

    def _other(self, rule: Rule) -> None:
        match rule.promise:
            case Late() as clause:
                self._late(rule, clause)
            case Updates() as clause:
                self._mark(clause.id, self._updated(clause))
            case Step() as clause:
                self._mark(clause.id, self._having({STEP_DONE}))
                self._found(clause.id, steps_of_many(rule, clause, self.facts, self.names))
            case Record() as clause:
                self._mark(clause.id, self._having(_RECORDED))
            case _:
                pass

    def _late(self, rule: Rule, clause: Late) -> None:
        ids = [clause.id, clause.date_id] if clause.date_id else [clause.id]
        for id in ids:
            for main in clause.mains:
                self._mark(id, self.is_hard(main))
        mains = mains_of(rule, clause, self.runs, self.facts, self.names)
        self._found(clause.id, late_of_many(rule, clause, mains, self.facts, self.names))
        if clause.date_id:
            if rule.varies:
                self._mark(clause.date_id, self._dated({"told"}))
            self._found(clause.date_id, dates_of_many(rule, mains, self.facts, self.names))

    def _updated(self, clause: Updates) -> Flags:
        """Return the subjects that are promised updates: the answer is late, or revised limits were told."""
        hard = self.is_hard(clause.main) | self.facts.having(
            self.facts.where(lambda fact: fact.kind == "told" and "revised limits" in tells(fact), "revised")
        )
        if clause.main in self.runs:
            clocks = self.runs[clause.main].clocks
            late = (clocks.due != NEVER) & ((clocks.ended == NEVER) | ~clocks.in_time(clocks.ended))
            hard[clocks.subject[late]] = True
        return hard

    def _found(self, id: str, clocks: Timings) -> None:
        self.found.setdefault(id, []).append(clocks)

    def _mark(self, id: str, subjects: Flags) -> None:
        self.hard[id] = self.is_hard(id) | subjects

    def _having(self, kinds: Iterable[str]) -> Flags:
        wanted = frozenset(kinds)
        return self.facts.having(self.facts.where(lambda fact: fact.kind in wanted, "kinds", wanted))

    def _dated(self, kinds: Iterable[str]) -> Flags:
        wanted = frozenset(kinds)
        dated = self.facts.where(lambda fact: fact.kind in wanted and date_in(fact), "dated", wanted)
        return self.facts.having(dated)


def _moving(rules: Rules, id: str, promised: Promised) -> frozenset[str]:
    """Return the kinds of fact that move clocks of the promise; all that begin one, where it isn't plain."""
    acts = {kind for rule in promised.rules for kind, act in rule.acts.items() if act in _MOVING}
    return frozenset(acts if is_plain(promised) else acts | _beginnings(rules, id, frozenset()))


def _beginnings(rules: Rules, id: str, seen: frozenset[str]) -> frozenset[str]:
    promised = rules.timed.get(id)
    if promised is None or id in seen:
        return frozenset()
    before = (_beginnings(rules, other, seen | {id}) for other in promised.after)
    return promised.starts.union(*before)


def _one_by_one(facts: Columns, many: _Many, now: datetime | None) -> Mapping[str, Timings]:
    """Return the clocks of hard subjects, each from a history of its own, of the promises for which they are hard."""
    hard = np.flatnonzero(np.any(list(many.hard.values()), axis=0)) if many.hard else ()
    found: dict[str, list[tuple[int, Clock]]] = {}
    for subject in hard:
        for clock in clocks_by_rules(many.rules, story_of(facts.told(int(subject))), now):
            if many.is_hard(clock.promise)[subject]:
                found.setdefault(clock.promise, []).append((int(subject), clock))
    return {id: timings(clocks, many.names) for id, clocks in found.items()}
