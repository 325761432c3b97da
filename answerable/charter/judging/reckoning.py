"""When a clock falls due, and how that moves: by a hold, by an extension, by the time for which it stood still."""

from collections.abc import Mapping
from datetime import date, datetime

from answerable.charter.calendar.days import date_at
from answerable.charter.calendar.pauses import Pause
from answerable.charter.facts import Fact
from answerable.charter.judging.rules import TimedRule
from answerable.charter.moments import local, read_moment
from answerable.charter.span import Span, Unit
from answerable.charter.worktime import Calendar, Due, NoDate

_IN_WORKING_DAYS = (Unit.WORKING_DAY, Unit.CLEAR_WORKING_DAY)


def due_of(rule: TimedRule, first: Fact, start: datetime, pauses: tuple[Pause, ...] = ()) -> Due | None:
    """Return when the clock falls due that `first` starts at `start`; None where no time is stated or no date set.

    A span counted back from a date isn't moved by pauses: the date stays.
    """
    clause, calendar = rule.promise, rule.calendar_for(first)
    if clause.before:
        day = date_in(first)
        return calendar.due_before(day, clause.before) if day else None
    span = rule.span_for(first) if clause.limits else clause.within
    if span is None:
        return None
    try:
        return calendar.due(start, span, told_in(first.details) if span.unit is Unit.DATE_TOLD else None, pauses)
    except NoDate:
        return None


def date_in(fact: Fact) -> date | None:
    """Return the date that the fact carries, or None."""
    told = told_in({"date": fact.details.get("date")} if fact.details.get("date") else fact.details)
    return local(told).date() if isinstance(told, datetime) else told


def told_in(details: Mapping[str, object]) -> date | datetime | None:
    """Return what a fact with these details sets: the moment where it is known to the minute, else the date."""
    if begins := details.get("begins"):
        return local(begins) if isinstance(begins, datetime) else read_moment(str(begins))
    match details.get("date"):
        case None | "":
            return None
        case datetime() as moment:
            return local(moment).date()
        case date() as day:
            return day
        case text:
            return date.fromisoformat(str(text))


class Reckoning:
    """The due moment of one clock, for one reading of its holds: as they were, or as if it had never been held."""

    def __init__(self, rule: TimedRule, first: Fact, start: datetime, due: Due) -> None:
        self.rule, self.first, self.start = rule, first, start
        self.due, self.provisional = due
        self.pauses: tuple[Pause, ...] = ()
        self.extended = 0  # how often

    def copy(self) -> "Reckoning":
        """Return the reckoning as it is now, to go on in another way."""
        other = Reckoning(self.rule, self.first, self.start, Due(self.due, self.provisional))
        other.pauses, other.extended = self.pauses, self.extended
        return other

    def in_time(self, moment: datetime) -> bool:
        """Say whether `moment` is no later than the last second that keeps the promise."""
        return int(moment.timestamp()) <= int(self.due.timestamp())

    def stand_still(self, since: datetime, until: datetime) -> None:
        """Move the due moment by the time between two moments, as the calendar counts it.

        An extended clock is due at the end of a date: it moves by the working days that were wholly or partly held.
        """
        before, self.pauses = self.pauses, (*self.pauses, (since, until))
        if self.extended:
            self.due = self._days_later(self._held_days(since, until, before))
        elif due := due_of(self.rule, self.first, self.start, self.pauses):
            self.due, self.provisional = due

    def extend(self, fact: Fact) -> None:
        """Put it off to the end of the date in `fact`: by no more than the clause allows, and never nearer.

        Only where a reason is given, the clock has not run out, and it was not put off too often already.
        """
        extension, day = self.rule.promise.extension, date_in(fact)
        if extension is None or day is None or not fact.details.get("reason"):
            return
        if self.extended >= extension.times or not self.in_time(fact.at):
            return
        wanted = self._calendar.end_of(day, self.start)
        if wanted > self.due:
            self.due = min(wanted, self._furthest(extension.at_most))
            self.provisional = self.provisional or local(self.due).date() > self._calendar.known_to
            self.extended += 1

    @property
    def _calendar(self) -> Calendar:
        return self.rule.calendar_for(self.first)

    def _furthest(self, at_most: Span) -> datetime:
        # Working days are counted on from the due day: how receipt is counted has nothing to do with it.
        return (
            self._days_later(at_most.count)
            if at_most.unit in _IN_WORKING_DAYS
            else self._calendar.due(self.due, at_most).moment
        )

    def _days_later(self, count: int) -> datetime:
        if not count:
            return self.due
        days = self._calendar.days
        place = days.nth(days.numbers[days.place_of(local(self.due).date())] + count)
        return self._calendar.end_of(date_at(place), self.start)

    def _held_days(self, since: datetime, until: datetime, before: tuple[Pause, ...]) -> int:
        """Return how many working days after the first are touched by a hold, less those that one before it touched."""
        days = self._calendar.days

        def place(moment: datetime) -> int:
            return days.place_of(local(moment).date())

        done = max(place(self.start), place(since) - 1, *(place(end) for _, end in before))
        return max(0, days.numbers[place(until)] - days.numbers[done])
