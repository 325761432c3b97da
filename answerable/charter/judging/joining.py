"""A case that joined another: what it brings there, and which of its clocks still count as its own."""

from collections.abc import Iterable

from answerable.charter.facts import Fact
from answerable.charter.judging.clock import Clock
from answerable.charter.judging.standing import standing

_ANSWERING = ("answered", "called back")
_WAITING = ("received", "acknowledged")


def brought(facts: Iterable[Fact]) -> list[Fact]:
    """Return what a case brings into another: what was received and acknowledged in it since its last answer."""
    story = standing(facts)
    answers = [place for place, fact in enumerate(story) if fact.kind in _ANSWERING]
    since = answers[-1] + 1 if answers else 0
    return [fact for fact in story[since:] if fact.kind in _WAITING]


def still_its_own(clocks: Iterable[Clock], facts: Iterable[Fact]) -> list[Clock]:
    """Return the clocks of a case that joined another, less those that count there: each outcome counts once.

    A clock that the joining made void is its own: so it shows that there was a second case.
    """
    there = {fact.at for fact in brought(facts)}
    return [clock for clock in clocks if clock.voided or clock.started not in there]
