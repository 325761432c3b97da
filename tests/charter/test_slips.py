"""Slips of the pen by which a charter file is no TOML."""

import pytest

from tests.charter.anytown import HEAD, PROMISE, problem


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (
            "within = 2 working days",
            "words stand in quotation marks, and a date is written like 2026-03-01. Write within",
        ),
        ("within = “2 working days”", "its quotation marks are curly. Write straight ones"),
        ('within = "2 working days', "a quotation mark that closes the text is missing."),
        ('within "2 working days"', 'this is no name with a value. Write name = "value"'),
        ('within: "2 working days"', 'this is no name with a value. Write name = "value"'),
        ("We answer letters.", "and begin a remark with #."),
        ("– within = 3", "and begin a remark with #."),
        ('id = "A2"', "“id” stands twice here. Leave one of them out."),
        ('until = ["a" "b"]', "a list before this is not closed, or lacks a comma."),
        ('for = { channel = "email"', "what stands in { } is not closed on its line, or lacks a comma."),
        ('for = { channel = "email", }', "In { } no comma stands after the last value."),
        ("within =", 'nothing stands after =. Write within = "…".'),
        ("automatic = Yes", "write true or false, in small letters"),
        ("adopted = 1 March 2026", "a date is written like 2026-03-01."),
        ('words = "We say "yes" to you"', "within a text quote by ' and not by \"."),
        ('words = "see c:\\users"', "a text can’t have one \\ in it."),
    ],
)
def test_a_slip_is_told_with_its_line_its_promise_and_what_to_write(line: str, says: str) -> None:
    told = problem(f"{PROMISE}{line}\n")
    assert told.startswith("line 9, A1: This line can’t be read: ")
    assert says in told


@pytest.mark.parametrize(
    ("heading", "says"),
    [
        ("[promise]", "this heading stands twice. Write [[promise]] with two brackets"),
        ("[[promise]", "the heading is not closed."),
    ],
)
def test_a_slip_in_a_heading_names_no_promise(heading: str, says: str) -> None:
    assert problem(f"{PROMISE}{heading}\n").startswith(f"line 9: This line can’t be read: {says}")


def test_a_slip_outside_of_promises_names_none() -> None:
    assert problem(PROMISE, "[hours]\nday_ends = midnight\n").startswith("line 10: This line can’t be read: ")
    assert problem(head=HEAD.replace('"town"', "town")).startswith("line 3: This line can’t be read: ")


def test_a_text_that_never_closes_is_told_at_the_end() -> None:
    assert "a quotation mark that closes the text is missing" in problem(f"{PROMISE}words = 'It is so\n")
