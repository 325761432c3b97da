"""What must stand in a message: kept or broken as soon as it was sent."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from answerable.charter.clauses import Writing
from answerable.charter.facts import Fact
from answerable.charter.judging.clock import Clock
from answerable.charter.judging.late import tells
from answerable.charter.judging.rules import Rule
from answerable.charter.judging.steps import at_once, words_in

SENDING = ("acknowledged", "answered", "told", "appointment changed")
_ELECTRONIC = ("email", "web", "sms", "social")


class Sent(NamedTuple):
    """A message that was sent, by one of the facts that it made."""

    fact: Fact
    message: object
    ways: frozenset[str]
    means: frozenset[str]


def sent_in(story: list[Fact]) -> list[Sent]:
    """Return the messages of a story; a message that did several things comes once for each."""
    final = next((fact.at for fact in story if is_stage_2(fact)), None)
    return [
        Sent(fact, fact.details.get("message") or fact.at.timestamp(), ways, _means(fact, final))
        for fact in story
        if fact.kind in SENDING and (ways := _ways(fact))
    ]


def writing_clocks(rule: Rule, clause: Writing, messages: list[Sent]) -> Iterator[Clock]:
    """Give a clock for each message that the promise is about: due at once, and at once kept or broken.

    A message that did several things is one. Where nobody wrote down what stands in it, it is not measured.
    """
    seen = set()
    for message in messages:
        if message.message not in seen and is_about(clause, message) and rule.applies_at(message.fact.at):
            seen.add(message.message)
            fact = message.fact
            yield at_once(rule, fact, words_in(fact, "has").issuperset(clause.has), measured="has" in fact.details)


def is_about(clause: Writing, message: Sent) -> bool:
    return (
        (not clause.by or not message.ways.isdisjoint(clause.by))
        and (not clause.means or not message.means.isdisjoint(clause.means))
        and clause.scope.covers(message.fact)
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


def _means(fact: Fact, final: datetime | None) -> frozenset[str]:
    """Return what the message means; from `final` on, when stage 2 began, the answer is the final one."""
    if fact.kind == "acknowledged":
        return frozenset({"acknowledgement"})
    if fact.kind == "appointment changed":
        return frozenset({"appointment change"})
    if fact.kind == "told":
        return frozenset({"extension" if "revised limits" in tells(fact) else "holding"})
    return frozenset({"answer", "final"} if final and final <= fact.at else {"answer"})


def is_stage_2(fact: Fact) -> bool:
    """Say whether the complaint is at its second stage from this fact on."""
    return fact.kind == "stage 2 requested" or fact.details.get("stage") == "2"
