"""P06 on the screens: officers and customers read which service is timed otherwise."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from answerable.desk.charters.actions import adopt
from answerable.desk.models import Case, Service
from tests.cast import CHARTERS, Town, a_case
from tests.web.council.test_settings import as_

pytestmark = pytest.mark.django_db


@pytest.fixture
def bins(town: Town) -> Case:
    """A case about the bins, whose letters are answered in two working days instead of seven."""
    text = (CHARTERS / "flitwick" / "charter.toml").read_text()
    seven = 'within = "7 working days"'
    assert text.count(seven) == 1
    limits = 'limits = [{ for = { service = "bins" }, within = "2 working days" }]'
    adopt(text.replace(seven, f"{seven}\n{limits}"), starts=now(), by=town.alice)
    service = Service.objects.create(code="bins", name="Bins")
    Service.objects.create(code="parks", name="Parks")
    case = a_case(town, at=now(), channel="letter")
    Case.objects.filter(pk=case.pk).update(service=service)
    return case


def test_P06_the_services_page_says_what_is_timed_otherwise(town: Town, bins: Case) -> None:
    page = as_(town.carol).get(reverse("services")).content.decode()
    assert "F27</a>: 2 working days, otherwise 7 working days" in page
    assert page.count("As everything else") == 1


def test_P06_the_officer_reads_it_in_the_case(town: Town, bins: Case) -> None:
    page = as_(town.bob).get(reverse("case", args=[bins.reference])).content.decode()
    assert "Bins: 2 working days instead of 7 working days" in page


def test_P06_the_customer_reads_it_with_the_promise(bins: Case, client: Client) -> None:
    page = client.get(reverse("promise", args=["F27"])).content.decode()
    assert "Bins: 2 working days, instead of 7 working days" in page
