"""Facts in a file: the details that the whole charter language asks for."""

import json

import pytest

from answerable.charter.factfile import BadFact, BadFacts, read_fact, read_facts, unasked
from answerable.charter.facts import BY_NAME
from answerable.charter.moments import read_moment
from tests.charter.anytown import charter, clock, promise


def entry(kind: str, **details: object) -> dict[str, object]:
    named = {name.replace("_", " "): value for name, value in details.items()}
    return {"subject": "1", "kind": kind, "at": "2026-06-05T16:30", "details": named}


@pytest.mark.parametrize(
    ("told", "details"),
    [
        (entry("received", given=["name", "fee"]), {"given": ["name", "fee"]}),
        (entry("provided", given="consent"), {"given": ["consent"]}),
        (entry("transferred", done=["told why"]), {"done": ["told why"]}),
        (entry("step done", done="told why"), {"done": ["told why"]}),
        (entry("update agreed", date="2026-06-12"), {"date": "2026-06-12"}),
        (entry("extended", date="2026-06-12", reason="complex"), {"date": "2026-06-12", "reason": "complex"}),
        (entry("paused", reason="legal proceedings"), {"reason": "legal proceedings"}),
        (entry("excepted", reason="severe weather"), {"reason": "severe weather"}),
        (entry("renewed", of="training"), {"of": "training"}),
        (entry("answered", has=["plain language", "telephone"]), {"has": ["plain language", "telephone"]}),
        (entry("received", requester="councillor", service="bins"), {"requester": "councillor", "service": "bins"}),
    ],
)
def test_what_a_fact_tells_is_read(told: dict[str, object], details: dict[str, object]) -> None:
    assert read_fact(told).details == details


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (entry("provided"), '“provided” needs the detail “given”. Write "details": {"given": "name"}.'),
        (entry("extended", reason="complex"), '“extended” needs the detail “date”. Write "details": {"date": "2026-'),
        (entry("step done", done=[]), "“step done” needs the detail “done”."),
        (entry("renewed"), "“renewed” needs the detail “of”."),
        (entry("extended", date="2026-06-12", reason="busy"), "“busy” is not a value of “reason”."),
        (entry("extended", date="0001-06-12"), "The year 1 is out of reach."),
        (entry("extended", date="next week"), "“next week” is not a date."),
        (entry("received", given="passport"), "“passport” is not a value of “given”."),
        (entry("transferred", done=["x" * 61]), "Write it in the words that the charter asks for."),
        (entry("transferred", done=[{}]), "Write it in the words that the charter asks for."),
        (entry("renewed", of=7), "“7” is not a value of “of”."),
    ],
)
def test_a_detail_that_is_wrong_or_missing_is_told_with_what_to_write(told: dict[str, object], says: str) -> None:
    with pytest.raises(BadFact) as refused:
        read_fact(told)
    assert says in str(refused.value)


def test_every_kind_of_fact_can_be_read_with_all_its_details() -> None:
    examples = {"date": "2026-06-12", "moment": "2026-06-12T10:00", "reference": "7", "need": "told why"}
    for kind in BY_NAME.values():
        details = {d.name: d.values[0] if d.values else examples.get(d.form, "1") for d in kind.details}
        assert read_fact(entry(kind.name, **details)).kind == kind.name


def test_every_bad_line_is_told() -> None:
    lines = [entry("received"), entry("provided"), entry("extended")]
    with pytest.raises(BadFacts) as refused:
        read_facts("\n".join(json.dumps(line) for line in lines).encode())
    assert [number for number, _ in refused.value.problems] == [2, 3]


def test_what_was_done_in_words_that_no_step_asks_for_is_told_once() -> None:
    step = promise("T1", 'at = "transferred"\nneeds = ["told to whom", "told why"]')
    facts = [read_fact(entry("transferred", done=["told whom", "told why"])), read_fact(entry("renewed", of="badge"))]
    assert unasked(charter(step), facts * 2) == [
        "“told whom” is nothing that this charter asks for. Did you mean “told to whom”?",
        "“badge” is nothing that this charter asks for. It asks for nothing of this sort.",
    ]
    assert not unasked(charter(clock("A1")), [read_fact(entry("received"))])


def test_the_moment_is_council_time() -> None:
    assert read_fact(entry("received")).at == read_moment("2026-06-05T15:30+00:00")


def told_wrong(*lines: dict[str, object]) -> list[str]:
    with pytest.raises(BadFacts) as refused:
        read_facts("\n".join(json.dumps(line) for line in lines).encode())
    return [f"line {number}: {what}" for number, what in refused.value.problems]


def test_of_two_facts_with_one_id_neither_is_passed_over_in_silence() -> None:
    received = {**entry("received"), "id": "7"}
    assert told_wrong(received, {**entry("answered"), "id": "7"}) == [
        "line 2: The id “7” is that of another fact, in line 1. Give each an id of its own."
    ]
    again = {**received, "recorded": "2026-06-08T09:00"}
    elsewhere = {**entry("answered"), "id": "7", "subject": "2"}
    assert len(read_facts("\n".join(map(json.dumps, (received, again, elsewhere))).encode())) == 3


def test_a_correction_to_a_moment_that_had_not_come_is_refused() -> None:
    received = {**entry("received"), "id": "7"}
    assert told_wrong(received, entry("corrected", fact="7", at="2026-06-05T16:31")) == [
        "line 2: It can’t be known yet that this happened 2026-06-05T16:31:00+01:00: "
        "the correction itself is of an earlier moment."
    ]
    assert (
        len(
            read_facts(
                "\n".join(map(json.dumps, (received, entry("corrected", fact="7", at="2026-06-05T16:30")))).encode()
            )
        )
        == 2
    )
