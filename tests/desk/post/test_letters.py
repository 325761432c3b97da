"""Letters out: a letter is said when it was posted, and no sooner."""

from datetime import date, timedelta

import pytest

from answerable.desk.cases.actions import NotAnswered
from answerable.desk.customers.actions import add_address
from answerable.desk.models import Case, Letter, Message
from answerable.desk.outbox.actions import Saying
from answerable.desk.outbox.delivery import claim
from answerable.desk.outbox.models import Means
from answerable.desk.post.letters import (
    NotPosted,
    acknowledge_by_letter,
    as_posted,
    came_back,
    posted,
    printed,
    tray,
    withdraw,
    write_letter,
)
from tests.cast import Town, a_case, a_town, moment

pytestmark = pytest.mark.django_db
MONDAY = moment("Monday 2 March 2026 00:00")
TUESDAY = moment("Tuesday 3 March 2026 15:00")
WEDNESDAY = moment("Wednesday 4 March 2026 09:00")
ANSWER = Saying(Means.ANSWER, "The hedge is cut on Friday.", closes="answered")


@pytest.fixture
def case(town: Town) -> Case:
    return a_case(town, at=MONDAY, need="The hedge", channel="letter")


def written(case: Case, town: Town, saying: Saying = ANSWER) -> Letter:
    return write_letter(case, saying, address="Mrs Lee\n4 Mill Lane", at=TUESDAY, by=town.bob)


def stopped(case: Case, promise: str) -> object:
    return case.clocks.get(promise=promise).stopped


def test_F27_a_letter_counts_when_it_is_posted_not_when_it_is_written_or_printed(case: Case, town: Town) -> None:
    letter = written(case, town)
    printed([letter], at=TUESDAY, by=town.carol)
    case.refresh_from_db()
    assert (stopped(case, "F27"), case.is_open) == (None, True)
    posted(letter, on=date(2026, 3, 4), at=WEDNESDAY, by=town.carol)
    case.refresh_from_db()
    # Recorded at nine, it is not said to have been posted at noon.
    assert (stopped(case, "F27"), case.is_open, case.outcome) == (WEDNESDAY, False, "answered")
    fact = case.facts.get(kind="answered")
    assert (fact.details["by"], fact.by) == ("letter", town.bob)
    letter.refresh_from_db()
    assert (letter.posted_on, letter.posted_by, letter.printed_by) == (date(2026, 3, 4), town.carol, town.carol)


def test_a_letter_recorded_the_next_day_counts_from_the_day_it_was_posted(case: Case, town: Town) -> None:
    posted(written(case, town), on=date(2026, 3, 3), at=WEDNESDAY, by=town.carol)
    assert stopped(case, "F27") == moment("Tuesday 3 March 2026 12:00")


def test_posted_by_two_at_once_it_was_posted_once(case: Case, town: Town) -> None:
    letter = written(case, town)
    posted(letter, on=date(2026, 3, 4), at=WEDNESDAY, by=town.carol)
    with pytest.raises(NotPosted):
        posted(Letter.objects.get(), on=date(2026, 3, 4), at=WEDNESDAY, by=town.bob)
    assert case.facts.filter(kind="answered").count() == 1


def test_nothing_is_posted_before_the_customer_wrote(case: Case, town: Town) -> None:
    with pytest.raises(NotAnswered, match="first asked"):
        posted(written(case, town), on=date(2026, 2, 27), at=WEDNESDAY, by=town.bob)
    assert Message.objects.get().state == "queued"


def test_the_worker_sends_no_letter(case: Case, town: Town) -> None:
    written(case, town)
    assert claim(WEDNESDAY + timedelta(days=1)) is None


def test_a_letter_that_came_back_was_never_said(case: Case, town: Town) -> None:
    letter = written(case, town)
    with pytest.raises(NotPosted):
        came_back(letter, at=WEDNESDAY)
    posted(letter, on=date(2026, 3, 4), at=WEDNESDAY, by=town.carol)
    came_back(letter, at=WEDNESDAY + timedelta(days=2))
    case.refresh_from_db()
    assert (stopped(case, "F27"), case.is_open) == (None, True)


def test_a_letter_taken_out_of_the_tray_can_no_longer_be_posted(case: Case, town: Town) -> None:
    letter = written(case, town)
    withdraw(letter, at=WEDNESDAY)
    assert tray(now=WEDNESDAY) == []
    with pytest.raises(NotPosted):
        posted(letter, on=date(2026, 3, 4), at=WEDNESDAY, by=town.bob)


def test_the_tray_shows_first_what_must_be_posted_first(town: Town) -> None:
    later = a_case(town, at=TUESDAY, channel="letter")
    sooner = a_case(town, at=MONDAY, channel="letter")
    undated = a_case(town, at=MONDAY, channel="counter")
    letters = [written(one, town) for one in (undated, later, sooner)]
    rows = tray(now=moment("Thursday 12 March 2026 09:00"))
    assert [row.letter for row in rows] == letters[::-1]
    assert [row.late for row in rows] == [True, False, False]
    assert rows[0].due == moment("Wednesday 11 March 2026 23:59:59")


def test_F07_a_letter_is_acknowledged_where_it_asks_for_it(case: Case, town: Town) -> None:
    assert acknowledge_by_letter(case, at=TUESDAY, asked=False) is None
    add_address(town.mrs_lee, kind="post", value="4 Mill Lane, Flitwick, MK45 1AB")
    letter = acknowledge_by_letter(case, at=TUESDAY, asked=True)
    assert letter is not None
    assert letter.address == "Mrs Lee\n4 Mill Lane\nFlitwick\nMK45 1AB"
    assert letter.message.text.startswith("Dear Mrs Lee,")
    assert "Dan Okafor" in letter.message.text and case.reference in letter.message.text


def test_F07a_the_acknowledgement_that_is_posted_says_who_deals_with_it(case: Case, town: Town) -> None:
    letter = acknowledge_by_letter(case, at=TUESDAY, asked=True)
    assert letter is not None
    posted(letter, on=date(2026, 3, 4), at=WEDNESDAY, by=town.bob)
    assert case.clocks.get(promise="F07a").in_time
    assert stopped(case, "F27") is None


def test_P27a_where_the_charter_promises_it_every_letter_is_acknowledged() -> None:
    town = a_town("customer-promise")
    case = a_case(town, at=MONDAY, channel="letter")
    letter = acknowledge_by_letter(case, at=TUESDAY, asked=False)
    assert letter is not None
    assert [row.due for row in tray(now=TUESDAY)] == [case.clocks.get(promise="P27a").due]
    posted(letter, on=date(2026, 3, 4), at=WEDNESDAY, by=town.bob)
    assert stopped(case, "P27a") == WEDNESDAY


def test_a_letter_is_read_with_its_letterhead_and_signature(town: Town) -> None:
    whole = as_posted("Dear Mrs Lee,\n\nIt is cut.", town.bob, town.council)
    for part in ("Flitwick Town Council", "The Old Hall", "council@council.example.org", "It is cut.", "Bob Baker"):
        assert part in whole
