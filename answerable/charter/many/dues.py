"""When many clocks fall due, that began with facts of a few shapes."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from answerable.charter.calendar.many_starts import NO_DATE
from answerable.charter.judging.reckoning import date_in, due_of
from answerable.charter.judging.rules import TimedRule
from answerable.charter.many.columns import NEVER, SECOND, Columns, Flags, Numbers, microseconds, moment_of
from answerable.charter.span import Span, Unit
from answerable.charter.worktime import Calendar

_LONG_AGO = moment_of(0)


def dues(rules: Sequence[TimedRule], by: Numbers, first: Numbers, facts: Columns) -> tuple[Numbers, Flags]:
    """Return when the clocks fall due that began with the facts at the places `first`, and which are provisional.

    `by`: the place of the rule that began each. NEVER where the charter states no time, or no date is set.
    """
    due = np.full(len(first), NEVER, dtype=np.int64)
    provisional = np.zeros(len(first), dtype=bool)
    alike, inverse = np.unique(by * len(facts.shapes) + facts.shape[first], return_inverse=True)
    ways: dict[tuple[Calendar, Span], list[int]] = {}
    for number, kind in enumerate(alike):
        place, shape = divmod(int(kind), len(facts.shapes))
        rule, fact = rules[place], facts.shapes.facts[shape]
        span = None if rule.promise.before else rule.span_for(fact)
        if span and span.unit is not Unit.DATE_TOLD:
            ways.setdefault((rule.calendar_for(fact), span), []).append(number)
        elif span or rule.promise.before:
            mine = np.flatnonzero(inverse == number)
            due[mine], provisional[mine] = _one_by_one(rule, shape, first[mine], facts)
    for (calendar, span), numbers in ways.items():
        mine = np.flatnonzero(np.isin(inverse, numbers))
        due[mine], provisional[mine] = _together(calendar, span, facts.at[first[mine]])
    return due, provisional


def _together(calendar: Calendar, span: Span, at: Numbers) -> tuple[Numbers, Flags]:
    starts = at // SECOND
    found = calendar.due_many(starts, span)
    known_from, known_to = (calendar.days.place_of(day) for day in (calendar.known_from, calendar.known_to))
    known = (calendar.days.begins[known_from] <= starts) & (found < calendar.days.begins[known_to + 1])
    dated = found != NO_DATE
    return np.where(dated, found * dated * SECOND, NEVER), dated & ~known


def _one_by_one(rule: TimedRule, shape: int, first: Numbers, facts: Columns) -> tuple[Numbers, Flags]:
    """Return the same where each start carries the date by which it falls due."""
    fact = facts.shapes.facts[shape]
    found = [due_of(rule, fact, moment_of(at)) if date_in(fact) else None for at in facts.at[first]]
    due = np.array([microseconds(one.moment) if one else NEVER for one in found], dtype=np.int64)
    return due, np.array([bool(one and one.provisional) for one in found], dtype=bool)


def ends_of(calendar: Calendar, days: Sequence[date], at: Numbers) -> Numbers:
    """Return when each of the days ends that were told at those moments: `Calendar.end_of`, for many."""
    table: dict[date, tuple[int, int]] = {}
    for day in set(days):
        midnight = calendar.days.begins[calendar.days.place_of(day) + 1] - 1
        table[day] = (microseconds(calendar.end_of(day, _LONG_AGO)), midnight * SECOND)
    ends = np.array([table[day] for day in days], dtype=np.int64).reshape(-1, 2)
    # A day that closed before the customer came ends at midnight.
    return np.where(ends[:, 0] // SECOND < at // SECOND, ends[:, 1], ends[:, 0])
