"""A line is one, however its number is written."""

from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from answerable.desk.history.retiming import retime
from answerable.desk.models import Call, Clock, Fact, Feed, Line, Office
from answerable.desk.telephone.actions import take_events
from answerable.desk.telephone.feeds import feed_named
from answerable.desk.telephone.lines import line_key
from tests.cast import Town
from tests.desk.telephone.ringing import TEN, Story

WRITTEN = ("01525 631900", "+44 1525 631900", "+441525631900", "(01525) 631-900", "00441525631900", "1525631900")


@pytest.mark.parametrize("code", WRITTEN)
def test_a_number_has_one_spelling(code: str) -> None:
    assert line_key(code) == "+441525631900"


@pytest.mark.parametrize("code", ["201", "8100", "631900", "Planning", "queue-4", "ext 01525 631900", "s", "", "999"])
def test_an_extension_and_a_queue_stay_what_they_are(code: str) -> None:
    assert line_key(code) == code


@pytest.fixture
def feed(town: Town) -> Feed:
    return feed_named("switchboard")


def a_call_on(feed: Feed, line: str, call: str) -> None:
    take_events(feed, Story(call).rings(0, line=line).picked_up(12).ended(60).events, at=TEN)


@pytest.mark.django_db
def test_calls_to_one_number_are_on_one_line(feed: Feed) -> None:
    for number, line in enumerate((*WRITTEN, "201")):
        a_call_on(feed, line, f"c{number}")
    assert [one.calls.count() for one in Line.objects.order_by("id")] == [6, 1]


@pytest.mark.django_db
def test_lines_that_were_one_are_joined_and_no_figure_moves(feed: Feed) -> None:
    first, other, extension = "01525 631900", "+44 1525 631900", "201"
    for call, line in (("c1", first), ("c2", extension)):
        a_call_on(feed, line, call)
    office = Office.objects.create(code="town-hall", name="Town hall")
    named = Line.objects.create(code="to be", name="Planning", office=office)
    Line.objects.filter(pk=named.pk).update(code=other, key=other)  # as it was before lines had one spelling
    Call.objects.filter(call="c2").update(line=named)
    facts, clocks = list(Fact.objects.order_by("pk").values()), list(Clock.objects.order_by("pk").values())
    import_module("answerable.desk.migrations.0036_one_line_however_it_is_written").join_doubles(apps, None)
    kept = Line.objects.get(key="+441525631900")
    assert (kept.name, kept.office, kept.calls.count()) == ("Planning", office, 2)
    assert Line.objects.get(code=extension).calls.count() == 0
    assert list(Fact.objects.order_by("pk").values()) == facts
    assert sum(retime(call.occasion, at=TEN) for call in Call.objects.all()) == 0
    assert list(Clock.objects.order_by("pk").values()) == clocks


@pytest.mark.django_db
def test_a_line_that_is_there_is_not_entered_anew(client: Client, town: Town) -> None:
    client.force_login(town.alice)
    line = Line.objects.create(code="01525 631900", name="Planning")
    again = {"code": "+44 1525 631900", "name": "Council tax"}
    assert "That is the line “Planning” already" in client.post(reverse("line-new"), again).text
    client.post(reverse("line", args=[line.pk]), {"code": "+44 1525 631900", "name": "Planning"})
    assert list(Line.objects.values_list("code", "key")) == [("+44 1525 631900", "+441525631900")]
