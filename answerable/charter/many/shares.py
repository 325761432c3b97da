"""Shares counted for many subjects at once: of those to whom one thing happened, who had another."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np

from answerable.charter.clauses import Share
from answerable.charter.judging.rules import Edition
from answerable.charter.many.columns import NEVER, NEVER_YET, SECOND, Columns, Flags, Numbers, microseconds
from answerable.charter.many.fared import Fared, Period
from answerable.charter.many.judged import standing
from answerable.charter.shares import is_that
from answerable.charter.worktime import Calendar


def shares_fared(
    editions: Sequence[Edition], facts: Columns, period: Period, others: Mapping[str, Fared]
) -> dict[str, Fared]:
    """Return how the shares fared, of the subjects that began in the period: each by the edition in force then.

    A share of other promises is of their clocks, `others`. An average has no parts that are kept or broken.
    """
    stand = standing(facts)
    found: dict[str, Fared] = {}
    ends = [edition.start for edition in editions[1:]] + [None]
    for edition, end in zip(editions, ends, strict=True):
        first, last = _within(period, edition.start, end)
        for clause in (promise for promise in edition.charter if isinstance(promise, Share)):
            if clause.of_promises:
                found[clause.id] = _of_promises(clause, others)
            elif clause.average is None:
                began, had = _parts(clause, edition.calendar.of(clause), stand)
                counts = (began >= first) & (began < last)
                kept = int((had & counts).sum())
                found[clause.id] = found.get(clause.id, Fared()) + Fared(kept, int(counts.sum()) - kept)
    return found


def _within(period: Period, start: datetime | None, end: datetime | None) -> tuple[int, int]:
    first = max(microseconds(period.begins), microseconds(start) if start else NEVER_YET)
    return first, min(microseconds(period.ends), microseconds(end) if end else NEVER)


def _of_promises(clause: Share, others: Mapping[str, Fared]) -> Fared:
    of = [others[id] for id in clause.of_promises if id in others]
    return Fared(sum(one.kept for one in of), sum(one.broken for one in of))


def _parts(clause: Share, calendar: Calendar, stand: Columns) -> tuple[Numbers, Flags]:
    """Return when each subject began to count for it (NEVER: not at all), and whether it had what is promised."""
    of = _first(stand, stand.where(lambda fact: fact.kind == clause.of and clause.scope.covers(fact), "of", id(clause)))
    done = _next(stand, stand.where(lambda fact: is_that(clause, fact), "that", id(clause)), of)
    began = np.append(stand.at, NEVER)[of]
    had = (of < len(stand)) & (done < len(stand))
    if clause.within:
        due = calendar.due_many(began[had] // SECOND, clause.within)
        had[had] = stand.at[done[had]] // SECOND <= due
    if clause.unless_again_within:
        had &= ~_came_back(clause, calendar, stand, done, had)
    return began, had


def _first(facts: Columns, such: Flags) -> Numbers:
    """Return of each subject the place of its first such fact; the number of facts where it has none."""
    places = np.flatnonzero(such)
    places = places[facts.first_of_subject(places)]
    found = np.full(facts.subjects, len(facts), dtype=np.int64)
    found[facts.subject[places]] = places
    return found


def _next(facts: Columns, such: Flags, since: Numbers) -> Numbers:
    """Return of each subject the place of its first such fact from the moment of another on; as `_first` does."""
    places = np.append(np.flatnonzero(such), len(facts))
    found = places[np.searchsorted(places, np.append(facts.same_moment, len(facts))[since])]
    return np.where(found < facts.ends, found, len(facts))


def _came_back(clause: Share, calendar: Calendar, facts: Columns, done: Numbers, had: Flags) -> Flags:
    """Return the subjects that came back about the same matter so soon that it undoes what they had."""
    assert clause.unless_again_within is not None
    again = np.zeros(facts.subjects, dtype=bool)
    back = np.flatnonzero(facts.where(lambda fact: fact.kind == "came back", "came back"))
    those = np.flatnonzero(had & facts.having(_at(back, len(facts))))
    if not len(those):
        return again
    moments = np.unique(facts.same_moment)
    after = np.append(moments, len(facts))[np.searchsorted(moments, done[those], side="right")]
    next_back = np.append(back, len(facts))[np.searchsorted(back, after)]
    closes = calendar.due_many(facts.at[done[those]] // SECOND, clause.unless_again_within)
    again[those] = (next_back < facts.ends[those]) & (np.append(facts.at, NEVER)[next_back] <= closes * SECOND)
    return again


def _at(places: Numbers, count: int) -> Flags:
    flags = np.zeros(count, dtype=bool)
    flags[places] = True
    return flags
