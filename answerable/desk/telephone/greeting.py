"""The greeting to say: what the charter asks for at the picking up of a call, filled in for an officer and a line."""

from dataclasses import dataclass
from datetime import datetime

from answerable.charter.clauses import Charter, Step, Strength
from answerable.charter.facts import Fact
from answerable.charter.moments import local
from answerable.desk.officers.models import Officer
from answerable.desk.steps.asked import steps_at
from answerable.desk.telephone.models import Line

PICKED_UP = "picked up"
# The words in which charters ask for them: what names the council, and what names the officer.
NAMES_COUNCIL = ("council named", "place named")
NAMES_OFFICER = ("own name", "own name and section")


@dataclass(frozen=True)
class Greeting:
    """What to say at picking up. `needs` is what the charter asks for and is done by saying it.

    `needs` is empty where the charter only allows it (a colleague rings) or asks for nothing.
    """

    words: str
    needs: tuple[str, ...]
    internal: bool = False


def greeting_for(officer: Officer, line: Line | None, *, charter: Charter, council: str, at: datetime) -> Greeting:
    """Return the greeting of that officer on that line (None: not known) by the charter, in the hours of `at`."""
    steps = [step for step in steps_at(charter, [_picked_up(line, at)]) if step.needs]
    asked = [need for step in steps for need in _asked(step, line)]
    bound = [step for step in steps if step.strength is not Strength.MAY]
    return Greeting(
        words=_sentence(officer, line, set(asked), council, at),
        needs=tuple(dict.fromkeys(need for step in bound for need in _asked(step, line))),
        internal=line is not None and line.internal,
    )


def _picked_up(line: Line | None, at: datetime) -> Fact:
    details = {"requester": "colleague"} if line and line.internal else {}
    if line and line.office:
        details["office"] = line.office.code
    return Fact("", PICKED_UP, at, channel="telephone", details=details)


def _asked(step: Step, line: Line | None) -> tuple[str, ...]:
    """Return what the step asks for on this line: of several, of which one is enough, what fits the line.

    At the switchboard that is the council's name, on the line of a section the officer's own.
    """
    if not step.any_of:
        return step.needs
    fitting = NAMES_OFFICER if line and line.section else NAMES_COUNCIL
    return tuple(need for need in step.needs if need in fitting) or step.needs


def _sentence(officer: Officer, line: Line | None, asked: set[str], council: str, at: datetime) -> str:
    place = [council] if asked.intersection(NAMES_COUNCIL) else []
    if "place named" in asked and line and line.office:
        place.append(line.office.name)
    name = [_name(officer, line, asked)] if asked.intersection(NAMES_OFFICER) or not place else []
    ending = "" if line and line.internal else " How can I help?"
    return f"{_good(at)}. {', '.join([*place, *name])}.{ending}"


def _name(officer: Officer, line: Line | None, asked: set[str]) -> str:
    section = officer.section or (line.section if line else "")
    return f"{officer.name} in {section}" if section and "own name and section" in asked else f"{officer.name} speaking"


def _good(at: datetime) -> str:
    hour = local(at).hour
    return "Good morning" if hour < 12 else "Good afternoon" if hour < 18 else "Good evening"
