"""The customer's key to a case: one for all messages, kept only as a digest, ended 90 days after closing."""

from datetime import date, timedelta

import pytest

from answerable.desk.cases.actions import close, received_again
from answerable.desk.cases.following import digest, find, how_far, key_of
from answerable.desk.models import Case
from answerable.desk.outbox.actions import Saying, speak
from answerable.desk.references import LETTERS
from tests.cast import Town, a_case, moment

pytestmark = pytest.mark.django_db
MONDAY = moment("Monday 3 March 2025 09:00")


@pytest.fixture
def case(town: Town) -> Case:
    return a_case(town, at=MONDAY, need="A street light is out", channel="web")


def answered(case: Case, town: Town) -> None:
    at = MONDAY + timedelta(hours=2)
    speak(case, Saying("answer", "It is mended."), spoken_at=at, at=at, by=town.dan)


def test_the_key_is_long_random_and_the_same_in_every_message(case: Case) -> None:
    key = key_of(case)
    assert key == key_of(Case.objects.get(pk=case.pk))
    assert len(LETTERS) ** len(key.replace("-", "")) > 2**128


def test_two_cases_have_two_keys(town: Town, case: Case) -> None:
    other = a_case(town, at=MONDAY, need="Another", channel="web")
    assert key_of(case) != key_of(other)
    assert find(reference=case.reference, key=key_of(other), now=MONDAY) is None


def test_only_its_digest_is_kept(case: Case) -> None:
    key = key_of(case)
    case.refresh_from_db()
    assert case.secret_hash == digest(key)
    assert key not in case.secret_hash


def test_it_may_be_typed_small_with_spaces_or_without_dashes(case: Case) -> None:
    typed = key_of(case).lower().replace("-", " ")
    assert find(reference=case.reference.lower().replace("-", ""), key=typed, now=MONDAY) == case


@pytest.mark.parametrize("key", ["", "0000", "é", "K7M2-Q9XR"])
def test_a_wrong_key_opens_nothing(case: Case, key: str) -> None:
    key_of(case)
    assert find(reference=case.reference, key=key, now=MONDAY) is None


def test_a_case_without_a_key_is_not_opened_by_an_empty_one(case: Case) -> None:
    assert find(reference=case.reference, key="", now=MONDAY) is None


def test_it_ends_90_days_after_the_case_is_closed(town: Town, case: Case) -> None:
    key = key_of(case)
    answered(case, town)
    close(case, outcome="answered", at=MONDAY + timedelta(hours=3), by=town.dan)
    last = MONDAY + timedelta(days=90, hours=3)
    assert find(reference=case.reference, key=key, now=last) == case
    assert find(reference=case.reference, key=key, now=last + timedelta(seconds=1)) is None


def test_it_tells_the_stage_and_the_dates(town: Town, case: Case) -> None:
    first = how_far(case)
    assert (first.stage, first.received, first.expected) == ("Received", date(2025, 3, 3), date(2025, 3, 5))
    answered(case, town)
    then = how_far(case)
    assert (then.stage, then.answered, then.expected) == ("Answered", date(2025, 3, 3), None)


def test_an_answer_that_the_customer_wrote_back_to_is_one_no_longer(town: Town, case: Case) -> None:
    answered(case, town)
    tuesday = moment("Tuesday 4 March 2025 10:00")
    received_again(case, channel="web", received_at=tuesday, at=tuesday, by=None)
    assert how_far(case).answered is None
    assert how_far(case).expected == date(2025, 3, 6)
