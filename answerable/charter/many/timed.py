"""The clocks of one timed promise for many subjects at once, by the rules by which one subject is judged.

In rounds: in each, the next clock of every subject begins, and what ends it is found. Most subjects need one.
"""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

import numpy as np

from answerable.charter.clauses import Timed
from answerable.charter.facts import Fact
from answerable.charter.judging.rules import Act, Promised, TimedRule, left_word
from answerable.charter.judging.standing import closed_without_answer
from answerable.charter.many.columns import NEVER, Columns, Flags, Names, Numbers
from answerable.charter.many.dues import dues
from answerable.charter.many.timings import Timings, blank

NOWHERE = -1


class Runs(NamedTuple):
    """Clocks with the places of the facts that began them and that ended them (the number of facts: none did)."""

    clocks: Timings
    first: Numbers
    last: Numbers


def is_plain(promised: Promised) -> bool:
    """Say whether the promise can be judged for many at once, where nothing in a history moves its clocks."""
    return not promised.after and not any(rule.promise.each or rule.promise.provided for rule in promised.rules)


def runs_of_many(promised: Promised, facts: Columns, names: Names) -> Runs:
    """Return the clocks of a plain promise, of all subjects."""
    by = _begins(promised, facts)
    ways = list(_ways(promised, by, facts))
    first, last, way = _paired(by, ways, facts)
    clocks = _begun(promised, by[first], first, facts, names)
    return Runs(_ended(clocks, ways, way, last, facts, names), first, last)


def _begins(promised: Promised, facts: Columns) -> Numbers:
    """Return the place of the rule by which each fact begins a clock; NOWHERE where it begins none."""
    by = np.full(len(facts), NOWHERE, dtype=np.int64)
    for place, rule in enumerate(promised.rules):
        clause = rule.promise
        begins = facts.shaped(partial(_begins_it, clause), "begins", rule)
        by[begins[facts.shape] & facts.between(rule.start, rule.end)] = place
    return by


def _begins_it(clause: Timed, fact: Fact) -> bool:
    return fact.kind == clause.start and clause.scope.covers(fact)


class _Way(NamedTuple):
    """How clocks that began alike may end."""

    begun: Numbers  # the places of the facts with which they begin
    ends: Numbers  # the places of the facts that end them
    stops: Flags  # which shapes keep them
    closes: Flags  # which shapes close the subject without an answer


def _ways(promised: Promised, by: Numbers, facts: Columns) -> Iterator[_Way]:
    """Give the ways of each rule: those of customers who left word to be rung back, and those of others."""
    word = facts.where(left_word, "left word")
    for place, rule in enumerate(promised.rules):
        for begun in (np.flatnonzero((by == place) & word), np.flatnonzero((by == place) & ~word)):
            if len(begun):
                yield _way(rule, begun, facts)


def _way(rule: TimedRule, begun: Numbers, facts: Columns) -> _Way:
    first = facts.shapes.facts[facts.shape[begun[0]]]
    stops = facts.shaped(lambda fact: rule.stopped_by(fact, first), "stops", rule, left_word(first))
    closes = facts.shaped(lambda fact: _does(rule, fact, Act.CLOSES) and closed_without_answer(fact), "closes", rule)
    leaves = facts.shaped(lambda fact: _does(rule, fact, Act.LEAVES), "leaves", rule)
    return _Way(begun, np.flatnonzero((stops | closes | leaves)[facts.shape]), stops, closes)


def _does(rule: TimedRule, fact: Fact, act: Act) -> bool:
    return rule.acts.get(fact.kind) is act


def _paired(by: Numbers, ways: list[_Way], facts: Columns) -> tuple[Numbers, Numbers, Numbers]:
    """Return of each clock the place of the fact that began it, of that which ended it, and the place of its way.

    A clock that runs on has the number of facts as the place of its end. The clocks stand in the order of their facts.
    """
    begins = np.flatnonzero(by != NOWHERE)
    way = np.zeros(len(facts), dtype=np.int64)
    for place, one in enumerate(ways):
        way[one.begun] = place
    first = begins[facts.first_of_subject(begins)]
    rounds: list[tuple[Numbers, Numbers]] = []
    while len(first):
        last = np.full(len(first), len(facts), dtype=np.int64)
        for place, one in enumerate(ways):
            mine = way[first] == place
            last[mine] = facts.next_of_subject(one.ends, first[mine])
        rounds.append((first, last))
        ended = last[last < len(facts)]
        again = facts.next_of_subject(begins, ended)
        first = again[again < len(facts)]
    firsts = np.concatenate([np.empty(0, np.int64), *(first for first, _ in rounds)])
    lasts = np.concatenate([np.empty(0, np.int64), *(last for _, last in rounds)])
    order = np.argsort(firsts, kind="stable")
    return firsts[order], lasts[order], way[firsts[order]]


def _begun(promised: Promised, by: Numbers, first: Numbers, facts: Columns, names: Names) -> Timings:
    due, provisional = dues(promised.rules, by, first, facts)
    measured = np.array([rule.measured for rule in promised.rules], dtype=bool)
    edition = np.array([rule.edition for rule in promised.rules], dtype=np.int64)
    return blank(
        len(first),
        subject=facts.subject[first],
        channel=facts.channels(names)[facts.shape[first]],
        started=facts.at[first],
        due=due,
        provisional=provisional,
        measured=measured[by] & (due != NEVER),
        edition=edition[by],
    )


def _ended(clocks: Timings, ways: list[_Way], way: Numbers, last: Numbers, facts: Columns, names: Names) -> Timings:
    """Return the clocks with what ended them. What was broken before a closing stays broken."""
    if not ways:
        return clocks
    ended = np.flatnonzero(last < len(facts))
    at, shape = facts.at[last[ended]], facts.shape[last[ended]]
    stops = np.array([one.stops for one in ways]).reshape(len(ways), -1)[way[ended], shape]
    closes = np.array([one.closes for one in ways]).reshape(len(ways), -1)[way[ended], shape]
    voids = closes & clocks.where(ended).in_time(at)
    outcomes = facts.shapes.numbers(lambda fact: names.number(str(fact.details.get("outcome", ""))), "outcomes", names)
    for column, those in ((clocks.stopped, stops), (clocks.voided, voids), (clocks.gone, ~stops & ~voids)):
        column[ended[those]] = at[those]
    clocks.reason[ended[voids]] = outcomes[shape[voids]]
    return clocks
