"""Laws that hold for every history, tried on made-up ones."""

from datetime import datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from answerable.charter.facts import VOID_REASONS, Fact
from answerable.charter.judge import clocks, judge
from tests.charter.stories import calendar_of, charter_of, when

# How long one history takes says nothing on a machine that others use too.

COUNCILS = ("flitwick", "cuckfield", "customer-promise")
MONDAY = when("Monday 5 January 2026 09:00")
LATER = when("Monday 1 June 2026 09:00")

KINDS = (
    *("received", "acknowledged", "answered", "told", "bounced", "stage 2 requested", "closed", "reopened"),
    *("rang", "picked up", "given up", "message taken", "called back", "arrived", "greeted", "seen", "left"),
)


@st.composite
def facts(draw: st.DrawFn, subject: str = "1") -> Fact:
    kind = draw(st.sampled_from(KINDS))
    minutes = draw(st.integers(0, 60 * 24 * 60))
    details: dict[str, object] = {}
    if kind in ("acknowledged", "answered", "told"):
        details = {
            "message": draw(st.sampled_from(("m1", "m2", "m3"))),
            "automatic": draw(st.sampled_from(("yes", "no"))),
        }
    if kind == "told":
        details["tells"] = draw(
            st.sampled_from((["progress"], ["revised limits"], ["explanation", "apology", "new date"], ["reason"]))
        )
        if draw(st.booleans()):
            details["date"] = (MONDAY + timedelta(minutes=minutes, days=draw(st.integers(0, 20)))).date().isoformat()
    if kind == "bounced":
        details = {"message": draw(st.sampled_from(("m1", "m2", "m3")))}
    if kind == "closed":
        details = {"outcome": draw(st.sampled_from(("answered", *VOID_REASONS)))}
    channel = draw(st.sampled_from(("email", "letter", "telephone", "counter", "voicemail")))
    return Fact(subject, kind, MONDAY + timedelta(minutes=minutes), channel, details)


histories = st.lists(facts(), max_size=12)
councils = st.sampled_from(COUNCILS)


@given(councils, histories, st.randoms(use_true_random=False))
def test_the_order_in_which_facts_are_told_does_not_matter(council: str, history: list[Fact], random: Random) -> None:
    charter, calendar = charter_of(council), calendar_of(council)
    shuffled = random.sample(history, len(history))
    assert clocks(charter, calendar, shuffled) == clocks(charter, calendar, history)


@given(councils, histories, st.integers(0, 400), st.integers(0, 400))
def test_once_decided_a_verdict_does_not_depend_on_when_it_is_asked(
    council: str, history: list[Fact], early: int, more: int
) -> None:
    charter, calendar = charter_of(council), calendar_of(council)
    first = LATER + timedelta(days=early)
    for clock in clocks(charter, calendar, history):
        if clock.verdict(first) != "running":
            assert clock.verdict(first + timedelta(days=more)) == clock.verdict(first)
        if clock.ended:
            assert clock.late_by(first + timedelta(days=more)) == clock.late_by(first)


@given(councils, histories, st.lists(facts("2"), max_size=8))
def test_the_clocks_of_one_subject_do_not_depend_on_another(council: str, mine: list[Fact], others: list[Fact]) -> None:
    charter, calendar = charter_of(council), calendar_of(council)
    together = judge(charter, calendar, [*others, *mine], LATER)
    assert [j for j in together if j.clock.subject == "1"] == judge(charter, calendar, mine, LATER)


@given(councils, histories)
def test_a_clock_ends_in_one_way_and_never_before_it_started(council: str, history: list[Fact]) -> None:
    for clock in clocks(charter_of(council), calendar_of(council), history):
        assert [clock.stopped, clock.voided, clock.gone].count(None) >= 2
        assert clock.ended is None or clock.ended >= clock.started
        assert bool(clock.reason) == bool(clock.voided)


@given(councils, histories, st.datetimes(datetime(2026, 1, 1), datetime(2026, 6, 1)))  # noqa: DTZ001
def test_late_by_is_told_only_of_broken_promises(council: str, history: list[Fact], moment: datetime) -> None:
    now = moment.replace(tzinfo=MONDAY.tzinfo)
    for judgement in judge(charter_of(council), calendar_of(council), history, now):
        assert judgement.late_by is None or (judgement.verdict == "broken" and judgement.late_by > 0)


@given(councils, histories)
def test_of_one_promise_no_two_clocks_of_an_answer_run_at_once(council: str, history: list[Fact]) -> None:
    charter, calendar = charter_of(council), calendar_of(council)
    for promise in ("F25", "F27", "K06", "P27", "P30"):
        mine = [clock for clock in clocks(charter, calendar, history) if clock.promise == promise]
        for before, after in zip(mine, mine[1:], strict=False):
            assert before.ended is not None and before.ended <= after.started
