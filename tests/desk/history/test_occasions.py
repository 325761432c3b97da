"""Calls and visits have facts and clocks of their own, as cases have."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from answerable.charter.judging.clock import Verdict
from answerable.desk.history.actions import correct, happened, new_occasion
from answerable.desk.history.models import Clock, Fact, Occasion
from answerable.desk.history.retiming import retime
from tests.cast import Town, moment

pytestmark = pytest.mark.django_db
RING = moment("2025-03-28T10:00:00")


def a_call() -> Occasion:
    call = new_occasion(Occasion.Kind.CALL, at=RING, channel="telephone")
    happened(call, "rang", at=RING, by=None, channel="telephone")
    return call


def test_a_call_that_rings_has_a_clock_by_the_charter(town: Town) -> None:
    call = a_call()
    clock = Clock.objects.get(occasion=call, promise="F02")
    assert clock.due == RING + timedelta(seconds=20)
    assert (call.next_due, call.next_promise) == (clock.due, "F02")


def test_a_call_picked_up_in_time_keeps_its_promise(town: Town) -> None:
    call = a_call()
    happened(call, "picked up", at=RING + timedelta(seconds=20), by=town.bob, channel="telephone")
    assert Clock.objects.get(occasion=call, promise="F02").verdict(RING + timedelta(minutes=1)) is Verdict.KEPT


def test_a_call_given_up_late_breaks_it(town: Town) -> None:
    call = a_call()
    happened(call, "given up", at=RING + timedelta(seconds=45), by=None, channel="telephone")
    assert Clock.objects.get(occasion=call, promise="F02").verdict(RING + timedelta(minutes=1)) is Verdict.BROKEN


def test_a_fact_of_a_call_is_put_right_by_a_later_one(town: Town) -> None:
    call = a_call()
    up = happened(call, "picked up", at=RING + timedelta(seconds=30), by=None, channel="telephone")
    correct(up, at=RING + timedelta(minutes=1), by=None, to=RING + timedelta(seconds=10))
    assert Clock.objects.get(occasion=call, promise="F02").verdict(RING + timedelta(minutes=1)) is Verdict.KEPT
    assert retime(call, at=RING + timedelta(minutes=2)) == 0


def test_a_fact_belongs_to_one_subject(town: Town) -> None:
    for subjects in ({}, {"case": None, "occasion": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Fact.objects.create(kind="rang", at=RING, recorded=RING, **subjects)
