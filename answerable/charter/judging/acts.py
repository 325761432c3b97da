"""What facts do to a running clock: worked out for each promise here, and nowhere else."""

from enum import StrEnum

from answerable.charter.clauses import Charter, Timed
from answerable.charter.facts import Fact


class Act(StrEnum):
    """What a fact of some kind does to a running clock."""

    STOPS = "stops"  # it was done
    STOPS_IF_RUNG = "stops if rung"  # it was done, if the customer had left word to be rung back
    ANSWERS = "answers"  # it was done, and of `each` the others are wanted no more
    LEAVES = "leaves"  # the customer waits no longer
    CLOSES = "closes"  # without an answer: then the clock is void
    CALLS_OFF = "calls off"  # what was agreed is agreed no more: then the clock is void
    EXCEPTS = "excepts"  # for a reason that the clause lists the clock is void
    EXTENDS = "extends"
    PAUSES = "pauses"
    RESUMES = "resumes"
    REOPENS = "reopens"


STOPPING = frozenset({Act.STOPS, Act.STOPS_IF_RUNG, Act.ANSWERS})

# What else does what a promise asks for: what it asks for → the kinds of fact that count as it.
COUNTS_AS = {
    "acknowledged": ("acknowledged", "answered"),  # who has the answer knows that the council has the question
    "told": ("told", "answered"),  # and need not be told any more how far it is
    "called back": ("called back", "answered"),  # an answer that reached the customer needs no call any more
    "greeted": ("greeted", "seen"),  # nobody is seen by an officer unwelcomed
}
# Who leaves a message asks to be rung back: reached, they have their answer (and so are acknowledged and told too).
_RINGING_BACK_ANSWERS = ("acknowledged", "answered", "told")
# What ends the customer's waiting without keeping anything: the beginning of that waiting → its end.
_LEAVING = {
    "rang": ("given up", "put to voicemail", "call cut"),
    "arrived": ("left",),
    "appointment made": ("appointment missed",),
}
# What was agreed, and what ends the agreement. That a change comes with apology and explanation is judged by itself.
_CALLING_OFF = {"appointment made": ("appointment changed", "appointment dropped")}


def acts_of(clause: Timed, charter: Charter) -> dict[str, Act]:
    """Return what facts do to a clock of the clause. What stops it does nothing else to it."""
    acts = {"closed": Act.CLOSES}
    beginning = _beginning(clause, charter)
    acts |= dict.fromkeys(_LEAVING.get(beginning, ()), Act.LEAVES)
    acts |= dict.fromkeys(_CALLING_OFF.get(beginning, ()), Act.CALLS_OFF)
    if clause.exceptions:
        acts["excepted"] = Act.EXCEPTS
    if clause.extension:
        acts["extended"] = Act.EXTENDS
    if clause.pauses:
        acts |= {"paused": Act.PAUSES, "resumed": Act.RESUMES}
    if clause.reopening != "nothing":
        acts["reopened"] = Act.REOPENS
    return acts | _stops(clause)


def _stops(clause: Timed) -> dict[str, Act]:
    stops: dict[str, Act] = {}
    if not set(clause.stops).isdisjoint(_RINGING_BACK_ANSWERS):
        stops["called back"] = Act.STOPS_IF_RUNG
    if clause.each and "told" in clause.stops:
        stops["answered"] = Act.ANSWERS
    for stop in clause.stops:
        for kind in COUNTS_AS.get(stop, (stop,)):
            if stops.get(kind) is not Act.ANSWERS or kind in clause.stops:
                stops[kind] = Act.STOPS
    return stops


def _beginning(clause: Timed, charter: Charter) -> str:
    """Return the kind of fact with which the waiting begins that the clause, and those it comes after, are about."""
    seen = set()
    while clause.after and clause.after not in seen:
        seen.add(clause.after)
        before = next((promise for promise in charter.promises if promise.id == clause.after), None)
        if not isinstance(before, Timed):
            break
        clause = before
    return clause.start


def answers(fact: Fact, first: Fact) -> bool:
    """Say whether `fact`, by a person, answers the customer whose waiting `first` began."""
    if fact.details.get("automatic") == "yes":
        return False
    return fact.kind == "answered" or (fact.kind == "called back" and left_word(first))


def left_word(first: Fact) -> bool:
    """Say whether who began to wait with `first` asked to be rung back."""
    return first.channel == "voicemail" or first.kind == "message taken"
