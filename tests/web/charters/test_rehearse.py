"""A manager asks what would have been had the council promised something else."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from answerable.desk.cases.actions import open_case
from answerable.desk.models import Case, Clock, Edition, Fact, Officer
from answerable.desk.outbox.actions import Saying, queue
from answerable.desk.outbox.delivery import sent
from answerable.desk.outbox.models import Means
from tests.cast import CHARTERS, Town, moment

pytestmark = pytest.mark.django_db
NOW = moment("Thursday 10 April 2025 12:00")
MARCH = {"first_day": 1, "first_month": 3, "first_year": 2025, "last_day": 31, "last_month": 3, "last_year": 2025}


def as_(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


@pytest.fixture
def answered(town: Town) -> Town:
    """Two e-mails of Monday were answered the day after, one of Friday on the Tuesday after it."""
    for came, days in (("Monday 10 March 2025 09:00", 1), ("Monday 10 March 2025 11:00", 1), (FRIDAY, 4)):
        at = moment(came)
        case = open_case(customer=town.tom, need="Bin", channel="email", received_at=at, at=at, by=None, owner=town.dan)
        done = at + timedelta(days=days)
        saying = Saying(means=Means.ANSWER, text="Done.")
        sent(queue(case, saying, to="tom@example.org", subject="Bin", at=done, by=town.bob), at=done)
    return town


FRIDAY = "Friday 21 March 2025 09:00"


@pytest.fixture(autouse=True)
def _in_april() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def rehearsed(officer: Officer, **given: object) -> str:
    return as_(officer).post(reverse("charter-rehearse"), MARCH | given).content.decode()


def test_managers_rehearse_and_officers_do_not(town: Town) -> None:
    assert as_(town.carol).get(reverse("charter-rehearse")).status_code == 200
    assert as_(town.bob).get(reverse("charter-rehearse")).status_code == 403


def test_one_promise_with_another_time_is_told_in_words(answered: Town) -> None:
    page = rehearsed(answered.carol, what="promise", promise="F25", within="1 working day")
    assert "Had we promised <strong>1 working day</strong> instead of 2 working days" in page
    assert (
        "2 of 3 would have been kept, instead of 3; 1 would have had to be done sooner, by 1 working day. "
        "Weeks that fail: 1." in page
    )
    assert "24 March 2025" in page


def test_what_nothing_changes_for_is_told_once_and_what_was_asked_stands_first(answered: Town) -> None:
    page = rehearsed(answered.carol, what="promise", promise="F25", within="1 working day")
    changed, same = page.split("Promises for which nothing changes", 1)
    assert changed.index("F25 E-mails") < changed.index("F28 Nobody")
    assert "F25 E-mails" not in same.split("Rehearse something else")[0] and "F32 What we write" in same


def test_the_text_of_another_council_is_rehearsed_too(answered: Town) -> None:
    text = (CHARTERS / "cuckfield" / "charter.toml").read_text()
    page = rehearsed(answered.carol, what="text", text=text)
    assert "It would be a new promise: 3 of 3 would have been kept." in page
    assert "It would not be promised any more; 3 of 3 were kept." in page


def test_an_edition_is_rehearsed_and_a_link_may_name_it(answered: Town) -> None:
    page = as_(answered.carol).get(reverse("charter-rehearse"), {"edition": "1"}).content.decode()
    assert 'value="edition"' in page
    page = rehearsed(answered.carol, what="edition", edition=Edition.objects.get().pk)
    assert "Nothing that started in this period would have ended otherwise" in page


def test_a_text_with_errors_comes_back_with_them_and_nothing_typed_is_lost(answered: Town) -> None:
    page = rehearsed(answered.carol, what="text", text="[charter]\ncouncil = 3\n")
    assert "There is a problem" in page and "line 2" in page and "council = 3" in page


def test_a_time_that_cannot_be_read_says_what_to_write(answered: Town) -> None:
    page = rehearsed(answered.carol, what="promise", promise="F25", within="a while")
    assert "There is a problem" in page and "a while" in page


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Choose what to rehearse"),
        ({"what": "promise"}, "Choose the promise"),
        ({"what": "edition"}, "Choose the edition"),
        ({"what": "text"}, "Paste the text of the charter"),
        ({"what": "text", "text": "x", "last_year": 2024}, "The last day must not lie before the first"),
    ],
)
def test_what_is_missing_is_asked_for(answered: Town, given: dict[str, object], words: str) -> None:
    assert words in rehearsed(answered.carol, **given)


def test_an_empty_period_says_when_something_happened(answered: Town) -> None:
    page = rehearsed(answered.carol, what="promise", promise="F25", within="1 hour", first_year=2019, last_year=2019)
    assert "from Monday 10 March 2025" in page


def test_nothing_is_written(answered: Town) -> None:
    def all_there_is() -> list[object]:
        return [list(model.objects.order_by("pk").values_list()) for model in (Case, Clock, Fact)]

    before = all_there_is()
    rehearsed(answered.carol, what="promise", promise="F25", within="1 hour")
    assert all_there_is() == before
