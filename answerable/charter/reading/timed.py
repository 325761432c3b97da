"""Reading the promises of a charter file that have clocks: answers, what is told if they are late, updates."""

from dataclasses import dataclass, field

from answerable.charter.clauses import REOPENINGS, Extension, Late, Limit, Timed, Updates
from answerable.charter.facts import BY_NAME, EXCEPTION_REASONS, GIVEN, PAUSE_REASONS, TELLS
from answerable.charter.reading.fields import NOT_STATED, Fields
from answerable.charter.reading.headings import Heading, read_heading_within, read_id
from answerable.charter.reading.problems import listed, shown
from answerable.charter.reading.scopes import MISWRITTEN, read_scope
from answerable.charter.span import WORKING_DAYS, Span, Unit

_MOST_EXTENSIONS = 20
# The kinds of fact that tell a date.
_DATED = [kind.name for kind in BY_NAME.values() if any(detail.form == "date" for detail in kind.details)]


@dataclass(frozen=True)
class Told:
    """An `if_late` inside a promise: a clause of its own, which several promises may name."""

    late: Late
    fields: Fields = field(compare=False)


def read_timed(fields: Fields, heading: Heading) -> Timed:
    """Return the clock that a table with `from` or `after` states."""
    start, after = _beginning(fields)
    within, before = _time(fields, start)
    limits = _limits(fields, start)
    timed = Timed(
        **heading,
        scope=read_scope(fields, start if fields.values.get("from", start) == start else MISWRITTEN),
        start=start,
        after=after,
        stops=_stops(fields, start),
        within=within,
        before=before,
        limits=limits,
        automatic=fields.flag("automatic"),
        each=fields.flag("each"),
        provided=fields.many("provided", GIVEN),
        exceptions=fields.many("exceptions", EXCEPTION_REASONS),
        pauses=fields.many("pauses", PAUSE_REASONS),
        reopening=fields.choice("reopening", REOPENINGS, REOPENINGS[0]),
        extension=_extension(fields),
        date_id=read_id(fields, "date_id"),
    )
    _check_time(fields, timed)
    return timed


def _beginning(fields: Fields) -> tuple[str, str]:
    if "after" not in fields:
        return fields.choice("from", BY_NAME), ""
    after = fields.text("after")
    if "from" in fields:
        fields.note("after", "The clock can begin with a fact (from) or with another promise (after): leave one out.")
    return "", after


def _stops(fields: Fields, start: str) -> tuple[str, ...]:
    stops = fields.many("until", BY_NAME, required=True)
    if start and start in stops:
        fields.note("until", f"The clock begins and ends at {shown(start)}. Write what ends it, such as “answered”.")
    return stops


def _time(fields: Fields, start: str) -> tuple[Span | None, Span | None]:
    within, before = fields.span("within", by_date=True), fields.span("before", longer_is_stricter=True)
    if "within" in fields and "before" in fields:
        fields.note("before", "A time runs within a span, or ends before a date: leave within or before out.")
    key = "before" if before else "within" if within and within.unit is Unit.DATE_TOLD else ""
    if key and start not in _DATED:
        begins = shown(start) if start else "what comes after another promise"
        fields.note(key, f"This is counted by a date, and {begins} tells none. Begin from {listed(_DATED)}.")
    if before and before.unit not in WORKING_DAYS | {Unit.CALENDAR_DAY}:
        fields.note("before", f"{before.words()} can’t be counted back. Write days, such as “3 clear working days”.")
    return within, before


def _limits(fields: Fields, start: str) -> tuple[Limit, ...]:
    example = 'a table under [[promise.limit]], with for = { service = "…" } and within = "2 working days"'
    return tuple(
        limit
        for key in ("limit", "limits")
        for inner in fields.each(key, example)
        if (limit := _limit(inner, fields.clause, start))
    )


def _limit(inner: Fields, clause: str, start: str) -> Limit | None:
    inner.clause = clause
    limit = Limit(scope=read_scope(inner, start), within=inner.span("within", required=True, by_date=True))
    if not limit.scope.wanted and not limit.scope.unless and "for" not in inner and "unless" not in inner:
        inner.note("for", 'A limit is for some contacts only. Write whose, such as for = { service = "bins" }.')
    inner.nothing_else()
    return limit


def _extension(fields: Fields) -> Extension | None:
    inner = fields.inner("extension", '{ at_most = "10 working days", times = 1 }')
    if inner is None:
        return None
    inner.clause = fields.clause
    times = inner.whole("times", 1, 1, _MOST_EXTENSIONS)
    at_most = inner.span("at_most", required=True)
    inner.nothing_else()
    if at_most is None and inner.values.get("at_most") == NOT_STATED:
        inner.note("at_most", "An extension needs its limit. Write at_most, such as “10 working days”.")
    return Extension(at_most, times) if at_most else None


def _check_time(fields: Fields, timed: Timed) -> None:
    """Note what needs a time where the promise states none."""
    if timed.within or timed.before or any(limit.within for limit in timed.limits):
        if timed.before and timed.limits:
            fields.note("limit", "Limits are times to count forward, and this promise counts back: leave one out.")
        return
    if fields.values.get("within", NOT_STATED) != NOT_STATED:
        return  # a time that can't be read, which is noted already, or can't be measured
    for key in ("pauses", "extension"):
        if key in fields:
            fields.note(key, f"{key} changes a time, and this promise states none. Write within, or leave this out.")


def read_if_late(fields: Fields, main: Heading) -> Told | None:
    """Return the clause that `if_late` states within a promise."""
    inner = fields.inner("if_late", '{ id = "…", tell = ["explanation"] }')
    if inner is None:
        return None
    heading = read_heading_within(inner, main, f"The customer is told in time when {main['id']} can’t be kept")
    late = _late_to(inner, heading, (main["id"],))
    inner.nothing_else()
    return Told(late, inner)


def read_late(fields: Fields, heading: Heading) -> Late:
    """Return what a table with `late_for` says is told where one of several answers will be late."""
    return _late_to(fields, heading, fields.many("late_for", required=True))


def _late_to(fields: Fields, heading: Heading, mains: tuple[str, ...]) -> Late:
    return Late(
        **heading,
        mains=mains,
        tell=fields.many("tell", TELLS, required=True),
        any_of=fields.flag("any_of"),
        date_id=read_id(fields, "date_id"),
        scope=read_scope(fields),
    )


def read_updates(fields: Fields, heading: Heading) -> Updates:
    """Return the repeated updates that a table with `updates_for` states."""
    return Updates(**heading, main=fields.text("updates_for"), every=fields.span("every"))
