"""Lengths of time as people write them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.charter.span import (
    CLOSE_OF_BUSINESS,
    DATE_TOLD,
    NEXT_MEETING,
    SAME_DAY,
    SAME_WORKING_DAY,
    NotASpan,
    Span,
    Unit,
    read_span,
)


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
        ("the end of the same working day", SAME_WORKING_DAY),
        ("the same working day", SAME_WORKING_DAY),
        ("2 calendar weeks", Span(14, Unit.CALENDAR_DAY)),
        ("48 hours", Span(48, Unit.HOUR)),
        ("10:00 on the next working day", Span(1, Unit.WORKING_DAY, "10:00")),
        ("By noon on the same day", Span(0, Unit.CALENDAR_DAY, "12:00")),
        ("close of business on the next working day", Span(1, Unit.WORKING_DAY, CLOSE_OF_BUSINESS)),
        ("closing time on the third working day", Span(3, Unit.WORKING_DAY, CLOSE_OF_BUSINESS)),
        ("09:30 on the 22nd calendar day", Span(22, Unit.CALENDAR_DAY, "09:30")),
        ("the next council meeting", NEXT_MEETING),
        ("17:00 on the day of the next council meeting", Span(1, Unit.MEETING, "17:00")),
        ("2 council meetings", Span(2, Unit.MEETING)),
        ("the date told", DATE_TOLD),
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


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("10 days", "Write “working days” or “calendar days”"),
        ("2 weeks", "Write “working days” or “calendar weeks”"),
        ("5 date told", "Write “the date told”"),
        ("10:00 on Tuesday", "Write the time of day first, such as “10:00 on the next working day”"),
        ("10:00 on the next office hour", "is not a time on a day that I know"),
        ("10:00 on the 3rd office hour", "has a time of day on what is not a day"),
        ("5pm on the next working day", "Write it like “09:30” or “15:30”"),
        ("25:00 on the next working day", "Write it like “09:30” or “15:30”"),
        ("10:00 on the 0th working day", "is not a time on a day that I know"),
        ("10:00 on the 3rd day", "can be read in two ways"),
    ],
)
def test_what_can_be_read_in_two_ways_or_none_is_refused_with_what_to_write(text: str, says: str) -> None:
    with pytest.raises(NotASpan) as refused:
        read_span(text)
    assert says in str(refused.value)


def test_nothing_is_promised_for_longer_than_ten_years() -> None:
    assert read_span("10 years") == Span(120, Unit.CALENDAR_MONTH)
    with pytest.raises(NotASpan, match="ten years"):
        read_span("99999999999 working days")


TIMES = st.times().map(lambda time: f"{time:%H:%M}")
LENGTHS = st.builds(Span, st.integers(1, 120), st.sampled_from([unit for unit in Unit if unit is not Unit.DATE_TOLD]))
ON_A_DAY = st.builds(
    Span,
    st.integers(0, 120),
    st.sampled_from([Unit.WORKING_DAY, Unit.CALENDAR_DAY]),
    st.one_of(st.just(""), st.just(CLOSE_OF_BUSINESS), TIMES),
)


@given(st.one_of(LENGTHS, ON_A_DAY, st.builds(lambda at: replace(NEXT_MEETING, at=at), TIMES), st.just(DATE_TOLD)))
def test_a_span_in_words_is_read_back(span: Span) -> None:
    assert read_span(span.words()) == span


@given(st.one_of(st.text(), st.from_regex(r"(10:00 on )?the \w+ (working|calendar) (day|hour)s?")))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert read_span(text).count >= 0
    except NotASpan as refused:
        assert "Write" in str(refused)
