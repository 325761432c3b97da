"""Whatever is written in a charter file, it is read or refused in words."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.charter.clauses import REOPENINGS, Charter
from answerable.charter.explaining.proofs import proofs
from answerable.charter.facts import (
    BY_NAME,
    CHANNELS,
    EXCEPTION_REASONS,
    GIVEN,
    MEANS,
    PAUSE_REASONS,
    TELLS,
    WRITING_PARTS,
)
from answerable.charter.reader import read_charter
from answerable.charter.reading.problems import CharterErrors
from answerable.cli.charter_file import load
from tests.charter.stories import CHARTERS

SHIPPED = [path.read_text() for path in sorted(CHARTERS.glob("*/charter.toml"))]

# A charter with every construct of the language, into which slips of the pen are put.
EVERYTHING = """
[charter]
council = "Anytown Town Council"
kind = "town"
nation = "england"
[hours]
office = { mon-fri = "09:00-16:30" }
cut_off = "15:30"
closed_day = "moves to the next working day"
received_in_closure = "on reopening"
on = { 12-24 = "09:00-12:00", 2026-05-08 = "18:00-02:00" }
closed = { "12-24 to 01-02" = "Christmas closure" }
[[other_hours]]
name = "the counter"
for = { channel = "counter" }
[other_hours.office]
mon-fri = "10:00-12:00"
[[promise]]
id = "C1"
title = "It is so"
where = "First point"
from = "received"
until = ["answered", "not available"]
within = "10 days"
each = true
provided = ["name", "address"]
exceptions = "severe weather"
pauses = "waiting for the customer"
reopening = "resume"
extension = { at_most = "10 working days", times = 2 }
date_id = "C1b"
hours = "the counter"
counting = "clear days"
day_ends = "close of business"
cut_off = "16:00"
closures_count = "as working days"
nation = "scotland"
[[promise.limit]]
for = { service = "bins" }
within = "2 working days"
[promise.if_late]
id = "C1a"
tell = "reason"
any_of = true
[[promise]]
id = "C2"
title = "It is so"
where = "First point"
after = "C1"
until = "told"
within = "the same day"
[[promise]]
id = "C3"
title = "It is so"
where = "First point"
from = "meeting called"
until = "papers sent"
before = "7 clear working days"
[[promise]]
id = "C4"
title = "It is so"
where = "First point"
share = { of_promises = ["C1", "C2"], more_than = "50%", by = "channel" }
[[promise]]
id = "C5"
title = "It is so"
where = "First point"
share = { of = "rang", that = "picked up", average = "30 seconds" }
[[promise]]
id = "C6"
title = "It is so"
where = "First point"
at = "transferred"
needs = ["told to whom"]
any_of = true
[[promise]]
id = "C7"
title = "It is so"
where = "First point"
record = { of = "training", each = "officer", every = "2 years", at_first = "3 months" }
[[promise]]
id = "C8"
title = "It is so"
where = "First point"
updates_for = "C1"
every = "5 working days"
[[promise]]
id = "C9"
title = "It is so"
where = "First point"
writing = { by = "letter", has = "plain language" }
[[ruling]]
on = "days"
says = "So it is."
by = "full council"
when = 2026-03-01
voids = "C9"
"""


def read_or_refuse(text: str) -> None:
    try:
        charter = read_charter(text)
    except CharterErrors as refused:
        assert refused.problems
        assert all(problem.message for problem in refused.problems)
    else:
        assert isinstance(charter, Charter)
        assert len(proofs(charter)) == len(charter.promises)


def test_the_charter_with_everything_in_it_is_read() -> None:
    assert len(read_charter(EVERYTHING).promises) == 10


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    read_or_refuse(text)


@given(data=st.binary())
def test_any_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.toml"
    file.write_bytes(data)
    try:
        load(file)
    except CharterErrors as refused:
        assert refused.problems


SNIPPETS = st.sampled_from(
    ["", "[", "]", "{", "}", '"', "=", "\n", "0", "true", "[[promise]]\n", "[hours]\n", "if_late = 3\n", "= []",
     "= [[]]", "= {}", "= 1e400", "= nan", "= 07:32:00", "= 2026-02-30", "= 2026-02-03T10:00:00Z",
     "id", "within", "\x00", "٣", "limit", "[[promise.limit]]\n", "[other_hours.office]\n", "after", "days", ","]
)  # fmt: skip


@settings(max_examples=200)
@given(st.sampled_from([*SHIPPED, EVERYTHING]), st.data())
def test_a_charter_with_slips_of_the_pen_is_read_or_refused(text: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        text = text[:start] + data.draw(SNIPPETS) + text[start + data.draw(st.integers(0, 12)) :]
    read_or_refuse(text)


VALUES = st.recursive(
    st.sampled_from(
        ['"x"', "1", "-1", "true", "1.5", "2026-03-01", '""', '"70%"', '"received"', '"2 working days"', '"10 days"',
         '"immediately"', '"not stated"', '"the date told"', '"C1"', '"C2"', '"C4"', '"the counter"', "nan"]
    ),
    lambda inner: (
        st.lists(inner, max_size=2).map(lambda parts: f"[{', '.join(parts)}]")
        | inner.map(lambda part: f"{{ channel = {part}, id = {part} }}")
    ),
    max_leaves=4,
)  # fmt: skip


@settings(max_examples=200)
@given(st.sampled_from([*SHIPPED, EVERYTHING, EVERYTHING]), st.data())
def test_a_charter_with_any_value_in_any_place_is_read_or_refused(text: str, data: st.DataObject) -> None:
    lines = text.splitlines()
    written = [number for number, line in enumerate(lines) if " = " in line]
    number = data.draw(st.sampled_from(written))
    lines[number] = f"{lines[number].partition(' = ')[0]} = {data.draw(VALUES)}"
    read_or_refuse("\n".join(lines))


# fmt: off
KEYS = st.sampled_from(
    ("id", "title", "where", "strength", "words", "for", "unless", "from", "until", "after", "within", "before",
     "limit", "limits", "automatic", "each", "provided", "exceptions", "pauses", "reopening", "extension", "date_id",
     "if_late", "late_for", "tell", "any_of", "updates_for", "every", "share", "of", "that", "at_least", "more_than",
     "average", "of_promises", "by", "unless_again_within", "at", "needs", "writing", "has", "means", "to", "record",
     "at_first", "hours", "nation", "counting", "day_ends", "cut_off", "closed_day", "closures_count", "name",
     "office", "working_days", "ring_seconds", "received_in_closure", "on", "says", "when", "voids", "council", "kind",
     "issue", "adopted", "review", "review_date", "at_most", "times", "mon-fri", "12-24", "closed", "channel",
     "service", "type")
)
WORDS = st.sampled_from(
    (*CHANNELS, *BY_NAME, *TELLS, *WRITING_PARTS, *MEANS, *GIVEN, *PAUSE_REASONS, *EXCEPTION_REASONS, *REOPENINGS,
     "2 working days", "10 days", "at once", "the date told", "the next council meeting",
     "10:00 on the next working day", "70%", "A1", "A2",
     "09:00-16:30", "mon-fri", "town", "england", "clear days", "close of business", "ours")
)
# fmt: on
TREES = st.recursive(
    WORDS | st.text(max_size=8) | st.integers(-3, 100) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)
TABLES = st.dictionaries(KEYS, TREES, max_size=9)


def as_toml(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case dict():
            return f"{{ {', '.join(f'{json.dumps(key)} = {as_toml(inner)}' for key, inner in value.items())} }}"
        case list():
            return f"[{', '.join(as_toml(inner) for inner in value)}]"
        case str():
            return json.dumps(value).replace("\x7f", "\\u007f")
    return str(value)


@settings(max_examples=80)
@given(
    st.fixed_dictionaries(
        {"promise": st.lists(TABLES, min_size=1, max_size=4)},
        optional={
            "charter": TABLES | TREES,
            "hours": TABLES | TREES,
            "other_hours": st.lists(TABLES, max_size=2) | TREES,
            "ruling": st.lists(TABLES, max_size=2) | TREES,
        },
    )
)
def test_any_tree_of_words_that_a_charter_knows_is_read_or_refused(tree: dict[str, object]) -> None:
    read_or_refuse("\n".join(f"{key} = {as_toml(value)}" for key, value in tree.items()))
