"""Evidence that is renewed: training, badges, pages that are read again, the charter itself."""

from collections.abc import Collection, Iterator

from answerable.charter.clauses import Record
from answerable.charter.facts import Fact
from answerable.charter.judging.clock import Clock
from answerable.charter.judging.rules import Rule
from answerable.charter.span import Span

ENDED = "ended"
# Of whom and of what there are some in every council, whether or not its charter keeps records of them.
_EVERYWHERE = ("charter", "officer")


def record_clocks(rule: Rule, clause: Record, story: list[Fact], sorts: Collection[str]) -> Iterator[Clock]:
    """Give the clocks of what is recorded of one person or thing: each runs until the next renewal.

    Of somebody who is there no longer nothing is asked for. What was broken by then stays broken. `sorts` are all
    that the charter keeps records of: of "officer-12" there is no record that is kept of each facility.
    """
    clock: Clock | None = None
    for fact in story:
        if not _is_of(clause, fact, sorts):
            continue
        if clock and fact.kind == "renewed":
            clock.stopped = fact.at
        elif clock and fact.kind == ENDED:
            _end(clock, fact)
        elif clock:
            continue
        if clock:
            yield clock
            clock = None
        if fact.kind != ENDED and rule.applies_at(fact.at):
            first = fact.kind == "begun" and clause.at_first
            clock = _begin(rule, fact, first or clause.every)
    if clock:
        yield clock


def _is_of(clause: Record, fact: Fact, sorts: Collection[str]) -> bool:
    if fact.kind not in ("begun", "renewed", ENDED):
        return False
    sort = fact.subject.partition("-")[0]
    if sort != clause.each and (sort in sorts or sort in _EVERYWHERE):
        return False
    of = fact.details.get("of")  # who begins or leaves does so for every record
    return clause.scope.covers(fact) and (of == clause.of or (not of and fact.kind != "renewed"))


def _begin(rule: Rule, fact: Fact, span: Span | None) -> Clock:
    due = rule.calendar_for(fact).due(fact.at, span) if span else None
    return Clock(
        subject=fact.subject,
        promise=rule.promise.id,
        channel=fact.channel,
        started=fact.at,
        due=due.moment if due else None,
        provisional=due.provisional if due else False,
        measured=due is not None and rule.measured,
        edition=rule.edition,
    )


def _end(clock: Clock, fact: Fact) -> None:
    if clock.in_time(fact.at):
        clock.voided, clock.reason = fact.at, ENDED
    else:
        clock.gone = fact.at
