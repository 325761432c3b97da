"""The register: what was last done, when it is due again, and one form to say that it was done."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from answerable.desk.charters.actions import adopt
from answerable.desk.figures.actions import freeze
from answerable.desk.history.law import forget_law
from answerable.desk.models import Correction, Evidence, Officer, RecordFact, Thing
from answerable.desk.officers.actions import come_back, invite, leave
from answerable.desk.records.actions import renew, subject_of
from answerable.desk.records.register import due_records, register
from answerable.reports.review import years_with_figures
from tests.cast import CHARTERS, EARLY, Town, a_town, moment, only_answers

pytestmark = pytest.mark.django_db
NOW = moment("Tuesday 3 March 2026 15:00")
RECORDS = """
[[promise]]
id = "P35"
title = "Customer service training is renewed"
where = "Customer Promise, last point"
record = { of = "training", each = "officer", every = "2 years" }

[[promise]]
id = "P08"
title = "The access of each facility is checked"
where = "Customer Promise, eighth point"
record = { of = "access check", each = "facility", every = "1 year", at_first = "1 month" }

[[promise]]
id = "F13"
title = "The standards are reviewed every year"
where = "Customer Care Standards, the end"
record = { of = "review", each = "charter", every = "1 year" }
"""


STEP = """
[[promise]]
id = "X09"
title = "Thanks are given"
where = "x"
at = "closed"
needs = ["thanked"]
"""


@pytest.fixture
def town() -> Iterator[Town]:
    with time_machine.travel(NOW, tick=False):
        yield a_town(more=RECORDS)


@pytest.fixture
def carol(town: Town, client: Client) -> Client:
    client.force_login(town.carol)
    return client


def shown(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def day(date: str) -> dict[str, str]:
    return dict(zip(("on_day", "on_month", "on_year"), date.split(), strict=True))


def trained(carol: Client, officer: Officer, on: str, evidence: str = "Course sheet 12") -> Any:
    address = reverse("record", args=["P35", subject_of(officer)])
    return carol.post(address, {"token": on.replace(" ", "-"), "evidence": evidence, **day(on)}, follow=True)


def line_of(name: str, promise: str = "P35") -> Any:
    return next(line for line in register(NOW) if (line.name, line.promise.id) == (name, promise))


def test_P35_an_officer_who_was_never_trained_is_overdue_and_the_word_and_shape_say_so(carol: Client) -> None:
    page = shown(carol.get(reverse("records")))
    assert "Bob Baker Never – Saturday 1 January 2022 ▲ Overdue" in page
    assert "5 overdue" in page or "6 overdue" in page


def test_P35_training_is_recorded_with_one_form_and_due_again_two_years_later(carol: Client, town: Town) -> None:
    assert "Recorded: training of Bob Baker." in shown(trained(carol, town.bob, "2 3 2026"))
    line = line_of("Bob Baker")
    assert (line.done, line.evidence, line.overdue) == (moment("Monday 2 March 2026 12:00"), "Course sheet 12", False)
    assert line.due == moment("Thursday 2 March 2028 23:59:59")


def test_what_proves_it_is_kept_outside_the_facts(carol: Client, town: Town) -> None:
    trained(carol, town.bob, "2 3 2026", evidence="Bob's certificate")
    fact = RecordFact.objects.get(kind="renewed")
    assert (fact.subject, fact.of) == (f"officer-{town.bob.pk}", "training")
    assert Evidence.objects.get().text == "Bob's certificate"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"evidence": "", **day("2 3 2026")}, "Say what proves it"),
        ({"evidence": "x", **day("4 3 2026")}, "still to come"),
        ({"evidence": "x", **day("31 2 2026")}, "real date"),
    ],
)
def test_what_cannot_be_is_refused_in_words(carol: Client, town: Town, fields: dict[str, str], said: str) -> None:
    assert said in shown(carol.post(reverse("record", args=["P35", subject_of(town.bob)]), fields))
    assert not RecordFact.objects.exists()


def test_the_form_posted_twice_records_once(carol: Client, town: Town) -> None:
    for _ in range(2):
        trained(carol, town.bob, "2 3 2026")
    assert RecordFact.objects.count() == 1


def test_a_renewal_entered_by_mistake_is_struck_out_and_stays_to_be_read(carol: Client, town: Town) -> None:
    trained(carol, town.bob, "2 3 2026")
    subject, fact = subject_of(town.bob), RecordFact.objects.get()
    carol.post(reverse("record-mistake", args=["P35", subject, fact.pk]))
    assert (line_of("Bob Baker").done, line_of("Bob Baker").overdue) == (None, True)
    assert "struck out" in shown(carol.get(reverse("record", args=["P35", subject])))


def test_who_left_is_asked_for_nothing_and_who_comes_back_is(town: Town) -> None:
    leave(town.bob, heir=None, at=NOW)
    assert "Bob Baker" not in [line.name for line in register(NOW)]
    come_back(town.bob, at=NOW + timedelta(days=1))
    assert line_of("Bob Baker").due == moment("Saturday 4 March 2028 23:59:59")


def test_a_new_officer_is_asked_for_from_the_day_they_came(town: Town) -> None:
    invite(email="eve@council.example.org", name="Eve Evans", role="officer", at=NOW)
    assert line_of("Eve Evans").due == moment("Friday 3 March 2028 23:59:59")


def test_P08_a_facility_is_entered_by_name_and_falls_due_a_month_later(carol: Client) -> None:
    carol.post(reverse("record-thing"), {"each": "facility", "name": "Village hall", **day("2 3 2026")})
    assert line_of("Village hall", "P08").due == moment("Thursday 2 April 2026 23:59:59")
    again = carol.post(reverse("record-thing"), {"each": "facility", "name": "Village hall", **day("2 3 2026")})
    assert "There is one of that name already" in shown(again)


def test_P08_a_facility_that_is_given_up_ends(carol: Client) -> None:
    carol.post(reverse("record-thing"), {"each": "facility", "name": "Village hall", **day("2 3 2026")})
    subject = subject_of(Thing.objects.get())
    carol.post(reverse("record-ending", args=["P08", subject]))
    assert "Village hall" not in [line.name for line in register(NOW)]


def test_an_officer_or_the_charter_cannot_be_ended_here(carol: Client, town: Town) -> None:
    for subject in (subject_of(town.bob), "charter"):
        assert carol.post(reverse("record-ending", args=["P35", subject])).status_code == 404


def test_F13_the_review_of_the_charter_falls_due_each_year_and_the_pack_renews_it(carol: Client) -> None:
    assert line_of("The charter", "F13").overdue
    pack = carol.get(reverse("review"), {"year": 2025})
    link = reverse("record", args=["F13", "charter"]) + "?evidence=Review%20of%202025"
    assert link in pack.content.decode()
    assert 'value="Review of 2025"' in carol.get(link).content.decode()
    carol.post(link, {"token": "x", "evidence": "Review of 2025", **day("3 3 2026")})
    assert line_of("The charter", "F13").due == moment("Wednesday 3 March 2027 23:59:59")


def test_the_review_pack_offers_this_year_and_those_in_which_something_fell_due(carol: Client) -> None:
    RecordFact.objects.all().delete()
    assert years_with_figures(2022, 2026) == [2026, 2022]
    page = carol.get(reverse("review"))
    assert "How we kept our promises in 2026" in page.text and "?year=2025" not in page.text


def test_today_tells_managers_what_is_overdue_and_nobody_else(carol: Client, client: Client, town: Town) -> None:
    assert "records overdue" in shown(carol.get(reverse("today")))
    client.force_login(town.bob)
    assert "overdue:" not in shown(client.get(reverse("today")))
    assert client.get(reverse("records")).status_code == 403


def test_P35_is_kept_and_broken_on_the_report_card(carol: Client, town: Town) -> None:
    done_at = moment("Friday 31 December 2021 12:00")
    renew(subject_of(town.bob), of="training", done_at=done_at, evidence="x", at=NOW, by=town.carol)
    with time_machine.travel(moment("Tuesday 1 February 2022 09:00"), tick=False):
        carol.force_login(town.carol)
        page = shown(carol.get(reverse("report-of-promise", args=["P35"])))
        behind = shown(carol.get(reverse("report-cases", args=["P35", "2022-01", "broken"])))
    assert "January 2022 All 1 kept, January 2022 3 broken, January 2022 0 25%" in page
    assert "Dan Okafor" in behind
    assert "Bob Baker" not in behind


def test_a_record_entered_late_is_a_dated_correction_of_a_month_that_was_reported(town: Town) -> None:
    freeze(moment("Tuesday 1 February 2022 09:00"))
    done_at = moment("Friday 31 December 2021 12:00")
    renew(subject_of(town.bob), of="training", done_at=done_at, evidence="found", at=NOW, by=town.carol)
    correction = Correction.objects.get(promise="P35", month="2022-01-01")
    assert (correction.was, correction.now, correction.case) == ("broken", "kept", None)


def test_a_later_charter_that_asks_for_more_asks_from_its_own_day(town: Town) -> None:
    text = only_answers((CHARTERS / "flitwick" / "charter.toml").read_text()) + RECORDS
    badge = """
[[promise]]
id = "P21"
title = "Badges are renewed"
where = "x"
record = { of = "badge", each = "officer", every = "1 year" }
"""
    adopt(text + badge, starts=moment("Monday 2 February 2026 00:00"), by=None)
    forget_law()
    assert line_of("Bob Baker", "P21").due == moment("Tuesday 2 February 2027 23:59:59")


def test_a_charter_without_records_asks_the_database_nothing_about_them() -> None:
    a_town(more=STEP)
    with CaptureQueriesContext(connection) as asked:
        due_records(NOW)
    assert len(asked) <= 3
    assert not any("recordfact" in query["sql"] for query in asked)


def test_the_register_of_many_asks_no_more_than_that_of_few(carol: Client, town: Town) -> None:
    def questions() -> int:
        carol.get(reverse("records"))
        with CaptureQueriesContext(connection) as asked:
            carol.get(reverse("records"))
        return len(asked)

    few = questions()
    for number in range(30):
        Officer.objects.invite(email=f"o{number}@example.org", name=f"Officer {number}", joined_at=moment(EARLY))
    assert questions() == few <= 12
