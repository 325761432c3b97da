"""What the check doubts in a charter, and what settles it."""

from datetime import date

import pytest

from answerable.charter.doubts import Doubt, doubts
from answerable.charter.reader import read_charter
from tests.charter.stories import CHARTERS, charter_of

TODAY = date(2026, 11, 27)


def doubts_of(council: str, more: str = "", today: date = TODAY) -> dict[str, Doubt]:
    text = (CHARTERS / council / "charter.toml").read_text() + more
    return {doubt.clause: doubt for doubt in doubts(read_charter(text), today)}


def ruling(on: str, when: str = "2026-03-01", voids: str = "") -> str:
    return (
        f'\n[[ruling]]\non = "{on}"\nsays = "So it is."\nby = "full council"\nwhen = {when}\n'
        + (f'voids = ["{voids}"]\n' if voids else "")
    )  # fmt: skip


def test_cuckfield_gives_two_times_for_an_email() -> None:
    doubt = doubts_of("cuckfield")["K06 and K18"]
    assert doubt.readings == ("2 working days (K06)", "10 working days (K18)")
    assert "by email is answered" in doubt.says
    assert "the earlier" in doubt.used
    assert 'on = "K06"' in doubt.write and 'voids = ["K18"]' in doubt.write


def test_the_council_may_set_one_of_two_times_aside_from_a_day_on() -> None:
    voided = ruling("K06", "2026-03-01", "K18")
    assert "K06 and K18" not in doubts_of("cuckfield", voided)
    assert "K06 and K22" in doubts_of("cuckfield", voided)
    assert "K06 and K18" in doubts_of("cuckfield", voided, date(2026, 2, 28))


def test_the_council_may_let_both_times_stand() -> None:
    found = doubts_of("cuckfield", ruling("K06"))
    assert "K06 and K18" not in found and "K06 and K22" not in found


def test_cuckfields_review_date_is_long_past() -> None:
    assert "January 2023" in doubts_of("cuckfield")["review"].says
    assert "review" not in doubts_of("cuckfield", today=date(2023, 1, 31))


@pytest.mark.parametrize(
    ("council", "clauses"),
    [
        ("flitwick", {"counting", "day ends", "F02", "F07", "F08", "complaints policy"}),
        ("cuckfield", {"counting", "day ends", "weekday hours", "written", "K05", "K10", "K18a"}),
        ("customer-promise", {"nation", "counting", "day ends", "written", "P20", "P22a", "P27a", "P31a"}),
    ],
)
def test_our_readings_are_doubted_until_the_council_rules(council: str, clauses: set[str]) -> None:
    assert clauses <= doubts_of(council).keys()
    for clause in clauses:
        assert clause not in doubts_of(council, ruling(clause))


def test_every_doubt_names_a_promise_or_a_heading_and_what_to_write() -> None:
    for council in ("flitwick", "cuckfield", "customer-promise"):
        for clause, doubt in doubts_of(council).items():
            assert str(doubt).startswith(f"{clause}: ")
            assert doubt.says and doubt.write.startswith(("Write ", "Review "))


def test_a_complaint_by_voicemail_has_two_times_but_one_by_letter_has_one() -> None:
    conflicts = {clause for clause in doubts_of("customer-promise") if " and " in clause}
    assert conflicts == {"P26 and P28"}


CHARTER = """
[charter]
council = "Anytown Town Council"
kind = "town"
nation = "england"
[hours]
counting = "{counting}"
day_ends = "midnight"
[[promise]]
id = "A1"
title = "Contacts are answered"
where = "First point"
from = "received"
until = "answered"
within = "{within}"
"""


@pytest.mark.parametrize(
    ("counting", "within", "clauses"),
    [
        ("clear days", "2 working days", []),
        ("clear days", "not stated", ["A1"]),
        ("clear days", "48 weekday hours", ["weekday hours"]),
        ("clear days", "5 rings", ["ring"]),
        ("receipt out of hours rolls forward", "2 working days", ["counting"]),
    ],
)
def test_a_charter_that_says_what_it_means_is_doubted_only_where_it_must(
    counting: str, within: str, clauses: list[str]
) -> None:
    charter = read_charter(CHARTER.format(counting=counting, within=within))
    assert [doubt.clause for doubt in doubts(charter, TODAY)] == clauses


def test_a_charter_that_says_nothing_of_counting_is_doubted() -> None:
    text = CHARTER.format(counting="clear days", within="2 working days")
    silent = text.replace('counting = "clear days"\nday_ends = "midnight"\n', "")
    found = {doubt.clause: doubt for doubt in doubts(read_charter(silent), TODAY)}
    assert set(found) == {"counting", "day ends"}
    assert found["counting"].used == "the day after receipt is day 1."


@pytest.mark.parametrize("council", ["flitwick", "cuckfield", "customer-promise"])
def test_every_doubt_is_told_once(council: str) -> None:
    found = [str(doubt) for doubt in doubts(charter_of(council), TODAY)]
    assert sorted(set(found)) == sorted(found)
