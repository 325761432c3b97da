"""What is judged the moment it happens, for many subjects at once: steps of the work, and what stands in messages."""

import numpy as np

from answerable.charter.clauses import Step, Writing
from answerable.charter.judging.rules import Rule
from answerable.charter.judging.steps import done, is_kept, words_in
from answerable.charter.judging.writings import is_about, is_stage_2, sent_in
from answerable.charter.many.columns import NEVER, Columns, Flags, Names, Numbers, shape
from answerable.charter.many.timings import Timings, blank

_STAGE_2 = shape("stage 2 requested", "", {})


def steps_of_many(rule: Rule, clause: Step, facts: Columns, names: Names) -> Timings:
    """Return a clock for each fact at which the step is asked for. Only where nothing was recorded afterwards."""
    asked = facts.where(lambda fact: fact.kind == clause.at and clause.scope.covers(fact), "asks", rule)
    places = np.flatnonzero(asked & facts.between(rule.start, rule.end))
    kept = facts.shaped(lambda fact: is_kept(clause, done(fact)), "kept", rule)
    return _at_once(rule, places, kept[facts.shape[places]], np.ones(len(places), dtype=bool), facts, names)


def writings_of_many(rule: Rule, clause: Writing, facts: Columns, names: Names) -> Timings:
    """Return a clock for each message that the promise is about; one that did several things is one."""
    places = np.flatnonzero(_about(rule, clause, facts) & facts.between(rule.start, rule.end))
    places = _first_of_message(places, facts)
    kept = facts.shaped(lambda fact: words_in(fact, "has").issuperset(clause.has), "has", rule)
    measured = facts.shaped(lambda fact: "has" in fact.details, "has")
    return _at_once(rule, places, kept[facts.shape[places]], measured[facts.shape[places]], facts, names)


def _about(rule: Rule, clause: Writing, facts: Columns) -> Flags:
    """Say of each fact whether it sent a message of that sort. The answer to a stage 2 complaint is the final one."""
    first = facts.shaped(lambda fact: any(is_about(clause, sent) for sent in sent_in([fact])), "about", rule)
    final = facts.shaped(lambda fact: any(is_about(clause, sent) for sent in sent_in([_STAGE_2, fact])), "final", rule)
    since = np.full(facts.subjects, NEVER, dtype=np.int64)
    reached = np.flatnonzero(facts.where(is_stage_2, "stage 2"))
    np.minimum.at(since, facts.subject[reached], facts.at[reached])
    return np.where(facts.at >= since[facts.subject], final[facts.shape], first[facts.shape])


def _first_of_message(places: Numbers, facts: Columns) -> Numbers:
    """Return which of the facts in order is the first of its message; without one, the first at its moment."""
    message = facts.message[places]
    named = facts.subject[places] * (message.max(initial=0) + 1) + message
    keys = np.where(message >= 0, named, -1 - facts.same_moment[places])
    return np.sort(places[np.unique(keys, return_index=True)[1]])


def _at_once(rule: Rule, places: Numbers, kept: Flags, measured: Flags, facts: Columns, names: Names) -> Timings:
    at = facts.at[places]
    return blank(
        len(places),
        subject=facts.subject[places],
        channel=facts.channels(names)[facts.shape[places]],
        started=at,
        due=at,
        stopped=np.where(kept, at, NEVER),
        gone=np.where(kept, NEVER, at),
        provisional=np.zeros(len(places), dtype=bool),
        measured=measured & rule.measured,
        edition=np.full(len(places), rule.edition, dtype=np.int64),
    )
