"""The charter alone: due moments and judgements a second, without a database."""

import json
from datetime import UTC, date, datetime, timedelta

from answerable.charter.facts import Fact
from answerable.charter.judge import Edition, clocks_by_edition
from answerable.charter.moments import local
from answerable.charter.reader import read_charter
from answerable.charter.span import read_span
from answerable.charter.worktime import Calendar, calendar_for
from benchmarks.stories import CHARTER, Story, stories
from benchmarks.timing import Times, timed

BATCH = 2000


def measure(now: datetime) -> dict[str, object]:
    """Return what a due moment, the same by stepping day by day, and the judging of a fact take, in microseconds."""
    charter = read_charter(CHARTER.read_text())
    calendar = calendar_for(charter)
    told = list(stories(BATCH, now))
    span, days = read_span("10 working days"), 10
    due = timed(lambda number: calendar.due(told[number].begun, span), BATCH - 200, warm=200)
    stepped = timed(lambda number: _stepped(calendar, told[number].begun, days), BATCH - 200, warm=200)
    _agree(calendar, told, days)
    judged = _judged([Edition(charter, calendar)], told)
    facts = sum(len(story.happenings) for story in told[200:])
    return {
        "due": due.median * 1e6,
        "stepped": stepped.median * 1e6,
        "fact": sum(judged.seconds) / facts * 1e6,
    }


def _judged(editions: list[Edition], told: list[Story]) -> Times:
    facts = [
        [Fact("case", h.kind, h.at, story.channel, h.details, str(place)) for place, h in enumerate(story.happenings)]
        for story in told
    ]
    return timed(lambda number: clocks_by_edition(editions, facts[number]), BATCH - 200, warm=200)


def _stepped(calendar: Calendar, start: datetime, days: int) -> date:
    """Step day by day, asking of each whether it is worked, as most programs do."""
    day = local(start).date()
    while days:
        day += timedelta(days=1)
        days -= calendar.is_working_day(day)
    return day


def _agree(calendar: Calendar, told: list[Story], days: int) -> None:
    span = read_span(f"{days} working days")
    wrong = [s.begun for s in told if calendar.due(s.begun, span).moment.date() != _stepped(calendar, s.begun, days)]
    if wrong:
        raise AssertionError(f"The two ways disagree on {len(wrong)} moments, the first {wrong[0]}")


if __name__ == "__main__":
    print(json.dumps(measure(datetime.now(UTC))))
