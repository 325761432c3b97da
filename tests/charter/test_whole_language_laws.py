"""Laws that hold for every history by a charter that uses the whole language, tried on made-up histories."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from answerable.charter.facts import Fact
from answerable.charter.judge import clocks
from answerable.charter.judging.clock import Clock
from answerable.charter.worktime import calendar_for
from tests.charter.anytown import charter, promise
from tests.charter.stories import when

# How long one history takes says nothing on a machine that others use too.

WAITING = "waiting for the customer"
RECEIVED = 'from = "received"\nuntil = "answered"\nwithin = "5 working days"\n'
EVERYTHING = charter(
    promise("H1", f'from = "received"\nuntil = "answered"\nwithin = "30 hours"\npauses = ["{WAITING}"]\n'),
    promise("A1", f'{RECEIVED}pauses = ["{WAITING}"]\nexceptions = ["emergency"]\nreopening = "resume"\n')
    + 'extension = { at_most = "5 working days", times = 2 }\n'
    + '[promise.if_late]\nid = "A1a"\ntell = ["reason"]\ndate_id = "A1b"\n',
    promise("A2", f'{RECEIVED}reopening = "restart"\nprovided = ["name"]\n'),
    promise("A3", f'{RECEIVED}reopening = "new clock"\n'),
    promise("A4", 'from = "received"\nuntil = "acknowledged"\nwithin = "1 working day"\n'),
    promise("A5", 'after = "A4"\nuntil = ["answered", "visited"]\nwithin = "3 working days"\n'),
    promise("A6", f"{RECEIVED}each = true\n"),
    promise("A7", 'updates_for = "A1"\nevery = "3 working days"\n'),
    promise("A8", 'from = "update agreed"\nuntil = "told"\nwithin = "the date told"\neach = true\n'),
    promise("A9", 'from = "left open"\nuntil = "told"\nwithin = "1 working day"\ndate_id = "A9d"\n'),
    promise("A10", 'from = "appointment made"\nuntil = "appointment kept"\nwithin = "the date told"\n'),
    promise("S1", 'at = "handed over"\nneeds = ["briefed", "told to whom"]\n'),
    promise("W1", 'writing = { means = "answer", has = ["officer name"] }\n'),
)
CALENDAR = calendar_for(EVERYTHING)
MONDAY = when("Monday 5 January 2026 09:00")
LATER = when("Monday 1 June 2026 09:00")
MINUTE = timedelta(minutes=1)

DETAILS: dict[str, st.SearchStrategy[dict[str, object]]] = {
    "received": st.fixed_dictionaries({"given": st.sampled_from((["name"], []))}),
    "provided": st.just({"given": ["name"]}),
    "acknowledged": st.just({}),
    "answered": st.fixed_dictionaries({"message": st.sampled_from(("m1", "m2")), "has": st.just(["officer name"])}),
    "told": st.fixed_dictionaries(
        {"tells": st.sampled_from((["reason"], ["progress"])), "date": st.just("2026-01-20")}
    ),
    "bounced": st.fixed_dictionaries({"message": st.sampled_from(("m1", "m2"))}),
    "closed": st.fixed_dictionaries({"outcome": st.sampled_from(("answered", "junk", "withdrawn"))}),
    "reopened": st.just({}),
    "paused": st.fixed_dictionaries({"reason": st.sampled_from((WAITING, "legal proceedings"))}),
    "resumed": st.just({}),
    "extended": st.fixed_dictionaries(
        {"reason": st.just("complex"), "date": st.sampled_from(("2026-01-14", "2026-01-23", "2026-02-20"))}
    ),
    "excepted": st.fixed_dictionaries({"reason": st.sampled_from(("emergency", "other"))}),
    "update agreed": st.fixed_dictionaries({"date": st.sampled_from(("2026-01-09", "2026-01-16"))}),
    "appointment made": st.fixed_dictionaries({"begins": st.sampled_from(("2026-01-09T14:00", "2026-01-16T09:30"))}),
    "appointment kept": st.just({}),
    "appointment changed": st.just({}),
    "appointment dropped": st.fixed_dictionaries({"reason": st.just("cancelled by the customer")}),
    "left open": st.just({}),
    "visited": st.just({}),
    "handed over": st.fixed_dictionaries({"done": st.sampled_from((["briefed"], ["briefed", "told to whom"]))}),
    "step done": st.just({"done": ["told to whom"]}),
}


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    kind = draw(st.sampled_from(list(DETAILS)))
    # Few moments, so that many things happen at the same one.
    at = MONDAY + draw(st.integers(0, 60)) * timedelta(hours=6)
    return Fact("1", kind, at, "email", draw(DETAILS[kind]))


histories = st.lists(facts(), max_size=14).map(lambda found: [Fact("1", "received", MONDAY, "email"), *found])


def judged(history: list[Fact], **how: object) -> list[Clock]:
    return clocks(EVERYTHING, CALENDAR, history, **how)  # type: ignore[arg-type]


@given(histories, st.randoms(use_true_random=False))
def test_the_order_in_which_facts_are_recorded_does_not_matter(history: list[Fact], random: Random) -> None:
    numbered = [replace(fact, id=str(place)) for place, fact in enumerate(history)]
    assert judged(random.sample(numbered, len(numbered))) == judged(numbered)
    assert judged(random.sample(history, len(history))) == judged(history)


@given(histories, st.integers(0, 300))
def test_a_verdict_does_not_depend_on_when_it_is_asked_for(history: list[Fact], days: int) -> None:
    early, late = judged(history, now=LATER), judged(history, now=LATER + timedelta(days=days))
    for clock in early:
        if clock.ended:
            assert clock in late
            assert clock.verdict(LATER) == clock.verdict(LATER + timedelta(days=days))


@given(histories)
def test_a_clock_ends_in_one_way_and_never_before_it_started(history: list[Fact]) -> None:
    for clock in judged(history):
        assert [clock.stopped, clock.voided, clock.gone].count(None) >= 2
        assert clock.ended is None or clock.ended >= clock.started
        assert bool(clock.reason) == bool(clock.voided)
        assert clock.paused is None or (clock.due is None and not clock.ended)
        assert (clock.late_by(LATER) is None) or clock.verdict(LATER) == "broken"


@given(histories)
def test_every_clock_has_its_own_place(history: list[Fact]) -> None:
    places = [(clock.promise, clock.started, clock.ordinal) for clock in judged(history)]
    assert len(places) == len(set(places))


@given(histories)
def test_each_promise_is_decided_by_what_it_names_alone(history: list[Fact]) -> None:
    together = judged(history)
    for one in EVERYTHING:
        needs = {"A5": ("A4",), "A7": ("A1",), "A1a": ("A1",)}.get(one.id, ())
        # What is told in time is noted on the answer's clock: it goes with the answer.
        alone = replace(EVERYTHING, promises=tuple(p for p in EVERYTHING if p.id in (one.id, *needs)))
        mine = [replace(clock, told=None) for clock in clocks(alone, CALENDAR, history) if clock.promise == one.id]
        assert mine == [replace(clock, told=None) for clock in together if clock.promise == one.id]


@given(st.integers(0, 30 * 60), st.integers(0, 10 * 24 * 60), st.integers(0, 10 * 24 * 60))
def test_a_pause_moves_an_hour_clock_by_its_length(since: int, length: int, more: int) -> None:
    def due(*pauses: tuple[int, int]) -> Clock:
        history = [Fact("1", "received", MONDAY, "email")]
        for first, last in pauses:
            history.append(Fact("1", "paused", MONDAY + first * MINUTE, details={"reason": WAITING}))
            history.append(Fact("1", "resumed", MONDAY + last * MINUTE))
        return next(clock for clock in judged(history) if clock.promise == "H1")

    plain, held = due(), due((since, since + length))
    assert plain.due and held.due
    assert held.due - plain.due == length * MINUTE
    # A hold within a hold adds nothing of its own.
    assert due((since, since + length), (since + length // 2, since + length)).due == held.due
    assert held.due_unpaused == plain.due


@given(histories, histories)
def test_a_case_merged_into_another_has_the_earliest_receipt_and_each_outcome_once(
    mine: list[Fact], others: list[Fact]
) -> None:
    merged = judged([*mine, *(replace(fact, at=fact.at + timedelta(hours=1)) for fact in others)])
    assert min(clock.started for clock in merged if clock.promise == "A3") == MONDAY
    for id in ("A1", "A2", "A3", "H1"):
        found = [clock for clock in merged if clock.promise == id]
        for before, after in zip(found, found[1:], strict=False):
            assert before.ended is not None
            assert before.ended <= after.started


@given(histories, histories)
def test_cases_that_were_split_again_are_judged_as_if_they_had_never_been_merged(
    mine: list[Fact], others: list[Fact]
) -> None:
    named = [replace(fact, id=f"o{place}") for place, fact in enumerate(others)]
    struck = [
        Fact("1", "corrected", LATER, details={"fact": fact.id}, id=f"c{place}") for place, fact in enumerate(named)
    ]
    kept = [replace(fact, id=f"m{place}") for place, fact in enumerate(mine)]
    assert judged([*kept, *named, *struck]) == judged(kept)
