"""Why a clock is due when it is, in plain words: part by part for officers, in a few sentences for customers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from answerable.charter.calendar.pauses import Pause
from answerable.charter.clauses import (
    Charter,
    Late,
    Promise,
    Record,
    Share,
    Step,
    Timed,
    Updates,
    Writing,
    type_of_promise,
)
from answerable.charter.explaining.happened import Happened
from answerable.charter.explaining.told_to_customers import told_to_customers
from answerable.charter.explaining.told_to_officers import told_to_officers
from answerable.charter.facts import CHANNELS, Fact
from answerable.charter.moments import day_in_words, local
from answerable.charter.reading.problems import listed, shown
from answerable.charter.span import Span
from answerable.charter.worktime import Calendar, Due, NoDate, by_the_minute

# Longer histories than this are told by their beginning and their end.
_MOST_PARTS = 24


class NoClock(ValueError):
    """The promise has no due moment, or none for that channel, or none yet; the message says why in words."""


class Explained(NamedTuple):
    """When a clock falls due, and why, part by part."""

    due: Due
    why: list[str]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What else is known of the clock, and how its due moment is to be explained."""

    channel: str = ""
    details: Mapping[str, object] = field(default_factory=dict)  # what else the fact tells that started it
    told: date | datetime | None = None  # the date, or the moment, that this fact tells
    pauses: Sequence[Pause] = ()
    extended: datetime | None = None  # to when it was put off
    for_customer: bool = False
    day_by_day: bool = False


def explain(
    charter: Charter,
    clause: Promise,
    start: datetime,
    calendar: Calendar,
    *,
    for_customer: bool = False,
    day_by_day: bool = False,
) -> list[str]:
    """Return, part by part, why a clock of `clause` that begins at `start` is due when it is."""
    asked = Asked(for_customer=for_customer, day_by_day=day_by_day)
    return when_due(charter, clause, start, calendar, asked=asked).why


def when_due(
    charter: Charter,
    clause: Promise,
    start: datetime,
    calendar: Calendar,
    channel: str = "",
    asked: Asked | None = None,
) -> Explained:
    """Return when a clock of `clause` that begins at `start` falls due, and why; NoClock where it never does.

    What is told if an answer will be late falls due with the first of the answers that `channel` calls for.
    """
    asked = asked or Asked(channel=channel)
    match clause:
        case Timed():
            _check_covered(clause, asked)
            return _timed(charter, clause, start, calendar, asked)
        case Updates():
            return _told(
                _happened(charter, clause, "counted from", clause.every, start, calendar.of(clause), asked), asked
            )
        case Late():
            return _with_first_main(charter, clause, start, calendar, asked)
        case Share() | Step() | Writing() | Record():
            raise NoClock(f"{clause.id} is a {type_of_promise[type(clause)]} promise: no clock runs for it.")


def _check_covered(clause: Timed, asked: Asked) -> None:
    covered = channels_of(clause)
    if asked.channel and asked.channel not in covered:
        raise NoClock(f"{clause.id} does not cover {shown(asked.channel)}: it covers {listed(covered)}.")
    for name, value in asked.details.items():
        wanted, unless = clause.scope.wanted.get(name, ()), clause.scope.unless.get(name, ())
        if wanted and value not in wanted:
            raise NoClock(f"{clause.id} does not cover the {name} {shown(value)}: it covers {listed(wanted)}.")
        if value in unless:
            raise NoClock(f"{clause.id} does not cover the {name} {shown(value)}.")


def channels_of(clause: Timed) -> tuple[str, ...]:
    """Return the channels whose contacts the promise covers."""
    scope = clause.scope
    wanted = scope.wanted.get("channel", CHANNELS)
    return tuple(channel for channel in wanted if channel not in scope.unless.get("channel", ()))


def _timed(charter: Charter, clause: Timed, start: datetime, calendar: Calendar, asked: Asked) -> Explained:
    fact = Fact("", clause.start, start, asked.channel, asked.details)
    by = calendar.of(clause, fact)
    if clause.before:
        return _told(_before(charter, clause, clause.before, start, by, asked), asked)
    within = next((limit.within for limit in clause.limits if limit.scope.covers(fact)), clause.within)
    return _told(
        _happened(charter, clause, clause.start or f"{clause.after} was kept or fell due", within, start, by, asked),
        asked,
    )


def _before(charter: Charter, clause: Timed, span: Span, start: datetime, calendar: Calendar, asked: Asked) -> Happened:
    if asked.told is None:
        raise NoClock(f"{clause.id} is counted back from the date that “{clause.start}” tells. Give that date.")
    told = local(asked.told).date() if isinstance(asked.told, datetime) else asked.told
    return Happened(
        name=clause.start,
        start=local(start),
        span=span,
        due=calendar.due_before(told, span),
        calendar=calendar,
        nation=charter.nation,
        extended=asked.extended,
        before=told,
    )


def _happened(
    charter: Charter,
    clause: Promise,
    name: str,
    span: Span | None,
    start: datetime,
    calendar: Calendar,
    asked: Asked,
) -> Happened:
    if span is None:
        raise NoClock(f"{clause.id} states no time, so it never falls due. Write one in the charter.")
    try:
        due = calendar.due(start, span, asked.told, asked.pauses)
    except NoDate as unknown:
        raise NoClock(f"{clause.id} does not fall due yet. {unknown}") from None
    return Happened(
        name=name,
        start=local(start),
        span=span,
        due=due,
        calendar=calendar,
        nation=charter.nation,
        pauses=tuple(asked.pauses),
        extended=asked.extended,
        by_the_minute=by_the_minute(asked.told, span),
    )


def _told(this: Happened, asked: Asked) -> Explained:
    due = Due(asked.extended, this.due.provisional) if asked.extended else this.due
    if asked.for_customer:
        return Explained(due, list(told_to_customers(this)))
    parts = list(told_to_officers(this, day_by_day=asked.day_by_day))
    if len(parts) > _MOST_PARTS and not asked.day_by_day:
        parts = [*parts[: _MOST_PARTS // 2], "and so on", *parts[-_MOST_PARTS // 2 :]]
    return Explained(due, [*parts, *_cautions(this)])


def _cautions(this: Happened) -> list[str]:
    if not this.due.provisional:
        return []
    return [
        "this is provisional: bank holidays are known only from "
        f"{day_in_words(this.calendar.known_from)} to {day_in_words(this.calendar.known_to)}"
    ]


def _with_first_main(charter: Charter, late: Late, start: datetime, calendar: Calendar, asked: Asked) -> Explained:
    timed = [main for id in late.mains if isinstance(main := charter[id], Timed) and (main.within or main.limits)]
    mains = [main for main in timed if not asked.channel or asked.channel in channels_of(main)]
    if not mains:
        covered = dict.fromkeys(channel for main in timed for channel in channels_of(main))
        raise NoClock(f"{late.id} does not cover {shown(asked.channel)}: it covers {listed(covered)}.")
    found = {main.id: when_due(charter, main, start, calendar, asked=asked) for main in mains}
    first = min(found, key=lambda id: found[id].due.moment)
    due, why = found[first]
    if asked.for_customer:
        return Explained(due, why)
    return Explained(due, [f"{late.id} falls due when {first} does, and is void if {first} is kept", *why])
