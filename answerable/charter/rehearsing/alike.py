"""Promises that two charters make alike: what became of them is the same by both, so that it is found only once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from answerable.charter.clauses import Late, Promise, Timed, Updates
from answerable.charter.judging.rules import Edition, Rule, Rules, TimedRule
from answerable.charter.worktime import Calendar


class OneVersion(NamedTuple):
    """Rules by the one calendar that there has been: a version of the calendar, as `clocks_of_versions` asks for."""

    start: datetime | None
    rules: Rules


def alike(one: Rules, other: Rules, editions: tuple[Sequence[Edition], Sequence[Edition]]) -> frozenset[str]:
    """Return the promises of `other` of which the clocks are those that `one` gives, and so with dates told instead.

    None where either has several editions: then a promise that stays the same is another one in each.
    """
    if len(editions[0]) != 1 or len(editions[1]) != 1 or not _same_days(editions[0][0], editions[1][0]):
        return frozenset()
    ours, theirs = _by_promise(one), _by_promise(other)
    same = {id for id in theirs if id in ours and _binds(ours[id]) == _binds(theirs[id])}
    known = ours.keys() | theirs.keys()
    while apart := {id for id in same if not (_needs(theirs[id].promise) & known) <= same}:
        same -= apart
    return frozenset(same | (_dates(theirs, same) - _dates(theirs, theirs.keys() - same)))


def without(rules: Rules, ids: frozenset[str]) -> Rules:
    """Return the rules of all other promises, with those that these need."""
    of = _by_promise(rules)
    wanted = of.keys() - ids
    while more := {need for id in wanted for need in _needs(of[id].promise) if need in of} - wanted:
        wanted |= more
    return replace(
        rules,
        timed={id: promised for id, promised in rules.timed.items() if id in wanted},
        others=tuple(rule for rule in rules.others if rule.promise.id in wanted),
        writings=tuple((rule, clause) for rule, clause in rules.writings if clause.id in wanted),
    )


def _by_promise(rules: Rules) -> dict[str, Rule]:
    """Return the rule of each promise, of rules of one edition."""
    timed = [rule for promised in rules.timed.values() for rule in promised.rules]
    return {rule.promise.id: rule for rule in (*timed, *rules.others, *(rule for rule, _ in rules.writings))}


def _dates(rules: Mapping[str, Rule], ids: Iterable[str]) -> frozenset[str]:
    """Return by what names the dates are promised that customers of these promises are told."""
    return frozenset(getattr(rules[id].promise, "date_id", "") for id in ids) - {""}


def _binds(rule: Rule) -> tuple[object, ...]:
    acts = rule.acts if isinstance(rule, TimedRule) else None
    return (rule.promise, acts, rule.start, rule.end, rule.varies, rule.measured)


def _needs(promise: Promise) -> frozenset[str]:
    """Return the promises whose clocks those of this one depend on."""
    match promise:
        case Timed():
            return frozenset({promise.after} - {""})
        case Late():
            return frozenset(promise.mains)
        case Updates():
            return frozenset({promise.main})
        case _:
            return frozenset()


def _same_days(one: Edition, other: Edition) -> bool:
    return one.start == other.start and _days(one.calendar) == _days(other.calendar)


def _days(by: Calendar) -> tuple[object, ...]:
    return (by.hours, by.nation, by.closures, by.holidays, by.meetings, by.others)
