"""Which of the recorded facts stand, and in what order they happened."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timezone

from answerable.charter.facts import KINDS, VOID_REASONS, Fact
from answerable.charter.moments import local, read_moment

# What a customer does comes before what the council does at the same moment: a clock starts before it stops.
_BEGINNINGS = ("received", "query opened", "came back", "stage 2 requested", "rang", "message taken", "arrived")
_RANK = {name: place for place, name in enumerate(dict.fromkeys([*_BEGINNINGS, *(kind.name for kind in KINDS)]))}


def standing(facts: Iterable[Fact]) -> list[Fact]:
    """Return the facts of one subject that stand, in the order in which they happened.

    Left out: what was recorded twice, what a correction struck out, the sending of messages that bounced,
    and closings without an answer that a later reopening undid. What a correction moved is at its right
    moment. The order in which facts are handed in, or were recorded, doesn't matter.
    """
    story = sorted(_once(facts), key=_place)
    kinds = {fact.kind for fact in story}
    if "corrected" in kinds:
        story = sorted(_corrected(story), key=_place)
    if "bounced" in kinds:
        story = _without_bounced(story)
    if "reopened" in kinds:
        story = _without_undone_closings(story)
    return story


def closed_without_answer(fact: Fact) -> bool:
    """Say whether the fact closes its subject for a reason that makes running clocks void."""
    return fact.kind == "closed" and fact.details.get("outcome") in VOID_REASONS


def _once(facts: Iterable[Fact]) -> list[Fact]:
    seen: dict[object, Fact] = {}
    for fact in facts:
        if fact.at.tzinfo is None:
            raise ValueError(f"The fact “{fact.kind}” of {fact.subject} has a moment without an offset from UTC.")
        key = fact.id or (fact.kind, fact.at.timestamp(), fact.channel, _details(fact))
        if key not in seen or _place(fact) < _place(seen[key]):
            seen[key] = fact
    return [_fixed(fact) for fact in seen.values()]


def _fixed(fact: Fact) -> Fact:
    """Return the fact with a fixed offset: two moments of one *zone* compare by the clock on the wall."""
    return fact if isinstance(fact.at.tzinfo, timezone) else replace(fact, at=local(fact.at))


def _place(fact: Fact) -> tuple[float, int, str, int, str, str]:
    # Of two numbers as ids the longer is the later.
    return fact.at.timestamp(), _RANK.get(fact.kind, 0), fact.channel, len(fact.id), fact.id, _details(fact)


def _details(fact: Fact) -> str:
    return repr(sorted(fact.details.items())) if fact.details else ""


def _corrected(story: list[Fact]) -> list[Fact]:
    # From the last correction to the first: the last word on a fact counts, and by the time a correction
    # is reached it is known whether it was itself corrected.
    said: dict[str, datetime | None] = {}
    for correction in [fact for fact in reversed(story) if fact.kind == "corrected"]:
        if said.get(correction.id, correction.at) is None:
            continue
        at = said.get(correction.id) or _moment_of(correction)
        said.setdefault(str(correction.details.get("fact", "")), at)
    said.pop("", None)
    moved = ((fact, said.get(fact.id, fact.at)) for fact in story if fact.kind != "corrected")
    return [fact if at == fact.at else replace(fact, at=at) for fact, at in moved if at is not None]


def _moment_of(correction: Fact) -> datetime | None:
    at = correction.details.get("at")
    if at is None:
        return None
    return local(at) if isinstance(at, datetime) else read_moment(str(at))


def _without_bounced(story: list[Fact]) -> list[Fact]:
    back = {fact.details.get("message") for fact in story if fact.kind == "bounced"} - {None, ""}
    return [fact for fact in story if fact.kind == "bounced" or fact.details.get("message") not in back]


def _without_undone_closings(story: list[Fact]) -> list[Fact]:
    # A reopening that was itself corrected stands no longer.
    last = max((place for place, fact in enumerate(story) if fact.kind == "reopened"), default=-1)
    return [fact for place, fact in enumerate(story) if place > last or not closed_without_answer(fact)]
