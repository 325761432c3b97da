"""The promises of a case as an officer reads them: what is due, how long is left, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from answerable.charter.clauses import Charter, Late, Promise, Step, Timed, Writing
from answerable.charter.explain import Asked, NoClock, when_due
from answerable.charter.judge import Edition
from answerable.charter.judging.clock import Verdict
from answerable.charter.judging.reckoning import told_in
from answerable.charter.moments import day_in_words, local, moment_in_words
from answerable.charter.reading.timescales import timescale_of
from answerable.charter.worktime import NoDate
from answerable.desk.council.models import Service
from answerable.desk.history.law import Law
from answerable.desk.history.models import Clock, Fact
from answerable.web.templatetags.desk import length, moment

COLOURS = {Verdict.KEPT: "green", Verdict.BROKEN: "red", Verdict.RUNNING: "teal"}


@dataclass(frozen=True)
class PromiseRow:
    """One clock of the case. `said` is what stands beside it, `told` whether its date is the one we tell."""

    id: str
    title: str
    where: str
    due: datetime | None
    due_in_words: str
    runs: bool
    verdict: str
    colour: str
    said: str
    told: bool
    explanation: list[str]
    timescale: str = ""  # where the service of the case is timed otherwise than others


def promise_rows(
    clocks: list[Clock],
    rules: Law,
    *,
    facts: Sequence[Fact],
    answer_due: datetime | None,
    now: datetime,
    service: Service | None = None,
) -> list[PromiseRow]:
    """Return a row for each clock: those that run first, the next due on top; then those that have ended."""
    ordered = sorted(clocks, key=lambda clock: (bool(clock.timing().ended), clock.due is None, clock.due or now))
    rows = [(clock, _row(clock, clocks, facts, rules, answer_due, now)) for clock in ordered]
    return [replace(row, timescale=_timescale(clock, rules, service)) for clock, row in rows]


def _timescale(clock: Clock, rules: Law, service: Service | None) -> str:
    promise = _promise(rules.edition_of(clock).charter, clock.promise)
    found = timescale_of(promise, service.code) if service and isinstance(promise, Timed) else None
    if service is None or found is None:
        return ""
    instead = f" instead of {found.usual}" if found.usual else ""
    return f"{service.name}: {found.within}{instead}{f', where {found.besides}' if found.besides else ''}"


def _row(
    clock: Clock, clocks: list[Clock], facts: Sequence[Fact], rules: Law, answer_due: datetime | None, now: datetime
) -> PromiseRow:
    edition = rules.edition_of(clock)
    promise = _promise(edition.charter, clock.promise)
    at_once = isinstance(promise, Step | Writing)
    # What is judged the moment it happens is broken in that very second, too.
    verdict = Verdict.BROKEN if at_once and clock.gone else clock.verdict(now)
    runs = clock.due is not None and clock.timing().ended is None
    dated = isinstance(promise, Late | Timed) and promise.date_id == clock.promise
    return PromiseRow(
        id=clock.promise,
        title="The answer comes by the date that the customer was told" if dated else promise.title,
        where=promise.where,
        due=None if at_once else clock.due,
        due_in_words=due_in_words(clock.due) if clock.due else "",
        runs=runs,
        verdict=str(verdict).replace("-", " "),
        colour=COLOURS.get(verdict, "grey"),
        said=_said_at_once(clock, verdict)
        if at_once
        else _said(clock, verdict, now, if_late=isinstance(promise, Late) and not dated),
        told=runs and clock.due == answer_due and _answers(promise) and _rivals(clock, clocks, edition.charter),
        explanation=[] if dated else _why(promise, clock, edition, facts),
    )


def due_in_words(due: datetime) -> str:
    """Return "the end of Tuesday 29 December 2026", or with its time where the day isn't used up."""
    there = local(due)
    return f"the end of {day_in_words(there)}" if f"{there:%H:%M:%S}" == "23:59:59" else moment_in_words(due)


def _promise(charter: Charter, id: str) -> Promise:
    by_date = (promise for promise in charter if isinstance(promise, Late | Timed) and promise.date_id == id)
    return next(by_date, None) or charter[id]


def _answers(promise: Promise) -> bool:
    return isinstance(promise, Timed) and "answered" in promise.stops


def _rivals(clock: Clock, clocks: list[Clock], charter: Charter) -> bool:
    """Say whether another promise sets a later date for the same answer."""
    return any(
        other.due and clock.due and other.due > clock.due and _answers(_promise(charter, other.promise))
        for other in clocks
        if other.edition_id == clock.edition_id and not other.timing().ended
    )


def _said_at_once(clock: Clock, verdict: Verdict) -> str:
    """Say of a step or a message what became of it in that very moment."""
    done = {Verdict.KEPT: "All of it was recorded", Verdict.BROKEN: "Not all of it was recorded"}
    return f"{done.get(verdict, 'What was in it is not known')}, {moment(clock.started)}"


def _said(clock: Clock, verdict: Verdict, now: datetime, *, if_late: bool) -> str:
    late = clock.timing().late_by(now)
    by = f", {length(timedelta(seconds=late))} late" if late else ""
    told = "; the customer was told in time that it would be late" if clock.told and verdict is Verdict.BROKEN else ""
    if clock.voided:
        return f"No longer due: {clock.reason}"
    if clock.stopped:
        return f"Done on {moment(clock.stopped)}{by}{told}"
    if clock.gone:
        return f"Not done, and nobody waits for it since {moment(clock.gone)}{told}"
    if clock.paused:
        return f"Held since {moment(clock.paused)}: we wait, and it falls due later by as long"
    if verdict is Verdict.NOT_MEASURED:
        return "The charter states no time, so it is not measured"
    if if_late and verdict is Verdict.RUNNING:
        return "needed only if the answer comes after that"
    return told.removeprefix("; ")


def _why(promise: Promise, clock: Clock, edition: Edition, facts: Sequence[Fact]) -> list[str]:
    """Return why the clock is due when it is; nothing where what is known here doesn't lead to that moment."""
    try:
        found = when_due(edition.charter, promise, clock.started, edition.calendar, asked=_asked(clock, facts))
    except (NoClock, NoDate):
        return []
    return found.why if found.due.moment == clock.due else []


def _asked(clock: Clock, facts: Sequence[Fact]) -> Asked:
    """Return what the facts say of the clock: of what began it, when it was held, and to when it was put off."""
    details: Mapping[str, object] = next(
        (fact.details for fact in facts if fact.at == clock.started and fact.channel == clock.channel), {}
    )
    last = clock.due
    put_off = {str(fact.details.get("date")) for fact in facts if fact.kind == "extended"}
    held = [fact.at for fact in facts if fact.kind == "paused"] if clock.due_unpaused else []
    resumed = [fact.at for fact in facts if fact.kind == "resumed"] if clock.due_unpaused else []
    return Asked(
        channel=clock.channel,
        details=details,
        told=told_in(details),
        pauses=tuple(zip(held, resumed, strict=False)),
        extended=last if last and local(last).date().isoformat() in put_off else None,
    )
