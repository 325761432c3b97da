"""Lengths of time as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.charter.span import SAME_DAY, NotASpan, Span, Unit, read_span


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("20 seconds", Span(20, Unit.SECOND)),
        ("3 minutes", Span(3, Unit.MINUTE)),
        ("three minutes", Span(3, Unit.MINUTE)),
        ("1 hour", Span(1, Unit.HOUR)),
        ("48 weekday hours", Span(48, Unit.WEEKDAY_HOUR)),
        ("8 office hours", Span(8, Unit.OFFICE_HOUR)),
        ("1 working day", Span(1, Unit.WORKING_DAY)),
        ("Ten  working days", Span(10, Unit.WORKING_DAY)),
        ("7 clear working days", Span(7, Unit.CLEAR_WORKING_DAY)),
        ("30 calendar days", Span(30, Unit.CALENDAR_DAY)),
        ("1 calendar month", Span(1, Unit.CALENDAR_MONTH)),
        ("2 years", Span(24, Unit.CALENDAR_MONTH)),
        ("5 rings", Span(5, Unit.RING)),
        ("the same day", SAME_DAY),
        ("the end of the next working day", Span(1, Unit.WORKING_DAY)),
    ],
)
def test_a_length_of_time_is_read(text: str, span: Span) -> None:
    assert read_span(text) == span


@pytest.mark.parametrize(
    "text", ["soon", "", "days", "5", "-3 days", "1.5 hours", "0 working days", "5 fortnights", "٣ minutes"]
)
def test_what_is_no_length_of_time_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(NotASpan, match="Write a number and a unit, such as “20 seconds”"):
        read_span(text)


@pytest.mark.parametrize("text", ["10 days", "2 weeks"])
def test_days_that_may_be_working_days_or_not_are_refused(text: str) -> None:
    with pytest.raises(NotASpan, match="Write “working days” or “calendar days”"):
        read_span(text)


def test_nothing_is_promised_for_longer_than_ten_years() -> None:
    assert read_span("10 years") == Span(120, Unit.CALENDAR_MONTH)
    with pytest.raises(NotASpan, match="ten years"):
        read_span("99999999999 working days")


@given(st.builds(Span, st.integers(1, 120), st.sampled_from(Unit)))
def test_a_span_in_words_is_read_back(span: Span) -> None:
    assert read_span(span.words()) == span


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert read_span(text).count >= 0
    except NotASpan as refused:
        assert "Write" in str(refused)
