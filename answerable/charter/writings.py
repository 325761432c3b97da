"""What must stand in a message: kept or broken as soon as it was sent."""

from collections.abc import Iterator

from answerable.charter.clauses import Writing
from answerable.charter.clock import Clock
from answerable.charter.facts import Fact
from answerable.charter.late import tells
from answerable.charter.rules import Rule
from answerable.charter.steps import at_once, words_in

_SENT = ("acknowledged", "answered", "told")
_ELECTRONIC = ("email", "web", "sms", "social")


def writing_clocks(rule: Rule, clause: Writing, story: list[Fact]) -> Iterator[Clock]:
    """Give a clock for each message that the promise is about: due at once, and at once kept or broken.

    A message that did several things is one. Where nobody wrote down what stands in it, it is not measured.
    """
    seen = set()
    for fact in story:
        message = fact.details.get("message") or fact.at.timestamp()
        if message in seen or not _is_about(clause, fact, story) or not rule.applies_at(fact.at):
            continue
        seen.add(message)
        has = words_in(fact, "has")
        yield at_once(rule, fact, has.issuperset(clause.has), measured="has" in fact.details)


def _is_about(clause: Writing, fact: Fact, story: list[Fact]) -> bool:
    return (
        fact.kind in _SENT
        and (not clause.by or not _ways(fact).isdisjoint(clause.by))
        and bool(_ways(fact))
        and (not clause.means or not _means(fact, story).isdisjoint(clause.means))
        and clause.scope.covers(fact)
    )


def _ways(fact: Fact) -> frozenset[str]:
    """Return how the message went: nothing where the words were spoken. Who writes on the web is answered by e-mail."""
    by = fact.details.get("by")
    if by == "spoken" or (by == "signpost" and "has" not in fact.details):
        return frozenset()
    if by == "letter" or (by is None and fact.channel == "letter"):
        return frozenset({"letter"})
    if by is None and not fact.details.get("message"):
        return frozenset()
    if fact.channel in ("sms", "social"):
        return frozenset({fact.channel})
    return frozenset({"email", fact.channel} & set(_ELECTRONIC))


def _means(fact: Fact, story: list[Fact]) -> frozenset[str]:
    """Return what the message means. The answer to a stage 2 complaint is the final one."""
    if fact.kind == "acknowledged":
        return frozenset({"acknowledgement"})
    if fact.kind == "told":
        return frozenset({"extension" if "revised limits" in tells(fact) else "holding"})
    final = any(other.at <= fact.at and _is_stage_2(other) for other in story)
    return frozenset({"answer", "final"} if final else {"answer"})


def _is_stage_2(fact: Fact) -> bool:
    return fact.kind == "stage 2 requested" or fact.details.get("stage") == "2"
