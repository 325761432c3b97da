"""A doubt about a charter, and what settles it: a ruling of the council, or a clearer word in the charter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from answerable.charter.clauses import Charter, Ruling

# Who rules where the council has not: the ruling stands until it does.
OURS = "ours"
AND = " and "


# How what a policy leaves open may be read, by the heading that one rules on.
READINGS = {
    "counting": (
        "the day after receipt is day 1",
        "receipt out of hours rolls forward",
        "receipt is day 1",
        "clear days",
    ),
    "day ends": ("midnight", "close of business"),
    "weekday hours": ("weekday hours run on bank holidays too", "they don't"),
    "written": ("letters only", "letters, e-mails and web forms alike"),
}


@dataclass(frozen=True)
class Doubt:
    """One thing that a council should rule on: on which promise or heading, what is doubtful, how it may be read.

    `used`: the reading by which the program works meanwhile. `write`: what settles it. `heading`: what a ruling may
    be on, besides the clause, to settle this doubt wherever in the charter it comes up.
    """

    clause: str
    says: str
    readings: tuple[str, ...] = ()
    used: str = ""
    write: str = ""
    heading: str = ""

    def __str__(self) -> str:
        read = f"It can be read in {len(self.readings)} ways: {'; or '.join(self.readings)}." if self.readings else ""
        used = f"Until the council rules: {self.used}" if self.used else ""
        return " ".join(part for part in (f"{self.clause}: {self.says}", read, used, self.write) if part)


def settled(doubt: Doubt, rulings: Iterable[Ruling], today: date) -> bool:
    """Say whether the council has ruled on a doubt by that day."""
    return any(_in_force(ruling, today) and _settles(ruling, doubt) for ruling in rulings)


def _settles(ruling: Ruling, doubt: Doubt) -> bool:
    clauses = set(doubt.clause.split(AND))
    if doubt.heading and ruling.on == doubt.heading:
        return True
    # A ruling that sets K18 aside for K06 leaves open what K06 and K22 say.
    return bool(clauses & set(ruling.voids)) or (ruling.on in clauses and (len(clauses) == 1 or not ruling.voids))


def _in_force(ruling: Ruling, today: date) -> bool:
    return ruling.by != OURS and (ruling.when is None or ruling.when <= today)


def chosen(charter: Charter, on: str) -> bool:
    """Say whether a choice of ours stands on a promise or heading: it is a doubt of its own until the council rules."""
    return any(ruling.on == on and ruling.by == OURS for ruling in charter.rulings)


def ruling_on(on: str) -> str:
    """Return how to write a ruling that settles what is doubtful."""
    return f'Write a [[ruling]] with on = "{on}", says = "…", by and when.'


def or_ruling_on(on: str) -> str:
    """Return the same, where there was another way before it."""
    return f'Or write a [[ruling]] with on = "{on}", says = "…", by and when.'
