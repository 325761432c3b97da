"""A half-typed form is kept; a form that has done its work does nothing more."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from answerable.desk.cases.actions import NotAnswered
from answerable.desk.drafts.actions import drop, keep, kept, once
from answerable.desk.models import Submission
from tests.cast import Town, moment

pytestmark = pytest.mark.django_db
MONDAY = moment("Monday 2 March 2026 10:00")


def test_what_was_typed_last_is_given_back_to_the_officer_who_typed_it(town: Town) -> None:
    keep(town.bob, "new-contact", {"who": "Mrs"}, at=MONDAY)
    keep(town.bob, "new-contact", {"who": "Mrs Lee"}, at=MONDAY)
    assert kept(town.bob, "new-contact") == {"who": "Mrs Lee"}
    assert kept(town.carol, "new-contact") == {}
    drop(town.bob, "new-contact")
    assert kept(town.bob, "new-contact") == {}


def test_a_form_posted_twice_acts_once_and_leads_to_the_same_place(town: Town) -> None:
    done: list[str] = []

    def act() -> str:
        done.append("done")
        return "K7M2-Q9XR"

    assert [once("token", act, at=MONDAY, by=town.bob) for _ in range(2)] == ["K7M2-Q9XR"] * 2
    assert done == ["done"]


def test_a_form_that_failed_may_be_posted_again(town: Town) -> None:
    def fail() -> str:
        raise NotAnswered("Not yet")

    with pytest.raises(NotAnswered):
        once("token", fail, at=MONDAY, by=town.bob)
    assert not Submission.objects.exists()
    assert once("token", lambda: "K7M2-Q9XR", at=MONDAY, by=town.bob) == "K7M2-Q9XR"


def test_a_keystroke_that_comes_late_brings_no_sent_form_back(town: Town) -> None:
    once("token", lambda: "K7M2-Q9XR", at=MONDAY, by=town.bob)
    assert not keep(town.bob, "new-contact", {"who": "Mrs Lee"}, at=MONDAY, token="token")
    assert kept(town.bob, "new-contact") == {}


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_a_form_posted_twice_at_the_same_moment_acts_once(town: Town) -> None:
    done: list[str] = []

    def post(_: int) -> str:
        try:
            return once("token", lambda: done.append("done") or "K7M2-Q9XR", at=MONDAY, by=town.bob)  # type: ignore[func-returns-value]
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(post, range(8))) == {"K7M2-Q9XR"}
    assert done == ["done"]
