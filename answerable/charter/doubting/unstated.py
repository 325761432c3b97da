"""What a charter leaves out that it must say to be counted by."""

from collections.abc import Iterator

from answerable.charter.clauses import Charter, Late, Promise, Record, Share, Step, Timed, Updates, Writing
from answerable.charter.doubting.settling import READINGS, Doubt, chosen, or_ruling_on
from answerable.charter.reading.agreement import spans_of
from answerable.charter.reading.headings import NOWHERE
from answerable.charter.span import DAYS, Span, Unit

_A_DAY = 24  # hours
_WITHOUT_HOLIDAYS = "If they don’t, write office hours, by [[other_hours]] that are open from 00:00 to 24:00."


def unstated(charter: Charter) -> Iterator[Doubt]:
    """Yield what a charter must settle to be counted by, where it neither states it nor says whose reading it is."""
    yield from _counting(charter)
    yield from _hours(charter)
    vague = {words.promise for words in charter.unclear if words.used is None}
    for promise in charter:
        if promise.where == NOWHERE:
            says = "the charter does not say where in the policy it stands."
            yield Doubt(promise.id, says, used="the report card says so.", write="Write where.")
        if promise.id not in vague:
            yield from _time(promise)


def _counting(charter: Charter) -> Iterator[Doubt]:
    for heading, key, used in (
        ("counting", "counting", charter.hours.counting),
        ("day ends", "day_ends", charter.hours.day_ends),
    ):
        silent = [promise for promise in _counted_by(charter, *DAYS) if not getattr(promise.reading, key)]
        if silent and f"hours.{key}" not in charter.stated and not chosen(charter, heading):
            write = f'Write {key} = "{used}" under [hours].'
            yield Doubt(heading, f"{key} is not stated.", READINGS[heading], f"{used}.", write)
    if charter.hours.counting == "receipt out of hours rolls forward" and not charter.hours.office:
        yield Doubt(
            "counting",
            "receipt out of hours rolls forward, but no office hours are stated.",
            used="only closed days roll forward.",
            write="Write office under [hours].",
        )


def _counted_by(charter: Charter, *units: Unit) -> list[Promise]:
    return [promise for promise in charter if any(span.unit in units for span in spans_of(promise))]


def _hours(charter: Charter) -> Iterator[Doubt]:
    if (found := _counted_by(charter, Unit.WEEKDAY_HOUR)) and not chosen(charter, "weekday hours"):
        yield Doubt(
            "weekday hours",
            f"{_names(found)} hours on weekdays. Do bank holidays count?",
            READINGS["weekday hours"],
            "they run on bank holidays too.",
            f"{_WITHOUT_HOLIDAYS} {or_ruling_on('weekday hours')}",
        )
    for promise in charter:
        long = [span for span in spans_of(promise) if span.unit is Unit.HOUR and span.count >= _A_DAY]
        if long and not chosen(charter, "hours"):
            yield Doubt(
                promise.id,
                f"it counts {long[0].words()}. Do they run at night, over a weekend or a bank holiday?",
                ("they run round the clock", "they run on weekdays only", _in_days(long[0])),
                "they run round the clock, every day.",
                f"Write “{long[0].count} weekday hours” or working days. {or_ruling_on('hours')}",
                heading="hours",
            )
    if (found := _counted_by(charter, Unit.RING)) and "hours.ring_seconds" not in charter.stated:
        used = f"a ring takes {charter.hours.ring_seconds} seconds."
        yield Doubt("ring", f"{_names(found)} rings.", (), used, "Write ring_seconds under [hours].")


def _in_days(hours: Span) -> str:
    days, more = divmod(hours.count, _A_DAY)
    return "working days are meant" if more else Span(days, Unit.WORKING_DAY).words()


def _names(promises: list[Promise]) -> str:
    return f"{', '.join(promise.id for promise in promises)} {'counts' if len(promises) == 1 else 'count'}"


def _time(promise: Promise) -> Iterator[Doubt]:
    match promise:
        case Timed(within=None, before=None, limits=()):
            yield Doubt(promise.id, "its time is not stated.", used="it is not measured.", write="Write within.")
        case Timed(within=None, before=None):
            used = "those that no limit covers are not measured."
            yield Doubt(promise.id, "its time is stated for some contacts only.", used=used, write="Write within.")
        case Updates(every=None):
            yield Doubt(promise.id, "how often is not stated.", used="it is not measured.", write="Write every.")
        case Share(unless_again_within=None, of="query opened"):
            yield Doubt(
                promise.id,
                "it does not say when a customer who comes back undoes it.",
                used="coming back undoes nothing.",
                write="Write unless_again_within.",
            )
        case Record(every=None):
            yield Doubt(promise.id, "how often is not stated.", used="it never falls due.", write="Write every.")
        case Timed() | Late() | Updates() | Share() | Step() | Writing() | Record():
            pass
