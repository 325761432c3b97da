"""One definition, two speeds: many subjects judged at once have the clocks that each has by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.charter.clauses import (
    REOPENINGS,
    Charter,
    Extension,
    Hours,
    Late,
    Limit,
    OtherHours,
    Promise,
    Record,
    Scope,
    Share,
    Step,
    Strength,
    Timed,
    Updates,
    Writing,
)
from answerable.charter.facts import APPOINTMENT_REASONS, VOID_REASONS, Fact
from answerable.charter.judge import clocks_by_edition
from answerable.charter.judging.clock import Clock
from answerable.charter.judging.rules import Edition, Rules, rules_of
from answerable.charter.judging.standing import standing
from answerable.charter.many.columns import Names, columns
from answerable.charter.many.fared import Period
from answerable.charter.many.judged import clocks_of_many
from answerable.charter.many.shares import shares_fared
from answerable.charter.many.timings import Timings, clock_at
from answerable.charter.many.versions import clocks_of_versions
from answerable.charter.shares import part
from answerable.charter.span import read_span
from answerable.charter.versions import clocks_by_version
from answerable.charter.worktime import calendar_for
from tests.charter.stories import CHARTERS, calendar_of, charter_of, when

MONDAY = when("Monday 23 March 2026 09:00")  # in the week in which the clocks go forward, before Easter
AUTUMN = when("Saturday 24 October 2026 23:30")  # and in the night in which they go back
YEAR = Period(date(2026, 1, 1), date(2027, 12, 31))
LATER = when("Monday 4 January 2027 09:00")

STARTS = ["received", "query opened", "stage 2 requested", "rang", "arrived", "message taken", "left open", "answered"]
STARTS += ["appointment made"]
STOPS = ["acknowledged", "answered", "told", "called back", "picked up", "greeted", "seen", "closed", "handed over"]
STOPS += ["appointment kept"]
SPANS: tuple[str, ...] = (
    "20 seconds",
    "48 hours",
    "1 working day",
    "2 working days",
    "5 calendar days",
    "48 weekday hours",
)
SPANS += ("3 office hours", "1 calendar month", "the same day", "the date told", "10:00 on the next working day")
CHANNELS = ("email", "letter", "telephone", "voicemail")
TELLS = ("explanation", "apology", "new date", "reason", "revised limits", "progress")
PAUSES, EXCEPTIONS = ("waiting for the customer", "legal proceedings"), ("severe weather", "other")
NEEDS = ("owner named", "time agreed")

# Clauses of the whole language


def some(values: Sequence[str], most: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


def one_or_more(values: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True).map(tuple)


scopes = st.one_of(
    st.just(Scope()),
    st.just(Scope()),
    some(CHANNELS).filter(bool).map(lambda channels: Scope(wanted={"channel": channels})),
    st.just(Scope(wanted={"type": ("complaint",)})),
    st.just(Scope(unless={"type": ("complaint",)})),
)
spans = st.sampled_from(SPANS).map(read_span)
strengths = st.sampled_from((Strength.WILL, Strength.WILL, Strength.AIM, Strength.MAY))
limits = st.lists(st.builds(Limit, scopes, st.one_of(st.none(), spans)), max_size=2).map(tuple)
extensions = st.one_of(
    st.none(), st.builds(Extension, spans.filter(lambda span: "told" not in span.words()), st.integers(1, 2))
)


@st.composite
def timed(draw: st.DrawFn, id: str, others: Sequence[str]) -> Timed:
    after = draw(st.sampled_from(("", "", "", *others)))
    plain = draw(st.booleans())
    clause = Timed(
        id=id,
        title=id,
        where="",
        strength=draw(strengths),
        scope=draw(scopes),
        start="" if after else draw(st.sampled_from(STARTS)),
        stops=draw(one_or_more(STOPS)),
        within=draw(st.one_of(st.none(), spans, spans, spans)),
        limits=draw(limits),
        automatic=draw(st.booleans()),
    )
    if plain and not after:
        return clause
    return replace(
        clause,
        after=after,
        before=draw(st.one_of(st.none(), st.none(), st.just(read_span("2 working days")))),
        each=draw(st.booleans()),
        provided=draw(some(("name", "address"), 1)),
        exceptions=draw(some(EXCEPTIONS)),
        pauses=draw(some(PAUSES)),
        reopening=draw(st.sampled_from(REOPENINGS)),
        extension=draw(extensions),
        date_id=draw(st.sampled_from(("", f"{id}d"))),
    )


@st.composite
def promises(draw: st.DrawFn) -> tuple[Promise, ...]:
    ids = [f"T{number}" for number in range(draw(st.integers(1, 4)))]
    found: list[Promise] = [draw(timed(id, ids[:place])) for place, id in enumerate(ids)]
    for number in range(draw(st.integers(0, 2))):
        found.append(
            Late(
                id=f"L{number}",
                title="",
                where="",
                strength=draw(strengths),
                scope=draw(scopes),
                mains=tuple(draw(st.lists(st.sampled_from(ids), min_size=1, max_size=3, unique=True))),
                tell=draw(one_or_more(TELLS)),
                any_of=draw(st.booleans()),
                date_id=draw(st.sampled_from(("", f"L{number}d"))),
            )
        )
    if draw(st.booleans()):
        every = draw(st.one_of(st.none(), st.just(read_span("5 working days"))))
        found.append(Updates(id="U", title="", where="", main=draw(st.sampled_from(ids)), every=every))
    if draw(st.booleans()):
        at, needs = draw(st.sampled_from(("received", "closed", "left open"))), draw(one_or_more(NEEDS))
        found.append(
            Step(id="S", title="", where="", scope=draw(scopes), at=at, needs=needs, any_of=draw(st.booleans()))
        )
    if draw(st.booleans()):
        by, means = draw(some(("email", "letter"))), draw(some(("acknowledgement", "answer", "final", "holding")))
        has = draw(one_or_more(("officer name", "telephone")))
        found.append(Writing(id="W", title="", where="", scope=draw(scopes), has=has, by=by, means=means))
    if draw(st.booleans()):
        found.append(
            Record(id="R", title="", where="", of="training", each="officer", every=read_span("1 calendar month"))
        )
    return tuple(found)


hours = st.builds(
    Hours,
    office=st.just(dict.fromkeys(range(5), (("09:00", "12:30"), ("13:30", "16:30")))),
    counting=st.sampled_from(
        ("the day after receipt is day 1", "receipt out of hours rolls forward", "receipt is day 1", "clear days")
    ),
    day_ends=st.sampled_from(("midnight", "close of business")),
    cut_off=st.sampled_from(("", "15:30")),
    closed_day=st.sampled_from(("stands", "moves to the next working day")),
)
other_hours = st.one_of(
    st.just(()),
    st.builds(
        lambda hours: (OtherHours(name="counter", hours=hours, scope=Scope(wanted={"channel": ("telephone",)})),),
        hours,
    ),
)


@st.composite
def charters(draw: st.DrawFn) -> Charter:
    return Charter(
        council="The Borough",
        kind="borough",
        nation=draw(st.sampled_from(("england", "scotland"))),
        issue=1,
        adopted=None,
        review="",
        hours=draw(hours),
        promises=draw(promises()),
        other_hours=draw(other_hours),
    )


moments = st.one_of(
    st.integers(0, 40).map(lambda days: MONDAY + timedelta(days=days)),  # often the same one
    st.integers(0, 60 * 24 * 40).map(lambda minutes: MONDAY + timedelta(minutes=minutes)),
    st.integers(0, 60 * 4).map(lambda minutes: AUTUMN + timedelta(minutes=minutes)),
    st.integers(0, 3).map(lambda microseconds: MONDAY + timedelta(microseconds=microseconds)),
)


FLOOD = (date(2026, 4, 1), date(2026, 4, 2), "Flood")
in_force = st.tuples(charters(), st.one_of(st.none(), st.tuples(charters(), moments)))


def editions_of(drawn: tuple[Charter, tuple[Charter, datetime] | None]) -> list[Edition]:
    first, then = drawn
    found = [Edition(first, calendar_for(first, closures=[FLOOD]))]
    return found if then is None else [*found, Edition(then[0], calendar_for(then[0]), then[1])]


# Histories of everything that can happen

COMMON = (*STARTS, *STOPS, "came back", "reopened", "bounced")
RARE: tuple[str, ...] = ("corrected", "paused", "resumed", "extended", "excepted", "provided", "step done")
RARE += ("given up", "left", "begun", "renewed", "ended", "update agreed")
RARE += ("appointment changed", "appointment dropped", "appointment missed")


@st.composite
def facts(draw: st.DrawFn, subject: str, kinds: Sequence[str]) -> Fact:
    kind, at = draw(st.sampled_from(kinds)), draw(moments)
    details: dict[str, object] = {}
    if kind in ("acknowledged", "answered", "told", "bounced"):
        details["message"] = draw(st.sampled_from(("m1", "m2", "")))
    if kind in ("acknowledged", "answered", "told"):
        details["automatic"] = draw(st.sampled_from(("no", "no", "yes")))
        details["tells"] = list(draw(some(TELLS)))
        if draw(st.booleans()):
            details["has"] = list(draw(some(("officer name", "telephone"))))
            details["by"] = draw(st.sampled_from(("message", "letter", "spoken")))
    if kind in ("told", "extended", "update agreed", "left open", "received") and draw(st.booleans()):
        details["date"] = (at + timedelta(days=draw(st.integers(0, 12)))).date().isoformat()
    if kind == "appointment made" and draw(st.booleans()):
        details["begins"] = draw(moments).isoformat()
    if kind == "appointment dropped":
        details["reason"] = draw(st.sampled_from(APPOINTMENT_REASONS))
    if kind == "closed":
        details["outcome"] = draw(st.sampled_from(("answered", *VOID_REASONS)))
    if kind in ("received", "query opened", "stage 2 requested"):
        details |= {"type": draw(st.sampled_from(("enquiry", "complaint"))), "stage": draw(st.sampled_from("12"))}
    if kind in ("received", "provided"):
        details["given"] = list(draw(some(("name", "address"))))
    if kind in ("received", "closed", "left open", "step done"):
        details["done"] = list(draw(some(NEEDS)))
    if kind in ("paused", "excepted", "extended"):
        details["reason"] = draw(st.sampled_from((*PAUSES, *EXCEPTIONS)))
    if kind == "corrected":
        details["fact"] = draw(st.sampled_from(("1", "2", "3")))
        if draw(st.booleans()):
            details["at"] = draw(moments).isoformat()
    if kind in ("begun", "renewed", "ended"):
        details["of"] = "training"
    return Fact(subject, kind, at, draw(st.sampled_from(CHANNELS)), details)


@st.composite
def histories(draw: st.DrawFn) -> list[Fact]:
    found: list[Fact] = []
    for number in range(draw(st.integers(1, 4))):
        kinds = draw(st.sampled_from((COMMON, COMMON, (*COMMON, *RARE))))
        of_one = draw(st.lists(facts(f"officer-{number}", kinds), min_size=1, max_size=9))
        named = draw(st.booleans())
        found += [replace(fact, id=str(place)) if named else fact for place, fact in enumerate(of_one)]
    return found


def said(clock: Clock) -> tuple[str, ...]:
    """Return what a clock says. When it falls due is told in whole seconds, as everything is judged."""
    values = asdict(replace(clock, version=0))
    for name, value in values.items():
        if isinstance(value, datetime):
            values[name] = value.timestamp() if name not in ("due", "due_unpaused") else int(value.timestamp())
    return tuple(f"{name}={value}" for name, value in values.items())


def one_by_one(editions: Sequence[Edition], history: Sequence[Fact]) -> list[tuple[str, ...]]:
    subjects = sorted({fact.subject for fact in history})
    found = [
        clock
        for subject in subjects
        for clock in clocks_by_edition(editions, [fact for fact in history if fact.subject == subject], LATER)
    ]
    return sorted(map(said, found))


def all_at_once(editions: Sequence[Edition], history: Sequence[Fact]) -> list[tuple[str, ...]]:
    names, subjects = Names(), sorted({fact.subject for fact in history})
    return told(clocks_of_many(rules_of(tuple(editions)), columns(history), names, LATER), subjects, names)


def told(found: Mapping[str, Timings], subjects: Sequence[str], names: Names) -> list[tuple[str, ...]]:
    clocks = [
        clock_at(row, of_one, id, subjects[int(of_one.subject[row])], names)
        for id, of_one in found.items()
        for row in range(len(of_one))
    ]
    return sorted(map(said, clocks))


@settings(max_examples=200)
@given(in_force, histories())
def test_many_judged_at_once_have_the_clocks_that_each_has_by_itself(
    charters: tuple[Charter, tuple[Charter, datetime] | None], history: list[Fact]
) -> None:
    editions = editions_of(charters)
    assert all_at_once(editions, history) == one_by_one(editions, history)


COUNCILS = tuple(sorted(path.name for path in CHARTERS.iterdir() if (path / "charter.toml").exists()))


@settings(max_examples=60)
@given(st.sampled_from(COUNCILS), histories())
def test_the_same_holds_for_the_charters_that_ship(council: str, history: list[Fact]) -> None:
    editions = [Edition(charter_of(council), calendar_of(council))]
    assert all_at_once(editions, history) == one_by_one(editions, history)


class OneVersion(NamedTuple):
    """The editions with the calendar as it was from a moment on."""

    start: datetime | None
    rules: Rules


@settings(max_examples=100)
@given(in_force, st.lists(moments, min_size=1, max_size=2, unique_by=datetime.timestamp), histories())
def test_so_it_is_when_the_calendar_changed_meanwhile(
    charters: tuple[Charter, tuple[Charter, datetime] | None], made: list[datetime], history: list[Fact]
) -> None:
    versions = [OneVersion(None, rules_of(tuple(editions_of(charters))))]
    for number, moment in enumerate(sorted(made)):
        closed = (date(2026, 3, 24 + number), date(2026, 3, 27 + number), "Storm")
        editions = [replace(one, calendar=calendar_for(one.charter, [closed])) for one in editions_of(charters)]
        versions.append(OneVersion(moment, rules_of(tuple(editions))))
    names, subjects = Names(), sorted({fact.subject for fact in history})
    at_once = clocks_of_versions(versions, columns(history), names, LATER)
    alone = [
        clock
        for subject in subjects
        for clock in clocks_by_version(versions, [fact for fact in history if fact.subject == subject], LATER)
    ]
    assert told(at_once, subjects, names) == sorted(map(said, alone))


@settings(max_examples=150)
@given(
    histories(), st.sampled_from(("", "5 working days")), st.sampled_from(("", "2 working days", "48 hours")), scopes
)
def test_a_share_of_many_is_made_of_the_part_of_each(
    history: list[Fact], within: str, again: str, scope: Scope
) -> None:
    share = Share(
        id="P20",
        title="",
        where="",
        scope=scope,
        of="query opened",
        that="answered",
        at_least=70,
        within=read_span(within) if within else None,
        unless_again_within=read_span(again) if again else None,
    )
    charter = replace(charter_of("flitwick"), promises=(share,))
    calendar = calendar_for(charter)
    found = shares_fared([Edition(charter, calendar)], columns(history), YEAR, {})
    stories = [standing([fact for fact in history if fact.subject == one]) for one in {f.subject for f in history}]
    parts = [one for story in stories if (one := part(share, calendar, story))]
    assert (found["P20"].kept, found["P20"].broken) == (
        sum(one.had for one in parts),
        sum(not one.had for one in parts),
    )
