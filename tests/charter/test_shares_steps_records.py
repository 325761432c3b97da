"""What shares, steps, writing and records can say, and what a clerk is told when they can't be read."""

import pytest

from answerable.charter.clauses import Record, Share, Step, Writing
from answerable.charter.span import Span, Unit
from tests.charter.anytown import charter, clock, problems, promise


def test_a_share_may_have_a_time_a_target_that_must_be_passed_and_groups() -> None:
    (share,) = charter(
        promise(
            "S1",
            'share = { of = "rang", that = "picked up", within = "20 seconds", more_than = "50%", by = "channel" }',
        )
    )
    assert isinstance(share, Share)
    assert (share.within, share.at_least, share.more_than) == (Span(20, Unit.SECOND), 50.0, True)
    assert share.by == ("channel",)


def test_an_average_is_a_share_of_time() -> None:
    (share,) = charter(promise("S1", 'share = { of = "rang", that = "picked up", average = "30 seconds" }'))
    assert isinstance(share, Share) and (share.average, share.at_least) == (Span(30, Unit.SECOND), None)


def test_a_share_may_be_of_what_other_promises_came_to() -> None:
    *_, share = charter(clock("C1"), promise("S1", 'share = { of_promises = "C1", at_least = "90%" }'))
    assert isinstance(share, Share) and (share.of_promises, share.of, share.at_least) == (("C1",), "", 90.0)


def test_all_within_ten_most_within_five_is_two_promises() -> None:
    all_in_ten = clock("C1", within="10 working days")
    most = 'share = { of = "received", that = "answered", within = "5 working days", more_than = "50%" }'
    assert len(charter(all_in_ten, promise("C2", most)).promises) == 2


def test_a_step_may_ask_for_one_of_several_things() -> None:
    (step,) = charter(promise("T1", 'at = "transferred"\nneeds = ["told to whom", "told why"]\nany_of = true'))
    assert isinstance(step, Step) and step.any_of and step.needs == ("told to whom", "told why")


def test_a_step_may_be_for_some_contacts_only() -> None:
    (step,) = charter(promise("T1", 'at = "received"\nneeds = "read back"\nfor = { channel = "telephone" }'))
    assert step.scope.wanted == {"channel": ("telephone",)}


def test_a_letter_may_have_to_be_plain_and_name_the_complaints_policy() -> None:
    (writing,) = charter(
        promise("W1", 'writing = { has = ["plain language", "complaints policy"] }\nfor = { type = "complaint" }')
    )
    assert isinstance(writing, Writing) and writing.scope.wanted == {"type": ("complaint",)}


def test_somebody_new_may_have_less_time_for_the_first_record() -> None:
    (record,) = charter(
        promise("R1", 'record = { of = "training", each = "officer", every = "2 years", at_first = "3 months" }')
    )
    assert isinstance(record, Record)
    assert (record.every, record.at_first) == (Span(24, Unit.CALENDAR_MONTH), Span(3, Unit.CALENDAR_MONTH))


@pytest.mark.parametrize(
    ("rest", "says"),
    [
        ('share = { of = "rang", that = "picked up", more_than = "half" }', "more_than is “half”. Write a percentage"),
        ('share = { of = "rang", that = "picked up", at_least = "101%" }', "at_least is “101%”. Write a percentage"),
        (
            'share = { of = "rang", that = "picked up", at_least = "70%", average = "5 seconds" }',
            "This share has at_least and average. Write one promise for each.",
        ),
        (
            'share = { of = "rang", that = "picked up", within = "9 seconds", average = "5 seconds" }',
            "An average counts every time that it took: leave within out",
        ),
        ('share = { of_promises = "S1", of = "rang" }', "of_promises counts what other promises’ clocks came to"),
        ('share = { of = "rang", that = "picked up", by = "colour" }', "by has “colour”, which I don’t know."),
        ('share = { of = "rang", that = "picked up", within = "the date told" }', "should be a length of time"),
        ('share = "70%"', "Write share as { of ="),
        (
            'at = "transfered"\nneeds = "told why"',
            "at is “transfered”, which I don’t know. Did you mean “transferred”?",
        ),
        ('at = "transferred"', "needs is missing."),
        (f'at = "transferred"\nneeds = "{"told " * 20}"', "Write a few words that an officer can tick off."),
        ('record = { of = "training" }', "each is missing."),
        ('record = { of = "training", each = "officer", every = "often" }', "“often” is not a length of time"),
        ('writing = { to = "mayor", has = "apology" }', "to is “mayor”, which I don’t know. Write “customer”."),
        ('late_for = []\ntell = "reason"', "late_for is “[]”, and should be words."),
        ('updates_for = ["C1"]\nevery = "1 month"', "updates_for is “['C1']”, and should be words."),
    ],
)
def test_a_mistake_is_told_with_what_to_write(rest: str, says: str) -> None:
    told = [str(found) for found in problems(promise("S1", rest))]
    assert [line for line in told if says in line], told
