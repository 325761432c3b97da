"""What a draft lacks, as its writer is told before it is sent."""

from dataclasses import replace
from datetime import date

import pytest

from answerable.charter.clauses import Charter, Writing
from answerable.charter.facts import TELLS, WRITING_PARTS, Fact
from answerable.charter.plain import reading_age
from answerable.charter.wording import Draft, Lack, lacks, told
from tests.charter.stories import charter_of, when

HOLDING = Draft(
    means="holding",
    by="email",
    text="Dear Mrs Lee,\nwe are sorry that this takes longer. You will hear from us by Monday 12 January 2026.\n\n"
    "Ann Carter\nCustomer Officer\nFlitwick Town Council\n01632 960 001",
    reason="The surveyor comes on Friday.",
    date_told=date(2026, 1, 12),
    officer_name="Ann Carter",
    job_title="Customer Officer",
    council="Flitwick Town Council",
    telephone="01632 960001",
    running=("F25",),
)


def lacking(draft: Draft, council: str = "flitwick") -> list[str]:
    return [lack.part for lack in lacks(charter_of(council), draft)]


def test_a_holding_reply_with_all_its_parts_lacks_nothing() -> None:
    assert lacking(HOLDING) == []


def test_a_lack_names_the_promise_and_says_what_to_write() -> None:
    text = HOLDING.text.replace("Customer Officer\n", "")
    assert lacks(charter_of("flitwick"), replace(HOLDING, text=text)) == [
        Lack("F26", "job title", "Write your job title: Customer Officer.")
    ]


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"text": HOLDING.text.replace("sorry", "aware")}, "apology"),
        ({"text": HOLDING.text.replace("12 January 2026", "soon")}, "new date"),
        ({"text": HOLDING.text.replace("12 January", "13 January")}, "new date"),
        ({"reason": " "}, "explanation"),
        ({"text": HOLDING.text.replace("960 001", "960 002")}, "telephone"),
        ({"text": HOLDING.text.replace("Ann Carter", "A. C.")}, "officer name"),
        ({"text": HOLDING.text.replace("Flitwick Town Council", "the Council")}, "council"),
    ],
)
def test_each_part_that_is_missing_is_named(change: dict[str, str], part: str) -> None:
    assert lacking(replace(HOLDING, **change)) == [part]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "written", ["12 January", "12th of January 2026", "12 Jan 2026", "2026-01-12", "12/01/2026", "12/1/26"]
)
def test_a_date_counts_however_it_is_written(written: str) -> None:
    assert lacking(replace(HOLDING, text=HOLDING.text.replace("Monday 12 January 2026", written))) == []


@pytest.mark.parametrize("written", ["(01632) 960-001", "+44 1632 960001", "0044 (0)1632 960001", "01632960001"])
def test_a_telephone_number_counts_however_it_is_written(written: str) -> None:
    assert lacking(replace(HOLDING, text=HOLDING.text.replace("01632 960 001", written))) == []


def test_what_the_customer_wrote_and_we_quote_is_not_counted_as_ours() -> None:
    quoted = "\n".join(f"> {line}" for line in HOLDING.text.splitlines())
    assert lacking(replace(HOLDING, text=f"Ann Carter\n{quoted}")) == [
        *("apology", "new date"),
        *("job title", "council", "telephone"),
    ]


def test_only_a_message_that_says_the_answer_will_be_late_is_asked_for_an_apology() -> None:
    text = HOLDING.text.replace("sorry", "pleased")
    assert lacking(replace(HOLDING, means="answer", text=text)) == []


def test_only_the_promises_that_run_in_the_case_ask_for_anything() -> None:
    bare = replace(HOLDING, means="extension", text=HOLDING.text.replace("sorry", "aware"), running=("F27",))
    assert [lack.promise for lack in lacks(charter_of("flitwick"), bare)] == ["F27a"]


def test_either_a_date_or_a_reason_is_enough_where_the_charter_says_or() -> None:
    only_reason = replace(HOLDING, text="Ann Carter, 01632 960001", date_told=None, running=("K22",))
    assert lacking(only_reason, "cuckfield") == []
    neither = replace(only_reason, reason="")
    assert set(lacking(neither, "cuckfield")) == {"new date", "reason", "explanation"}


def test_a_promise_about_other_channels_asks_for_nothing() -> None:
    letter = Fact("1", "received", when("Monday 5 January 2026 10:00"), "letter")
    promises = {lack.promise for lack in lacks(charter_of("flitwick"), replace(HOLDING, text="", about=letter))}
    assert promises == {"F25a", "F26", "F32"}


def test_every_part_that_a_charter_may_demand_can_be_looked_for() -> None:
    empty = Draft(means="holding", by="letter", text="")
    late = charter_of("flitwick")["F25a"]
    for part in {*TELLS, *WRITING_PARTS}:
        charter = replace(charter_of("flitwick"), promises=(replace(late, tell=(part,)),))  # type: ignore[arg-type]
        (lack,) = lacks(charter, empty)
        assert lack.part == part and lack.words.endswith(".")


def test_what_the_draft_tells_is_read_from_it() -> None:
    assert told(HOLDING) == (
        *("who deals with it", "when the answer comes", "explanation", "apology", "new date"),
        *("reason", "revised limits"),
    )
    assert told(replace(HOLDING, text="We are still at it.", reason="", tells=("progress",))) == ("progress",)


def with_part(part: str) -> Charter:
    charter = charter_of("flitwick")
    return replace(charter, promises=(Writing(id="A1", title="x", where="y", has=(part,)),))


@pytest.mark.parametrize(
    ("words", "lacks_it"),
    [
        ("You can complain: our complaints policy is at www.anytown.example/complaints.", False),
        ("I enclose our complaint handling procedure.", False),
        ("You can complain to the clerk.", True),
        ("> our complaints policy", True),
    ],
)
def test_who_is_not_satisfied_is_told_of_the_complaints_policy(words: str, lacks_it: bool) -> None:
    found = lacks(with_part("complaints policy"), replace(HOLDING, text=words))
    assert bool(found) is lacks_it


def test_a_sentence_that_goes_on_and_on_is_named() -> None:
    long = "We came to the park on Monday " + "and then we looked at the gate " * 5 + "and went."
    (lack,) = lacks(with_part("plain language"), replace(HOLDING, text=long))
    assert lack.words == "Make two of the sentence that begins “We came to the park …”: it has 44 words."
    assert not lacks(with_part("plain language"), replace(HOLDING, text=long.replace(" and then", ". Then")))


def test_the_councils_own_jargon_is_named_with_what_to_write() -> None:
    draft = replace(HOLDING, text="The EIR apply. Void periods count.", jargon={"EIR": "", "void period": "empty time"})
    assert [lack.words for lack in lacks(with_part("plain language"), draft)] == ["Explain “EIR”, or leave it out."]
    plural = replace(draft, jargon={"void periods": "time when nobody lived there"})
    (lack,) = lacks(with_part("plain language"), plural)
    assert lack.words == "Write “time when nobody lived there” for “void periods”."


def test_long_words_make_a_text_hard_to_read() -> None:
    official = "Notwithstanding prior communication, authorisation necessitates additional documentation. " * 10
    (lack,) = lacks(with_part("plain language"), replace(HOLDING, text=official))
    assert lack.words.startswith("Use shorter words and sentences: this is read with ease from the age of")
    easy = "We got your form. We will look at the tree this week. You do not have to do a thing. " * 4
    assert reading_age(easy) == 5 and reading_age("Yes.") is None
    assert not lacks(with_part("plain language"), replace(HOLDING, text=easy))


def test_an_address_of_the_web_and_a_list_make_no_long_sentence() -> None:
    items = "\n".join(f"- we look at tree {number} and we tell you on Monday" for number in range(9))
    assert not lacks(with_part("plain language"), replace(HOLDING, text=f"We do this\n{items}"))
