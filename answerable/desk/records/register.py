"""The register: of whom and of what the charter wants records kept, when each was last renewed, and when it is due."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from answerable.charter.clauses import Charter, Record
from answerable.charter.judging.clock import Clock, Verdict
from answerable.desk.history.law import Law, law
from answerable.desk.officers.models import Officer
from answerable.desk.records.models import RecordFact, Thing
from answerable.desk.records.timing import CHARTER, OFFICER, Dated, all_clocks, keeps_records

# What falls due within this is worth planning for.
SOON = timedelta(days=30)


@dataclass(frozen=True)
class Line:
    """One record of one person or thing: `done` is when it was last renewed, `due` when it must be again."""

    promise: Record
    subject: str
    name: str
    done: datetime | None
    evidence: str
    due: datetime | None
    overdue: bool
    soon: bool


@dataclass(frozen=True)
class Due:
    """How many records are overdue, and how many fall due soon."""

    overdue: int
    soon: int


def records_in(charter: Charter) -> list[Record]:
    return [promise for promise in charter if isinstance(promise, Record)]


def sorts_of_things(charter: Charter) -> list[str]:
    """Return of what the charter wants records kept that the council enters by name."""
    sorts = dict.fromkeys(record.each for record in records_in(charter))
    return [sort for sort in sorts if sort not in (OFFICER, CHARTER)]


def due_records(now: datetime, rules: Law | None = None) -> Due:
    """Return how many records are overdue at `now`, and how many fall due soon."""
    rules = rules or law()
    if not keeps_records(rules):
        return Due(0, 0)
    running = [clock for clock in all_clocks(rules) if clock.due and not clock.ended]
    late = sum(clock.verdict(now) is Verdict.BROKEN for clock in running)
    return Due(late, sum(_is_soon(clock, now) for clock in running))


def register(now: datetime, *, subject: str | None = None) -> list[Line]:
    """Return a line for each record that is kept at `now`, promise by promise, the most urgent first."""
    rules = law()
    promises = {record.id: record for record in records_in(rules.charter_at(now))}
    current = [
        clock
        for clock in all_clocks(rules)
        if clock.promise in promises and not clock.ended and subject in (None, clock.subject)
    ]
    names, evidence = _names(), _evidence()
    order = list(promises)
    lines = [_line(promises[clock.promise], clock, names, evidence, now) for clock in current]
    return sorted(lines, key=lambda line: (order.index(line.promise.id), line.due is None, line.due or now, line.name))


def _line(
    promise: Record,
    clock: Clock,
    names: Mapping[str, str],
    evidence: Mapping[tuple[str, str, datetime], str],
    now: datetime,
) -> Line:
    proof = evidence.get((clock.subject, promise.of, clock.started))
    return Line(
        promise=promise,
        subject=clock.subject,
        name=names.get(clock.subject, clock.subject),
        done=clock.started if proof is not None else None,
        evidence=proof or "",
        due=clock.due,
        overdue=clock.verdict(now) is Verdict.BROKEN,
        soon=_is_soon(clock, now),
    )


def records_behind(promise: str, month: date, verdict: Verdict, now: datetime) -> list[tuple[str, Clock]]:
    """Return whose records a figure counts as `verdict` in the month in which they fell due, with their clocks."""
    names = _names()
    found = [
        (names.get(clock.subject, clock.subject), clock)
        for clock in all_clocks(law())
        if clock.promise == promise and Dated(clock).month == month and clock.verdict(now) is verdict
    ]
    return sorted(found, key=lambda one: one[0])


def _is_soon(clock: Clock, now: datetime) -> bool:
    return clock.due is not None and now <= clock.due <= now + SOON


def _evidence() -> dict[tuple[str, str, datetime], str]:
    rows = RecordFact.objects.filter(kind="renewed").values_list("subject", "of", "at", "evidence__text")
    return {(subject, of, at): text or "" for subject, of, at, text in rows}


def _names() -> dict[str, str]:
    names = {CHARTER: "The charter"}
    names |= {f"{OFFICER}-{pk}": name for pk, name in Officer.objects.values_list("pk", "name")}
    return names | {f"{each}-{pk}": name for pk, each, name in Thing.objects.values_list("pk", "each", "name")}


def name_of(subject: str) -> str:
    """Return who or what that is, or "" for nobody."""
    return _names().get(subject, "")


def renewals(subject: str, of: str) -> Iterable[RecordFact]:
    """Return when the record was renewed, the latest first. What was struck out is among them, with its corrections."""
    found = RecordFact.objects.filter(subject=subject, of=of, kind="renewed").select_related("by", "evidence")
    return found.prefetch_related("corrections").order_by("-at", "-pk")
