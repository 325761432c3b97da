"""How each promise of a charter is said to be proved."""

import pytest

from answerable.charter.explaining.proofs import NOT_MEASURED, proofs, proved
from tests.charter.anytown import charter, clock, promise
from tests.charter.stories import charter_of


@pytest.mark.parametrize(
    ("council", "id", "words"),
    [
        (
            "flitwick",
            "F02",
            "by the clock from “rang” by telephone, not for office hours closed to “picked up”, 20 seconds",
        ),
        ("flitwick", "F07", NOT_MEASURED),
        (
            "flitwick",
            "F25a",
            "by what the customer is told before F25 falls due: explanation, apology and new date; "
            "the date told is then kept by a clock of its own, F25b",
        ),
        (
            "flitwick",
            "F26",
            "by the words of each answer, holding, extension or final by email: "
            "officer name, job title, council and telephone",
        ),
        (
            "customer-promise",
            "P20",
            "by counting, of all “query opened”, those “settled at first contact”, "
            "unless the customer came back within 10 working days: at least 70%",
        ),
        (
            "customer-promise",
            "P27",
            "by the clock from “received” by letter, email or web, not for type complaint to “answered”, "
            "10 working days",
        ),
        ("customer-promise", "P31a", "by a clock for each update after P30 fell due, every 10 working days"),
    ],
)
def test_a_shipped_promise_is_proved_by_what_can_be_seen(council: str, id: str, words: str) -> None:
    assert proved(charter_of(council)[id]) == words


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        (
            'after = "A0"\nuntil = ["told", "answered"]\nwithin = "10 working days"',
            "by the clock from when A0 is done or falls due to “told” or “answered”, 10 working days",
        ),
        (
            'from = "meeting called"\nuntil = "papers sent"\nbefore = "3 clear working days"',
            "by the clock from “meeting called” to “papers sent”, "
            "at least 3 clear working days before the date that “meeting called” tells",
        ),
        (
            'from = "received"\nuntil = "answered"\nwithin = "10 working days"\n'
            'limit = { for = { service = ["bins", "trees"] }, within = "2 working days" }',
            "by the clock from “received” to “answered”, 2 working days for service bins or trees; "
            "10 working days otherwise",
        ),
        (
            'from = "update agreed"\nuntil = "told"\nwithin = "the date told"',
            "by the clock from “update agreed” to “told”, by the date told",
        ),
        (
            'at = "transferred"\nneeds = ["told to whom", "told why"]',
            "by what is ticked when “transferred” happens: told to whom and told why",
        ),
        (
            'strength = "may"\nat = "picked up"\nneeds = "greeting"',
            "by what is ticked when “picked up” happens: greeting; never broken, since the council may",
        ),
        (
            'record = { of = "training", each = "officer", every = "2 years", at_first = "3 months" }',
            "by the register of training for each officer, renewed every 2 years, "
            "for a new one within 3 calendar months",
        ),
        (
            'share = { of_promises = "A0", more_than = "50%", by = ["channel", "service"] }',
            "by counting the clocks of A0: those kept of all kept or broken, compared by channel and service: "
            "more than 50%",
        ),
        (
            'share = { of = "rang", that = "picked up", average = "30 seconds" }',
            "by the mean time from “rang” to “picked up”, at most 30 seconds",
        ),
        ('share = { of = "transferred", that = "right first time" }', "reported, not judged"),
        ('updates_for = "A0"\nevery = "not stated"', NOT_MEASURED),
        ('from = "received"\nuntil = "answered"\nwithin = "immediately"', NOT_MEASURED),
    ],
)
def test_each_kind_of_promise_says_how_it_is_proved(rest: str, words: str) -> None:
    *_, last = charter(clock("A0"), promise("A1", rest))
    assert proved(last).endswith(words)


def test_every_promise_is_listed_in_the_order_of_the_file() -> None:
    flitwick = charter_of("flitwick")
    listed = proofs(flitwick)
    assert [proof.id for proof in listed] == [promise.id for promise in flitwick]
    f02 = next(proof for proof in listed if proof.id == "F02")
    assert (f02.kind, f02.strength, f02.where[:14]) == ("timed", "aim", "Our Commitment")
    assert {proof.kind for proof in listed} <= {"timed", "share", "step", "writing", "record"}
