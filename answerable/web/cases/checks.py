"""What a reply still lacks, by the charter."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from answerable.charter.clauses import Charter, Late, Strength, Writing
from answerable.charter.facts import Fact
from answerable.charter.wording import Draft, Lack, lacks, told
from answerable.desk.cases.actions import Matter
from answerable.desk.cases.case_file import CaseFile
from answerable.desk.council.models import Council
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.words import signature

# Where the officer states what can't be read out of the text.
_FIELDS = {"explanation": "reason", "reason": "reason"}


@dataclass(frozen=True)
class Missing:
    """One thing to write, with the promises that ask for it and the field of the form where it belongs."""

    words: str
    promises: str
    field: str


@dataclass(frozen=True)
class Checked:
    """What the draft lacks: what must be there before it goes, and what should. `tells` is what it tells."""

    missing: list[Missing]
    advised: list[Missing]
    tells: tuple[str, ...]

    @property
    def key(self) -> str:
        """Return what tells one state of the check from another."""
        return "; ".join(f"{one.promises} {one.words}" for one in (*self.missing, *self.advised))


def check(
    file: CaseFile, fields: dict[str, Any], *, by: str, charter: Charter, officer: Officer, council: Council
) -> Checked:
    """Read the draft in `fields` as the charter does. E-mail is read with the signature that the system puts there."""
    draft = as_draft(file, fields, by, officer, council)
    found = lacks(charter, draft)
    hard = [lack for lack in found if _must(charter, lack)]
    return Checked(_together(hard), _together([lack for lack in found if lack not in hard]), told(draft))


def _together(found: list[Lack]) -> list[Missing]:
    """Return each thing to write once, however many promises ask for it."""
    promises: dict[tuple[str, str], list[str]] = {}
    for lack in found:
        asked_by = promises.setdefault((lack.words, _FIELDS.get(lack.part, "text")), [])
        asked_by += [] if lack.promise in asked_by else [lack.promise]
    return [Missing(words, ", ".join(asked_by), field) for (words, field), asked_by in promises.items()]


def as_draft(file: CaseFile, fields: dict[str, Any], by: str, officer: Officer, council: Council) -> Draft:
    """Return what stands in the form as the charter reads it."""
    text = str(fields.get("text", ""))
    expected = fields.get("expected")
    return Draft(
        means=str(fields.get("means", "")),
        by=by,
        text=f"{text}\n\n{signature(officer, council)}" if by == "email" else text,
        tells=("progress",) if fields.get("progress") else (),
        reason=str(fields.get("reason", "")),
        date_told=expected if isinstance(expected, date) else None,
        officer_name=_named(text, file.case.owner, officer),
        job_title=officer.job_title,
        council=council.name,
        telephone=officer.telephone or council.telephone,
        email=council.email,
        about=_beginning(file),
        running=tuple(clock.promise for clock in file.clocks if clock.due and not clock.timing().ended),
    )


def _named(text: str, owner: Officer, officer: Officer) -> str:
    # Whoever writes may name the colleague who deals with it.
    return owner.name if owner.name in text else officer.name


def _beginning(file: CaseFile) -> Fact:
    case = file.case
    matter = Matter(case.type, case.priority, case.service, case.stage)
    return Fact(case.reference, "received", case.opened_at, channel=case.channel, details=matter.details())


def _must(charter: Charter, lack: Lack) -> bool:
    """Say whether the promise is about this one kind of message and firmly given; else it is only advised."""
    clause = charter[lack.promise]
    firm = clause.strength is Strength.WILL
    return firm and (isinstance(clause, Late) or (isinstance(clause, Writing) and len(clause.means) == 1))
