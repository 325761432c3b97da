"""How each promise is proved: by a clock, by what is ticked, by the words of a letter, by counting, by a register."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from answerable.charter.clauses import (
    Charter,
    Late,
    Promise,
    Record,
    Scope,
    Share,
    Step,
    Strength,
    Timed,
    Updates,
    Writing,
    type_of_promise,
)
from answerable.charter.facts import CHANNELS
from answerable.charter.span import Span, Unit

NOT_MEASURED = "not stated: not measured"


@dataclass(frozen=True)
class Proof:
    """A promise as it is listed: its id, kind and strength, our words for it, where it stands, how it is proved."""

    id: str
    kind: str
    strength: str
    title: str
    where: str
    proved: str


def proofs(charter: Charter) -> list[Proof]:
    """Return every promise of a charter, in the order of the file, with how it is proved."""
    return [
        Proof(
            id=promise.id,
            kind=type_of_promise[type(promise)],
            strength=str(promise.strength),
            title=promise.title,
            where=promise.where,
            proved=proved(promise),
        )
        for promise in charter
    ]


def proved(promise: Promise) -> str:
    """Return in words how one promise is proved."""
    words = _how(promise)
    never = promise.strength is Strength.MAY and words != NOT_MEASURED
    return f"{words}; never broken, since the council may" if never else words


def _how(promise: Promise) -> str:
    match promise:
        case Timed():
            return _by_clock(promise)
        case Late():
            told = _every(promise.tell, "or" if promise.any_of else "and")
            dated = f"; the date told is then kept by a clock of its own, {promise.date_id}" if promise.date_id else ""
            return f"by what the customer is told before {_every(promise.mains, 'or')} falls due: {told}{dated}"
        case Updates():
            every = f"every {promise.every.words()}" if promise.every else ""
            return f"by a clock for each update after {promise.main} fell due, {every}" if every else NOT_MEASURED
        case Share():
            return _by_counting(promise)
        case Step():
            needs = _every(promise.needs, "or" if promise.any_of else "and")
            return f"by what is ticked when “{promise.at}” happens{_for(promise.scope)}: {needs}"
        case Writing():
            return f"by the words of each {_message(promise)}: {_every(promise.has)}"
        case Record():
            return _by_register(promise)


def _by_clock(clause: Timed) -> str:
    begins = (
        f"from when {clause.after} is done or falls due"
        if clause.after
        else f"from “{clause.start}”{_for(clause.scope)}"
    )
    clock = f"by the clock {begins} to {_quoted(clause.stops)}"
    if clause.before:
        return f"{clock}, at least {clause.before.words()} before the date that “{clause.start}” tells"
    limits = [f"{_time(limit.within)}{_for(limit.scope)}" for limit in clause.limits]
    if not clause.within and not any(limit.within for limit in clause.limits):
        return NOT_MEASURED
    return f"{clock}, {'; '.join([*limits, _time(clause.within) + (' otherwise' if limits else '')])}"


def _time(within: Span | None) -> str:
    if within is None:
        return "not measured"
    return f"by {within.words()}" if within.at or within.unit in (Unit.DATE_TOLD, Unit.MEETING) else within.words()


def _by_counting(clause: Share) -> str:
    if clause.average:
        return f"by the mean time from “{clause.of}” to “{clause.that}”, at most {clause.average.words()}"
    if clause.of_promises:
        counted = f"by counting the clocks of {_every(clause.of_promises)}: those kept of all kept or broken"
    else:
        within = f" within {clause.within.words()}" if clause.within else ""
        again = clause.unless_again_within
        undone = f", unless the customer came back within {again.words()}" if again else ""
        counted = f"by counting, of all “{clause.of}”{_for(clause.scope)}, those “{clause.that}”{within}{undone}"
    by = f", compared by {_every(clause.by)}" if clause.by else ""
    return f"{counted}{by}: {_target(clause)}"


def _target(clause: Share) -> str:
    if clause.at_least is None:
        return "reported, not judged"
    return f"{'more than' if clause.more_than else 'at least'} {clause.at_least:g}%"


def _message(clause: Writing) -> str:
    by = "" if set(clause.by) == set(CHANNELS) or not clause.by else f" by {_every(clause.by, 'or')}"
    return f"{_every(clause.means, 'or') or 'message'}{by}{_for(clause.scope)}"


def _by_register(clause: Record) -> str:
    if clause.every is None:
        return NOT_MEASURED
    first = f", for a new one within {clause.at_first.words()}" if clause.at_first else ""
    whose = "the charter" if clause.each == "charter" else f"each {clause.each}"
    return f"by the register of {clause.of} for {whose}, renewed every {often(clause.every)}{first}"


def often(span: Span) -> str:
    """Return a span as people say how often: "2 years" rather than "24 calendar months"."""
    if span.unit is not Unit.CALENDAR_MONTH or span.count % 12:
        return span.words()
    return "year" if span.count == 12 else f"{span.count // 12} years"


def _for(scope: Scope) -> str:
    """Return whom a promise is for, such as " by email or letter, for service bins, not for type complaint"."""
    wanted = {name: values for name, values in scope.wanted.items() if name != "channel"}
    channels = scope.wanted.get("channel", ())
    parts = (
        f" by {_every(channels, 'or')}" if channels else "",
        f" for {_conditions(wanted)}" if wanted else "",
        f", not for {_conditions(scope.unless)}" if scope.unless else "",
    )
    return "".join(parts)


def _conditions(conditions: Mapping[str, tuple[str, ...]]) -> str:
    return _every(f"{name} {_every(values, 'or')}" for name, values in conditions.items())


def _quoted(names: Iterable[str]) -> str:
    return _every((f"“{name}”" for name in names), "or")


def _every(names: Iterable[str], last: str = "and") -> str:
    words = list(names)
    return f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
