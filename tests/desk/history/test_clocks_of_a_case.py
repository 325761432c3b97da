"""Facts start and stop a case's clocks, and the clocks are what the facts make of them."""

import pytest

from answerable.charter.judging.clock import Verdict
from answerable.desk.cases.actions import NotAnswered, close, open_case
from answerable.desk.cases.models import Case
from answerable.desk.history.actions import correct, happened
from answerable.desk.history.models import Clock
from answerable.desk.history.retiming import answer_due, retime
from answerable.desk.outbox.actions import Saying, queue
from answerable.desk.outbox.delivery import bounced, sent
from answerable.desk.outbox.models import Means
from tests.cast import Town, moment

pytestmark = pytest.mark.django_db
CHRISTMAS_EVE = "Thursday 24 December 2026 16:40"


def an_email_arrives(town: Town, at: str = CHRISTMAS_EVE) -> Case:
    return open_case(
        customer=town.mrs_lee,
        need="The lamp outside is out",
        channel="email",
        received_at=moment(at),
        at=moment(at),
        by=None,
        owner=town.dan,
        source="mail",
    )


def clock(case: Case, promise: str) -> Clock:
    return case.clocks.get(promise=promise)


def test_an_email_on_christmas_eve_starts_the_charters_clocks(town: Town) -> None:
    case = an_email_arrives(town)
    assert clock(case, "F24").due == moment("Tuesday 29 December 2026 23:59:59")
    assert clock(case, "F25").due == moment("Wednesday 30 December 2026 23:59:59")
    assert answer_due(case) == moment("Wednesday 30 December 2026 23:59:59")
    assert f"{case.target:%A %d %B}" == "Wednesday 30 December"
    assert case.next_promise in ("F24", "F08")


def test_only_a_sent_message_stops_a_clock(town: Town) -> None:
    case = an_email_arrives(town)
    message = queue(
        case,
        Saying(means=Means.ANSWER, text="It is mended."),
        to="lee@example.org",
        subject="Your lamp",
        at=moment("Tuesday 29 December 2026 10:00"),
        by=town.bob,
    )
    assert clock(case, "F25").stopped is None
    sent(message, at=moment("Tuesday 29 December 2026 10:01"))
    assert clock(case, "F25").verdict(moment("Friday 1 January 2027 12:00")) is Verdict.KEPT


def test_a_bounced_acknowledgement_is_no_acknowledgement(town: Town) -> None:
    case = an_email_arrives(town)
    message = queue(
        case,
        Saying(means=Means.ACKNOWLEDGEMENT, text="We have it."),
        to="lee@example.org",
        subject="Your lamp",
        at=moment(CHRISTMAS_EVE),
        by=None,
        automatic=True,
    )
    sent(message, at=moment("Thursday 24 December 2026 16:41"))
    assert clock(case, "F24").in_time
    bounced(message, at=moment("Thursday 24 December 2026 16:45"), why="no such mailbox")
    assert clock(case, "F24").verdict(moment("Thursday 24 December 2026 17:00")) is Verdict.RUNNING
    assert clock(case, "F24").verdict(moment("Thursday 31 December 2026 17:00")) is Verdict.BROKEN


def test_closing_answers_nothing(town: Town) -> None:
    case = an_email_arrives(town)
    with pytest.raises(NotAnswered, match="Nothing has been sent"):
        close(case, outcome="answered", at=moment("Tuesday 29 December 2026 10:00"), by=town.bob)
    close(case, outcome="junk", at=moment("Tuesday 29 December 2026 10:00"), by=town.bob)
    assert clock(case, "F25").verdict(moment("Friday 1 January 2027 12:00")) is Verdict.VOID
    assert clock(case, "F25").reason == "junk"


def test_a_correction_moves_a_clock_and_keeps_the_fact_that_was_wrong(town: Town) -> None:
    case = an_email_arrives(town)
    received = case.facts.get(kind="received")
    correct(
        received, at=moment("Tuesday 29 December 2026 10:00"), by=town.bob, to=moment("Monday 21 December 2026 09:00")
    )
    assert clock(case, "F25").due == moment("Wednesday 23 December 2026 23:59:59")
    assert case.facts.filter(kind="received", at=moment(CHRISTMAS_EVE)).count() == 1


def test_timing_a_case_again_changes_nothing(town: Town) -> None:
    case = an_email_arrives(town)
    happened(case, "acknowledged", at=moment("Thursday 24 December 2026 16:41"), by=None, details={"automatic": "yes"})
    assert retime(case, at=moment("Friday 1 January 2027 12:00")) == 0


def test_a_fact_with_an_undeclared_detail_is_refused(town: Town) -> None:
    case = an_email_arrives(town)
    with pytest.raises(ValueError, match="carry no name"):
        happened(case, "answered", at=moment(CHRISTMAS_EVE), by=None, details={"name": "Mrs Lee"})
