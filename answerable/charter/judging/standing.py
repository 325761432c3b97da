"""Which of the recorded facts stand, and in what order they happened."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from functools import cached_property
from itertools import pairwise

from answerable.charter.facts import KINDS, VOID_REASONS, Fact
from answerable.charter.moments import local, read_moment

CORRECTED = "corrected"

# What a customer does comes before what the council does at the same moment: a clock starts before it stops.
_BEGINNINGS = ("received", "query opened", "came back", "stage 2 requested", "rang", "message taken", "arrived")
_RANK = {name: place for place, name in enumerate(dict.fromkeys([*_BEGINNINGS, *(kind.name for kind in KINDS)]))}


@dataclass(frozen=True, eq=False)
class Story:
    """What happened to one subject: the facts that stand, in the order in which they happened.

    `all` has also the closings without an answer that a later reopening undid; these are `undone`.
    """

    facts: list[Fact]
    all: list[Fact]
    kinds: frozenset[str]

    @cached_property
    def undone(self) -> list[Fact]:
        standing = {id(fact) for fact in self.facts}
        return [fact for fact in self.all if id(fact) not in standing]


def standing(facts: Iterable[Fact]) -> list[Fact]:
    """Return the facts of one subject that stand, in the order in which they happened.

    Left out: what was recorded twice, what a correction struck out, the sending of messages that bounced,
    and closings without an answer that a later reopening undid. What a correction moved is at its right
    moment. The order in which facts are handed in, or were recorded, doesn't matter.
    """
    return story_of(facts).facts


def story_of(facts: Iterable[Fact]) -> Story:
    """Return what happened to one subject, as `standing` finds it, and what a reopening undid."""
    story = in_order(list(facts))
    kinds = frozenset([fact.kind for fact in story])
    if CORRECTED in kinds:
        story = corrected(story)
    if "bounced" in kinds:
        story = _without_bounced(story)
    if CORRECTED in kinds or "bounced" in kinds:
        kinds = frozenset([fact.kind for fact in story])
    return Story(_without_undone_closings(story) if "reopened" in kinds else story, story, kinds)


def in_order(facts: list[Fact]) -> list[Fact]:
    """Return the facts of one subject as they were recorded, each once, in the order in which they happened."""
    return _in_order(facts) or sorted(_once(facts), key=place_of)


def _in_order(facts: list[Fact]) -> list[Fact]:
    """Return the facts in order; none where it takes a closer look: at doubles, or at two of a kind at one moment."""
    if len({fact.id for fact in facts if fact.id}) < sum(bool(fact.id) for fact in facts):
        return []
    placed = [(fact.at.timestamp(), _RANK.get(fact.kind, 0), place) for place, fact in enumerate(facts)]
    placed.sort()
    if any(one[0] == two[0] and one[1] == two[1] for one, two in pairwise(placed)):
        return []
    return [_fixed(facts[place]) for _, _, place in placed]


def closed_without_answer(fact: Fact) -> bool:
    """Say whether the fact closes its subject for a reason that makes running clocks void."""
    return fact.kind == "closed" and fact.details.get("outcome") in VOID_REASONS


def outcome_without_answer(fact: Fact) -> str:
    """Return the reason for which the fact closes its subject without an answer; "" where it does not."""
    return str(fact.details["outcome"]) if closed_without_answer(fact) else ""


def _once(facts: Iterable[Fact]) -> list[Fact]:
    seen: dict[object, Fact] = {}
    for fact in facts:
        key = fact.id or (fact.kind, fact.at.timestamp(), fact.channel, _details(fact))
        if key not in seen or place_of(fact) < place_of(seen[key]):
            seen[key] = fact
    return [_fixed(fact) for fact in seen.values()]


def _fixed(fact: Fact) -> Fact:
    """Return the fact with a fixed offset: two moments of one *zone* compare by the clock on the wall."""
    if fact.at.tzinfo is None:
        raise ValueError(f"The fact “{fact.kind}” of {fact.subject} has a moment without an offset from UTC.")
    return fact if isinstance(fact.at.tzinfo, timezone) else replace(fact, at=local(fact.at))


def place_of(fact: Fact) -> tuple[float, int, str, int, str, str]:
    """Return where the fact stands among others: by when it happened, then by what comes first at one moment."""
    # Of two numbers as ids the longer is the later.
    return fact.at.timestamp(), _RANK.get(fact.kind, 0), fact.channel, len(fact.id), fact.id, _details(fact)


def _details(fact: Fact) -> str:
    return repr(sorted(fact.details.items())) if fact.details else ""


def corrected(story: list[Fact]) -> list[Fact]:
    """Return the facts of one subject, which are in order, as they were put right: each at its right moment."""
    # From the last correction to the first: the last word on a fact counts, and by the time a correction
    # is reached it is known whether it was itself corrected.
    said: dict[str, datetime | None] = {}
    for correction in [fact for fact in reversed(story) if fact.kind == CORRECTED]:
        if said.get(correction.id, correction.at) is None:
            continue
        at = said.get(correction.id) or _moment_of(correction)
        said.setdefault(str(correction.details.get("fact", "")), at)
    said.pop("", None)
    moved = ((fact, said.get(fact.id, fact.at)) for fact in story if fact.kind != CORRECTED)
    right = [fact if at == fact.at else replace(fact, at=at) for fact, at in moved if at is not None]
    return sorted(right, key=place_of)


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
