"""What two charters promise alike is judged once, and fares as if it had been judged twice."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.charter.clauses import Charter, Promise
from answerable.charter.facts import Fact
from answerable.charter.judging.rules import Edition, rules_of
from answerable.charter.many.columns import columns
from answerable.charter.rehearse import Rehearsal
from answerable.charter.worktime import calendar_for
from tests.charter.test_many_judged import LATER, YEAR, OneVersion, charters, histories, promises


class Bound(NamedTuple):
    """One edition, by the one version of the calendar that there is."""

    editions: Sequence[Edition]

    @property
    def versions(self) -> "list[OneVersion]":
        return [OneVersion(None, rules_of(tuple(self.editions)))]


@settings(max_examples=40)
@given(charters(), promises(), st.integers(0, 7), histories())
def test_what_two_charters_promise_alike_fares_as_if_each_were_judged_by_itself(
    charter: Charter, others: tuple[Promise, ...], changed: int, history: list[Fact]
) -> None:
    instead = {other.id: other for place, other in enumerate(others) if changed >> place & 1}
    promised = tuple(instead.get(promise.id, promise) for promise in charter.promises)
    one, two = (
        Bound([Edition(by, calendar_for(by))]) for by in (charter, replace(charter, promises=promised, review="a year"))
    )
    before, after = Rehearsal(one, two, YEAR, LATER).judged(columns(history))
    assert before == Rehearsal(two, one, YEAR, LATER).judged(columns(history))[1]
    assert after == Rehearsal(two, one, YEAR, LATER).judged(columns(history))[0]
