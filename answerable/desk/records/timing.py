"""The clocks of records. They are made of the facts whenever they are asked for: a register is small."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache

from django.db.models import Subquery

from answerable.charter import facts as charter_facts
from answerable.charter.clauses import Record
from answerable.charter.judge import clocks_by_edition
from answerable.charter.judging.clock import Clock, Verdict
from answerable.charter.moments import council_moments
from answerable.desk.charters.models import Edition as AdoptedEdition
from answerable.desk.council.models import Council
from answerable.desk.figures.months import month_of
from answerable.desk.figures.tally import Cell, Tally
from answerable.desk.history.law import Law
from answerable.desk.officers.models import Officer
from answerable.desk.records.models import RecordFact, Thing

CHARTER, OFFICER = "charter", "officer"
Key = tuple[str, datetime]


@dataclass(frozen=True)
class Dated:
    """A record's clock as a report counts it: in the month in which it falls due."""

    clock: Clock

    @property
    def promise(self) -> str:
        return self.clock.promise

    @property
    def month(self) -> date:
        return month_of(self.clock.due or self.clock.started)

    @property
    def channel(self) -> str:
        return ""  # nobody contacted anybody

    @property
    def told(self) -> datetime | None:
        return None

    def verdict(self, now: datetime) -> Verdict:
        return self.clock.verdict(now)


def dated(clock: Clock | None) -> Dated | None:
    return Dated(clock) if clock else None


def keeps_records(rules: Law) -> bool:
    """Say whether any edition of the charter has a record to keep."""
    return any(isinstance(promise, Record) for edition in rules.editions for promise in edition.charter)


def timed(rules: Law, subject: str) -> dict[Key, Clock]:
    """Return the clocks of one subject, as its facts stand now."""
    rows = RecordFact.objects.filter(subject=subject).order_by("at", "pk")
    return {(clock.promise, clock.started): clock for clock in _clocks(rules, subject, list(rows), _beginnings(rules))}


def all_clocks(rules: Law) -> tuple[Clock, ...]:
    """Return every clock of every record. They are made anew only when a fact, an officer or a thing is added."""
    if not keeps_records(rules):
        return ()
    newest = [
        Subquery(table._default_manager.order_by("-pk").values("pk")[:1]) for table in (RecordFact, Officer, Thing)
    ]
    seen = Council.objects.values_list(*newest).first()
    return _made(rules, seen)


@lru_cache(maxsize=2)
def _made(rules: Law, seen: tuple[int | None, ...]) -> tuple[Clock, ...]:
    rows: dict[str, list[RecordFact]] = defaultdict(list)
    for row in RecordFact.objects.order_by("at", "pk"):
        rows[row.subject].append(row)
    beginnings = _beginnings(rules)
    subjects = dict.fromkeys([*beginnings, *rows])
    return tuple(clock for one in subjects for clock in _clocks(rules, one, rows[one], beginnings))


def _beginnings(rules: Law) -> dict[str, datetime]:
    """Return since when there are those whose beginning nobody records: officers, and the charter itself."""
    first = AdoptedEdition.objects.order_by("starts", "number").values_list("starts", flat=True)[0]
    adopted = rules.editions[0].charter.adopted
    found = {CHARTER: council_moments(datetime.combine(adopted, time()))[0] if adopted else first}
    for pk, joined in Officer.objects.order_by("pk").values_list("pk", "joined_at"):
        found[f"{OFFICER}-{pk}"] = joined or first
    return found


def _clocks(
    rules: Law, subject: str, rows: Iterable[RecordFact], beginnings: Mapping[str, datetime]
) -> Iterable[Clock]:
    facts = [*_begun(subject, beginnings), *map(_told, rows)]
    return clocks_by_edition(rules.editions, [*facts, *_asked_for_anew(rules, facts)]) if facts else ()


def _begun(subject: str, beginnings: Mapping[str, datetime]) -> Iterator[charter_facts.Fact]:
    if subject in beginnings:
        yield charter_facts.Fact(subject, "begun", beginnings[subject], id="0")


def _told(row: RecordFact) -> charter_facts.Fact:
    details = {"of": row.of} if row.of and row.kind != "corrected" else {}
    if row.corrects_id:
        details["fact"] = str(row.corrects_id)
    return charter_facts.Fact(row.subject, row.kind, row.at, details=details, id=str(row.pk), recorded=row.recorded)


def _asked_for_anew(rules: Law, facts: list[charter_facts.Fact]) -> Iterator[charter_facts.Fact]:
    """Give a beginning, for all who are there then, of each record that a later edition is the first to ask for."""
    known: set[tuple[str, str]] = set()
    for edition in rules.editions:
        asked = {(one.of, one.each) for one in edition.charter if isinstance(one, Record)}
        if edition.start and _is_there(facts, edition.start):
            for of, _ in sorted(asked - known):
                yield charter_facts.Fact(
                    facts[0].subject, "begun", edition.start, details={"of": of}, id=f"{edition.start.isoformat()} {of}"
                )
        known |= asked


def _is_there(facts: list[charter_facts.Fact], moment: datetime) -> bool:
    life = [fact for fact in facts if fact.kind in ("begun", "ended") and fact.at <= moment]
    return bool(life) and max(life, key=lambda fact: fact.at).kind == "begun"


def count_records(months: Iterable[date], now: datetime, rules: Law) -> dict[Cell, Tally]:
    """Return what became of every record that falls due in `months`, as it stands at `now`."""
    wanted, found = set(months), dict[Cell, Tally]()
    for clock in map(Dated, all_clocks(rules)):
        if clock.month in wanted:
            cell = Cell(clock.month, clock.promise, clock.channel)
            found[cell] = found.get(cell, Tally()) + _tally(clock, now)
    return found


def _tally(clock: Dated, now: datetime) -> Tally:
    match clock.verdict(now):
        case Verdict.KEPT:
            return Tally(kept=1)
        case Verdict.BROKEN:
            return Tally(broken=1)
        case Verdict.RUNNING:
            return Tally(running=1)
        case Verdict.VOID:
            return Tally(void=1, reasons={clock.clock.reason: 1})
        case Verdict.NOT_MEASURED:
            return Tally(unmeasured=1)
