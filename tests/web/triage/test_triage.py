"""The triage page: one case at a time, by buttons alone, and every sorting can be taken back."""

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from answerable.desk.cases.models import Case
from answerable.desk.models import Contact, Look
from tests.cast import Town, moment
from tests.desk.triage.post import an_email_arrives

pytestmark = pytest.mark.django_db
NOW = "Monday 3 March 2025 10:00"
MOST_QUERIES = 12


@pytest.fixture
def bob(client: Client, town: Town) -> Client:
    client.force_login(town.bob)
    return client


def arrives(town: Town, subject: str, minute: int) -> Case:
    return an_email_arrives(town, subject, at=f"Monday 3 March 2025 09:{minute:02}", text=f"About this: {subject}")


def see(client: Client, address: str = "/desk/triage/") -> str:
    with time_machine.travel(moment(NOW), tick=False):
        response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def press(client: Client, case: Case, what: str, **posted: str) -> str:
    """Press a button on the page of that case; return where it leads."""
    if what:
        posted["as"] = what
    with time_machine.travel(moment(NOW), tick=False):
        response = client.post(f"/desk/triage/{case.reference}/sorting", posted)
    assert response.status_code == 302
    case.refresh_from_db()
    return response["Location"]


def test_the_longest_waiting_case_is_shown_with_its_mail_its_sender_and_its_promise(bob: Client, town: Town) -> None:
    arrives(town, "A bin is full", 20)
    case = arrives(town, "The lamp is out", 10)
    seen = see(bob)
    assert seen.index("The lamp is out") < seen.index("A bin is full")
    assert "About this: The lamp is out" in seen and "About this: A bin is full" not in seen
    assert "Mrs Lee" in seen and "lee@example.org" in seen and case.reference in seen
    assert "1 working day left" in seen and "Acknowledge within 1 working day" in seen
    assert Look.objects.filter(officer=town.bob, customer=town.mrs_lee, case=case, where="triage").count() == 1


@pytest.mark.parametrize(
    ("button", "sorted_as", "open_after"),
    [
        ("new", "new", True),
        ("take", "new", True),
        ("junk", "junk", False),
        ("no answer needed", "no answer needed", False),
    ],
)
def test_each_button_sorts_and_leads_to_the_next(
    bob: Client, town: Town, button: str, sorted_as: str, open_after: bool
) -> None:
    case, second = arrives(town, "The lamp is out", 10), arrives(town, "A bin is full", 20)
    leads_to = press(bob, case, button, next=second.reference)
    assert leads_to == f"/desk/triage/?case={second.reference}"
    assert (case.sorted_as, case.is_open) == (sorted_as, open_after)
    assert case.owner == (town.bob if button == "take" else town.dan)


def test_what_is_not_for_us_leads_to_a_reply_that_signposts(bob: Client, town: Town) -> None:
    case = arrives(town, "A pothole on the county’s road", 10)
    leads_to = press(bob, case, "not for us")
    assert case.is_open
    with time_machine.travel(moment(NOW), tick=False):
        answer = bob.get(leads_to).content.decode()
    box = answer.partition('name="signpost"')[2].partition(">")[0]
    assert "checked" in box


def test_it_joins_a_case_by_button_by_typed_reference_and_not_by_a_wrong_one(bob: Client, town: Town) -> None:
    first, second = arrives(town, "The lamp is out", 10), arrives(town, "It is still out", 20)
    press(bob, first, "new")
    assert f'value="{first.reference}"' in see(bob, f"/desk/triage/?case={second.reference}")
    leads_to = press(bob, second, "", joins="ZZZZ-ZZZZ")
    assert second.triaged_at is None
    assert "Say which other case it joins" in see(bob, leads_to)
    press(bob, second, "", joins=first.reference.lower().replace("-", ""))
    assert (second.joined, second.is_open) == (first, False)


def test_a_reference_in_the_mail_suggests_its_case_and_says_why(bob: Client, town: Town) -> None:
    lamp, mail = arrives(town, "The lamp is out", 10), arrives(town, "Re: your reference", 20)
    press(bob, lamp, "new")
    Contact.objects.filter(cases=mail).update(suggested=lamp)
    seen = see(bob)
    assert "Its reference stands in the message, and it is the same customer’s." in seen
    assert f'value="{lamp.reference}" data-join data-suggested' in seen
    assert seen.count(f'value="{lamp.reference}"') == 1
    Case.objects.filter(pk=lamp.pk).update(customer=town.tom)
    assert "but the sender is not known on that case" in see(bob)


def test_the_last_sorting_can_be_undone_and_is_shown_again(bob: Client, town: Town) -> None:
    case, second = arrives(town, "The lamp is out", 10), arrives(town, "A bin is full", 20)
    press(bob, case, "junk", next=second.reference)
    seen = see(bob)
    assert f"{case.reference} is junk, and closed." in seen and "Undo" in seen
    with time_machine.travel(moment(NOW), tick=False):
        response = bob.post(f"/desk/triage/{case.reference}/undoing")
    assert response["Location"] == f"/desk/triage/?case={case.reference}"
    case.refresh_from_db()
    assert case.is_open and case.triaged_at is None
    assert "Undo" not in see(bob)


def test_what_a_colleague_sorted_meanwhile_is_said(bob: Client, town: Town) -> None:
    case = arrives(town, "The lamp is out", 10)
    press(bob, case, "new")
    leads_to = press(bob, case, "junk")
    assert case.is_open
    assert f"{case.reference} is sorted already." in see(bob, leads_to)


def test_the_last_one_sorted_the_page_says_so(bob: Client, town: Town) -> None:
    case = arrives(town, "The lamp is out", 10)
    press(bob, case, "new", next="")
    assert "Everything is sorted." in see(bob)


def test_keys_are_shown_only_to_officers_who_use_them(bob: Client, town: Town) -> None:
    arrives(town, "The lamp is out", 10)
    assert "<kbd" in see(bob).partition("<main")[2].partition("</main>")[0]
    town.bob.shortcuts = False
    town.bob.save()
    assert "<kbd" not in see(bob).partition("<main")[2].partition("</main>")[0]


def test_no_more_is_asked_of_the_database_for_300_cases_than_for_10(bob: Client, town: Town) -> None:
    asked = []
    for count in (10, 290):
        for number in range(count):
            arrives(town, f"Lamp {number}", 5)
        see(bob)
        with time_machine.travel(moment(NOW), tick=False), CaptureQueriesContext(connection) as queries:
            bob.get("/desk/triage/")
        asked.append(len(queries))
    assert asked[0] == asked[1] <= MOST_QUERIES
    assert "of more than 25 to be sorted" in see(bob)
