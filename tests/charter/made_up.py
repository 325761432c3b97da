"""Calendars, starts and spans made up for the laws: every rule of counting, with closures, half-days and meetings."""

from datetime import date, datetime
from functools import cache

from hypothesis import strategies as st

from answerable.charter.calendar.holidays import shipped_holidays
from answerable.charter.clauses import Hours
from answerable.charter.moments import LONDON
from answerable.charter.reading.hours import CLOSED_DAY, CLOSURES_COUNT, COUNTING, DAY_ENDS, RECEIVED_IN_CLOSURE
from answerable.charter.span import CLOSE_OF_BUSINESS, Span, Unit
from answerable.charter.worktime import Calendar, Closure
from tests.charter.calendars import CHRISTMAS_CLOSURE, NINE_TO_FIVE

LATE_DUTY = NINE_TO_FIVE | {4: (("09:00", "12:30"), ("13:30", "16:00"), ("22:00", "02:00"))}
MEETINGS = tuple(date(year, month, 14) for year in range(2024, 2030) for month in (1, 3, 5, 7, 9, 11))
ELECTION = (date(2026, 5, 7), date(2026, 5, 7), "Election")

_SECONDS = (int(datetime(year, 1, 1, tzinfo=LONDON).timestamp()) for year in (2024, 2029))
_NIGHTS = (date(2025, 3, 30), date(2026, 3, 29), date(2026, 10, 25), date(2027, 10, 31), date(2026, 12, 24))
# Any second of five years; one of the nights on which the clocks change; the seconds at which days and offices close.
STARTS = st.one_of(
    st.integers(*_SECONDS),
    st.builds(
        lambda night, second: int(datetime(night.year, night.month, night.day, tzinfo=LONDON).timestamp()) + second,
        st.sampled_from(_NIGHTS),
        st.one_of(
            st.integers(-7200, 4 * 3600),
            st.sampled_from([hour * 3600 + second for hour in (9, 12, 15, 16, 17, 24) for second in (-1, 0, 1)]),
        ),
    ),
)

TIMES_OF_DAY = st.sampled_from(["", "", "10:00", "16:30", CLOSE_OF_BUSINESS])
UNITS = st.sampled_from([unit for unit in Unit if unit not in (Unit.MEETING, Unit.DATE_TOLD)])
LENGTHS = st.builds(Span, st.integers(1, 60), UNITS)
ON_DAYS = st.builds(Span, st.integers(0, 30), st.sampled_from([Unit.WORKING_DAY, Unit.CALENDAR_DAY]), TIMES_OF_DAY)
SPANS = st.one_of(LENGTHS, ON_DAYS, st.builds(Span, st.integers(1, 2), st.just(Unit.MEETING), TIMES_OF_DAY))


@cache
def made_up(nation: str, closures: tuple[Closure, ...], *rules: str) -> Calendar:
    counting, day_ends, cut_off, closed_day, closures_count, received_in_closure, office = rules
    hours = Hours(
        office=LATE_DUTY if office == "late duty" else NINE_TO_FIVE,
        on={"12-24": (("09:00", "12:00"),)},
        closed=(("12-27", "01-02", "Christmas closure"),) if office == "late duty" else (),
        counting=counting,
        day_ends=day_ends,
        cut_off=cut_off,
        closed_day=closed_day,
        closures_count=closures_count,
        received_in_closure=received_in_closure,
    )
    return Calendar(hours=hours, nation=nation, closures=closures, holidays=shipped_holidays(), meetings=MEETINGS)


RULES = st.tuples(
    st.sampled_from(["england", "scotland", "northern-ireland", "united-kingdom"]),
    st.sampled_from([(), (CHRISTMAS_CLOSURE,), (CHRISTMAS_CLOSURE, ELECTION)]),
    st.sampled_from(COUNTING),
    st.sampled_from(DAY_ENDS),
    st.sampled_from(["", "15:30"]),
    st.sampled_from(CLOSED_DAY),
    st.sampled_from(CLOSURES_COUNT),
    st.sampled_from(RECEIVED_IN_CLOSURE),
    st.sampled_from(["nine to five", "late duty"]),
)
CALENDARS = RULES.map(lambda rules: made_up(*rules))
