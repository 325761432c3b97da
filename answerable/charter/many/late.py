"""What is promised where an answer will be late, for many at once: to say so in time, and the dates then told."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from answerable.charter.clauses import Late
from answerable.charter.judging.late import ANSWERED_IN_TIME, LATER_DATE, says_it
from answerable.charter.judging.reckoning import date_in
from answerable.charter.judging.rules import Rule
from answerable.charter.judging.standing import outcome_without_answer
from answerable.charter.many.columns import NEVER, Columns, Flags, Names, Numbers
from answerable.charter.many.dues import ends_of
from answerable.charter.many.timed import Runs
from answerable.charter.many.timings import Timings, blank, together


class Mains(NamedTuple):
    """The main clocks of a promise, in the order of subjects and starts."""

    clocks: Timings
    since: Numbers  # the place of the first fact at the moment at which each began
    why: Numbers  # why each ended without being done; 0: it was done, or runs


class _Groups(NamedTuple):
    """Main clocks that are looked at together: where each group begins among them, and which belong to which."""

    begins: Numbers
    of: Numbers

    def lowest(self, values: Numbers) -> Numbers:
        return np.minimum.reduceat(values, self.begins) if len(self.begins) else values[:0]

    def highest(self, values: Numbers) -> Numbers:
        return np.maximum.reduceat(values, self.begins) if len(self.begins) else values[:0]

    def first(self, such: Flags) -> Numbers:
        """Return the place of the first such clock of each group; the number of clocks where there is none."""
        return self.lowest(np.where(such, np.arange(len(such)), len(such)))


def mains_of(rule: Rule, clause: Late, runs: Mapping[str, Runs], facts: Columns, names: Names) -> Mains:
    """Return the main clocks that the promise is about. Who was told in time is noted on them."""
    covered = facts.shaped(clause.scope.covers, "covers", rule)
    told = np.flatnonzero(facts.where(lambda fact: says_it(clause, fact), "says it", rule))
    parts = []
    for clocks, first, last in (runs[id] for id in clause.mains if id in runs):
        mine = covered[facts.shape[first]] & (clocks.edition == rule.edition)
        mine &= facts.between(rule.start, rule.end)[first]
        since = facts.same_moment[first]
        telling = _first_telling(told, since, clocks, clocks.ended, facts)
        fresh = mine & (clocks.told == NEVER) & (telling != NEVER) & clocks.in_time(telling)
        clocks.told[fresh] = telling[fresh]
        parts.append((clocks.where(mine), since[mine], _why(clocks, last, facts, names)[mine]))
    clocks = together([clocks for clocks, _, _ in parts])
    order = np.lexsort((clocks.started, clocks.subject))
    since, why = (np.concatenate([np.empty(0, np.int64), *(part[place] for part in parts)]) for place in (1, 2))
    return Mains(clocks.where(order), since[order], why[order])


def _first_telling(told: Numbers, since: Numbers, clocks: Timings, ended: Numbers, facts: Columns) -> Numbers:
    """Return when the customer was first told, from the fact at `since` on and before `ended`; NEVER where not."""
    place = np.append(told, len(facts))[np.searchsorted(told, since)]
    at = np.append(facts.at, NEVER)[place]
    mine = (place < facts.ends[clocks.subject]) & (at < ended)
    return np.where(mine, at, NEVER)


def _why(clocks: Timings, last: Numbers, facts: Columns, names: Names) -> Numbers:
    """Return of each clock why it is void, or what happened when nobody waited for it any longer; 0 for the others."""
    kinds = facts.shapes.numbers(lambda fact: names.number(fact.kind), "kinds", names)
    outcomes = facts.shapes.numbers(lambda fact: names.number(outcome_without_answer(fact)), "outcomes", names)
    gone = np.flatnonzero(clocks.gone != NEVER)
    why = clocks.reason.copy()
    ended_by = last[gone]
    outcome = outcomes[facts.shape[ended_by]]
    why[gone] = np.where(outcome > 0, outcome, kinds[facts.shape[facts.same_moment[ended_by]]])
    return why


def late_of_many(rule: Rule, clause: Late, mains: Mains, facts: Columns, names: Names) -> Timings:
    """Return the clocks of the promise to tell the customer: one for main clocks that started together."""
    clocks = mains.clocks
    fresh = np.ones(len(clocks), dtype=bool)
    fresh[1:] = (clocks.subject[1:] != clocks.subject[:-1]) | (clocks.started[1:] != clocks.started[:-1])
    groups = _Groups(np.flatnonzero(fresh), np.cumsum(fresh) - 1)
    soonest = groups.first(clocks.due == groups.lowest(clocks.due)[groups.of])
    late = clocks.where(soonest)
    late = blank(
        len(late),
        subject=late.subject,
        channel=late.channel,
        started=late.started,
        due=late.due,
        provisional=late.provisional,
        measured=(late.due != NEVER) & rule.measured,
        edition=late.edition,
    )
    end = groups.highest(clocks.ended)
    told = np.flatnonzero(facts.where(lambda fact: says_it(clause, fact), "says it", rule))
    telling = _first_telling(told, mains.since[groups.begins], late, end, facts)
    return _decided(late, telling, end, _why_over(mains, groups), names)


def _decided(late: Timings, telling: Numbers, end: Numbers, why: Numbers, names: Names) -> Timings:
    """Return the clocks ended by what came first: the customer told in time, or every main clock ended in time."""
    told, over = telling != NEVER, end != NEVER
    in_time = told & late.in_time(telling)
    voids = ~in_time & over & late.in_time(end)
    stops = told & ~voids
    stopped = np.where(stops, telling, NEVER)
    ended = np.where(stops, telling, end)
    return replace(
        late,
        stopped=stopped,
        voided=np.where(voids, end, NEVER),
        gone=np.where(stops | voids, NEVER, end),
        reason=np.where(voids, np.where(why > 0, why, names.number(ANSWERED_IN_TIME)), 0),
        due=np.where(late.due == NEVER, ended, late.due),
    )


def _why_over(mains: Mains, groups: _Groups) -> Numbers:
    """Return why each group's customers wait no longer although a main clock was not stopped; 0 where all were."""
    voided, gone = mains.clocks.voided != NEVER, mains.clocks.gone != NEVER
    why = np.append(mains.why, 0)
    of_void, of_gone = groups.first(voided), groups.first(gone)
    return np.where(of_void < len(voided), why[of_void], why[of_gone])


def dates_of_many(rule: Rule, mains: Mains, facts: Columns, names: Names) -> Timings:
    """Return the clocks of the dates that the customers were told while main clocks ran."""
    told = np.flatnonzero(facts.where(lambda fact: fact.kind == "told" and date_in(fact), "dated told"))
    told, waiting, groups = _waiting(told, mains, facts)
    clocks = waiting.clocks.where(groups.begins)
    days = [date_in(facts.shapes.facts[shape]) for shape in facts.shape[told]]
    at = facts.at[told]
    due = ends_of(rule.calendar, [day for day in days if day], at)
    dates = blank(
        len(told),
        subject=clocks.subject,
        channel=clocks.channel,
        started=at,
        due=due,
        provisional=np.array([bool(day and day > rule.calendar.known_to) for day in days], dtype=bool),
        measured=np.full(len(told), rule.measured),
        edition=clocks.edition,
    )
    return _dates_decided(dates, waiting, groups, names)


def _waiting(told: Numbers, mains: Mains, facts: Columns) -> tuple[Numbers, Mains, _Groups]:
    """Return those of the facts that happened while a main clock ran, with the main clocks that ran then, in groups."""
    clocks = mains.clocks
    low, high = (np.searchsorted(clocks.subject, facts.subject[told], side=side) for side in ("left", "right"))
    counts = high - low
    of = np.repeat(np.arange(len(told)), counts)
    which = np.arange(len(of)) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(low, counts)
    at = facts.at[told[of]]
    ran = (clocks.started[which] <= at) & (at < clocks.ended[which])
    of, which = of[ran], which[ran]
    begins = np.flatnonzero(np.concatenate([np.ones(len(of[:1]), dtype=bool), of[1:] != of[:-1]]))
    running = Mains(clocks.where(which), mains.since[which], mains.why[which])
    return told[of[begins]], running, _Groups(begins, np.empty(0, np.int64))


def _dates_decided(dates: Timings, waiting: Mains, groups: _Groups, names: Names) -> Timings:
    """Return the clocks ended: by a later date told in time, or with the waiting."""
    end = groups.highest(waiting.clocks.ended)
    done = groups.first(waiting.clocks.stopped != NEVER) < len(waiting.clocks)
    done &= groups.first(waiting.clocks.stopped != NEVER) < np.append(groups.begins[1:], len(waiting.clocks))
    later = np.full(len(dates), NEVER, dtype=np.int64)
    later[:-1] = np.where(dates.subject[1:] == dates.subject[:-1], dates.started[1:], NEVER)
    replaced = (later != NEVER) & dates.in_time(later) & (later < end)
    stops = ~replaced & done
    voids = ~replaced & ~done & (end != NEVER) & dates.in_time(end)
    return replace(
        dates,
        stopped=np.where(stops, end, NEVER),
        voided=np.where(replaced, later, np.where(voids, end, NEVER)),
        gone=np.where(replaced | stops | voids, NEVER, end),
        reason=np.where(replaced, names.number(LATER_DATE), np.where(voids, _why_over(waiting, groups), 0)),
    )
