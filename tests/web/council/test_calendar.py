"""The calendar on the screen: who may change it, and what a change shows."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from answerable.desk.council.calendar import What
from answerable.desk.models import CalendarChange, Move
from tests.cast import Town, a_case
from tests.web.council.test_settings import as_

pytestmark = pytest.mark.django_db


def boxes(name: str, days_ahead: int) -> dict[str, str]:
    day = localdate() + timedelta(days=days_ahead)
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def declare(client: Client, first: int, last: int, title: str = "Flood") -> CalendarChange:
    client.post(reverse("closure-new"), {"title": title, **boxes("first", first), **boxes("last", last)})
    return CalendarChange.objects.get(title=title)


def test_a_closure_is_declared_and_its_page_lists_what_moved_and_who_was_told(town: Town) -> None:
    case = a_case(town, at=now(), channel="letter")
    case.facts.create(
        kind="acknowledged", at=now(), recorded=now(), details={"date": f"{localdate() + timedelta(days=9)}"}
    )
    alice = as_(town.alice)
    change = declare(alice, 1, 14)
    page = alice.get(reverse("calendar-change", args=[change.pk])).content.decode()
    assert Move.objects.filter(change=change, case=case, promise="F27").exists()
    assert case.reference in page and "In 1 case the customer had been told a date" in page
    assert f'data-label="Customer was told">{localdate() + timedelta(days=9):%A} ' in page
    history = alice.get(reverse("case", args=[case.reference])).content.decode()
    assert "Closure (Flood). F07 was due" in history or "F27 was due" in history


def test_a_closure_is_withdrawn_once_before_it_begins(town: Town) -> None:
    alice = as_(town.alice)
    change = declare(alice, 1, 2)
    address = reverse("calendar-withdrawal", args=[change.pk])
    alice.post(address)
    assert "is withdrawn already" in alice.post(address, follow=True).content.decode()
    assert CalendarChange.objects.filter(withdraws=change, by=town.alice).count() == 1


def test_a_bank_holiday_is_proclaimed_struck_out_and_listed_with_who_did_it(town: Town) -> None:
    alice = as_(town.alice)
    day = date(localdate().year + 1, 2, 9)
    given = {"title": "A day of mourning", "day_day": str(day.day), "day_month": str(day.month)}
    alice.post(reverse("holiday-new"), {**given, "day_year": str(day.year)})
    page = alice.get(reverse("calendar"), {"year": day.year}).content.decode()
    assert "A day of mourning" in page and "Proclaimed here by Alice Archer" in page
    alice.post(reverse("holiday-strike", args=[day.isoformat()]))
    assert list(CalendarChange.objects.order_by("id").values_list("what", "withdraws__title")) == [
        (What.HOLIDAY, None),
        (What.HOLIDAY, "A day of mourning"),
    ]


def test_what_can_not_be_done_is_said_where_it_was_typed(town: Town) -> None:
    page = as_(town.alice).post(reverse("closure-new"), {"title": "Snow", **boxes("first", -2), **boxes("last", 1)})
    assert "The closure must begin today or later" in page.content.decode()
    assert not CalendarChange.objects.exists()


def test_a_manager_reads_the_calendar_and_changes_nothing(town: Town) -> None:
    carol = as_(town.carol)
    page = carol.get(reverse("calendar")).content.decode()
    assert "Christmas Day" in page and "/strike" not in page and reverse("closure-new") not in page
    assert carol.post(reverse("holiday-strike", args=["2099-12-25"])).status_code == 403


def test_the_calendar_asks_the_database_little_however_much_moved(town: Town) -> None:
    for hour in range(5):
        a_case(town, at=now() - timedelta(hours=hour), channel="letter")
    alice = as_(town.alice)
    change = declare(alice, 1, 14)
    for place in (reverse("calendar"), reverse("calendar-change", args=[change.pk])):
        with CaptureQueriesContext(connection) as queries:
            assert alice.get(place).status_code == 200
        assert len(queries) <= 12, [query["sql"] for query in queries]
