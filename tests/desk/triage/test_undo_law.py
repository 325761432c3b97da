"""A law: whatever had happened to two cases, sorting one and undoing it leaves no trace in any clock."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.desk.cases.actions import close, received_again, reopen
from answerable.desk.cases.models import Case
from answerable.desk.cases.triage import SORTINGS, sort, undo
from answerable.desk.outbox.actions import Saying, speak
from answerable.desk.outbox.models import Means
from tests.cast import Town, moment
from tests.desk.triage.post import an_email_arrives, standing_of
from tests.laws import ONE_FIXTURE

START = "Monday 3 March 2025 09:00"
DEEDS = ("wrote again", "acknowledged", "told", "answered", "closed", "reopened")
# Hours after the start: some within the promises, some long past them.
deed = st.tuples(st.integers(1, 300), st.sampled_from(("case", "other")), st.sampled_from(DEEDS))


def does(town: Town, case: Case, what: str, hours: int) -> None:
    at = moment(START) + timedelta(hours=hours)
    case.refresh_from_db()
    match what:
        case "wrote again":
            received_again(case, channel="email", received_at=at, at=at, by=None, source="mail")
        case "closed" if case.is_open:
            close(case, outcome="withdrawn", at=at, by=town.bob)
        case "reopened" if not case.is_open:
            reopen(case, at=at, by=town.bob)
        case "acknowledged" | "told" | "answered":
            means = {"acknowledged": Means.ACKNOWLEDGEMENT, "told": Means.HOLDING, "answered": Means.ANSWER}[what]
            tells = ("explanation", "apology", "new date")
            speak(case, Saying(means=means, text="…", tells=tells), spoken_at=at, at=at, by=town.bob)
    # An officer who closes a case has sorted it; here it is still to be sorted whatever was done.
    Case.objects.filter(pk=case.pk).update(triaged_at=None)


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=ONE_FIXTURE)
@given(
    deeds=st.lists(deed, max_size=5), as_=st.sampled_from(SORTINGS), hours=st.integers(301, 400), later=st.booleans()
)
def test_undone_a_sorting_has_never_been(
    town: Town, deeds: Sequence[tuple[int, str, str]], as_: str, hours: int, later: bool
) -> None:
    with transaction.atomic():
        cases = {name: an_email_arrives(town, name, at=START) for name in ("case", "other")}
        for after, name, what in sorted(deeds):
            does(town, cases[name], what, after)
        case, other = (Case.objects.get(pk=made.pk) for made in cases.values())
        if not case.is_open:
            reopen(case, at=moment(START) + timedelta(hours=300), by=town.bob)
        before = standing_of(case), standing_of(other)
        at = moment(START) + timedelta(hours=hours)
        sort(case, as_=as_, joins=other if as_ == "joins" else None, at=at, by=town.bob)
        undo(case, at=at + timedelta(hours=later), by=town.carol)
        assert (standing_of(case), standing_of(other)) == before
        transaction.set_rollback(True)
