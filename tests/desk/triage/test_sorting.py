"""Sorting new cases, and taking a sorting back: to the last clock, as if nothing had happened."""

import pytest

from answerable.charter.judging.clock import Verdict
from answerable.desk.cases.actions import close, offer, received_again, take
from answerable.desk.cases.models import Case
from answerable.desk.cases.triage import CannotSort, last_sorting, sort, undo
from answerable.desk.history.retiming import retime
from answerable.desk.incoming.record import record_contact
from answerable.desk.outbox.acknowledge import acknowledge
from answerable.desk.outbox.actions import Saying, speak
from answerable.desk.outbox.delivery import bounced, sent
from answerable.desk.outbox.models import Means, Message
from tests.cast import Town, moment
from tests.desk.triage.post import an_email_arrives, clocks, standing_of

pytestmark = pytest.mark.django_db
MONDAY = "Monday 3 March 2025 09:00"
LATER = moment("Monday 3 March 2025 09:20")
UNDONE = moment("Monday 3 March 2025 09:21")


@pytest.fixture
def case(town: Town) -> Case:
    return an_email_arrives(town, "The lamp outside is out", at=MONDAY)


def acknowledged(case: Case) -> Message:
    message = acknowledge(case, to="lee@example.org", subject="We have your message", at=moment(MONDAY))
    assert message is not None
    sent(message, at=moment("Monday 3 March 2025 09:01"))
    return message


@pytest.mark.parametrize("as_", ["new", "not for us"])
def test_a_case_sorted_as_ours_or_not_for_us_stays_open_and_its_clocks_run(town: Town, case: Case, as_: str) -> None:
    before = clocks(case)
    sort(case, as_=as_, at=LATER, by=town.bob)
    case.refresh_from_db()
    assert (case.is_open, case.sorted_as, case.triaged_at) == (True, as_, LATER)
    assert clocks(case) == before


@pytest.mark.parametrize(("as_", "reason"), [("junk", "junk"), ("no answer needed", "no answer asked for")])
def test_what_needs_no_answer_is_closed_and_its_promises_are_void_by_that_reason(
    town: Town, case: Case, as_: str, reason: str
) -> None:
    sort(case, as_=as_, at=LATER, by=town.bob)
    assert case.closed_at == LATER
    assert {clock.reason for clock in case.clocks.all() if clock.voided} == {reason}
    assert {clock.verdict(LATER) for clock in case.clocks.all()} == {Verdict.VOID}


def test_junk_sorted_too_late_stays_a_broken_promise(town: Town, case: Case) -> None:
    too_late = moment("Friday 14 March 2025 09:00")
    sort(case, as_="junk", at=too_late, by=town.bob)
    assert case.clocks.get(promise="F25").verdict(too_late) == Verdict.BROKEN
    undo(case, at=moment("Friday 14 March 2025 09:01"), by=town.bob)
    assert case.clocks.get(promise="F25").verdict(too_late) == Verdict.BROKEN


def test_what_joins_another_case_brings_its_mail_and_its_waiting(town: Town, case: Case) -> None:
    second = an_email_arrives(town, "And the lamp next to it", at="Monday 3 March 2025 09:10")
    sort(second, as_="joins", joins=case, at=LATER, by=town.bob)
    assert [contact.subject for contact in case.contacts.order_by("id")] == [
        "The lamp outside is out",
        "And the lamp next to it",
    ]
    assert (second.closed_at, second.outcome, second.joined) == (LATER, "duplicate", case)
    assert {clock.reason for clock in second.clocks.all() if clock.voided} == {"duplicate"}
    assert case.facts.filter(kind="received", at=moment("Monday 3 March 2025 09:10")).count() == 1


def test_trap_15_each_outcome_of_a_joined_case_counts_once_and_in_the_case_that_it_joined(
    town: Town, case: Case
) -> None:
    acknowledged(case)
    other = an_email_arrives(town, "My other lamp", at="Tuesday 4 March 2025 09:00")
    friday = moment("Friday 7 March 2025 09:00")
    sort(case, as_="joins", joins=other, at=friday, by=town.bob)
    for promise, verdict in (("F24", Verdict.KEPT), ("F25", Verdict.BROKEN)):
        assert not case.clocks.filter(promise=promise).exists()
        first = other.clocks.order_by("started").filter(promise=promise)[0]
        assert (first.started, first.verdict(friday)) == (moment(MONDAY), verdict)
    assert [retime(one, at=friday) for one in (case, other)] == [0, 0]
    undo(case, at=friday, by=town.bob)
    assert [clock.verdict(friday) for clock in case.clocks.filter(promise__in=("F24", "F25"))] == [
        Verdict.KEPT,
        Verdict.BROKEN,
    ]


def test_a_mail_that_joins_an_answered_case_is_owed_an_answer_of_its_own(town: Town, case: Case) -> None:
    speak(
        case,
        Saying(means=Means.ANSWER, text="It is mended on Thursday."),
        spoken_at=moment("Monday 3 March 2025 09:05"),
        at=moment("Monday 3 March 2025 09:05"),
        by=town.bob,
    )
    second = an_email_arrives(town, "It is still out", at="Tuesday 4 March 2025 09:00")
    sort(second, as_="joins", joins=case, at=moment("Tuesday 4 March 2025 10:00"), by=town.bob)
    waiting = case.clocks.get(promise="F25", stopped=None)
    assert waiting.due == moment("Thursday 6 March 2025 23:59:59")


def test_a_joined_acknowledgement_that_bounces_later_is_one_in_neither_case(town: Town, case: Case) -> None:
    other = an_email_arrives(town, "My other lamp", at="Tuesday 4 March 2025 09:00")
    message = acknowledged(case)
    sort(case, as_="joins", joins=other, at=moment("Tuesday 4 March 2025 10:00"), by=town.bob)
    assert other.clocks.get(promise="F24", started=moment(MONDAY)).stopped
    bounced(message, at=moment("Tuesday 4 March 2025 10:05"), why="No such mailbox")
    assert case.clocks.get(promise="F24").stopped is None
    assert other.clocks.get(promise="F24", started=moment(MONDAY)).stopped is None


@pytest.mark.parametrize("as_", ["new", "not for us", "junk", "no answer needed", "joins"])
def test_undone_a_sorting_has_never_been(town: Town, case: Case, as_: str) -> None:
    acknowledged(case)
    other = an_email_arrives(town, "My other lamp", at="Monday 3 March 2025 09:10")
    before = standing_of(case), standing_of(other)
    sort(case, as_=as_, joins=other if as_ == "joins" else None, at=LATER, by=town.bob, takes=as_ == "new")
    assert (standing_of(case), standing_of(other)) != before
    undo(case, at=UNDONE, by=town.bob)
    assert (standing_of(case), standing_of(other)) == before
    assert retime(case, at=UNDONE) == retime(other, at=UNDONE) == 0


def test_a_closed_case_that_only_the_joining_opened_is_closed_again(town: Town, case: Case) -> None:
    second = an_email_arrives(town, "It is still out", at="Monday 3 March 2025 09:10")
    close(case, outcome="withdrawn", at=moment("Monday 3 March 2025 09:15"), by=town.bob)
    before = standing_of(case), standing_of(second)
    sort(second, as_="joins", joins=case, at=LATER, by=town.bob)
    assert Case.objects.get(pk=case.pk).is_open
    undo(second, at=UNDONE, by=town.bob)
    assert (standing_of(case), standing_of(second)) == before


def test_a_case_that_the_customer_has_opened_again_meanwhile_stays_open(town: Town, case: Case) -> None:
    second = an_email_arrives(town, "It is still out", at="Monday 3 March 2025 09:10")
    close(case, outcome="withdrawn", at=moment("Monday 3 March 2025 09:15"), by=town.bob)
    sort(second, as_="joins", joins=case, at=LATER, by=town.bob)
    case.refresh_from_db()
    close(case, outcome="withdrawn", at=LATER, by=town.bob)
    received_again(case, channel="email", received_at=UNDONE, at=UNDONE, by=None, source="mail")
    undo(second, at=moment("Monday 3 March 2025 09:30"), by=town.bob)
    case.refresh_from_db()
    assert case.is_open
    assert case.clocks.get(promise="F25", voided=None).started == moment(MONDAY)


def test_a_contact_about_two_matters_stays_with_the_second_when_the_first_is_parted_from_it(
    town: Town, case: Case
) -> None:
    other = an_email_arrives(town, "My other lamp", at="Monday 3 March 2025 09:10")
    shared = record_contact(
        channel="telephone",
        text="Both lamps",
        received_at=LATER,
        at=LATER,
        by=town.bob,
        customer=town.mrs_lee,
        cases=[case, other],
    )
    sort(case, as_="joins", joins=other, at=LATER, by=town.bob)
    undo(case, at=UNDONE, by=town.bob)
    assert shared in other.contacts.all()
    assert other.contacts.count() == 2


def test_sorted_again_and_undone_again_it_is_still_as_it_was(town: Town, case: Case) -> None:
    other = an_email_arrives(town, "My other lamp", at="Monday 3 March 2025 09:10")
    before = standing_of(case), standing_of(other)
    for minute in range(3):
        sort(case, as_="joins", joins=other, at=moment(f"Monday 3 March 2025 10:{minute}0"), by=town.bob)
        undo(case, at=moment(f"Monday 3 March 2025 10:{minute}5"), by=town.carol)
    assert (standing_of(case), standing_of(other)) == before


def test_two_officers_cannot_sort_one_case_two_ways(town: Town, case: Case) -> None:
    same = Case.objects.get(pk=case.pk)
    sort(case, as_="new", at=LATER, by=town.bob)
    with pytest.raises(CannotSort, match="sorted already"):
        sort(same, as_="junk", at=LATER, by=town.carol)
    assert Case.objects.get(pk=case.pk).is_open


def test_a_case_joins_neither_itself_nor_one_that_has_joined_another(town: Town, case: Case) -> None:
    other = an_email_arrives(town, "My other lamp", at="Monday 3 March 2025 09:10")
    for wrong in (None, case):
        with pytest.raises(CannotSort, match="which other case"):
            sort(case, as_="joins", joins=wrong, at=LATER, by=town.bob)
    sort(other, as_="joins", joins=case, at=LATER, by=town.bob)
    third = an_email_arrives(town, "A third lamp", at="Monday 3 March 2025 09:15")
    with pytest.raises(CannotSort):
        sort(third, as_="joins", joins=other, at=LATER, by=town.bob)


def test_what_was_sorted_last_can_be_taken_back_until_something_new_comes_in(town: Town, case: Case) -> None:
    assert last_sorting(town.bob) is None
    sorting = sort(case, as_="junk", at=LATER, by=town.bob)
    assert last_sorting(town.bob) == sorting
    assert last_sorting(town.carol) is None
    # The customer writes once more: the case is open, and to be sorted, as it is.
    case.triaged_at = None
    case.save(update_fields=["triaged_at"])
    assert last_sorting(town.bob) is None
    with pytest.raises(CannotSort, match="can’t be undone"):
        undo(case, at=UNDONE, by=town.bob)


def test_taken_while_sorting_it_goes_back_to_whose_it_was(town: Town, case: Case) -> None:
    sort(case, as_="new", takes=True, at=LATER, by=town.bob)
    assert (case.owner, case.taken_at) == (town.bob, LATER)
    undo(case, at=UNDONE, by=town.bob)
    assert (case.owner, case.taken_at) == (town.dan, None)


def test_what_a_colleague_has_taken_over_meanwhile_stays_the_colleagues(town: Town, case: Case) -> None:
    sort(case, as_="new", takes=True, at=LATER, by=town.bob)
    offer(case, to=town.carol, note="", at=LATER, by=town.bob)
    take(case, at=UNDONE, by=town.carol)
    undo(case, at=UNDONE, by=town.bob)
    assert case.owner == town.carol
