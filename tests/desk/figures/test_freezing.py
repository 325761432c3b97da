"""A finished month stands as it was first reported; what is learnt later is a dated correction beside it."""

import csv
import io
from datetime import date, timedelta

import pytest

from answerable.desk.cases.actions import close, correct_receipt, open_case
from answerable.desk.cases.models import Case
from answerable.desk.charters.actions import adopt
from answerable.desk.council.proclaiming import close_on, proclaim_holiday
from answerable.desk.figures.actions import freeze, frozen_until
from answerable.desk.figures.counting import count_clocks
from answerable.desk.figures.models import Correction, MonthFigure
from answerable.desk.figures.tally import Cell
from answerable.desk.history.actions import happened
from answerable.desk.history.law import law
from answerable.desk.history.retiming import retime
from answerable.desk.models import Fact
from answerable.desk.outbox.actions import Saying, queue
from answerable.desk.outbox.delivery import bounced, sent
from answerable.desk.outbox.models import Means, Message
from answerable.reports.promises import full_card
from answerable.reports.rows import as_csv, rows
from tests.cast import CHARTERS, Town, moment

pytestmark = pytest.mark.django_db
MARCH = date(2025, 3, 1)
ARRIVES = "Monday 10 March 2025 09:00"
IN_TIME = "Tuesday 11 March 2025 10:00"
LATE = "Friday 14 March 2025 10:00"
APRIL = moment("Tuesday 1 April 2025 08:00")


def an_email(town: Town, at: str = ARRIVES) -> Case:
    return open_case(
        customer=town.mrs_lee,
        need="The lamp is out",
        channel="email",
        received_at=moment(at),
        at=moment(at),
        by=None,
        owner=town.dan,
    )


def answered(case: Case, town: Town, at: str) -> Message:
    saying = Saying(means=Means.ANSWER, text="It is mended.")
    message = queue(case, saying, to="lee@example.org", subject="Lamp", at=moment(at), by=town.bob)
    sent(message, at=moment(at))
    return message


def figure(promise: str = "F25") -> MonthFigure:
    return MonthFigure.objects.get(month=MARCH, promise=promise, channel="email")


def corrections(promise: str = "F25") -> list[tuple[date, str, str]]:
    return list(Correction.objects.filter(promise=promise).order_by("id").values_list("month", "was", "now"))


def march(at: str = "Thursday 1 May 2025 12:00") -> str:
    return as_csv(rows(full_card(moment(at), first=MARCH, last=MARCH)))


def test_a_month_is_frozen_once_it_has_ended(town: Town) -> None:
    answered(an_email(town), town, IN_TIME)
    answered(an_email(town), town, LATE)
    freeze(moment("Monday 31 March 2025 23:59:59"))
    assert not MonthFigure.objects.filter(month=MARCH).exists()
    freeze(APRIL)
    assert (figure().kept, figure().broken, figure().told) == (1, 1, 0)
    assert frozen_until() == MARCH


def test_a_month_in_which_nothing_fell_due_is_frozen_too(town: Town) -> None:
    freeze(APRIL)
    case = an_email(town)
    assert case.clocks.filter(month=MARCH).exists()
    retime(case, at=APRIL)
    assert "F25" not in {row.promise for row in MonthFigure.objects.all()}


def test_what_was_not_answered_by_its_time_is_broken_and_answering_it_corrects_nothing(town: Town) -> None:
    case = an_email(town)
    freeze(APRIL)
    answered(case, town, "Wednesday 2 April 2025 09:00")
    assert figure().broken == 1
    assert corrections() == []


def test_a_bounce_that_comes_late_is_a_dated_correction(town: Town) -> None:
    message = answered(an_email(town), town, IN_TIME)
    freeze(APRIL)
    bounced(message, at=moment("Thursday 3 April 2025 07:00"), why="No such mailbox")
    assert figure().kept == 1
    assert corrections() == [(MARCH, "kept", "broken")]


def test_a_receipt_corrected_into_another_month_is_a_correction_in_both(town: Town) -> None:
    case = an_email(town, "Friday 28 February 2025 09:00")
    answered(case, town, "Monday 3 March 2025 09:00")
    freeze(APRIL)
    correct_receipt(case, received_at=moment("Monday 3 February 2025 09:00"), at=APRIL, by=town.bob)
    assert sorted(corrections()) == [(date(2025, 2, 1), "", "broken"), (MARCH, "kept", "")]


def test_a_telling_that_is_recorded_late_is_a_correction(town: Town) -> None:
    case = an_email(town)
    freeze(APRIL)
    happened(
        case,
        "told",
        at=moment(IN_TIME),
        recorded=APRIL,
        by=town.bob,
        channel="email",
        details={"tells": ["explanation", "apology"], "date": "2025-03-20"},
    )
    assert (MARCH, "broken", "broken, told") in corrections()


def test_a_letter_logged_after_its_month_was_reported_is_a_correction(town: Town) -> None:
    freeze(APRIL)
    open_case(
        customer=None,
        need="A letter",
        channel="letter",
        received_at=moment("Monday 3 March 2025 09:00"),
        at=APRIL,
        by=town.bob,
        owner=town.bob,
    )
    assert corrections("F27") == [(MARCH, "", "broken")]


def test_trap_26_the_report_of_last_month_is_byte_identical_after_any_change(town: Town) -> None:
    message = answered(an_email(town), town, IN_TIME)
    case = an_email(town)
    before = march("Tuesday 1 April 2025 08:00")
    close_on(first=date(2025, 4, 1), last=date(2025, 4, 4), title="Flood", at=APRIL, by=town.alice)
    proclaim_holiday(day=date(2025, 3, 11), title="Flood", announced=None, at=APRIL, by=town.alice)
    text = (CHARTERS / "flitwick" / "charter.toml").read_text()
    changed = text.replace('within = "2 working days"', 'within = "5 working days"').replace("E-mails, texts", "Mails")
    adopt(changed, starts=APRIL, by=town.alice)
    answered(case, town, "Wednesday 2 April 2025 09:00")
    close(an_email(town, "Thursday 3 April 2025 09:00"), outcome="junk", at=APRIL + timedelta(days=3), by=town.bob)
    assert march() == before
    bounced(message, at=moment("Thursday 10 April 2025 07:00"), why="No such mailbox")
    after = march()
    assert "on 2025-04-10; broken 1; kept -1" in after
    assert uncorrected(after) == uncorrected(before)


def uncorrected(text: str) -> list[dict[str, str]]:
    """Return the figures as they were reported, without the corrections that stand beside them."""
    return [{**row, "corrections": ""} for row in csv.DictReader(io.StringIO(text))]


def test_freezing_is_the_count_and_freezing_again_changes_nothing(town: Town) -> None:
    for hour in range(3):
        answered(an_email(town, f"Monday 10 March 2025 1{hour}:00"), town, LATE if hour else IN_TIME)
    counted = count_clocks([MARCH], APRIL, law())
    freeze(APRIL)
    kept = list(MonthFigure.objects.order_by("id").values())
    freeze(APRIL)
    freeze(APRIL + timedelta(days=2))
    assert list(MonthFigure.objects.order_by("id").values()) == kept
    assert counted[Cell(MARCH, "F25", "email")].broken == figure().broken == 2
    assert Fact.objects.exists()
