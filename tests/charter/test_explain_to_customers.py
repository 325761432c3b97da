"""Why a clock is due when it is, in the few words that a customer is told."""

from datetime import date

import pytest

from answerable.charter.worktime import Calendar
from tests.charter.calendars import NINE_TO_FIVE, calendar, when
from tests.charter.test_explain import MOVES, PAUSE, WITH_MEETINGS, why


@pytest.mark.parametrize(
    ("span", "start", "by", "says"),
    [
        (
            "2 working days",
            "Thursday 24 December 2026 16:40",
            None,
            "It reached us on Thursday 24 December 2026 at 16:40; "
            "We have 2 working days; weekends, Christmas Day and Boxing Day do not count; "
            "It is due by the end of Wednesday 30 December 2026",
        ),
        (
            "1 working day",
            "Thursday 4 June 2026 16:40",
            calendar(cut_off="15:30"),
            "It reached us on Thursday 4 June 2026 at 16:40; "
            "What comes after 15:30 counts from the next working day, Friday 5 June 2026; "
            "We have 1 working day; weekends do not count; It is due by the end of Monday 8 June 2026",
        ),
        (
            "8 office hours",
            "Saturday 6 June 2026 10:00",
            calendar(cut_off="15:30", office=NINE_TO_FIVE),
            "Saturday 6 June 2026 at 10:00; We were closed then, so it counts from Monday 8 June 2026; "
            "We have 8 hours, counted while our office is open; It is due by Monday 8 June 2026 at 17:00",
        ),
        (
            "48 weekday hours",
            "Monday 1 June 2026 10:00",
            None,
            "We have 48 hours, counted from Monday to Friday; It is due by Wednesday 3 June 2026 at 10:00",
        ),
        (
            "20 minutes",
            "Monday 1 June 2026 10:00",
            None,
            "We have 20 minutes; It is due by Monday 1 June 2026 at 10:20",
        ),
        (
            "1 calendar month",
            "Sunday 31 January 2027 10:00",
            MOVES,
            "We have 1 month, and every day counts; It is due by the end of Monday 1 March 2027",
        ),
        (
            "10:00 on the next working day",
            "Monday 1 June 2026 12:00",
            None,
            "We have until 10:00 on the next working day; It is due by Tuesday 2 June 2026 at 10:00",
        ),
        (
            "the next council meeting",
            "Saturday 6 June 2026 10:00",
            WITH_MEETINGS,
            "It waits for a meeting of the council, on Tuesday 14 July 2026; It is due by the end of",
        ),
        (
            "5 working days",
            "Thursday 28 December 2028 10:00",
            None,
            "This may change: the bank holidays are not known yet so far ahead",
        ),
    ],
)
def test_a_customer_is_told_in_a_few_plain_sentences(span: str, start: str, by: Calendar | None, says: str) -> None:
    assert says in why(span, start, by, for_customer=True)


def test_a_customer_is_told_of_pauses_and_extensions_too() -> None:
    until = when("Friday 26 June 2026 23:59:59")
    told = why("2 working days", "Monday 1 June 2026 10:00", pauses=PAUSE, extended=until, for_customer=True)
    assert told.endswith(
        "From Tuesday 2 June 2026 at 10:00 to Wednesday 3 June 2026 at 09:00 we could not go on: that time does not "
        "count; We needed longer, and told you a new date; It is due by the end of Friday 26 June 2026"
    )


def test_a_customer_is_told_how_long_before_a_date() -> None:
    told = why("", "Monday 1 June 2026 10:00", before="7 clear working days", told=date(2026, 6, 25), for_customer=True)
    assert told == (
        "The date is Thursday 25 June 2026; "
        "It is due so long before that 7 whole working days lie between: by the end of Monday 15 June 2026"
    )
