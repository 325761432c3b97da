"""A letter is written on the case, lies in the tray, is printed, and counts when it is posted."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from answerable.desk.customers.actions import add_address
from answerable.desk.models import Case, Letter, Look, Message
from tests.cast import Town, a_case, a_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(town: Town) -> Case:
    add_address(town.mrs_lee, kind="post", value="4 Mill Lane, Flitwick")
    return a_case(town, at=now() - timedelta(days=2), need="The hedge", channel="letter")


def fields(**more: Any) -> dict[str, Any]:
    return {
        "means": "answer",
        "address": "Mrs Lee\n4 Mill Lane",
        "text": "Dear Mrs Lee,\n\nWe cut the hedge on Friday.",
        "size": "14",
        "closes": "answered",
        "do": "send",
        "anyway": "on",
    } | more


def write(client: Client, case: Case, **more: Any) -> Any:
    return client.post(reverse("case-by-letter", args=[case.reference]), fields(**more), follow=True)


def today(**more: Any) -> dict[str, Any]:
    day = localdate()
    return {"on_day": day.day, "on_month": day.month, "on_year": day.year} | more


def test_the_letter_begins_with_whom_and_where_it_goes(bob: Client, case: Case) -> None:
    page = bob.get(reverse("case-by-letter", args=[case.reference])).content.decode()
    assert "Mrs Lee\n4 Mill Lane\nFlitwick" in page and "Dear Mrs Lee," in page


def test_a_letter_that_only_greets_is_no_answer(bob: Client, case: Case) -> None:
    assert "so far the letter only greets" in write(bob, case, text="Dear Mrs Lee,\n\n").content.decode()
    assert Letter.objects.count() == 0


def test_F27_it_counts_once_it_is_posted(bob: Client, case: Case) -> None:
    write(bob, case)
    letter = Letter.objects.get()
    case.refresh_from_db()
    assert (letter.size, letter.message.state, case.is_open) == (14, "queued", True)
    page = bob.get(reverse("tray")).content.decode()
    assert "Post by" in page and case.reference in page and "Written" in page
    sheet = bob.get(reverse("letter-print", args=[letter.pk])).content.decode()
    assert "app-sheet--14" in sheet and "We cut the hedge" in sheet and "Bob Baker" in sheet and "The Old Hall" in sheet
    bob.post(reverse("tray-printed"), {"letter": letter.pk})
    assert case.clocks.get(promise="F27").stopped is None
    bob.post(reverse("tray-posted"), today(letter=letter.pk))
    case.refresh_from_db()
    assert case.clocks.get(promise="F27").in_time
    assert (case.is_open, case.outcome) == (False, "answered")
    assert "Posted" in bob.get(reverse("case", args=[case.reference])).content.decode()


def test_all_that_the_page_showed_as_printed_are_posted_at_once(bob: Client, town: Town, case: Case) -> None:
    others = [a_case(town, at=now() - timedelta(days=1), channel="letter") for _ in range(2)]
    for one in (case, *others):
        write(bob, one)
    printed = Letter.objects.order_by("id")[:2]
    bob.post(reverse("tray-printed"), {"letter": [letter.pk for letter in printed]})
    [shown] = re.findall(r'name="lay_printed" value="([0-9 ]+)"', bob.get(reverse("tray")).text)
    assert shown.split() == [str(letter.pk) for letter in printed]
    last = Letter.objects.order_by("id")[2]
    bob.post(reverse("tray-printed"), {"letter": last.pk})  # by a colleague, after the page was made
    page = bob.post(reverse("tray-posted"), today(all="printed", lay_printed=shown), follow=True).text
    assert "2 letters are recorded as posted" in page and "1 letter was printed meanwhile and is not" in page
    assert list(Letter.objects.filter(posted_on=None)) == [last]
    many = " ".join(str(last.pk + number) for number in range(1200))
    bob.post(reverse("tray-posted"), today(all="printed", lay_printed=many))
    assert not Letter.objects.filter(posted_on=None).exists()


def test_a_day_that_is_still_to_come_is_refused(bob: Client, case: Case) -> None:
    write(bob, case)
    page = bob.post(reverse("tray-posted"), {"on_day": 1, "on_month": 1, "on_year": 2190, "letter": 1})
    assert "still to come" in page.content.decode()
    assert Letter.objects.get().posted_on is None


def test_a_letter_without_an_address_is_not_written(bob: Client, case: Case) -> None:
    assert "Give the name and the postal address" in write(bob, case, address="").content.decode()
    assert Letter.objects.count() == 0


def test_F27a_a_holding_letter_lacks_what_the_charter_wants_of_it(bob: Client, case: Case) -> None:
    page = write(bob, case, means="holding", closes="open", text="Please wait.").content.decode()
    assert "F27a" in page and "Apologise" in page
    assert Message.objects.count() == 0


def test_P32_the_letterhead_gives_what_the_charter_wants_in_a_letter(client: Client) -> None:
    town = a_town("customer-promise")
    client.force_login(town.bob)
    case = a_case(town, at=now() - timedelta(days=2), channel="letter")
    write(client, case)
    client.post(reverse("tray-posted"), today(letter=Letter.objects.get().pk))
    assert case.clocks.get(promise="P32").in_time


def test_taken_out_of_the_tray_it_was_never_said(bob: Client, case: Case) -> None:
    write(bob, case)
    bob.post(reverse("letter-withdrawal", args=[Letter.objects.get().pk]))
    assert Message.objects.get().state == "withdrawn"
    assert "The tray is empty" in bob.get(reverse("tray")).content.decode()


def test_a_letter_that_came_back_opens_the_case_again(bob: Client, case: Case) -> None:
    write(bob, case)
    letter = Letter.objects.get()
    bob.post(reverse("tray-posted"), today(letter=letter.pk))
    bob.post(reverse("letter-return", args=[letter.pk]), {"back": "case"})
    case.refresh_from_db()
    assert case.is_open and case.clocks.get(promise="F27").stopped is None


@pytest.mark.parametrize("size", ["24", "999", "x", ""])
def test_a_letter_is_looked_at_in_another_size(bob: Client, case: Case, size: str) -> None:
    write(bob, case)
    page = bob.get(reverse("letter-print", args=[Letter.objects.get().pk]), {"size": size}).content.decode()
    assert f"app-sheet--{size if size == '24' else '14'}" in page


def test_who_prints_the_tray_has_seen_the_customers(bob: Client, town: Town, case: Case) -> None:
    write(bob, case)
    Look.objects.all().delete()
    assert "We cut the hedge" in bob.get(reverse("tray-print")).text
    assert Look.objects.get().customer == town.mrs_lee
