"""A share counted from the rows of the desk is the share that the judge finds in the facts."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from answerable.charter import facts as charter_facts
from answerable.charter.clauses import Scope, Share
from answerable.charter.judging.standing import standing
from answerable.charter.shares import part, shares
from answerable.charter.span import Span, Unit
from answerable.charter.worktime import Calendar, calendar_for
from answerable.desk.cases.models import Case
from answerable.desk.figures.months import month_of
from answerable.desk.figures.shares import CaseShare, share_of_month, tally_share
from answerable.desk.history.models import Fact
from tests.cast import Town, a_town, moment
from tests.charter.stories import calendar_of, charter_of
from tests.laws import ONE_FIXTURE

pytestmark = pytest.mark.django_db
Story = list[tuple[str, int, str, dict[str, str], int | None]]
JUNE = date(2026, 6, 1)
NOW = moment("Thursday 30 July 2026 12:00")
SPAN = Span(10, Unit.WORKING_DAY)


def a_share(within: Span | None, scope: Scope) -> Share:
    return Share(
        id="P20",
        title="Settled at once",
        where="17",
        of="query opened",
        that="settled at first contact",
        at_least=70,
        unless_again_within=within,
        scope=scope,
    )


days = st.integers(min_value=0, max_value=85)
happening = st.tuples(
    st.sampled_from(["query opened", "settled at first contact", "came back", "bounced", "corrected", "received"]),
    days,
    st.sampled_from(["telephone", "email", ""]),
    st.sampled_from([{}, {"type": "complaint"}, {"type": "enquiry"}, {"type": "request"}]),
    st.one_of(st.none(), days),  # where a correction moves the fact it names
)
histories = st.lists(st.lists(happening, min_size=1, max_size=6), min_size=1, max_size=6)
scopes = st.sampled_from(
    [
        Scope(),
        Scope(wanted={"channel": ("telephone",)}),
        Scope(wanted={"type": ("enquiry", "request")}),
        Scope(wanted={"type": ("complaint",)}),
        Scope(unless={"type": ("complaint",)}),
        Scope(unless={"type": ("enquiry",)}, wanted={"channel": ("email", "telephone")}),
    ]
)

SETTLED_BEFORE_IT_WAS_OPENED: Story = [
    ("query opened", 25, "telephone", {}, None),
    ("settled at first contact", 24, "telephone", {}, None),
]


@pytest.fixture
def town() -> Town:
    return a_town("customer-promise")


@settings(max_examples=50, suppress_health_check=ONE_FIXTURE)
@given(histories=histories, scope=scopes, within=st.sampled_from([None, SPAN]))
@example(histories=[SETTLED_BEFORE_IT_WAS_OPENED], scope=Scope(), within=None)
def test_rows_and_judge_agree_on_any_histories(town: Town, histories: list[Story], scope: Scope, within: Span) -> None:
    Fact.objects.all().delete()
    cases = [a_case(town, story) for story in histories]
    clause, calendar = a_share(within, scope), calendar_for(charter_of("customer-promise"))
    found = share_of_month(clause, calendar, JUNE, NOW)
    assert sorted(found) == sorted(judged(clause, calendar, cases))


def a_case(town: Town, story: Story) -> Case:
    case = Case.objects.create(
        reference=f"R{Case.objects.count()}-{len(story)}",
        need="",
        owner=town.dan,
        target=JUNE,
        channel="telephone",
        opened_at=NOW,
    )
    for kind, day, channel, details, moved in story:
        at = may(day)
        row = Fact(case=case, kind=kind, at=at, recorded=at, channel=channel, details=dict(details))
        if kind == "corrected":
            earlier = case.facts.order_by("-id").first()
            row.details = {"fact": str(earlier.pk) if earlier else "0"}
            row.details |= {} if moved is None else {"at": may(moved).isoformat()}
        row.save()
    return case


def may(day: int) -> datetime:
    return moment("Friday 8 May 2026 09:30") + timedelta(days=day)


def judged(clause: Share, calendar: Calendar, cases: list[Case]) -> list[CaseShare]:
    found = []
    for case in cases:
        facts = [row.told(case.reference) for row in case.facts.all() if row.at <= NOW]
        mine = part(clause, calendar, standing(facts))
        if mine and month_of(mine.began) == JUNE:
            found.append(CaseShare(case.pk, mine.channel, mine.had))
    return found


def test_the_judges_share_of_everything_is_the_sum_of_the_months(town: Town) -> None:
    for number in range(30):
        story: Story = [("query opened", number * 2, "telephone", {}, None)]
        if number % 3:
            story.append(("settled at first contact", number * 2, "telephone", {}, None))
        if number % 5 == 0:
            story.append(("came back", number * 2 + 3, "telephone", {}, None))
        a_case(town, story)
    charter, calendar = charter_of("customer-promise"), calendar_of("customer-promise")
    facts: list[charter_facts.Fact] = [row.told(str(row.case_id)) for row in Fact.objects.all()]
    (whole,) = (figure for figure in shares(charter, calendar, facts, NOW) if figure.promise == "P20")
    clause = charter["P20"]
    assert isinstance(clause, Share)
    months = [
        tally_share(share_of_month(clause, calendar, month, NOW))["telephone"]
        for month in (date(2026, 5, 1), JUNE, date(2026, 7, 1))
    ]
    assert sum(tally.measured for tally in months) == whole.of == 30
    assert sum(tally.kept for tally in months) == whole.that
